"""Conversations as a list and one record of them: with whom, what waits, what is open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from confidant.records import text
from confidant.records.body import Body
from confidant.records.contact import Contact
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.records.response import Answer, Response
from confidant.services import conversation, exchange, finding, inbox, lookup, waiting
from confidant.services.conversation import Thread, Voice
from confidant.services.exchange import Exchange
from confidant.services.inbox import InboxRow

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

WANTS_ANSWER = frozenset({"ask", "challenge"})
"""Forms of a response that stay open until they are answered; another one does with a day."""


@dataclass(frozen=True, slots=True, repr=False)
class Conversation:
    """A line of the list: a file that came, or a record of mine that somebody responded to.

    Attributes:
        record: the receipt, or my record.
        file: the file that came; None for a record of mine.
        contact: who sent it, or who said something last; None after they were erased.
        title: what stands for it: the title of its first record, or of mine.
        records: how many records came.
        responses: how many responses and answers came.
        at: when it came, or when something was said last; UTC ms.
        answer_by: the day by which an answer is wished for.
        open: how many responses want an answer.
        waits: whether it waits for me.
    """

    record: RecordId
    file: InboxRow | None
    contact: Contact | None
    title: str
    records: int
    responses: int
    at: int
    answer_by: str | None
    open: int
    waits: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Every conversation, the newest first, and how many files are kept until others come."""

    rows: tuple[Conversation, ...]
    kept: int


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A record as it stands in a conversation.

    Attributes:
        record: its id.
        mine: whether I wrote it.
        version: the number of the revision that is shown, as its author counts.
        contact: with whom it is talked about; None where nobody said anything.
        partner: that contact's id.
        withheld: fields that its author keeps back from me.
        thread: the revision that is shown and what was said about it.
        unsent: responses and answers of mine in the thread that nobody has yet.
        file: the file that brought it last; None for mine.
        titles: titles of records that it refers to, by their id as references say it.
    """

    record: RecordId
    mine: bool
    version: int
    contact: Contact | None
    partner: RecordId | None
    withheld: tuple[str, ...]
    thread: Thread
    unsent: frozenset[RecordId]
    file: InboxRow | None
    titles: Mapping[str, str]


def wants_answer(voice: Voice) -> bool:
    """Say whether a response of somebody else is open: asked, and neither answered nor declined."""
    body = voice.body
    asks = isinstance(body, Response) and (body.form in WANTS_ANSWER or body.answer_by is not None)
    return asks and voice.open and voice.author is not None


def listing(vault: "Vault") -> Listing:
    """Return the list of conversations."""
    files = [_of_file(vault, row) for row in inbox.rows(vault)]
    new = {
        from_b64(item.record)
        for row in files
        if row.file is not None and row.file.receipt.state == "new"
        for item in row.file.receipt.items
    }
    both = [*files, *_of_mine(vault, new)]
    both.sort(key=lambda row: row.at, reverse=True)
    return Listing(tuple(both), waiting.count(vault))


def records_of(vault: "Vault", row: InboxRow) -> tuple[RecordId, ...]:
    """Return what a file is about: the records that it brought, or that its responses are about."""
    found: dict[RecordId, None] = {}
    for item in row.receipt.items:
        record = from_b64(item.record)
        if lookup.exists(vault, record):
            found[subject_of(vault, record)] = None
    return tuple(found)


def document(vault: "Vault", *, record: RecordId, revision: int | None = None) -> Document:
    """Return a record with what was said about it.

    Args:
        vault: an open vault.
        record: whose it is does not matter.
        revision: which revision of mine is shown; None takes the one that was talked about last.

    Raises:
        RecordNotFoundError, RecordErasedError, RevisionNotFoundError: there is none.
    """
    known = exchange.read(vault)
    author = vault.author(record)
    whole = conversation.thread(vault, record=record)
    if revision is None and author is None:
        revision = _last_talked_about(whole) or None
    shown = finding.show(vault, record=record, revision=revision if author is None else None)
    thread = Thread(record, shown.body, whole.voices)
    partner = author if author is not None else _last_speaker(vault, whole)
    return Document(
        record=record,
        mine=author is None,
        version=shown.revision if author is None else known.author_rev(record),
        contact=contact_of(vault, partner),
        partner=partner,
        withheld=shown.withheld,
        thread=thread,
        unsent=frozenset(_unsent(thread, known)),
        file=file_of(vault, known, record) if author is not None else None,
        titles=_titles(vault, shown.body),
    )


def _of_file(vault: "Vault", row: InboxRow) -> Conversation:
    kinds = [
        vault.row(record).kind
        for item in row.receipt.items
        if lookup.exists(vault, record := from_b64(item.record))
    ]
    said = sum(kind in {"response", "answer"} for kind in kinds)
    about = next(iter(records_of(vault, row)), None)
    # What was said about my records waits with them, once the file was read.
    only_said = bool(kinds) and said == len(kinds)
    state = row.receipt.state
    return Conversation(
        record=row.record,
        file=row,
        contact=contact_of(vault, from_b64(row.receipt.contact)),
        title=vault.row(about).title if about is not None else "",
        records=len(row.receipt.items) - said,
        responses=said,
        at=row.receipt.opened_at,
        answer_by=row.receipt.respond_by,
        open=0,
        waits=state == "new" or (state == "read" and not only_said),
    )


def _of_mine(vault: "Vault", new: set[RecordId]) -> Iterator[Conversation]:
    """Yield my records that somebody responded to; what came in an unread file waits with it."""
    targets: dict[RecordId, None] = {}
    for record, revision in vault.bodies("response"):
        body = revision.body
        if vault.author(record) is None or not isinstance(body, Response) or body.about is None:
            continue
        target = from_b64(body.about.target)
        if lookup.exists(vault, target) and vault.author(target) is None:
            targets[target] = None
    for target in targets:
        thread = conversation.thread(vault, record=target)
        heard = [voice for voice in thread.voices if voice.author is not None]
        unanswered = [voice for voice in heard if wants_answer(voice)]
        days = [_answer_by(voice) for voice in unanswered]
        yield Conversation(
            record=target,
            file=None,
            contact=contact_of(vault, _last_speaker(vault, thread)),
            title=vault.row(target).title,
            records=0,
            responses=len(heard),
            at=max(voice.said_at for voice in heard),
            answer_by=min(filter(None, days), default=None),
            open=len(unanswered),
            waits=any(voice.record not in new for voice in unanswered),
        )


def _answer_by(voice: Voice) -> str | None:
    return voice.body.answer_by if isinstance(voice.body, Response) else None


def subject_of(vault: "Vault", record: RecordId) -> RecordId:
    """Return the record that a response or answer is about in the end, else the record itself."""
    body = lookup.body_of(vault, record)
    while isinstance(body, Response | Answer) and body.about is not None:
        target = from_b64(body.about.target)
        if not lookup.exists(vault, target):
            return record
        record, body = target, lookup.body_of(vault, target)
    return record


def _last_talked_about(thread: Thread) -> int:
    numbers = [voice.revision for voice in thread.voices if voice.author is not None]
    return numbers[-1] if numbers else 0


def _last_speaker(vault: "Vault", thread: Thread) -> RecordId | None:
    speakers = [vault.author(voice.record) for voice in thread.voices]
    return next((one for one in reversed(speakers) if one is not None), None)


def _unsent(thread: Thread, known: Exchange) -> Iterator[RecordId]:
    for voice in thread.voices:
        for one in (voice, *voice.answers):
            if one.author is None and one.record not in known.sent_to:
                yield one.record


def file_of(vault: "Vault", known: Exchange, record: RecordId) -> InboxRow | None:
    """Return the file that brought a record last, None for one of mine."""
    came = known.receipt_of(record)
    if came is None:
        return None
    return next((row for row in inbox.rows(vault) if row.record == came[0]), None)


def contact_of(vault: "Vault", contact: RecordId | None) -> Contact | None:
    """Return a contact, None where it was erased."""
    if contact is None or not lookup.exists(vault, contact):
        return None
    return lookup.typed_body(vault, contact, Contact)


def _titles(vault: "Vault", body: Body) -> dict[str, str]:
    return {
        to_b64(ref.target): vault.row(ref.target).title
        for ref in text.refs(body)
        if lookup.exists(vault, ref.target)
    }


def days_open(voice: Voice, today: date) -> int:
    """Return for how many days a response has been here."""
    said = datetime.fromtimestamp(voice.said_at / 1000, UTC).astimezone().date()
    return max(0, (today - said).days)
