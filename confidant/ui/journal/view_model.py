"""The journal's list: which rows, which search, which filter."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from confidant.environment import Clock
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.ids import RecordId
from confidant.services import aliases, drafts
from confidant.ui.journal.entry_loading import KIND
from confidant.ui.journal.entry_model import EntryModel
from confidant.ui.record_list.listed import Listed
from confidant.ui.record_list.rows import ListRows, Scope
from confidant.ui.record_list.words import RowWords
from confidant.ui.session import Session
from confidant.ui.widgets.known_tags import Known
from confidant.vault.rows import MINE, RowQuery
from confidant.vault.vault import Vault

_KINDS = frozenset({KIND})


class JournalModel(QObject):
    """What the journal screen shows.

    Signals: `known(tags, people)` gives what tag fields complete from; `filtered(tag)` tells the
    tag that narrows the list, empty for none.
    """

    known = Signal(object, object)
    filtered = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self.session = session
        self.words = RowWords(self)
        self.list = ListRows(session, self.words.present, self)
        self.entry = EntryModel(session, self)
        self.tag = ""
        self._begun = False
        session.changed.connect(lambda _changes: self._read_known())

    def begin(self) -> bool:
        """Read the list for the first time; what a killed program left behind is saved.

        Returns:
            Whether this was the first time.
        """
        first, self._begun = not self._begun, True
        if first:
            self._save_left_behind()
            self._show()
            self._read_known()
        return first

    def filter_by(self, tag: str) -> None:
        """Show only entries, and find only records, with `tag`; empty shows all."""
        if tag != self.tag:
            self.tag = tag
            self.filtered.emit(tag)
            self._show()

    def clear(self) -> None:
        """Drop rows and entry."""
        self._begun = False
        self.tag = ""
        self.list.clear()
        self.entry.clear()

    def is_entry(self, listed: Listed) -> bool:
        """Whether a row is opened here; others are shown on their own screens."""
        return listed.row.kind == KIND and listed.author is None

    def _show(self) -> None:
        tag = self.tag or None
        self.list.show(RowQuery(kinds=_KINDS, author=MINE, tag=tag), Scope(tag=tag))

    def _read_known(self) -> None:
        if self._begun:
            self.session.read(self, _known, lambda found: self.known.emit(*found), key="known")

    def _save_left_behind(self) -> None:
        if self.session.read_only:
            return
        verb = partial(_commit_drafts, clock=self.session.clock, apart=self.entry.record)
        self.session.write(self, verb)


@dataclass(frozen=True)
class _LeftBehind:
    changes: Changes


def _commit_drafts(vault: Vault, *, clock: Clock, apart: RecordId | None) -> _LeftBehind:
    """Commit the drafts of entries: a program that was killed could not."""
    changes = NO_CHANGES
    for draft in vault.drafts():
        if draft.kind == KIND and draft.record != apart:
            changes |= drafts.commit(vault, clock, record=draft.record).changes
    return _LeftBehind(changes)


def _known(vault: Vault) -> tuple[tuple[str, ...], tuple[Known, ...]]:
    people = tuple(
        Known(note.alias.name, note.alias.alias)
        for note in aliases.every(vault)
        if note.alias.category == "person"
    )
    return tuple(vault.tags()), people
