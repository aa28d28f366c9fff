"""Commitments: bound before the other side answers, opened afterwards (formats.md §12).

Author and item are part of what is hashed: otherwise the other side could send my commitment back
as theirs and open it with my own opening ("we agreed exactly").
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple, get_type_hints

import msgspec

from confidant.bundles.knowledge import HeldCommitment
from confidant.crypto import strict_base64
from confidant.errors import CommitmentError, ManifestSchemaError
from confidant.records import checking, kinds, views
from confidant.records.blind import Reveal
from confidant.records.ids import RecordId, from_b64


class _View(NamedTuple):
    """The fields of a forecast's view, as far as they were withheld."""

    p: int | None
    choices: tuple[views.Choice, ...] | None
    low: str | None
    high: str | None


_PREFIX: Final = b"confidant/v1/commitment\0"
NONCE_SIZE: Final = 32


def commit(author: bytes, item: RecordId, nonce: bytes, value: bytes) -> bytes:
    """Return the 32 bytes that bind `author` to `value`.

    Args:
        author: card id of the sender of the bundle that carries the commitment.
        item: the record that the withheld fields belong to.
        nonce: 32 random bytes, kept until the reveal.
        value: canonical JSON of the withheld fields, as they will travel.
    """
    return hashlib.sha256(_PREFIX + author + item + nonce + value).digest()


@dataclass(frozen=True, slots=True, repr=False)
class Opening:
    """Withheld fields that were opened and fit their commitment.

    Attributes:
        record: whose fields they are.
        rev: the author's revision that withheld them.
        value: field → value, each of the field's type.
    """

    record: RecordId
    rev: int
    value: msgspec.Struct


def open_commitment(reveal: Reveal, held: Iterable[HeldCommitment]) -> Opening:
    """Open one of the commitments that are held for the record and revision of `reveal`.

    Raises:
        CommitmentError: none fits, other fields, or a value that its field cannot hold.
    """
    record = from_b64(reveal.about.target)
    nonce = strict_base64.decode(reveal.nonce)
    value = reveal.value.encode()
    for one in held:
        if hmac.compare_digest(commit(one.author, record, nonce, value), one.commitment):
            return Opening(record, reveal.about.rev, _read_value(one, value))
    raise CommitmentError


def _read_value(held: HeldCommitment, value: bytes) -> msgspec.Struct:
    """Read withheld fields: exactly the ones named, each of its type."""
    try:
        opened = msgspec.json.decode(value, type=_shape(held.kind, held.fields))
        checking.check_values(opened)
        views.check_numbers(_View(*(getattr(opened, name, None) for name in _View._fields)))
    except (msgspec.DecodeError, ManifestSchemaError):
        raise CommitmentError from None
    return opened


@cache
def _shape(kind: str, names: tuple[str, ...]) -> type[msgspec.Struct]:
    """Return a struct of exactly these fields of a kind, all of them required."""
    hints = get_type_hints(kinds.KINDS[kind], include_extras=True)
    return msgspec.defstruct(
        "Withheld",
        [(name, hints[name]) for name in names],
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
        repr_omit_defaults=True,
    )
