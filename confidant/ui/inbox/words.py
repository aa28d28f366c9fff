"""What the list of conversations and their heads say."""

from datetime import UTC, date, datetime
from typing import Final

from PySide6.QtCore import QLocale, QObject, QTime

from confidant.errors import ContactNotVerifiedError, ExpectedError
from confidant.records.contact import Contact
from confidant.records.response import Response
from confidant.services import threads
from confidant.services.conversation import Voice
from confidant.services.inbox import TakenIn
from confidant.services.received import Received
from confidant.services.threads import Conversation, Document
from confidant.ui.item_models.row_text import RowText, State, StateTone
from confidant.ui.session import Session
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.chip import ChipTone
from confidant.ui.widgets.date_text import short_date
from confidant.ui.words import label, sentence

FORMS: Final = ("affirm", "ask", "challenge", "advise", "experience", "observe", "warn")
ALTITUDES: Final = ("strategic", "tactical", "operational")
TONES: Final[dict[str, ChipTone]] = {
    "affirm": "success",
    "challenge": "caution",
    "warn": "danger",
}
"""Form of a response → colour of its chip; the word and the icon say it too."""


class ConversationWords(QObject):
    """Says in words what the models hold."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Take the days from the clock of `session`."""
        super().__init__(parent)
        self._session = session

    # The list.

    def present(self, row: Conversation) -> RowText:
        """Return the three lines of a row."""
        name = row.contact.petname if row.contact is not None else self.tr("Erased contact")
        states = self._states(row)
        kind = self._relation(row) if row.file is not None else self.tr("My record")
        title = name if row.file is not None else row.title or self.tr("Without a title")
        snippet = self._snippet(row, name)
        when = self.moment(row.at)
        heard = (kind, *(state.text for state in states), when, title, snippet)
        return RowText(
            kind=kind,
            title=title,
            snippet=snippet,
            date=when,
            states=states,
            spoken=", ".join(filter(None, heard)),
        )

    def _relation(self, row: Conversation) -> str:
        return _capital(label(row.contact.role)) if row.contact is not None else ""

    def _states(self, row: Conversation) -> tuple[State, ...]:
        found: list[tuple[str, StateTone]] = []
        if row.file is not None and row.file.receipt.state == "new":
            found.append((self.tr("New"), "accent"))
        if row.file is not None and row.file.receipt.state == "done":
            found.append((self.tr("Done"), "success"))
        if row.open:
            found.append((self.tr("%n open", "", row.open), "caution"))
        return tuple(State(text, tone) for text, tone in found)

    def _snippet(self, row: Conversation, name: str) -> str:
        parts = [self.count_of(row.records, row.responses)]
        if row.file is None:
            parts.append(self.tr("from {name}").format(name=isolated(name)))
        if row.answer_by is not None:
            day = short_date(date.fromisoformat(row.answer_by))
            parts.append(self.tr("answer wanted by {day}").format(day=day))
        return ", ".join(filter(None, parts))

    def count_of(self, records: int, responses: int) -> str:
        """Return `2 records, 1 response`, without what there is none of."""
        parts = []
        if records:
            parts.append(self.tr("%n records", "", records))
        if responses:
            parts.append(self.tr("%n responses", "", responses))
        return ", ".join(parts)

    def moment(self, ms: int) -> str:
        """Return `today 07:12` or `21 Nov 2026`, for an instant in UTC milliseconds."""
        at = datetime.fromtimestamp(ms / 1000, UTC).astimezone()
        if at.date() != self._session.today():
            return short_date(at.date())
        time = QLocale().toString(QTime(at.hour, at.minute), "HH:mm")
        return self.tr("today {time}").format(time=time)

    # The head of a conversation.

    def verified(self, contact: Contact) -> str:
        """Return how and when a contact was verified."""
        card = contact.current_card
        if contact.state != "verified" or card.verified_at is None:
            return self.tr("not verified")
        day = short_date(datetime.fromtimestamp(card.verified_at / 1000, UTC).astimezone().date())
        if card.channel:
            form = self.tr("verified {how}, {day}")
            return form.format(how=isolated(card.channel), day=day)
        return self.tr("verified {day}").format(day=day)

    def manifest(self, found: Received) -> str:
        """Return what a file holds: `2 records · 611 words · no attachments`."""
        attachments = (
            self.tr("%n attachments", "", found.attachments)
            if found.attachments
            else self.tr("no attachments")
        )
        words = self.tr("%n words", "", found.words)
        return " · ".join((self.tr("%n records", "", found.records), words, attachments))

    def head(self, document: Document) -> str:
        """Return kind, version and whose a record is."""
        kind = _capital(label(document.thread.body.kind))
        if document.mine:
            return self.tr("{kind} · version {number} · mine").format(
                kind=kind, number=document.version
            )
        name = document.contact.petname if document.contact is not None else ""
        return self.tr("{kind} · version {number} · from {name}").format(
            kind=kind, number=document.version, name=isolated(name)
        )

    def taken(self, done: TakenIn) -> str:
        """Return what opening a file did, in sentences; empty where the page says it all."""
        name = isolated(done.petname)
        if done.waits_because is not None:
            form = self.tr("The file is from {name} and genuine, but not taken in yet. {why}")
            return form.format(name=name, why=sentence(done.waits_because))
        parts = []
        hows = [item.how for item in done.items]
        if "conflict" in hows:
            parts.append(
                self.tr(
                    "A record says something else than before under the same version;"
                    " what came first stays."
                )
            )
        if "older" in hows:
            parts.append(self.tr("A record is older than what you have; yours stays."))
        if "erased" in hows:
            parts.append(self.tr("A record that you erased stays erased."))
        if done.older:
            parts.append(self.tr("A later file from {name} was opened before.").format(name=name))
        if done.retried:
            parts.append(self.tr("%n files that waited came in with it.", "", done.retried))
        return " ".join(parts)

    def not_opened(self, error: ExpectedError) -> str:
        """Return why a file was not opened, in one sentence."""
        if not isinstance(error, ContactNotVerifiedError):
            return sentence(error)
        if error.params.get("state") == "changed":
            return self.tr(
                "The key of whoever sent this file changed, and you have not verified the new"
                " words. It was not opened."
            )
        return self.tr("This file is from someone you have not verified. It was not opened.")

    # The thread.

    def open_line(self, voices: tuple[Voice, ...]) -> str:
        """Return how many responses want an answer, empty for none."""
        count = sum(threads.wants_answer(voice) for voice in voices)
        return self.tr("%n want an answer", "", count) if count else ""

    def age(self, voice: Voice) -> str:
        """Return for how long a response is open."""
        days = threads.days_open(voice, self._session.today())
        if days == 0:
            return self.tr("open since today")
        if days == 1:
            return self.tr("open since yesterday")
        return self.tr("open for %n days", "", days)

    def answer_by(self, voice: Voice) -> str:
        """Return the day by which an answer is wished for, empty for none."""
        body = voice.body
        if not isinstance(body, Response) or body.answer_by is None:
            return ""
        day = short_date(date.fromisoformat(body.answer_by))
        return self.tr("answer by {day}").format(day=day)


def form_name(form: str) -> str:
    """Return the word for a form of response, as its chip says it."""
    return _capital(label(form))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
