"""Shows a record of any kind to read: composer, conversations and readers use it alike."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from confidant.records import fields
from confidant.records.body import Body
from confidant.records.text import Path
from confidant.ui import theme
from confidant.ui.record_view.pieces import Piece, Reader, chips, title_of
from confidant.ui.record_view.text import Marked, RecordText
from confidant.ui.record_view.values import heading
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import READING_WIDTH
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip import Chip, ChipTone
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.words import label

__all__ = ["Marked", "RecordView"]

_TONES: Final[Mapping[str, ChipTone]] = {
    "pending": "caution",
    "open": "caution",
    "draft": "caution",
    "proposed": "caution",
    "decided": "success",
    "settled": "success",
    "reached": "success",
    "price_sensitive": "danger",
    "privileged": "danger",
}
"""Value → what its chip says by colour; the word says it too."""


class RecordView(QScrollArea):
    """Where it comes from, its title, its state, then every field that has a value.

    `quoted` gives the path of a field and the words of it that are selected, as their author
    wrote them; both are empty when nothing is selected. `link_wanted` gives an address that was
    clicked.
    """

    quoted = Signal(object, str)
    link_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, role: Role = Role.READ) -> None:
        """Make an empty view; `role` is that of what people wrote."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._at = -1
        self._eyebrow = Label(role=Role.EYEBROW, tone="muted", wrap=True)
        self._title = RecordText(self.tr("Title"), role=Role.TITLE)
        self._chips = QWidget()
        self._chips.setProperty("page", "true")
        self._chip_line = FlowLayout(self._chips)
        self._withheld = Card("sunken")
        self._withheld_words = Label(role=Role.UI, tone="muted", wrap=True)
        self._text = RecordText(self.tr("Text of the record"), role=role)
        self._lay_out()
        for part in (self._title, self._text):
            part.quoted.connect(self._quote)
            part.link_wanted.connect(self.link_wanted)
        QWidget.setTabOrder(self._title, self._text)
        self.clear()

    def show_record(
        self,
        body: Body,
        *,
        head: str,
        withheld: Sequence[str] = (),
        to_me: bool = True,
        marks: Sequence[Marked] = (),
        titles: Mapping[str, str] | None = None,
    ) -> None:
        """Show a record.

        Args:
            body: what is shown, exactly.
            head: kind, version and whose it is, in words.
            withheld: names of fields that its author keeps back.
            to_me: whether they are kept back from the person who reads here; otherwise from a
                contact.
            marks: words to mark.
            titles: titles of records that it refers to, by their id as references say it.
        """
        self._at = -1
        self._eyebrow.setText(head)
        self._eyebrow.setVisible(bool(head))
        name, title = title_of(body)
        self._title.setVisible(bool(title))
        self._title.set_pieces([Piece("line", title, (name,))] if title else [])
        reader = Reader(titles or {})
        self._fill_chips(body, list(reader.facts(body)))
        kept_back = [one for one in fields.of(type(body)) if one in withheld]
        self._say_withheld(kept_back, to_me=to_me)
        self._text.set_pieces(list(reader.pieces(body)))
        self._text.setVisible(bool(self._text.toPlainText()))
        self.set_marks(marks)
        self.verticalScrollBar().setValue(0)

    def set_marks(self, marks: Sequence[Marked]) -> None:
        """Marked words, and nothing else any more."""
        self._title.set_marks(marks)
        self._text.set_marks(marks)

    def quote(self) -> tuple[Path, str]:
        """Return the field and the words that are selected, both empty for none."""
        path, words = self._text.quote()
        return (path, words) if words else self._title.quote()

    def select_nothing(self) -> None:
        """Take the selection away."""
        for part in (self._title, self._text):
            cursor = part.textCursor()
            cursor.clearSelection()
            part.setTextCursor(cursor)

    def show_mark(self, words: str) -> bool:
        """Scroll to the marked passage with these words; False when it is not marked."""
        for part in (self._title, self._text):
            for start, _, mark in part.places():
                if mark.words == words:
                    self._show_place(part, start)
                    return True
        return False

    def next_mark(self) -> str:
        """Go to the marked passage after the last one and return its words, empty for none."""
        found = [(part, *place) for part in (self._title, self._text) for place in part.places()]
        if not found:
            return ""
        self._at = (self._at + 1) % len(found)
        part, start, _, mark = found[self._at]
        self._show_place(part, start)
        return mark.words

    def texts(self) -> Sequence[QWidget]:
        """Return what can take the focus, in reading order."""
        return (self._title, self._text)

    def clear(self) -> None:
        """Drop every text."""
        self._at = -1
        self._eyebrow.clear()
        self._eyebrow.hide()
        for part in (self._title, self._text):
            part.forget()
            part.hide()
        self._fill_chips(None, [])
        self._withheld_words.clear()
        self._withheld.hide()

    def _lay_out(self) -> None:
        look = theme.current()
        look.pad(self._chip_line, spacing=8)
        row = QHBoxLayout()
        look.pad(row, spacing=10)
        row.addWidget(IconLabel("private"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._withheld_words, 1)
        self._withheld.column.addLayout(row)
        self._column = QWidget()
        self._column.setProperty("page", "true")
        column = QVBoxLayout(self._column)
        look.pad(column, spacing=8, margins=(26, 16, 22, 24))
        for part in (self._eyebrow, self._title, self._chips, self._withheld, self._text):
            column.addWidget(part)
        column.addStretch(1)
        self._page = QWidget()
        self._page.setProperty("page", "true")
        across = QHBoxLayout(self._page)
        look.pad(across)
        across.addStretch(1)
        across.addWidget(self._column, 1000)
        across.addStretch(1)
        self.setWidget(self._page)
        self._limit()
        look.changed.connect(self._limit)

    def _limit(self) -> None:
        self._column.setMaximumWidth(theme.current().px(READING_WIDTH))

    def _fill_chips(self, body: Body | None, facts: list[str]) -> None:
        while (item := self._chip_line.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for _, value in chips(body) if body is not None else ():
            word = label(value)
            self._chip_line.addWidget(Chip(word[:1].upper() + word[1:], _TONES.get(value, "plain")))
        for fact in facts:
            self._chip_line.addWidget(Label(fact, Role.UI, "muted"))
        self._chips.setVisible(self._chip_line.count() > 0)
        self._chips.updateGeometry()

    def _say_withheld(self, names: Sequence[str], *, to_me: bool) -> None:
        words = [heading(names[0]), *(label(name) for name in names[1:])] if names else []
        listed = QLocale().createSeparatedList(words)
        sentence = (
            self._withheld_from_me(len(words)) if to_me else self._withheld_from_them(len(words))
        )
        self._withheld_words.setText(sentence.format(fields=listed) if words else "")
        self._withheld.setVisible(bool(words))

    def _withheld_from_me(self, count: int) -> str:
        if count == 1:
            return self.tr("{fields} is withheld until your estimate is in")
        return self.tr("{fields} are withheld until your estimate is in")

    def _withheld_from_them(self, count: int) -> str:
        if count == 1:
            return self.tr("{fields} is withheld until their estimate is in")
        return self.tr("{fields} are withheld until their estimate is in")

    def _show_place(self, part: RecordText, start: int) -> None:
        cursor = part.textCursor()
        cursor.setPosition(start)
        part.setTextCursor(cursor)
        place = part.mapTo(self._page, part.cursorRect().center())
        self.ensureVisible(place.x(), place.y(), 0, self.viewport().height() // 3)

    def _quote(self, path: object, words: str) -> None:
        if not words:
            path, words = self.quote()
        self.quoted.emit(path, words)
