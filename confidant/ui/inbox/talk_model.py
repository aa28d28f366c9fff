"""One conversation: the records that are shown, what is said, what is being typed, the reply."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, Signal

from confidant.records.changes import Changes
from confidant.records.ids import RecordId
from confidant.records.response import Altitude, AnswerOutcome, Response, ResponseForm
from confidant.services import conversation, drafts, received, replies
from confidant.services.conversation import Voice
from confidant.services.received import Received
from confidant.services.results import Written
from confidant.services.sharing import Shared
from confidant.ui.inbox import loading
from confidant.ui.inbox.loading import Loaded
from confidant.ui.inbox.typed import Typed, TypedKeeper
from confidant.ui.session import Session
from confidant.vault.vault import Vault

if TYPE_CHECKING:
    from confidant.services.threads import Document

_KINDS: Final = frozenset({"receipt", "response", "answer", "contact", "dispatch", "alias"})


class TalkModel(QObject):
    """Holds what is shown.

    `shown` follows a file or record that was chosen; `loaded` its document, each time it was
    read; `typed` what stands in the form now, None for nothing; `kept` a response or answer that
    was written; `sealed` a file that was made, `not_sealed` the error that prevented it;
    `refused` the error of what is typed.
    """

    shown = Signal()
    loaded = Signal()
    typed_changed = Signal(object)
    kept = Signal(str)
    sealed = Signal(object)
    not_sealed = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.session = session
        self.received: Received | None = None
        self.document: Document | None = None
        self.typed: Typed | None = None
        self.responses = self.answers = 0
        self._subject: RecordId | None = None
        self._revision: int | None = None
        self.keeper = TypedKeeper(session, self)
        session.changed.connect(self._changed)

    @property
    def subject(self) -> RecordId | None:
        """The record that is shown."""
        return self._subject

    @property
    def can_respond(self) -> bool:
        """Whether a response to what is shown is possible."""
        document = self.document
        return (
            document is not None
            and not document.mine
            and document.file is not None
            and document.contact is not None
            and not document.withheld
            and not self.session.read_only
        )

    def open(self, record: RecordId) -> None:
        """Show a file that came, or a record that is talked about."""
        verb = partial(received.at, record=record)
        self.session.read(self, verb, partial(self._opened, record), key="open")

    def choose(self, record: RecordId, revision: int | None = None) -> None:
        """Show one of the records; what is typed about the one before is written first."""
        if record != self._subject:
            self.keeper.write()
            self._type(None)
            self.document = None
        self._subject, self._revision = record, revision
        self._load()

    def start(self, form: str, quote: str = "") -> None:
        """Begin a response, or give the one that is typed another form or passage."""
        document = self.document
        if not self.can_respond or document is None:
            return
        present = self.typed
        if present is None or present.kind != "response":
            present = Typed(
                record=drafts.new_id(self.session.entropy),
                kind="response",
                target=document.record,
                rev=document.version,
                form=form,
            )
        self._type(replace(present, form=form, quote=quote or present.quote))

    def start_answer(self, voice: Voice, outcome: AnswerOutcome) -> None:
        """Begin an answer to a response."""
        present = self.typed
        if present is None or present.kind != "answer" or present.target != voice.record:
            self.keeper.write()
            present = Typed(
                record=drafts.new_id(self.session.entropy),
                kind="answer",
                target=voice.record,
                rev=1,
                form=outcome,
            )
        self._type(replace(present, form=outcome))

    def edit(self, voice: Voice) -> None:
        """Take a response that was not sent back into the form."""
        body = voice.body
        if not isinstance(body, Response) or body.about is None or self.document is None:
            return
        self.keeper.write()
        self._type(
            Typed(
                record=voice.record,
                kind="response",
                target=self.document.record,
                rev=body.about.rev,
                form=body.form,
                text=body.text,
                quote=body.about.quote or "",
                altitude=body.altitude or "",
                answer_by=body.answer_by or "",
                private_note=body.private_note or "",
            )
        )

    def change(self, typed: Typed) -> None:
        """Say what stands in the form; it is kept as a draft."""
        self.typed = typed
        self.keeper.touch(typed)

    def drop(self) -> None:
        """Throw away what is typed; a response that was kept stays as it was."""
        present = self.typed
        self.keeper.forget()
        self._type(None)
        if present is not None:
            self.session.keep(partial(drafts.discard, record=present.record))

    def keep(self) -> None:
        """Keep what is typed as a response that is ready, or as the answer."""
        present, document = self.typed, self.document
        if present is None or document is None:
            return
        verb = self._answer(present) if present.kind == "answer" else self._response(present)
        self.session.write(self, verb, partial(self._kept, present), failed=self.refused.emit)

    def remove(self, voice: Voice) -> None:
        """Erase a response that was not sent."""
        clock = self.session.clock

        def verb(vault: Vault) -> Written:
            changes = replies.discard(vault, clock, record=voice.record)
            return Written(voice.record, 0, changes)

        if self.typed is not None and self.typed.record == voice.record:
            self.keeper.forget()
            self._type(None)
        self.session.write(self, verb, failed=self.refused.emit)

    def seal(self, output: Path) -> None:
        """Seal what waits for the contact as one encrypted file; `sealed` follows."""
        document = self.document
        if document is None or document.partner is None:
            return
        session, partner, file = self.session, document.partner, document.file

        def verb(vault: Vault) -> Shared:
            return replies.seal(
                vault,
                session.clock,
                session.entropy,
                contact=partner,
                to=file,
                output=output,
                progress=session.progress(),
            )

        session.write(self, verb, self.sealed.emit, failed=self.not_sealed.emit)

    def clear(self) -> None:
        """Drop every text."""
        self.keeper.forget()
        self.received = self.document = self.typed = None
        self._subject = self._revision = None
        self.responses = self.answers = 0

    def _opened(self, record: RecordId, found: Received) -> None:
        self.received = found
        subjects = [one.record for one in found.subjects]
        self.shown.emit()
        if subjects:
            self.choose(record if record in subjects else subjects[0])
        else:
            self.keeper.write()
            self.document = self._subject = None
            self._type(None)
            self.loaded.emit()

    def _load(self) -> None:
        subject = self._subject
        if subject is not None:
            verb = partial(loading.load, record=subject, revision=self._revision)
            self.session.read(self, verb, self._was_loaded, key="document")

    def _was_loaded(self, found: Loaded) -> None:
        first = self.document is None
        self.document = found.document
        self.responses, self.answers = found.responses, found.answers
        if first:
            self._type(found.response or found.answer)
        self.loaded.emit()

    def _type(self, typed: Typed | None) -> None:
        self.typed = typed
        self.typed_changed.emit(typed)

    def _answer(self, present: Typed) -> Callable[[Vault], Written]:
        def verb(vault: Vault) -> Written:
            made = conversation.answer(
                vault,
                self.session.clock,
                response=present.target,
                text=present.text,
                outcome=cast("AnswerOutcome", present.form),
            )
            return Written(
                made.record,
                made.revision,
                made.changes | drafts.discard(vault, record=present.record),
            )

        return verb

    def _response(self, present: Typed) -> Callable[[Vault], Written]:
        document, clock = self.document, self.session.clock
        file = document.file if document is not None else None

        def verb(vault: Vault) -> Written:
            if file is None:
                return Written(present.record, 0, Changes())
            made = conversation.respond(
                vault,
                clock,
                to=file,
                text=present.text,
                form=cast("ResponseForm", present.form),
                about=present.target,
                quote=present.quote or None,
                answer_by=present.answer_by or None,
                altitude=cast("Altitude | None", present.altitude or None),
                private_note=present.private_note or None,
            )
            return replies.keep(vault, clock, record=present.record, response=made)

        return verb

    def _kept(self, present: Typed, _written: Written) -> None:
        if self.typed is not None and self.typed.record == present.record:
            self.keeper.forget()
            self._type(None)
        self.kept.emit(present.kind)

    def _changed(self, changes: Changes) -> None:
        if self.document is not None and changes.kinds & _KINDS:
            self._load()
