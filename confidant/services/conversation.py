"""The conversation about a record: responses beside their passages, answers, replies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.bundles.aliases import AliasTable, RealName
from confidant.environment import Clock
from confidant.errors import (
    EmptyRecordError,
    NotAReplyError,
    QuoteNotFoundError,
    RecordErasedError,
    RecordNotFoundError,
    RevisionNotFoundError,
)
from confidant.records import canonical, text
from confidant.records.body import Body
from confidant.records.disclosure import Receipt
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.records.response import (
    About,
    Altitude,
    Answer,
    AnswerOutcome,
    Response,
    ResponseForm,
)
from confidant.services import contacts as people
from confidant.services import days, lookup
from confidant.services import exchange as exchanges
from confidant.services.aliases import Tables
from confidant.services.inbox import InboxRow
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.records.text import Path
    from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Passage:
    """Where in a record a quote stands, as it was written here.

    Attributes:
        path: the field, and positions inside it.
        start: first character.
        end: one after the last.
        words: the passage as written, real names included.
    """

    path: "Path"
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, repr=False)
class Voice:
    """A response or an answer in a thread.

    Attributes:
        record: its id.
        body: what was said.
        author: petname; None for me.
        said_at: when it was written here or came, UTC ms.
        revision: the revision of the record that it is about; 0 for none.
        passage: where its quote stands; None without a quote or where it is not found.
        names: real names behind the aliases in its text, for display beside them.
        answers: what was said back.
    """

    record: RecordId
    body: Response | Answer
    author: str | None
    said_at: int
    revision: int
    passage: Passage | None
    names: tuple[RealName, ...]
    answers: "tuple[Voice, ...]"

    @property
    def open(self) -> bool:
        """Whether it wants an answer and has none."""
        return isinstance(self.body, Response) and not self.answers


@dataclass(frozen=True, slots=True, repr=False)
class Thread:
    """A record with everything that was said about it, in order."""

    record: RecordId
    body: Body
    voices: tuple[Voice, ...]


def thread(vault: "Vault", *, record: RecordId) -> Thread:
    """Return a record with the responses to it beside their passages, and the answers.

    Raises:
        RecordNotFoundError, RecordErasedError: there is no such record.
    """
    body = lookup.body_of(vault, record)
    tables = Tables(vault)
    voices = [
        _voice(vault, source, tables)
        for source, relation in vault.linked(record)
        if relation == "about" and _is_response(vault, source)
    ]
    voices.sort(key=lambda voice: voice.said_at)
    return Thread(record, body, tuple(voices))


def respond(  # noqa: PLR0913 - what a response is made of
    vault: "Vault",
    clock: Clock,
    *,
    to: InboxRow,
    text: str,
    form: ResponseForm = "advise",
    about: RecordId | None = None,
    quote: str | None = None,
    answer_by: str | None = None,
    altitude: Altitude | None = None,
    private_note: str | None = None,
) -> Response:
    """Return a response to a file that came; `sharing.share` writes and sends it.

    Args:
        vault: an open vault.
        clock: tells the day.
        to: the file that it answers.
        text: what is said.
        form: challenge, advise, ask …
        about: the record that it is about; with a quote and one record only, that one.
        quote: the passage, exactly as it stands there.
        answer_by: the day by which an answer is wished for.
        altitude: how far it looks: strategic, tactical or operational.
        private_note: my own note, never sent.

    Raises:
        EmptyRecordError: no text.
        NotAReplyError: the record did not come from this contact.
        QuoteNotFoundError: the passage is not in the record.
    """
    said = canonical.clean(text).strip()
    if not said:
        raise EmptyRecordError
    target = about
    if target is None and quote is not None:
        target = _only_record(vault, to.receipt, quote)
    return Response(
        about=_about(vault, to.receipt, target, quote) if target is not None else None,
        form=form,
        text=said,
        day=clock.today().isoformat(),
        zone=clock.zone(),
        answer_by=days.optional(answer_by),
        altitude=altitude,
        private_note=canonical.clean(private_note).strip() or None if private_note else None,
    )


def answer(
    vault: "Vault",
    clock: Clock,
    *,
    response: RecordId,
    text: str,
    outcome: AnswerOutcome = "answered",
) -> Written:
    """Answer a response, or decline it with the reason; it travels with the next file.

    Raises:
        EmptyRecordError: no text.
        WrongKindError, NotAReplyError: not a response of a contact.
    """
    said = canonical.clean(text).strip()
    if not said:
        raise EmptyRecordError
    lookup.typed_body(vault, response, Response)
    if vault.author(response) is None:
        raise NotAReplyError
    rev = exchanges.read(vault).author_rev(response)
    body = Answer(
        about=About(target=to_b64(response), rev=rev),
        outcome=outcome,
        text=said,
        day=clock.today().isoformat(),
        zone=clock.zone(),
    )
    with vault.transaction() as tx:
        made = tx.create(body, ts=clock.now_ms())
    return Written(made.record, made.rev, tx.changes)


def find_passage(body: Body, quote: str, table: AliasTable) -> Passage | None:
    """Return where a quote stands in a record, searched as its reader saw the record.

    Args:
        body: the revision as written here.
        quote: the passage as the reader quoted it.
        table: the aliases of that reader.
    """
    for found in text.strings(body):
        if found.structural:
            continue
        aliased = table.apply(found.value)
        at = aliased.text.find(quote)
        if at >= 0:
            start, end = aliased.source_span(at, at + len(quote))
            return Passage(found.path, start, end, found.value[start:end])
    return None


def _voice(vault: "Vault", record: RecordId, tables: Tables) -> Voice:
    body = lookup.body_of(vault, record)
    if not isinstance(body, Response | Answer):
        raise NotAReplyError
    author = vault.author(record)
    about = body.about
    return Voice(
        record=record,
        body=body,
        author=people.petname_of(vault, author),
        said_at=vault.row(record).created_ms,
        revision=about.rev if about is not None else 0,
        passage=_passage(vault, about, author, tables),
        names=tables.of(author).real_names(body.text) if author is not None else (),
        answers=tuple(_answers(vault, record, tables)),
    )


def _answers(vault: "Vault", record: RecordId, tables: Tables) -> Iterator[Voice]:
    for source, relation in vault.linked(record):
        if relation == "about" and isinstance(lookup.body_of(vault, source), Answer):
            yield _voice(vault, source, tables)


def _is_response(vault: "Vault", record: RecordId) -> bool:
    return isinstance(lookup.body_of(vault, record), Response)


def _passage(
    vault: "Vault", about: About | None, author: RecordId | None, tables: Tables
) -> Passage | None:
    """Return where the quote stands; in my record the reader's aliases are applied first."""
    if about is None or about.quote is None:
        return None
    target = from_b64(about.target)
    try:
        if vault.author(target) is None:
            body = lookup.whole(vault.revision(target, about.rev))
        else:
            body = lookup.body_of(vault, target)
    except (RecordNotFoundError, RecordErasedError, RevisionNotFoundError):
        return None
    table = tables.of(author) if author is not None else AliasTable()
    return find_passage(body, about.quote, table)


def _about(vault: "Vault", receipt: Receipt, target: RecordId, quote: str | None) -> About:
    """Return what a response is about, under the revision of the record's author."""
    if vault.author(target) != from_b64(receipt.contact):
        raise NotAReplyError
    if (
        quote is not None
        and find_passage(lookup.body_of(vault, target), quote, AliasTable()) is None
    ):
        raise QuoteNotFoundError
    rev = exchanges.read(vault).author_rev(target)
    return About(target=to_b64(target), rev=rev, quote=quote)


def _only_record(vault: "Vault", receipt: Receipt, quote: str) -> RecordId:
    """Return the one record of a file that holds a passage.

    Raises:
        QuoteNotFoundError: none of them does, or several do.
    """
    nobody = AliasTable()
    found = [
        record
        for item in receipt.items
        if lookup.exists(vault, record := from_b64(item.record))
        and find_passage(lookup.body_of(vault, record), quote, nobody) is not None
    ]
    if len(found) != 1:
        raise QuoteNotFoundError
    return found[0]
