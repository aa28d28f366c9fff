"""Responses that wait here until they are sealed in one reply, and answers on their way back."""

from pathlib import Path
from typing import TYPE_CHECKING

from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import NotAReplyError
from confidant.records.body import Body
from confidant.records.changes import Changes
from confidant.records.ids import RecordId, from_b64
from confidant.records.response import Response
from confidant.services import contacts, exchange, inbox, lookup, selection, sharing
from confidant.services.exchange import Exchange
from confidant.services.inbox import InboxRow
from confidant.services.results import Written
from confidant.services.selection import Selection
from confidant.services.sharing import Shared

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


def keep(
    vault: "Vault",
    clock: Clock,
    *,
    record: RecordId,
    response: Response,
    draft: RecordId | None = None,
) -> Written:
    """Write a response of mine, or write it anew; it leaves only when the reply is sealed.

    Args:
        vault: an open vault.
        clock: tells the instant.
        record: its id; `drafts.new_id` for a new one.
        response: what `conversation.respond` made.
        draft: a draft that it was typed in, dropped with it.

    Raises:
        NotAReplyError: it was sent already, or somebody else wrote it.
    """
    now = clock.now_ms()
    known = lookup.exists(vault, record)
    if known:
        _check_unsent(vault, record)
    with vault.transaction() as tx:
        if known:
            made = tx.revise(record, response, ts=now)
        else:
            made = tx.create(response, record=record, ts=now)
        tx.drop_draft(record)
        if draft is not None:
            tx.drop_draft(draft)
    revision = made.rev if made is not None else vault.current(record).rev
    return Written(record, revision, tx.changes)


def discard(vault: "Vault", clock: Clock, *, record: RecordId) -> Changes:
    """Erase a response that was not sent. There is no undo.

    Raises:
        NotAReplyError: it was sent already, or somebody else wrote it.
    """
    _check_unsent(vault, record)
    with vault.transaction() as tx:
        tx.erase([record], ts=clock.now_ms())
    return tx.changes


def ready(
    vault: "Vault", *, contact: RecordId, known: Exchange | None = None
) -> tuple[RecordId, ...]:
    """Return my responses to what a contact sent that they do not have yet, the oldest first."""
    sent_to = (known or exchange.read(vault)).sent_to
    found = [
        (revision.seq, record)
        for record, revision in vault.bodies("response")
        if vault.author(record) is None
        and contact not in sent_to.get(record, frozenset())
        and _is_to(vault, revision.body, contact)
    ]
    return tuple(record for _, record in sorted(found))


def answers_ready(
    vault: "Vault", *, contact: RecordId, known: Exchange | None = None
) -> tuple[RecordId, ...]:
    """Return my answers to a contact's responses that they do not have yet."""
    note = _note(vault, contact)
    return selection.waiting_answers(vault, note, known or exchange.read(vault))


def seal(
    vault: "Vault",
    clock: Clock,
    entropy: Entropy,
    *,
    contact: RecordId,
    to: InboxRow | None,
    output: Path | None,
    progress: Progress = ignore_progress,
) -> Shared:
    """Seal everything that waits for a contact as one encrypted file, and mark what it answers.

    Args:
        vault: an open vault.
        clock: tells the instant.
        entropy: gives ids, nonces and keys.
        contact: whom it is for.
        to: the file that it answers, marked done with it; None where only answers go back.
        output: where the file goes; None to have its bytes only.
        progress: watches the chain check, which comes first.

    Raises:
        EmptySelectionError: nothing waits.
        ExpectedError: as `sharing.share`.
    """
    responses = ready(vault, contact=contact)
    done = sharing.share(
        vault,
        clock,
        entropy,
        contact=_note(vault, contact),
        selection=Selection(records=responses, reply_to=to.bundle if to is not None else None),
        output=output,
        progress=progress,
    )
    if to is not None and to.receipt.state != "done":
        inbox.mark(vault, clock, receipt=to.record, state="done")
    return done


def _note(vault: "Vault", contact: RecordId) -> contacts.ContactNote:
    return next(note for note in contacts.every(vault) if note.record == contact)


def _is_to(vault: "Vault", body: Body | None, contact: RecordId) -> bool:
    if not isinstance(body, Response) or body.about is None:
        return False
    return vault.author(from_b64(body.about.target)) == contact


def _check_unsent(vault: "Vault", record: RecordId) -> None:
    lookup.typed_body(vault, record, Response)
    if vault.author(record) is not None or record in exchange.read(vault).sent_to:
        raise NotAReplyError
