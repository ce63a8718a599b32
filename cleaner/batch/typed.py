"""Values that come from a file are of the types that their dataclass says, or refused: a damaged file can hold any."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

_Value = TypeVar("_Value")
_Is = Callable[[Any], bool]
_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # of UTF-16 pairs; the others stand for bytes of a name
_MOST = 1 << 63  # what SQLite has whole numbers up to; larger ones cannot be reckoned with as floats


def typed(value: _Value) -> _Value:
    """The value, a dataclass, if each of its fields is of its type, numbers are finite and text is whole.

    Raises:
        ValueError: one is not.
    """
    kind: Any = type(value)
    for name, fits in _checks(kind):
        if not fits(getattr(value, name)):
            raise ValueError(f"{name} cannot be {getattr(value, name)!r:.40}")
    return value


@cache
def _checks(kind: Any) -> list[tuple[str, _Is]]:
    hints = get_type_hints(kind)
    return [(field.name, _check(hints[field.name])) for field in fields(kind)]


def _check(kind: Any) -> _Is:
    """Whether a value is of a type, as a function: that is made once, and called for each of a million rows."""
    parts = [_check(part) for part in get_args(kind) if part is not Ellipsis]
    origin = get_origin(kind)
    if origin is UnionType:
        return lambda value: any(fits(value) for fits in parts)
    if origin in (dict, Mapping):
        key, item = parts
        return lambda value: type(value) is dict and all(key(one) and item(own) for one, own in value.items())
    if origin is tuple and get_args(kind)[-1] is Ellipsis:
        return lambda value: type(value) is tuple and all(map(parts[0], value))
    if origin is tuple:
        return lambda value: (
            type(value) is tuple
            and len(value) == len(parts)
            and all(fits(one) for fits, one in zip(parts, value, strict=True))
        )
    return _PLAIN.get(kind) or (lambda value: type(value) is kind)


_PLAIN: dict[Any, _Is] = {
    str: lambda value: type(value) is str and (value.isascii() or not _HALVES.search(value)),
    int: lambda value: type(value) is int and -_MOST < value < _MOST,
    float: lambda value: type(value) in (int, float) and -_MOST < value < _MOST,  # no NaN and no infinity
    NoneType: lambda value: value is None,
}
