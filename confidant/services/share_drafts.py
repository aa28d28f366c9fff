"""Shares that are not sent yet: kept beside the drafts of records, under the kind `share`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec

from confidant.crypto import strict_base64
from confidant.records import canonical
from confidant.records.canonical import JsonValue
from confidant.records.changes import Changes
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.services import contacts, lookup
from confidant.services.composing import Composition, Ticked

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

KIND: Final = "share"


@dataclass(frozen=True, slots=True, repr=False)
class ShareDraft:
    """A share that waits.

    Attributes:
        draft: its id.
        composition: as far as it was put together; what was erased since is not in it.
        petname: whom it is for, None for nobody yet or for a contact that was erased.
        changed_ms: the instant of the last change.
    """

    draft: RecordId
    composition: Composition
    petname: str | None
    changed_ms: int


def save(vault: "Vault", *, draft: RecordId, composition: Composition) -> Changes:
    """Keep a share as far as it is put together."""
    data = canonical.encode(_to_plain(composition))
    with vault.transaction() as tx:
        tx.save_draft(draft, KIND, 0, data)
    return tx.changes


def every(vault: "Vault") -> tuple[ShareDraft, ...]:
    """Return the shares that wait, the latest change first."""
    return tuple(
        _read(vault, one.record, one.data, one.changed_ms)
        for one in vault.drafts()
        if one.kind == KIND
    )


def discard(vault: "Vault", *, draft: RecordId) -> Changes:
    """Forget a share that waits."""
    with vault.transaction() as tx:
        tx.drop_draft(draft)
    return tx.changes


class _PlainTicked(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was let go of one record."""

    record: str
    fields: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


class _Plain(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a composition stands in a draft; ids and hashes in base64."""

    kind: str = ""
    contact: str | None = None
    records: tuple[str, ...] = ()
    ticked: tuple[_PlainTicked, ...] = ()
    blind: bool = False
    note: str = ""
    respond_by: str | None = None
    confirmed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    reason: str = ""
    authority: str = ""


def _to_plain(made: Composition) -> JsonValue:
    """`unverified` is not kept: an override is given each time."""
    plain = _Plain(
        kind=KIND,
        contact=to_b64(made.contact) if made.contact is not None else None,
        records=tuple(to_b64(record) for record in made.records),
        ticked=tuple(_plain_ticked(record, one) for record, one in made.ticked.items()),
        blind=made.blind,
        note=made.note,
        respond_by=made.respond_by,
        confirmed=tuple(sorted(made.confirmed)),
        left=tuple(sorted(made.left)),
        reason=made.reason,
        authority=made.authority,
    )
    return canonical.cleaned(msgspec.json.decode(msgspec.json.encode(plain)))


def _read(vault: "Vault", draft: RecordId, data: bytes, changed_ms: int) -> ShareDraft:
    plain = msgspec.convert(canonical.decode_object(data), _Plain)
    contact = from_b64(plain.contact) if plain.contact else None
    petname = contacts.petname_of(vault, contact)
    records = tuple(
        record
        for record in (from_b64(one) for one in plain.records)
        if lookup.exists(vault, record)
    )
    made = Composition(
        contact=contact if petname is not None else None,
        records=records,
        ticked={from_b64(one.record): _ticked(one) for one in plain.ticked},
        blind=plain.blind,
        note=plain.note,
        respond_by=plain.respond_by,
        confirmed=frozenset(plain.confirmed),
        left=frozenset(plain.left),
        reason=plain.reason,
        authority=plain.authority,
    )
    return ShareDraft(draft, made, petname, changed_ms)


def _plain_ticked(record: RecordId, ticked: Ticked) -> _PlainTicked:
    return _PlainTicked(
        record=to_b64(record),
        fields=tuple(sorted(ticked.fields)),
        attachments=tuple(sorted(strict_base64.encode(each) for each in ticked.attachments)),
        names=tuple((strict_base64.encode(each), name) for each, name in ticked.names.items()),
    )


def _ticked(plain: _PlainTicked) -> Ticked:
    return Ticked(
        fields=frozenset(plain.fields),
        attachments=frozenset(strict_base64.decode(each) for each in plain.attachments),
        names={strict_base64.decode(each): name for each, name in plain.names},
    )
