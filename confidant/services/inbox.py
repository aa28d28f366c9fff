"""What came: opened, checked and taken in whole, or kept waiting, or refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.bundles import inspect, opening
from confidant.bundles.limits import FILE_LIMIT
from confidant.bundles.opening import Opened, Quarantined
from confidant.crypto import c32, strict_base64
from confidant.environment import Clock
from confidant.errors import (
    BundleNotFoundError,
    CardInsteadError,
    ContactBlockedError,
    DuplicateError,
    ExpectedError,
    IdError,
    VaultReadOnlyError,
)
from confidant.records import ids
from confidant.records.body import Body
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.contact import Contact
from confidant.records.disclosure import Receipt, ReceiptState
from confidant.records.ids import RecordId, from_b64
from confidant.services import contacts as people
from confidant.services import exchange as exchanges
from confidant.services import journal, lookup, waiting
from confidant.services.exchange import Exchange
from confidant.services.output import read_whole
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.vault.vault import Transaction, Vault


@dataclass(frozen=True, slots=True)
class ItemTaken:
    """What became of one record that came.

    Attributes:
        record: its id.
        kind: its kind.
        rev: the revision, as its author counts.
        how: `new`, `newer`, `known`, `older`; `conflict` when the same revision says something
            else than before: what came first stays.
        said: with `conflict`, the record as this file has it; it is kept nowhere else.
    """

    record: RecordId
    kind: str
    rev: int
    how: str
    said: Body | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, repr=False)
class TakenIn:
    """What opening a file did.

    Attributes:
        contact: who sent it.
        petname: what I call them.
        bundle: its id, 16 bytes.
        receipt: id of its receipt; None while it waits.
        items: what became of its records.
        waits_because: why it is kept and not taken in yet; None when it was.
        older: whether a later file of theirs was taken in before.
        retried: petnames of files that waited and came in now.
        changes: what was touched.
    """

    contact: RecordId
    petname: str
    bundle: bytes
    receipt: RecordId | None
    items: tuple[ItemTaken, ...]
    waits_because: ExpectedError | None
    older: bool
    retried: int
    changes: Changes


@dataclass(frozen=True, slots=True, repr=False)
class InboxRow:
    """A file that came, as the inbox lists it."""

    record: RecordId
    receipt: Receipt
    petname: str | None

    @property
    def bundle(self) -> bytes:
        """Its id, 16 bytes."""
        return strict_base64.decode(self.receipt.bundle)


def open_file(vault: "Vault", clock: Clock, *, path: Path) -> TakenIn:
    """Open a file that came; see `take_in`.

    Raises:
        NotReadableError: it cannot be read.
    """
    return take_in(vault, clock, untrusted_data=read_whole(path, most=FILE_LIMIT))


def take_in(vault: "Vault", clock: Clock, *, untrusted_data: bytes) -> TakenIn:
    """Check a file and take it in: its receipt and all its records, or nothing.

    A genuine file that refers to something not here yet is kept, still encrypted, and tried
    again after the next one from the same contact.

    Raises:
        CardInsteadError: an identity card.
        ContactBlockedError: I have blocked its sender.
        DuplicateError: it was taken in before; nothing happened.
        BundleError, AgeError, CardError, ManifestSchemaError: it was refused; the vault is as it
            was.
        DiskFullError, VaultReadOnlyError: nothing was kept.
    """
    if vault.read_only:
        raise VaultReadOnlyError
    if inspect.kind_of(untrusted_data) == "card":
        raise CardInsteadError
    opened = opening.open_bundle(untrusted_data, exchanges.knowledge(vault))
    if lookup.typed_body(vault, opened.sender, Contact).blocked:
        raise ContactBlockedError
    petname = people.petname_of(vault, opened.sender) or ""
    if isinstance(opened, Quarantined):
        waiting.keep(vault, opened.auth.bundle, untrusted_data)
        return _waits(opened, petname)
    receipt, items, changes = _merge(vault, clock, opened)
    waiting.forget(vault, opened.auth.bundle, untrusted_data)
    retried, more = _retry(vault, clock, opened.sender)
    return TakenIn(
        contact=opened.sender,
        petname=petname,
        bundle=opened.auth.bundle,
        receipt=receipt,
        items=items,
        waits_because=None,
        older=opened.older,
        retried=retried,
        changes=changes | more,
    )


def rows(vault: "Vault") -> tuple[InboxRow, ...]:
    """Return every file that came, the newest first."""
    exchange = exchanges.read(vault)
    return tuple(
        InboxRow(record, body, people.petname_of(vault, from_b64(body.contact)))
        for record, body in reversed(exchange.receipts)
    )


def find(vault: "Vault", typed: str) -> InboxRow:
    """Return the file whose id begins with what was typed.

    Raises:
        BundleNotFoundError: none, or several.
    """
    try:
        prefix = ids.parse_prefix(typed)
    except IdError:
        raise BundleNotFoundError(id=typed) from None
    found = [
        row
        for row in rows(vault)
        if c32.encode(row.bundle).lower().startswith(prefix)
        or ids.to_c32(row.record).startswith(prefix)
    ]
    if len(found) != 1:
        raise BundleNotFoundError(id=typed)
    return found[0]


def mark(vault: "Vault", clock: Clock, *, receipt: RecordId, state: ReceiptState) -> Written:
    """Mark a file as new, read or done.

    Raises:
        WrongKindError, RecordNotFoundError: not a receipt.
    """
    body = lookup.typed_body(vault, receipt, Receipt)
    return journal.keep(vault, clock, record=receipt, body=body.mark(state))


def _merge(
    vault: "Vault", clock: Clock, opened: Opened
) -> tuple[RecordId, tuple[ItemTaken, ...], Changes]:
    """Write the receipt, every record and every attachment in one transaction."""
    exchange = exchanges.read(vault)
    now = clock.now_ms()
    with vault.transaction() as tx:
        receipt = tx.create(opened.receipt(now), ts=now).record
        for data in opened.files:
            tx.put_attachment(data)
        items = tuple(_items(vault, tx, opened, exchange, now))
    return receipt, items, tx.changes


def _items(
    vault: "Vault", tx: "Transaction", opened: Opened, exchange: Exchange, now: int
) -> Sequence[ItemTaken]:
    taken: list[ItemTaken] = []
    for item in opened.manifest.items:
        record = from_b64(item.id)
        highest = exchange.author_rev(record)
        if highest == 0:
            tx.create(item.record, record=record, ts=now, withheld=item.withheld_fields)
            how = "new"
        elif not lookup.exists(vault, record):
            how = "erased"
        elif item.rev > highest:
            tx.revise(record, item.record, ts=now, withheld=item.withheld_fields)
            how = "newer"
        elif item.rev < highest:
            how = "older"
        else:
            same = lookup.body_of(vault, record) == item.record
            how = "known" if same else "conflict"
        said = item.record if how == "conflict" else None
        taken.append(ItemTaken(record, item.record.kind, item.rev, how, said))
    return taken


def _retry(vault: "Vault", clock: Clock, sender: RecordId) -> tuple[int, Changes]:
    """Try what waits from a contact again, until nothing more fits."""
    count = 0
    changes = NO_CHANGES
    progress = True
    while progress:
        progress = False
        for bundle, data in waiting.every(vault):
            opened = _reopen(vault, bundle, data)
            if opened is not None and opened.sender == sender:
                _, _, more = _merge(vault, clock, opened)
                waiting.forget(vault, bundle, data)
                count += 1
                changes |= more
                progress = True
    return count, changes


def _reopen(vault: "Vault", bundle: bytes, data: bytes) -> Opened | None:
    """Open a file that waited; None when it waits on. One that came in otherwise goes."""
    try:
        opened = opening.open_bundle(data, exchanges.knowledge(vault))
    except DuplicateError:
        waiting.forget(vault, bundle, data)
        return None
    except ExpectedError:
        # Its sender is not verified any more, or blocked: that is told when it is their turn.
        return None
    return opened if isinstance(opened, Opened) else None


def _waits(opened: Quarantined, petname: str) -> TakenIn:
    return TakenIn(
        contact=opened.sender,
        petname=petname,
        bundle=opened.auth.bundle,
        receipt=None,
        items=(),
        waits_because=opened.reason,
        older=False,
        retried=0,
        changes=NO_CHANGES,
    )
