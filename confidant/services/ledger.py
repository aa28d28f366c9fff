"""The disclosure ledger: who has which version of what, since when, with which fields, and why.

A view of dispatches, receipts and acknowledgements; nothing else is kept.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.bundles import ledger as rows
from confidant.bundles.ledger import Current, Eyes, LedgerRow
from confidant.records.deletion import Acknowledgement
from confidant.records.disclosure import Dispatch, Receipt
from confidant.records.ids import RecordId, from_b64, to_c32
from confidant.records.text import title_of
from confidant.services import contacts, exchange, lookup
from confidant.services.aliases import Tables

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

Confirmed: TypeAlias = Literal["", "received", "read", "replied"]
_STRENGTH: Sequence[Confirmed] = ("", "received", "read", "replied")
_Version: TypeAlias = tuple[RecordId, RecordId, int]
_CSV_FIELDS = (
    "contact",
    "record",
    "kind",
    "has_revision",
    "my_revision",
    "behind",
    "reworded",
    "since_ms",
    "fields",
    "confirmed",
    "reason",
    "authority",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, repr=False)
class LedgerLine:
    """What one contact has of one record.

    Attributes:
        contact: petname; empty for one that was erased.
        record: its id.
        kind: its kind.
        title: of the record here; empty when it was erased.
        has_revision: the newest revision that was sent.
        my_revision: the newest one here; 0 when it was erased.
        behind: whether a newer one here says something else, under the mask of theirs.
        reworded: whether the same one would read differently now: an alias or a link is another.
            They keep what came first; a new revision brings it.
        since: UTC ms of the first file with that revision.
        fields: what any file held: what once left cannot be called back.
        confirmed: what they said of a file with that revision; one that was made is not yet one
            that arrived.
        reason: why, where a classification demanded it.
        authority: who allowed it.
        holder: id of the contact.
    """

    contact: str
    record: RecordId
    kind: str
    title: str
    has_revision: int
    my_revision: int
    behind: bool
    reworded: bool
    since: int
    fields: tuple[str, ...]
    confirmed: Confirmed
    reason: str | None
    authority: str | None
    holder: RecordId


def lines(vault: "Vault", *, contact: RecordId | None = None) -> tuple[LedgerLine, ...]:
    """Return the ledger, by contact and then by record as first sent.

    Args:
        vault: an open vault.
        contact: only what this contact has; None for everybody.
    """
    known = exchange.read(vault)
    sent = [body for _, body in known.dispatches if contact in (None, from_b64(body.contact))]
    tables = Tables(vault)

    def eyes(whose: RecordId) -> Eyes:
        def has(target: RecordId) -> bool:
            return whose in known.sent_to.get(target, ()) or vault.author(target) == whose

        return Eyes(tables.of(whose), has)

    petnames = {note.record: note.contact.petname for note in contacts.every(vault)}
    current = dict(_current(vault, sent))
    confirmed = _confirmations(vault, sent, [body for _, body in known.receipts])
    found = [
        _line(row, current.get(row.record), petnames.get(row.contact, ""), confirmed)
        for row in rows.build(sent, (), current, eyes)
    ]
    return tuple(sorted(found, key=lambda line: (line.contact.casefold(), line.since)))


def as_csv(ledger: tuple[LedgerLine, ...]) -> str:
    """Return the ledger as CSV without titles; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_CSV_FIELDS)
    for line in ledger:
        cells = (
            line.contact,
            to_c32(line.record),
            line.kind,
            line.has_revision,
            line.my_revision,
            "yes" if line.behind else "no",
            "yes" if line.reworded else "no",
            line.since,
            " ".join(line.fields),
            line.confirmed,
            line.reason or "",
            line.authority or "",
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _line(
    row: LedgerRow, current: Current | None, petname: str, confirmed: dict[_Version, Confirmed]
) -> LedgerLine:
    mine = current.rev if current is not None else 0
    return LedgerLine(
        contact=petname,
        record=row.record,
        kind=row.kind,
        title=title_of(current.body) if current is not None else "",
        has_revision=row.rev,
        my_revision=mine,
        behind=row.behind and mine > row.rev,
        reworded=row.behind and mine <= row.rev,
        since=row.since,
        fields=row.fields,
        confirmed=confirmed.get((row.contact, row.record, row.rev), ""),
        reason=row.reason,
        authority=row.authority,
        holder=row.contact,
    )


def _current(vault: "Vault", sent: Sequence[Dispatch]) -> Iterator[tuple[RecordId, Current]]:
    """Yield my records of these files as they are; an erased one is missing."""
    for record in dict.fromkeys(from_b64(item.record) for body in sent for item in body.items):
        if lookup.exists(vault, record):
            revision = vault.current(record)
            yield record, Current(revision.rev, lookup.whole(revision))


def _confirmations(
    vault: "Vault", sent: Sequence[Dispatch], receipts: Sequence[Receipt]
) -> dict[_Version, Confirmed]:
    """Return what is known of the arrival of each revision; the strongest counts."""
    said: dict[str, Confirmed] = {}
    for _, revision in vault.bodies("acknowledgement"):
        body = revision.body
        if isinstance(body, Acknowledgement):
            said[body.bundle] = max(said.get(body.bundle, ""), body.status, key=_STRENGTH.index)
    said.update({body.reply_to: "replied" for body in receipts if body.reply_to is not None})
    found: dict[_Version, Confirmed] = {}
    for dispatch in sent:
        for item in dispatch.items:
            key = from_b64(dispatch.contact), from_b64(item.record), item.rev
            status = said.get(dispatch.bundle, "")
            found[key] = max(found.get(key, ""), status, key=_STRENGTH.index)
    return found


def _harmless(cell: str | int) -> str | int:
    """Keep a spreadsheet from running what a contact's name begins with."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
