"""The record that is being written: its fields, its draft, its revisions."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError
from confidant.records import seals
from confidant.records.canonical import JsonValue
from confidant.records.changes import Changes
from confidant.records.ids import RecordId
from confidant.records.kinds import KINDS
from confidant.services import drafts, erasing
from confidant.services.drafts import Committed
from confidant.services.erasing import Reach
from confidant.ui.drafting import DraftKeeper, is_only_empty
from confidant.ui.navigation import place_of
from confidant.ui.record_form.erasing import erase
from confidant.ui.record_form.loading import Loaded, load, revision_of, unfinished
from confidant.ui.session import Session
from confidant.ui.words import sentence

EMPTY: Final[tuple[JsonValue | None, ...]] = (None, "", [], {})
"""What takes a field away."""


class FormModel(QObject):
    """State of one record of one kind at a time.

    Signals: `opened` when another record is on the screen, or none, or the same one was read
    anew; `field_changed(name)` when a field changed, by typing or otherwise; `taken(name)` when
    its editor has to show it anew; `refused(name,
    sentence)` when the rules keep a field a draft; `elsewhere(Place)` when the record is shown on
    another screen; `ended` after it was erased.

    A text is not copied at every key: whoever shows a field binds a reader to it.
    """

    opened = Signal()
    field_changed = Signal(str)
    refused = Signal(str, str)
    taken = Signal(str)
    elsewhere = Signal(object)
    ended = Signal()

    def __init__(
        self,
        session: Session,
        kind: str,
        fresh: Mapping[str, JsonValue],
        parent: QObject | None = None,
    ) -> None:
        """Begin with no record; `fresh` are the fields of a new one beside day and zone."""
        super().__init__(parent)
        self.session = session
        self.kind = kind
        self.keeper = DraftKeeper(session, kind, self)
        self.loaded: Loaded | None = None
        self.revision = 0
        self._fresh = dict(fresh)
        self._values: dict[str, JsonValue] = {}
        self._readers: dict[str, Callable[[], JsonValue | None]] = {}
        self._sealed = seals.sealed_fields(kind)
        self._fixed = KINDS[kind].fixed
        self.keeper.committed.connect(self._committed)
        session.changed.connect(self._changed)

    # What is on the screen.

    @property
    def record(self) -> RecordId | None:
        """The id of the record on the screen."""
        return self.loaded.record if self.loaded is not None else None

    @property
    def is_open(self) -> bool:
        """Whether a record is on the screen."""
        return self.loaded is not None

    @property
    def is_new(self) -> bool:
        """Whether the record on the screen is not in the vault yet."""
        return self.is_open and self.revision == 0

    @property
    def is_sealed(self) -> bool:
        """Whether a revision of it is frozen."""
        return self.loaded is not None and self.loaded.sealed_at is not None

    @property
    def read_only(self) -> bool:
        """Whether nothing of it may be written here."""
        return self.loaded is None or not self.loaded.mine or self.session.read_only

    def can_edit(self, name: str) -> bool:
        """Say whether a person may change a field now."""
        frozen = self.is_sealed and name in self._sealed
        return not (self.read_only or frozen or name in self._fixed)

    def value(self, name: str) -> JsonValue | None:
        """Return a field as it stands on the screen."""
        reader = self._readers.get(name)
        return reader() if reader is not None else self._values.get(name)

    def text(self, name: str) -> str:
        """Return a text field, empty where there is none."""
        value = self.value(name)
        return value if isinstance(value, str) else ""

    def counts(self) -> dict[str, int]:
        """Return how many values every filled field has."""
        filled = self.fields()
        return {n: len(v) if isinstance(v, list) else 1 for n, v in filled.items()}

    def fields(self) -> dict[str, JsonValue]:
        """Return every field that has a value."""
        for name, reader in self._readers.items():
            self._store(name, reader())
        return dict(self._values)

    # Changing it.

    def bind(self, name: str, reader: Callable[[], JsonValue | None]) -> None:
        """Ask `reader` for a field whenever it is needed, until another record is opened."""
        self._readers[name] = reader

    def unbind(self) -> None:
        """Take over what the editors hold and forget them: they are about to go."""
        self.fields()
        self._readers.clear()

    def typed(self, name: str) -> None:
        """Say that a person changed a field that has a reader."""
        if self.read_only:
            return
        self.keeper.touch()
        self.field_changed.emit(name)

    def set(self, name: str, value: JsonValue | None) -> None:
        """Set a field that has no reader, or whose editor shows the value already."""
        if not self.can_edit(name):
            return
        self._store(name, value)
        self.typed(name)

    def take(self, name: str, value: JsonValue | None) -> None:
        """Set a field from outside its editor, which shows the value from now on."""
        if not self.can_edit(name):
            return
        self._readers.pop(name, None)
        self._store(name, value)
        self.typed(name)
        self.taken.emit(name)

    def save(self) -> None:
        """Make what was typed a revision now."""
        self.keeper.commit()

    def when_saved(
        self, run: Callable[[RecordId], object], failed: Callable[[str], object] | None = None
    ) -> None:
        """Make what was typed a revision, then `run` with the record's id.

        Args:
            run: not called when the rules keep the record a draft.
            failed: receives the sentence that says why.
        """
        record = self.record
        if record is None:
            return

        def committed(outcome: Committed) -> None:
            if outcome.kept is None:
                run(outcome.record)
            elif failed is not None:
                failed(sentence(outcome.kept))

        if self.is_new:
            self.keeper.touch()
        if self.keeper.is_dirty:
            self.keeper.commit(committed)
        else:
            run(record)

    # Opening and leaving.

    def new(self, fields: Mapping[str, JsonValue] | None = None) -> None:
        """Begin a record; one that was begun before and never saved comes back first.

        Args:
            fields: what it begins with; then nothing comes back.
        """
        self.keeper.commit()
        if fields is not None:
            self._begin(fields)
            return
        self.session.read(
            self,
            partial(unfinished, kind=self.kind),
            lambda found: self._show(found) if found is not None else self._begin({}),
            key="record",
        )

    def open(self, record: RecordId) -> None:
        """Open a record; one that is on the screen stays as it is."""
        if record != self.record:
            self.reload(record)

    def reload(self, record: RecordId) -> None:
        """Read a record anew."""
        self.keeper.commit()
        self.session.read(
            self, partial(load, record=record), self._arrived, failed=self._failed, key="record"
        )

    def close(self) -> None:
        """Leave the record: what was typed becomes a revision."""
        self.keeper.commit()
        self.keeper.forget()
        self._drop()
        self.opened.emit()

    def out_of_reach(self, then: Callable[[Reach | None], None]) -> None:
        """Ask what an erasure could not reach; None for a record that was never saved."""
        if self.record is None or self.is_new:
            then(None)
            return
        self.session.read(self, partial(erasing.out_of_reach, records=(self.record,)), then)

    def erase(self, *, replace: bool = False) -> None:
        """Erase the record for good, in older backups too. Asked before, by the screen."""
        record, was_new = self.record, self.is_new
        if record is None:
            return
        self.keeper.forget()
        self._drop()
        self.opened.emit()
        if was_new:
            verb = partial(drafts.discard, record=record)
            self.session.read(self, verb, lambda _changes: self.ended.emit())
            return
        erase(self.session, self, record, then=self.ended.emit, replaces_backups=replace)

    def clear(self) -> None:
        """Drop everything at a lock; writes nothing."""
        self.keeper.forget()
        self._drop()

    # Inside.

    def _begin(self, fields: Mapping[str, JsonValue]) -> None:
        day, zone = self.session.today().isoformat(), self.session.clock.zone()
        begun = {**self._fresh, "day": day, "zone": zone, **fields}
        self._show(Loaded(drafts.new_id(self.session.entropy), self.kind, begun))
        if fields:
            self.keeper.touch()

    def _arrived(self, loaded: Loaded) -> None:
        if loaded.kind == self.kind:
            self._show(loaded)
        else:
            self.elsewhere.emit(place_of(loaded.record, loaded.kind, mine=loaded.mine))

    def _failed(self, error: ExpectedError) -> None:
        self.keeper.forget()
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
        self._readers.clear()
        self.loaded, self.revision = loaded, loaded.revision
        self._values = dict(loaded.fields)
        self.opened.emit()

    def _store(self, name: str, value: JsonValue | None) -> None:
        if value is None or value in EMPTY or (isinstance(value, str) and not value.strip()):
            self._values.pop(name, None)
        else:
            self._values[name] = value

    def _committed(self, outcome: Committed) -> None:
        if outcome.record != self.record:
            return
        self.revision = outcome.revision
        field = outcome.kept.params.get("field") if outcome.kept is not None else None
        if outcome.kept is not None and not is_only_empty(outcome):
            self.refused.emit(str(field or ""), sentence(outcome.kept))
        else:
            self.refused.emit("", "")

    def _changed(self, changes: Changes) -> None:
        record = self.record
        if record is not None and record in changes.records and not self.keeper.is_dirty:
            verb = partial(revision_of, record=record)
            self.session.read(self, verb, self._check_revision, key="check")

    def _check_revision(self, found: tuple[RecordId, int]) -> None:
        # Another screen wrote the record that is shown here, and nothing was typed meanwhile.
        record, revision = found
        if record == self.record and revision != self.revision and not self.keeper.is_dirty:
            if revision:
                self.reload(record)
            else:
                self.keeper.forget()
                self._drop()
                self.opened.emit()

    def _drop(self) -> None:
        self.loaded = None
        self.revision = 0
        self._values = {}
        self._readers.clear()
