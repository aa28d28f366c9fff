"""A file that came, or the place of a record in a conversation: what is shown when it is opened."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.records import text
from confidant.records.body import Common
from confidant.records.contact import Contact
from confidant.records.disclosure import Receipt
from confidant.records.ids import RecordId, from_b64
from confidant.services import exchange, inbox, lookup, threads
from confidant.services.inbox import InboxRow

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """A record of what is shown, by its kind and title."""

    record: RecordId
    kind: str
    title: str


@dataclass(frozen=True, slots=True, repr=False)
class Received:
    """What is shown together.

    Attributes:
        file: the file that brought it; None for a record of mine.
        contact: who sent the file; None for mine, or after they were erased.
        subjects: the records that are shown, in the order of the file.
        records: how many records the file brought, erased ones too.
        words: how many words are in those that are here.
        attachments: how many attachments they name.
    """

    file: InboxRow | None
    contact: Contact | None
    subjects: tuple[Listed, ...]
    records: int = 0
    words: int = 0
    attachments: int = 0


def at(vault: "Vault", *, record: RecordId) -> Received:
    """Return what is shown for a receipt, or for any record that is talked about.

    Raises:
        RecordNotFoundError, RecordErasedError: there is none.
    """
    if isinstance(lookup.body_of(vault, record), Receipt):
        return _file(vault, next(row for row in inbox.rows(vault) if row.record == record))
    subject = threads.subject_of(vault, record)
    came = threads.file_of(vault, exchange.read(vault), subject)
    if came is None or vault.author(subject) is None:
        return Received(None, None, (_listed(vault, subject),))
    return _file(vault, came)


def _file(vault: "Vault", row: InboxRow) -> Received:
    records = [from_b64(item.record) for item in row.receipt.items]
    bodies = [lookup.body_of(vault, one) for one in records if lookup.exists(vault, one)]
    attached = {
        one.sha256 for body in bodies if isinstance(body, Common) for one in body.attachments or ()
    }
    return Received(
        file=row,
        contact=threads.contact_of(vault, from_b64(row.receipt.contact)),
        subjects=tuple(_listed(vault, one) for one in threads.records_of(vault, row)),
        records=len(records),
        words=sum(len(text.searchable(body).split()) for body in bodies),
        attachments=len(attached),
    )


def _listed(vault: "Vault", record: RecordId) -> Listed:
    row = vault.row(record)
    return Listed(record, row.kind, row.title)
