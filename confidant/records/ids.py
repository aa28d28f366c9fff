"""Record ids: 16 random bytes, base64 inside files, Crockford base32 where a person sees them."""

import re
from typing import NewType

from confidant.crypto import c32, strict_base64
from confidant.errors import IdError

RecordId = NewType("RecordId", bytes)
"""Exactly 16 bytes."""

SIZE = 16
SHORTEST_PREFIX = 4
_LONGEST = 26
_TYPED = re.compile(r"[0-9abcdefghjkmnpqrstvwxyz]{4,26}\Z")


def to_b64(record: bytes) -> str:
    """Return the 22 characters that stand for an id inside bodies."""
    return strict_base64.encode(record)


def from_b64(text: str) -> RecordId:
    """Return the id that 22 base64 characters stand for.

    Raises:
        IdError: anything else.
    """
    try:
        return RecordId(strict_base64.decode(text, SIZE))
    except ValueError:
        raise IdError(text=text) from None


def to_c32(record: bytes) -> str:
    """Return the 26 lower-case characters that a person sees."""
    return c32.encode(record).lower()


def parse_prefix(text: str) -> str:
    """Return what a person typed as the beginning of `to_c32` of an id.

    White space and hyphens are dropped, i and l read as 1, o as 0, as formats.md §1 says.

    Raises:
        IdError: fewer than four characters, more than an id has, or other characters.
    """
    prefix = c32.clean_typed(text).lower()
    if _TYPED.match(prefix) is None:
        raise IdError(text=text)
    if len(prefix) == _LONGEST:
        _check_whole(prefix, text)
    return prefix


def _check_whole(prefix: str, typed: str) -> None:
    """Refuse 26 characters whose last bits no id has."""
    try:
        c32.decode(prefix.upper(), SIZE)
    except ValueError:
        raise IdError(text=typed) from None
