"""The entry on the screen: its fields, its draft, its revisions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError
from confidant.records.canonical import JsonValue
from confidant.records.changes import Changes
from confidant.records.ids import RecordId
from confidant.services import attachments, drafts, erasing, restoring
from confidant.services.erasing import Reach
from confidant.ui.drafting import DraftKeeper
from confidant.ui.journal.cool_off import CoolOff
from confidant.ui.journal.entry_loading import KIND, Loaded, load, revision_of
from confidant.ui.navigation import place_of
from confidant.ui.record_form.erasing import erase
from confidant.ui.session import Session


class EntryModel(QObject):
    """State of one entry at a time.

    Signals: `opened` when another entry is on the screen, or none; `field_changed(name)` when a
    field changed other than by typing; `reopened` when the second pass may be written now;
    `elsewhere(Place)` when the record is shown on another screen; `erased` after it was erased.

    Long texts are not copied at every key: whoever shows a text registers a reader for it.
    """

    opened = Signal()
    field_changed = Signal(str)
    reopened = Signal()
    elsewhere = Signal(object)
    erased = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Begin with no entry."""
        super().__init__(parent)
        self.session = session
        self.keeper = DraftKeeper(session, KIND, self)
        self.record: RecordId | None = None
        self.author: str | None = None
        self.revision = 0
        self.read_only = False
        self._values: dict[str, JsonValue] = {}
        self._readers: dict[str, Callable[[], str]] = {}
        self._wait = CoolOff(session.clock, self)
        self._wait.over.connect(self.reopened)
        self.keeper.committed.connect(self._committed)
        session.changed.connect(self._changed)

    # Opening.

    @property
    def is_open(self) -> bool:
        """Whether an entry is on the screen."""
        return self.record is not None

    @property
    def is_new(self) -> bool:
        """Whether the entry on the screen is not in the vault yet."""
        return self.is_open and self.revision == 0

    def read_with(self, name: str, reader: Callable[[], str]) -> None:
        """Ask `reader` for a text whenever the draft is written."""
        self._readers[name] = reader

    def new(self) -> None:
        """Begin an entry of today."""
        fields: dict[str, JsonValue] = {
            "genre": "reflection",
            "day": self.session.today().isoformat(),
            "zone": self.session.clock.zone(),
        }
        record = drafts.new_id(self.session.entropy)
        self._show(Loaded(record, KIND, fields, 0, None, mine=True, has_draft=False))

    def open(self, record: RecordId) -> None:
        """Open an entry; one that is on the screen stays as it is."""
        if record != self.record:
            self._read(record)

    def close(self) -> None:
        """Leave the entry: what was typed becomes a revision."""
        self.keeper.commit()
        self.keeper.forget()
        self._drop()
        self.opened.emit()

    def clear(self) -> None:
        """Drop everything at a lock; writes nothing."""
        self.keeper.forget()
        self._drop()

    # Fields.

    def text(self, name: str) -> str:
        """Return a text field as it was opened or set."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def lines(self, name: str) -> tuple[str, ...]:
        """Return a list field: tags, people, competencies."""
        value = self._values.get(name)
        return tuple(map(str, value)) if isinstance(value, list) else ()

    def parts(self, name: str) -> tuple[Mapping[str, JsonValue], ...]:
        """Return a list of objects: feelings, attachments."""
        value = self._values.get(name)
        return tuple(v for v in value if isinstance(v, dict)) if isinstance(value, list) else ()

    @property
    def starred(self) -> bool:
        """Whether the entry has a star."""
        return self._values.get("starred") is True

    @property
    def day(self) -> date:
        """The day that the entry is about."""
        text = self.text("day")
        return date.fromisoformat(text) if text else self.session.today()

    def set(self, name: str, value: JsonValue | None) -> None:
        """Set a field; None, "" and [] take it away."""
        if self.read_only:
            return
        if value in (None, "", []):
            self._values.pop(name, None)
        else:
            self._values[name] = value
        self.keeper.touch()
        self.field_changed.emit(name)

    def typed(self) -> None:
        """Say that a text with a reader was changed by a person."""
        if not self.read_only:
            self.keeper.touch()

    def toggle_star(self) -> None:
        """Star the entry, or take the star away; kept at once."""
        self.set("starred", None if self.starred else True)
        self.save()

    def fields(self) -> dict[str, JsonValue]:
        """Return every field that has a value, the texts from their readers."""
        for name, reader in self._readers.items():
            text = reader()
            if text.strip():
                self._values[name] = text
            else:
                self._values.pop(name, None)
        return dict(self._values)

    def save(self) -> None:
        """Make what was typed a revision now."""
        self.keeper.commit()

    # The second pass.

    @property
    def opens_at(self) -> datetime | None:
        """When the second pass opens, local time; None while it is open or there is no wait."""
        return None if self.text("as_observed") else self._wait.opens_at

    def cool_off(self, minutes: int) -> None:
        """Keep the second pass shut for `minutes`; 0 opens it at once."""
        until = self._wait.until_after(minutes)
        self.set("cool_off_until", until)
        self._wait.start(until)
        self.reopened.emit()

    def open_early(self) -> None:
        """Open the second pass before its time."""
        self._wait.open_early()
        self.reopened.emit()

    # Revisions, files, the end.

    def restore(self, revision: int, then: Callable[[], object]) -> None:
        """Write what an older revision said as a new one, and show it."""
        record = self.record
        if record is None:
            return
        clock = self.session.clock
        verb = partial(restoring.restore, clock=clock, record=record, revision=revision)

        def written(_result: object) -> None:
            self._read(record)
            then()

        self.keeper.commit()
        self.session.write(self, verb, written)

    def attach(self, files: list[Path]) -> None:
        """Copy files into the vault; the entry is saved first, since they hang on it."""
        record = self.record
        if record is None or self.read_only:
            return
        verb = partial(
            attachments.attach, clock=self.session.clock, record=record, files=tuple(files)
        )
        self.keeper.commit()
        self.session.write(self, verb, lambda _written: self._read_field(record, "attachments"))

    def save_copy(self, name: str, output: Path) -> None:
        """Write a copy of an attachment where the person wants it."""
        record = self.record
        if record is not None:
            verb = partial(attachments.save_copy, record=record, name=name, output=output)
            self.session.read(self, verb, lambda _none: None)

    def detach(self, number: int) -> None:
        """Take an attachment away; earlier revisions keep it."""
        rest = [dict(part) for at, part in enumerate(self.parts("attachments")) if at != number]
        self.set("attachments", [*rest])
        self.save()

    def out_of_reach(self, then: Callable[[Reach], None]) -> None:
        """Ask what an erasure could not reach."""
        if self.record is not None and not self.is_new:
            verb = partial(erasing.out_of_reach, records=(self.record,))
            self.session.read(self, verb, then)

    def erase(self, *, replace: bool = False) -> None:
        """Erase the entry for good: every revision, its drafts, its files; older backups too."""
        record = self.record
        if record is None:
            return
        is_new = self.is_new
        self.keeper.forget()
        self._drop()
        self.opened.emit()
        if is_new:
            self.session.read(
                self,
                partial(drafts.discard, record=record),
                lambda _changes: self.erased.emit(),
            )
            return
        erase(self.session, self, record, then=self.erased.emit, replaces_backups=replace)

    # Inside.

    def _read(self, record: RecordId) -> None:
        self.keeper.commit()
        self.session.read(
            self, partial(load, record=record), self._arrived, failed=self._failed, key="entry"
        )

    def _arrived(self, loaded: Loaded) -> None:
        if loaded.kind == KIND:
            self._show(loaded)
        else:
            self.elsewhere.emit(place_of(loaded.record, loaded.kind, mine=loaded.mine))

    def _failed(self, error: ExpectedError) -> None:
        self._drop()
        self.opened.emit()
        self.session.failed.emit(error)

    def _show(self, loaded: Loaded) -> None:
        self.keeper.follow(
            loaded.record,
            self.fields,
            base_revision=loaded.revision,
            has_draft=loaded.has_draft,
        )
        self.record, self.author, self.revision = loaded.record, loaded.author, loaded.revision
        self.read_only = not loaded.mine or self.session.read_only
        self._values = dict(loaded.fields)
        until = self._values.get("cool_off_until")
        self._wait.start(until if isinstance(until, int) else None)
        self.opened.emit()

    def _read_field(self, record: RecordId, name: str) -> None:
        def take(loaded: Loaded) -> None:
            if record == self.record:
                self.revision = loaded.revision
                value = loaded.fields.get(name)
                if value is None:
                    self._values.pop(name, None)
                else:
                    self._values[name] = value
                self.keeper.rebase(loaded.revision)
                self.field_changed.emit(name)

        self.session.read(self, partial(load, record=record), take, key=name)

    def _committed(self, outcome: drafts.Committed) -> None:
        if outcome.record == self.record:
            self.revision = outcome.revision
            self.field_changed.emit("")

    def _changed(self, changes: Changes) -> None:
        touched = self.record is not None and self.record in changes.records
        if touched and not self.keeper.is_dirty and self.record is not None:
            self.session.read(
                self, partial(revision_of, record=self.record), self._check_revision, key="check"
            )

    def _check_revision(self, found: tuple[RecordId, int]) -> None:
        # Another screen wrote the record that is shown here, and nothing was typed meanwhile.
        record, revision = found
        if record == self.record and revision != self.revision and not self.keeper.is_dirty:
            self._read(record)

    def _drop(self) -> None:
        self._wait.start(None)
        self.record = self.author = None
        self.revision = 0
        self._values = {}
