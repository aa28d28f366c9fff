"""Reads what a conversation shows in one go, on the vault thread."""

from dataclasses import dataclass

from confidant.records.ids import RecordId
from confidant.services import replies, threads
from confidant.services.threads import Document
from confidant.ui.inbox import typed as typing
from confidant.ui.inbox.typed import Typed
from confidant.vault.vault import Vault


@dataclass(frozen=True, slots=True, repr=False)
class Loaded:
    """A document, what is typed about it, and how much waits for its contact."""

    document: Document
    response: Typed | None
    answer: Typed | None
    responses: int
    answers: int


def load(vault: Vault, *, record: RecordId, revision: int | None) -> Loaded:
    """Return a record with its thread, the drafts about it, and what waits for its contact."""
    document = threads.document(vault, record=record, revision=revision)
    said = frozenset(voice.record for voice in document.thread.voices)
    partner = document.partner if document.contact is not None else None
    return Loaded(
        document=document,
        response=typing.find(vault, "response", frozenset({record})),
        answer=typing.find(vault, "answer", said),
        responses=len(replies.ready(vault, contact=partner)) if partner else 0,
        answers=len(replies.answers_ready(vault, contact=partner)) if partner else 0,
    )
