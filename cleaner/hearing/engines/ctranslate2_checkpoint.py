"""A CTranslate2 Whisper model as openai-whisper's own checkpoint: the same tensors, bit for bit, under other names."""

import re
import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

BINARY_VERSION = 6
"""The layout this module reads; CTranslate2 has written it since 2.17."""

# Leading parts first: a name is rewritten by every line that matches, in this order.
_RENAMED = (
    (r"^decoder/embeddings/weight$", "decoder.token_embedding.weight"),
    (r"/position_encodings/encodings$", ".positional_embedding"),
    (r"^encoder/layer_norm/", "encoder.ln_post/"),
    (r"^decoder/layer_norm/", "decoder.ln/"),
    (r"/layer_(\d+)/", r".blocks.\1."),
    (r"\.self_attention/layer_norm/", ".attn_ln/"),
    (r"\.attention/layer_norm/", ".cross_attn_ln/"),
    (r"\.ffn/layer_norm/", ".mlp_ln/"),
    (r"\.ffn/linear_0/", ".mlp.0/"),
    (r"\.ffn/linear_1/", ".mlp.2/"),
    (r"\.self_attention/linear_1/", ".attn.out/"),
    (r"\.attention/linear_0/", ".cross_attn.query/"),
    (r"\.attention/linear_2/", ".cross_attn.out/"),
    (r"/gamma$", "/weight"),
    (r"/beta$", "/bias"),
    (r"/", "."),
)

# Projections that CTranslate2 stacks into one matrix, in the order in which they are stacked.
_STACKED = {
    ".self_attention.linear_0.": (".attn.query.", ".attn.key.", ".attn.value."),
    ".attention.linear_1.": (".cross_attn.key.", ".cross_attn.value."),
}


def checkpoint(model: bytes) -> dict[str, Any]:
    """Rebuild the dictionary that `whisper.load_model` reads, from the bytes of a float16 or float32 `model.bin`.

    Returns:
        {"dims": whisper's ModelDimensions as a dict, "model_state_dict": name -> torch.Tensor of the file's own type}.

    Raises:
        ValueError: the bytes are not a Whisper model in CTranslate2's binary version 6, or it is quantized.
    """
    variables = dict(_variables(model))
    state: dict[str, torch.Tensor] = {}
    for name, tensor in variables.items():
        if tensor.ndim and tensor.is_floating_point():  # the others are settings, not weights
            state.update(_renamed(name, tensor))
    if "decoder.token_embedding.weight" not in state or "encoder.conv1.weight" not in state:
        raise ValueError("not a Whisper model with float weights")
    return {"dims": _dimensions(variables, state), "model_state_dict": state}


def _variables(model: bytes) -> Iterator[tuple[str, "torch.Tensor"]]:
    """Read name and tensor of each variable; little-endian throughout, the aliases at the end are not needed."""
    import torch  # heavy: only where a model is built

    types = (torch.float32, torch.int8, torch.int16, torch.int32, torch.float16, torch.bfloat16)
    at = 0

    def number(form: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from("<" + form, model, at)
        at += struct.calcsize("<" + form)
        return int(value)

    def string() -> str:
        nonlocal at
        length = number("H")
        at += length
        return model[at - length : at].rstrip(b"\0").decode()

    try:
        version, kind, _revision = number("I"), string(), number("I")
        if version != BINARY_VERSION or kind != "WhisperSpec":
            raise ValueError(f"CTranslate2 binary version {version}, {kind}: not {BINARY_VERSION}, WhisperSpec")
        for _ in range(number("I")):
            name = string()
            shape = [number("I") for _ in range(number("B"))]
            dtype, size = types[number("B")], number("I")
            # A copy: torch must not write into Python's bytes, and a view would be saved with the whole file behind it.
            tensor = torch.frombuffer(bytearray(model[at : at + size]), dtype=dtype)
            at += size
            yield name, tensor.reshape(shape)
    except (struct.error, IndexError, RuntimeError, UnicodeDecodeError) as error:
        raise ValueError(f"not a CTranslate2 model: {error}") from error


def _renamed(name: str, tensor: "torch.Tensor") -> Iterator[tuple[str, "torch.Tensor"]]:
    for pattern, name_there in _RENAMED:
        name = re.sub(pattern, name_there, name)
    for stack, parts in _STACKED.items():
        if stack in name:
            for part, rows in zip(parts, tensor.chunk(len(parts)), strict=True):
                if not part.endswith(".key.") or name.endswith("weight"):  # Whisper's keys have no bias
                    yield name.replace(stack, part), rows.clone()
            return
    yield name, tensor


def _dimensions(variables: Mapping[str, "torch.Tensor"], state: Mapping[str, "torch.Tensor"]) -> dict[str, int]:
    audio_width, mels, _ = state["encoder.conv1.weight"].shape
    vocabulary, text_width = state["decoder.token_embedding.weight"].shape

    def layers(part: str) -> int:
        return len({name.split(".")[2] for name in state if name.startswith(f"{part}.blocks.")})

    return {
        "n_mels": mels,
        "n_audio_ctx": state["encoder.positional_embedding"].shape[0],
        "n_audio_state": audio_width,
        "n_audio_head": int(variables["encoder/num_heads"]),
        "n_audio_layer": layers("encoder"),
        "n_vocab": vocabulary,
        "n_text_ctx": state["decoder.positional_embedding"].shape[0],
        "n_text_state": text_width,
        "n_text_head": int(variables["decoder/num_heads"]),
        "n_text_layer": layers("decoder"),
    }
