"""The folded copy that rules match on: simplified, half-width and lower case, character by character.

It has the length of the text, so offsets need no mapping, and word lists are written once. Full-width marks become
their ASCII ones (， is ","), but 。 and 、 stay, since "." and "," mean other things too.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ARRAY = 0x10000
_LONG = 1000  # code points from which on an array is faster than a dictionary, by five times


@cache
def alone(configuration: str) -> dict[str, str]:
    """Each hanzi that OpenCC turns into another single one by itself (not by its neighbours), with that one."""
    from opencc import OpenCC  # loads a shared library

    hanzi = [chr(code) for block in (range(0x3400, 0x4DC0), range(0x4E00, 0xA000)) for code in block]
    converted = OpenCC(configuration).convert("\n".join(hanzi)).split("\n")  # one a line: no neighbours
    return {old: new for old, new in zip(hanzi, converted, strict=True) if old != new and len(new) == 1}


@cache
def _table() -> dict[int, int]:
    table = {code: ord(lower) for code in range(0x250) if len(lower := chr(code).lower()) == 1 and ord(lower) != code}
    table.update({code: ord(chr(code).lower()) for code in (*range(0x386, 0x3AB), *range(0x400, 0x530))})
    for code in range(0xFF01, 0xFF5F):
        table[code] = ord(chr(code - 0xFEE0).lower())
    table.update({ord(wide): ord(plain) for wide, plain in zip("\u3000\u00a0﹐﹖﹗", "  ,?!", strict=True)})
    table.update({ord(old): ord(new) for old, new in alone("t2s").items()})
    return table


@cache
def _by_code() -> "NDArray[np.uint32]":
    """The same as an array: what each code point up to U+FFFF becomes."""
    import numpy as np  # loads slowly, and only long texts need it

    table = np.arange(_ARRAY, dtype=np.uint32)
    table[list(_table())] = list(_table().values())
    return table


def fold(text: str) -> str:
    """The folded copy of a text, of the same length in code points."""
    if len(text) < _LONG:
        return text.translate(_table())
    import numpy as np

    from cleaner.language import letters

    codes = letters.codes(text)
    folded = _by_code()[np.minimum(codes, _ARRAY - 1)]
    return np.where(codes < _ARRAY, folded, codes).tobytes().decode("utf-32-le", "surrogatepass")
