"""Canonical JSON (formats.md §2): one value, one sequence of bytes.

Reading is decode, check, encode again and compare, so what was hashed is what was parsed.
"""

import re
from collections.abc import Callable
from typing import TypeAlias, Union, cast

import msgspec

from confidant.errors import CanonError

JsonValue: TypeAlias = Union["dict[str, JsonValue]", "list[JsonValue]", str, int]
"""An object, array, string, integer or truth value; there is no null and no fraction."""

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 8

_ARRAYS = (list, tuple)
_CONTAINERS = frozenset({dict, *_ARRAYS})
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_HARMLESS = frozenset({b"n", b"t", b'"', b""})
"""Line end, tab, quotation mark; nothing, before another backslash."""
_LINE_ENDS = re.compile("\r\n?")
_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder()


def encode(value: object, *, max_depth: int = MAX_DEPTH) -> bytes:
    """Return the canonical bytes of a plain value; tuples count as arrays.

    Raises:
        CanonError: the value has no canonical form.
    """
    _check(value, max_depth)
    return _ENCODER.encode(value)


def decode(data: bytes, *, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Return the value of canonical bytes.

    Args:
        data: untrusted bytes.
        max_depth: nested containers allowed, the outermost counts 1.

    Raises:
        CanonError: any other bytes, however deep or long.
    """
    try:
        value = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise CanonError from None
    _check(value, max_depth, _fits_apart_from_text if _is_plain(data) else _fits)
    if _ENCODER.encode(value) != data:
        raise CanonError
    return cast("JsonValue", value)


def decode_object(data: bytes, *, max_depth: int = MAX_DEPTH) -> dict[str, JsonValue]:
    """Return the object that canonical bytes hold.

    Raises:
        CanonError: the bytes are not canonical, or hold something else.
    """
    value = decode(data, max_depth=max_depth)
    if not isinstance(value, dict):
        raise CanonError
    return value


def clean(text: str) -> str:
    """Make text from a clipboard or another program storable (formats.md §2, last line).

    CRLF and CR become LF, characters that canonical JSON refuses become U+FFFD.
    """
    return _REFUSED.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def cleaned(value: JsonValue, *, max_depth: int = MAX_DEPTH) -> JsonValue:
    """Return a plain value with every string in it cleaned.

    Raises:
        CanonError: it is nested too deeply.
    """
    if isinstance(value, (dict, list)) and max_depth == 0:
        raise CanonError
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: cleaned(member, max_depth=max_depth - 1) for key, member in value.items()}
    if isinstance(value, list):
        return [cleaned(member, max_depth=max_depth - 1) for member in value]
    return value


def _is_plain(data: bytes) -> bool:
    """Say whether canonical bytes can hold no refused character, by what follows a backslash."""
    _, *escaped = data.split(b"\\")
    return b"\x7f" not in data and {each[:1] for each in escaped} <= _HARMLESS


def _fits(value: object) -> bool:
    """Say whether a value outside containers is one of rules 1, 2 and 4."""
    if type(value) is str:
        return _REFUSED.search(value) is None
    return _fits_apart_from_text(value)


def _fits_apart_from_text(value: object) -> bool:
    """Say the same where no text can hold a refused character: looking at each costs the most."""
    # `type`, for True is an `int` too.
    kind = type(value)
    if kind is int:
        return -MAX_INTEGER <= cast("int", value) <= MAX_INTEGER
    return kind is str or kind is bool


def _check(value: object, depth: int, fits: Callable[[object], bool] = _fits) -> None:
    """Walk over a value and refuse what rules 1 to 5 refuse; `depth` levels may open."""
    kind = type(value)
    if kind in _CONTAINERS:
        if depth == 0:
            raise CanonError
        if kind is dict:
            _check_members(cast("dict[object, object]", value), depth - 1, fits)
        else:
            for member in cast("list[object]", value):
                _check(member, depth - 1, fits)
    elif not fits(value):
        raise CanonError


def _check_members(value: dict[object, object], depth: int, fits: Callable[[object], bool]) -> None:
    """Check the keys of an object, then its values."""
    for key, member in value.items():
        if type(key) is not str or _KEY.match(key) is None:
            raise CanonError
        # Without a call for each: a chain is read value by value.
        if type(member) in _CONTAINERS:
            _check(member, depth, fits)
        elif not fits(member):
            raise CanonError
