"""Keeps what a person types: a draft within two seconds, a revision when they leave it.

One `DraftKeeper` follows one record at a time. It knows no widget: the screen's view model gives it
the fields and shows what it tells.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Final

from PySide6.QtCore import QLocale, QObject, QTime, QTimer, Signal

from confidant.errors import EmptyRecordError, ExpectedError
from confidant.records.canonical import JsonValue
from confidant.records.ids import RecordId
from confidant.services import drafts
from confidant.services.drafts import Committed
from confidant.ui.session import Session
from confidant.ui.words import sentence
from confidant.vault.vault import Vault

Fields = Mapping[str, JsonValue]

PAUSE_MS: Final = 1_200
"""After the last key; with the writing itself a draft lies on the disk within two seconds."""
LONGEST_MS: Final = 5_000
"""While somebody types without a pause a draft is written this often all the same."""
COMMIT_AFTER_MS: Final = 600_000


class DraftKeeper(QObject):
    """Writes drafts and makes them revisions.

    Signals: `saving` when the text is on its way; `saved(moment, draft)` after the commit, with
    the local time and whether it is a draft; `not_saved(error)` when it could not be written;
    `committed(Committed)` after a draft became a revision, or was kept a draft by an error.
    """

    saving = Signal()
    saved = Signal(object, bool)
    not_saved = Signal(object)
    committed = Signal(object)

    def __init__(self, session: Session, kind: str, parent: QObject | None = None) -> None:
        """Follow no record yet; `kind` is that of every record that will be followed."""
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._record: RecordId | None = None
        self._base = 0
        self._fields: Callable[[], Fields] | None = None
        self._unsaved = False
        self._uncommitted = False
        self._pause = self._timer(PAUSE_MS, self.save)
        self._longest = self._timer(LONGEST_MS, self.save)
        self._commit = self._timer(COMMIT_AFTER_MS, self.commit)

    @property
    def record(self) -> RecordId | None:
        """The record that is followed."""
        return self._record

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is no revision yet."""
        return self._uncommitted

    def follow(
        self,
        record: RecordId,
        fields: Callable[[], Fields],
        *,
        base_revision: int,
        has_draft: bool = False,
    ) -> None:
        """Follow another record; what is unwritten of the one before is written first.

        Args:
            record: its id; `services.drafts.new_id` for one that does not exist yet.
            fields: returns every field that has a value, as plain JSON, at that moment.
            base_revision: the revision that is on the screen, 0 for none.
            has_draft: whether what is on the screen came from a draft.
        """
        self.commit()
        self._stop()
        self._record, self._fields, self._base = record, fields, base_revision
        self._unsaved, self._uncommitted = False, has_draft

    def rebase(self, revision: int) -> None:
        """Say that the record was written elsewhere, and is on the screen at `revision`."""
        self._base = revision

    def touch(self) -> None:
        """Say that something was typed."""
        if self._record is None or self._session.read_only:
            return
        self._unsaved = self._uncommitted = True
        self._pause.start()
        self._commit.start()
        if not self._longest.isActive():
            self._longest.start()

    def save(self) -> None:
        """Write the draft now, if something is unwritten; does not wait."""
        verb = self._save_verb()
        if verb is None:
            return
        record = self._record
        self._settle()
        self.saving.emit()
        self._session.read(
            self,
            verb,
            lambda _none: self._was_saved(),
            failed=lambda error: self._failed(record, error),
        )

    def commit(self, then: Callable[[Committed], object] | None = None) -> None:
        """Make what was typed a revision now; does not wait.

        Args:
            then: receives the outcome; not called when nothing was typed.
        """
        verb = self._commit_verb()
        if verb is None:
            return
        record = self._record
        self._settle()
        self._commit.stop()
        self._uncommitted = False
        self.saving.emit()
        self._session.write(
            self,
            verb,
            lambda outcome: self._was_committed(record, outcome, then),
            failed=lambda error: self._failed(record, error),
        )

    def unwritten(self) -> tuple[Callable[[Vault], object], ...]:
        """Return the verb that writes and commits what is not committed; for a lock."""
        verb = self._commit_verb()
        return (verb,) if verb is not None else ()

    def forget(self) -> None:
        """Follow nothing, and drop what is unwritten: it was erased, or written elsewhere."""
        self._stop()
        self._record = self._fields = None
        self._unsaved = self._uncommitted = False

    def now(self) -> datetime:
        """Return the local time."""
        return datetime.fromtimestamp(self._session.clock.now_ms() / 1000, UTC).astimezone()

    def _save_verb(self) -> Callable[[Vault], object] | None:
        if self._record is None or self._fields is None or not self._unsaved:
            return None
        return partial(
            drafts.save,
            record=self._record,
            kind=self._kind,
            fields=dict(self._fields()),
            base_revision=self._base,
        )

    def _commit_verb(self) -> Callable[[Vault], Committed] | None:
        if self._record is None or not self._uncommitted or self._session.read_only:
            return None
        save, clock, record = self._save_verb(), self._session.clock, self._record

        def verb(vault: Vault) -> Committed:
            if save is not None:
                save(vault)
            return drafts.commit(vault, clock, record=record)

        return verb

    def _was_saved(self) -> None:
        if not self._unsaved:
            self.saved.emit(self.now(), True)  # noqa: FBT003 -- a signal's value

    def _was_committed(
        self,
        record: RecordId | None,
        outcome: Committed,
        then: Callable[[Committed], object] | None,
    ) -> None:
        if record == self._record:
            self._base = outcome.revision
            self._uncommitted = self._uncommitted or outcome.kept is not None
            if not self._unsaved:
                self.saved.emit(self.now(), outcome.kept is not None)
        self.committed.emit(outcome)
        if then is not None:
            then(outcome)

    def _failed(self, record: RecordId | None, error: ExpectedError) -> None:
        # The text is still on the screen; the next key or Ctrl+S tries again.
        if record == self._record:
            self._unsaved = self._uncommitted = True
        self.not_saved.emit(error)

    def _settle(self) -> None:
        self._unsaved = False
        self._pause.stop()
        self._longest.stop()

    def _stop(self) -> None:
        for timer in (self._pause, self._longest, self._commit):
            timer.stop()

    def _timer(self, interval: int, run: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(run)
        return timer


class SavedLine(QObject):
    """The sentence of the status line: always true, never about another record.

    `said` gives it: `Saving`, `Saved 21:42`, or what went wrong and where the text is.
    """

    said = Signal(str)

    def __init__(self, keeper: DraftKeeper) -> None:
        """Speak for `keeper`, which owns it."""
        super().__init__(keeper)
        keeper.saving.connect(lambda: self.said.emit(self.tr("Saving")))
        keeper.saved.connect(self._saved)
        keeper.not_saved.connect(self._not_saved)
        keeper.committed.connect(self._committed)

    def _saved(self, moment: datetime, _is_draft: bool) -> None:  # noqa: FBT001 -- a signal's value
        shown = QLocale().toString(
            QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat
        )
        self.said.emit(self.tr("Saved {time}").format(time=shown))

    def _not_saved(self, error: ExpectedError) -> None:
        pattern = self.tr("Not saved: {why} Your text is still here.")
        self.said.emit(pattern.format(why=sentence(error)))

    def _committed(self, outcome: Committed) -> None:
        if outcome.kept is not None and not is_only_empty(outcome):
            pattern = self.tr("Kept as a draft: {why}")
            self.said.emit(pattern.format(why=sentence(outcome.kept)))


def is_only_empty(outcome: Committed) -> bool:
    """Say whether a draft stayed one because nothing is written in it."""
    return isinstance(outcome.kept, EmptyRecordError)
