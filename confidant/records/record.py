"""A record's revision, and the way between a body and its canonical bytes."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from confidant.compat import override
from confidant.errors import BugError, CanonError, ManifestSchemaError
from confidant.records import canonical, checking
from confidant.records.body import NOTHING, Body, Common, Part, Withheld
from confidant.records.canonical import JsonValue
from confidant.records.ids import RecordId
from confidant.records.kinds import AnyBody

__all__ = [
    "NOTHING",
    "Body",
    "Common",
    "Part",
    "Revision",
    "Withheld",
    "check",
    "check_travelling",
    "decode",
    "decode_draft",
    "encode",
    "encode_draft",
    "from_plain",
    "to_plain",
]

MAX_BODY = 16 * 1024 * 1024
"""Bytes that a body may have (formats.md §5.1)."""

_ENCODER = msgspec.json.Encoder(order="sorted")


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a record's history.

    `seq` counts the rows of the vault and `rev` those of the record, both from 1; `ts` is in UTC
    milliseconds. An erased revision has no body.
    """

    seq: int
    record: RecordId
    kind: str
    rev: int
    ts: int
    body: Body | None
    erased: bool = False

    @override
    def __repr__(self) -> str:
        return f"<Revision {self.kind} {self.record.hex()} r{self.rev}>"

    @override
    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Keep pretty-printers from showing what `__repr__` hides."""
        return []


def encode(body: Body) -> bytes:
    """Return the canonical bytes of a body that has been checked.

    Raises:
        CanonError: it holds a lone surrogate, which no encoding has.
    """
    try:
        return _ENCODER.encode(body)
    except UnicodeEncodeError:
        raise CanonError from None


def decode(data: bytes, *, withheld: Withheld = NOTHING) -> Body:
    """Return the body that canonical bytes hold, checked whole.

    Args:
        data: untrusted bytes.
        withheld: fields that the author keeps back and that count as present. None accepts a
            body that lacks any of them, for rows of the vault that were checked on coming in.

    Raises:
        CanonError: the bytes are not canonical JSON.
        ManifestSchemaError: they are no body of formats.md §9.
    """
    if len(data) > MAX_BODY:
        raise ManifestSchemaError(hint="size")
    try:
        body = _decoder().decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        canonical.decode(data)  # says first whether it is JSON at all
        raise ManifestSchemaError from None
    if encode(body) != data:
        raise CanonError
    checking.check(body, withheld)
    return body


def check(body: Body, *, withheld: Withheld = NOTHING) -> bytes:
    """Check a body that was built here, types and all, and return its canonical bytes.

    Raises:
        CanonError: a string holds what canonical JSON refuses.
        ManifestSchemaError: a value or a rule of formats.md §9 is broken.
    """
    data = encode(body)
    if decode(data, withheld=withheld) != body:
        raise BugError("a checked body reads back as itself")
    return data


def check_travelling(body: Body, *, withheld: frozenset[str] = NOTHING) -> bytes:
    """Check a body as it stands in a bundle, after masking, and return its canonical bytes.

    Raises:
        CanonError, ManifestSchemaError: as `check`; also for what never leaves the vault.
    """
    data = check(body, withheld=withheld)
    checking.check_travelling(body, withheld)
    return data


def encode_draft(draft: Mapping[str, JsonValue]) -> bytes:
    """Return the canonical bytes of a partial body; its strings are cleaned on the way.

    Args:
        draft: `kind` and whatever else was typed so far; it need not fit the kind yet.

    Raises:
        CanonError: no canonical form, or no kind.
    """
    if not isinstance(draft.get("kind"), str):
        raise CanonError
    return canonical.encode(canonical.cleaned(dict(draft)))


def decode_draft(data: bytes) -> dict[str, JsonValue]:
    """Return a partial body as plain JSON.

    Raises:
        CanonError: the bytes are not canonical, or name no kind.
    """
    draft = canonical.decode_object(data)
    if not isinstance(draft.get("kind"), str):
        raise CanonError
    return draft


def to_plain(body: Body) -> dict[str, JsonValue]:
    """Return a body as plain JSON, its kind among its fields."""
    return canonical.decode_object(encode(body))


def from_plain(plain: Mapping[str, JsonValue], *, withheld: Withheld = NOTHING) -> Body:
    """Return the body that plain JSON says, checked whole.

    Raises:
        CanonError, ManifestSchemaError: as `decode`.
    """
    return decode(canonical.encode(dict(plain)), withheld=withheld)


@cache
def _decoder() -> msgspec.json.Decoder[AnyBody]:
    """Return the reader of every kind; built on first use, it takes some milliseconds."""
    return msgspec.json.Decoder(AnyBody)
