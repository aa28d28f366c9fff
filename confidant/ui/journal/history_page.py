"""The revisions of an entry: what was added and removed, and the way back to one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from confidant.records.canonical import JsonValue
from confidant.ui import theme
from confidant.ui.journal.entry_history import Version, read_versions
from confidant.ui.journal.entry_model import EntryModel
from confidant.ui.journal.word_difference import Fate, difference
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.date_text import short_date
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.words import label


class HistoryPage(QWidget):
    """Compares two revisions; `closed` leads back to the entry, `restored` after a restoration."""

    closed = Signal()
    restored = Signal()

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        """Show no entry yet."""
        super().__init__(parent)
        self._model = model
        self._versions: tuple[Version, ...] = ()
        self.back = Button(self.tr("Back to the entry"), Kind.QUIET, icon="arrow-left")
        self.title = Label(self.tr("History"), Role.TITLE)
        self.older, self.newer = ComboBox(), ComboBox()
        self._older_words = Label(self.tr("From"), Role.SMALL, "muted")
        self._newer_words = Label(self.tr("to"), Role.SMALL, "muted")
        self.older.setAccessibleName(self.tr("Older revision"))
        self.newer.setAccessibleName(self.tr("Newer revision"))
        self.summary = Label("", Role.UI, "muted", wrap=True)
        self.text = PlainText(self.tr("What changed"), role=Role.READ, framed=False, growing=True)
        self.text.setReadOnly(True)
        self.restore_button = Button(self.tr("Restore the older one"), Kind.SECONDARY, icon="undo")
        self._lay_out()
        self.back.clicked.connect(self.closed)
        self.older.activated.connect(lambda _index: self._compare())
        self.newer.activated.connect(lambda _index: self._compare())
        self.restore_button.clicked.connect(self._restore)

    def show_entry(self) -> None:
        """Read the revisions of the model's entry and compare the last two."""
        record = self._model.record
        if record is None:
            return
        self.clear()
        self._model.save()
        session = self._model.session
        session.read(self, partial(read_versions, record=record), self._arrived, key="history")
        self.back.setFocus()

    def clear(self) -> None:
        """Drop every text."""
        self._versions = ()
        self.older.clear()
        self.newer.clear()
        self.summary.setText("")
        self.text.forget()

    def _arrived(self, versions: tuple[Version, ...]) -> None:
        self._versions = versions
        for version in reversed(versions):
            for box in (self.older, self.newer):
                box.addItem(_name_of(version), str(version.revision))
        self.newer.setCurrentIndex(0)
        self.older.setCurrentIndex(min(1, len(versions) - 1))
        self._compare()

    def _version(self, box: ComboBox) -> Version | None:
        number = box.chosen
        return next((v for v in self._versions if str(v.revision) == number), None)

    def _compare(self) -> None:
        older, newer = self._version(self.older), self._version(self.newer)
        if older is None or newer is None:
            return
        self.text.set_text("")
        cursor = QTextCursor(self.text.document())
        changed = self._write_fields(cursor, older.fields, newer.fields)
        same = self.tr("These two revisions say the same.")
        legend = self.tr("Added words are underlined, removed words are struck out.")
        only = self.tr("There is one revision: nothing to compare yet.")
        self.summary.setText(only if len(self._versions) < 2 else legend if changed else same)  # noqa: PLR2004 -- a comparison needs two
        latest = self._versions[-1].revision
        may = not self._model.read_only and older.revision != latest
        self.restore_button.setEnabled(may)

    def _write_fields(
        self,
        cursor: QTextCursor,
        older: Mapping[str, JsonValue],
        newer: Mapping[str, JsonValue],
    ) -> bool:
        changed = False
        for name in [*newer, *(name for name in older if name not in newer)]:
            before, after = _words_of(older.get(name)), _words_of(newer.get(name))
            if before == after and name not in {"title", "as_felt", "as_observed"}:
                continue
            changed = changed or before != after
            if not cursor.atStart():
                cursor.insertText("\n\n", QTextCharFormat())
            cursor.insertText(f"{label(name)}\n", _format("heading"))
            for piece in difference(before, after):
                cursor.insertText(piece.text, _format(piece.fate.value))
        return changed

    def _restore(self) -> None:
        older = self._version(self.older)
        if older is not None:
            self._model.restore(older.revision, self.restored.emit)

    def _lay_out(self) -> None:
        look = theme.current()
        head = QHBoxLayout()
        look.pad(head, spacing=12)
        head.addWidget(self.title, 1)
        head.addWidget(self.restore_button)
        choice = QHBoxLayout()
        look.pad(choice, spacing=8)
        for widget in (self._older_words, self.older, self._newer_words, self.newer):
            choice.addWidget(widget)
        choice.addStretch(1)
        inner = QWidget()
        inner.setProperty("page", "true")
        page = QVBoxLayout(inner)
        look.pad(page, spacing=12, margins=(40, 16, 40, 24))
        page.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        page.addLayout(head)
        page.addLayout(choice)
        page.addWidget(self.summary)
        page.addWidget(self.text)
        page.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(scroll.focusPolicy().NoFocus)
        scroll.setWidget(inner)
        scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        look.pad(column)
        column.addWidget(scroll)


def _name_of(version: Version) -> str:
    moment = datetime.fromtimestamp(version.ts / 1000, UTC).astimezone()
    clock = QLocale().toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    return f"{version.revision} · {short_date(moment.date())}, {clock}"


def _words_of(value: JsonValue | None) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_words_of, value))
    if isinstance(value, dict):
        return " ".join(_words_of(part) for part in value.values())
    return str(value)


def _format(name: str) -> QTextCharFormat:
    look = theme.current()
    made = QTextCharFormat()
    made.setForeground(look.colour("ink"))
    if name == "heading":
        made.setFont(look.font(Role.EYEBROW))
        made.setForeground(look.colour("ink_muted"))
    elif name == Fate.ADDED.value:
        made.setFontUnderline(True)
        made.setBackground(look.colour("success_soft"))
    elif name == Fate.REMOVED.value:
        made.setFontStrikeOut(True)
        made.setForeground(look.colour("danger"))
    return made
