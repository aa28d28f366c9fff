"""The disclosure ledger: who has which version of what, since when, with which fields, and why.

A view of dispatches, receipts and acknowledgements; nothing else is kept.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.bundles.mask import Release
from confidant.bundles.preview import would_get
from confidant.crypto import strict_base64
from confidant.errors import ExpectedError
from confidant.records.deletion import Acknowledgement
from confidant.records.disclosure import Dispatch, SentItem
from confidant.records.ids import RecordId, from_b64, to_c32
from confidant.records.text import title_of
from confidant.services import aliases, contacts, exchange, lookup

if TYPE_CHECKING:
    from confidant.services.exchange import Exchange
    from confidant.vault.vault import Vault

Confirmed: TypeAlias = Literal["", "received", "read", "replied"]
_CSV_FIELDS = (
    "contact",
    "record",
    "kind",
    "has_revision",
    "my_revision",
    "behind",
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
        behind: whether they would get something else now, under the same mask.
        since: UTC ms of the first file that had it.
        fields: what the newest one held.
        confirmed: what they said of it; a file that was made is not yet one that arrived.
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
    newest: dict[tuple[RecordId, RecordId], tuple[SentItem, Dispatch]] = {}
    first: dict[tuple[RecordId, RecordId], int] = {}
    for _, dispatch in known.dispatches:
        for item in dispatch.items:
            key = (from_b64(dispatch.contact), from_b64(item.record))
            if contact not in (None, key[0]):
                continue
            first.setdefault(key, dispatch.sealed_at)
            if key not in newest or item.rev >= newest[key][0].rev:
                newest[key] = (item, dispatch)
    confirmed = dict(_confirmations(vault, known))
    found = [
        _line(vault, known, key, item, dispatch, first[key], confirmed)
        for key, (item, dispatch) in newest.items()
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
            line.since,
            " ".join(line.fields),
            line.confirmed,
            line.reason or "",
            line.authority or "",
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _line(
    vault: "Vault",
    known: "Exchange",
    key: tuple[RecordId, RecordId],
    item: SentItem,
    dispatch: Dispatch,
    since: int,
    confirmed: dict[str, Confirmed],
) -> LedgerLine:
    contact, record = key
    here = lookup.exists(vault, record)
    return LedgerLine(
        contact=contacts.petname_of(vault, contact) or "",
        record=record,
        kind=item.kind,
        title=title_of(lookup.body_of(vault, record)) if here else "",
        has_revision=item.rev,
        my_revision=vault.current(record).rev if here else 0,
        behind=here and _is_behind(vault, known, key, item),
        since=since,
        fields=tuple(item.fields),
        confirmed=confirmed.get(dispatch.bundle, ""),
        reason=dispatch.reason,
        authority=dispatch.authority,
        holder=contact,
    )


def _is_behind(
    vault: "Vault", known: "Exchange", key: tuple[RecordId, RecordId], item: SentItem
) -> bool:
    """Say whether the same mask would give another hash now; a star or a tag changes nothing."""
    contact, record = key
    body = lookup.body_of(vault, record)
    release = Release(fields=frozenset(item.fields), blind=known.withheld_from(contact, record))

    def has(target: RecordId) -> bool:
        return contact in known.sent_to.get(target, ()) or vault.author(target) == contact

    try:
        data = would_get(body, release, aliases.table(vault, contact), has)
    except ExpectedError:
        return True
    return strict_base64.encode(hashlib.sha256(data).digest()) != item.sha256


def _confirmations(vault: "Vault", known: "Exchange") -> Iterator[tuple[str, Confirmed]]:
    """Yield (bundle, what is known of its arrival); the strongest comes last."""
    for _, revision in vault.bodies("acknowledgement"):
        body = revision.body
        if isinstance(body, Acknowledgement):
            yield body.bundle, body.status
    for _, receipt in known.receipts:
        if receipt.reply_to is not None:
            yield receipt.reply_to, "replied"


def _harmless(cell: str | int) -> str | int:
    """Keep a spreadsheet from running what a contact's name begins with."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
