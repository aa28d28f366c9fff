"""What they will see: each record letter for letter, aliases marked, names to settle below."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from confidant.bundles.preview import Preview, SeenItem, SeenString
from confidant.records.ids import RecordId, to_b64
from confidant.records.text import title_of
from confidant.services.composing import Look
from confidant.ui import theme
from confidant.ui.composer import words
from confidant.ui.composer.slips import SlipCard
from confidant.ui.record_list.words import capitalised
from confidant.ui.record_view.view import Marked, RecordView
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip import Chip
from confidant.ui.widgets.empty_state import EmptyState
from confidant.ui.widgets.labels import Label
from confidant.ui.words import label


class SeenColumn(QWidget):
    """Shows one record of the preview at a time. `chosen(record)` asks for another one."""

    chosen = Signal(object)
    add_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._preview: Preview | None = None
        self._shown: RecordId | None = None
        self.title = Label("", Role.H3, wrap=True)
        self.place = Chip("")
        self.before = IconButton("chevron-left", self.tr("The record before"))
        self.after = IconButton("chevron-right", self.tr("The next record"))
        self.help = Label("", Role.SMALL, "subtle", wrap=True)
        self.record = RecordView(role=Role.READ_SMALL)
        self.note_card = Card("plain")
        self.note = Label("", Role.READ_SMALL, wrap=True)
        self.problem = Banner()
        self.slips = SlipCard()
        self.add = Button(self.tr("Add records…"), Kind.PRIMARY)
        self.empty = EmptyState("share", "", "", primary=self.add)
        self.stack = QStackedWidget()
        self._lay_out()
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.add.clicked.connect(self.add_wanted)

    def show_look(self, look: Look, shown: RecordId | None) -> None:
        """Show the record `shown` of what a composition comes to."""
        name = look.contact.contact.petname if look.contact else ""
        self.title.setText(
            self.tr("What {name} will see").format(name=isolated(name))
            if name
            else self.tr("What they will see")
        )
        self._preview, self._shown = look.preview, shown
        items = look.preview.items if look.preview else ()
        self.problem.say(words.problem(look), "danger")
        self._say_empty(name)
        self.stack.setCurrentWidget(self._page if items else self.empty)
        if items:
            self._show_item(next((one for one in items if one.record == shown), items[0]), items)
        else:
            self.record.clear()
            self._hide_steps()
        self._show_note(look.preview)
        self.slips.show_slips(look.slips, name)
        self.help.setVisible(bool(items))

    def clear(self) -> None:
        """Forget everything that they would see."""
        self._preview = self._shown = None
        self.record.clear()
        self.note.setText("")
        self.note_card.hide()
        self.problem.say("")
        self.slips.clear()
        self.title.setText("")
        self.empty.set_words("", "")
        self.stack.setCurrentWidget(self.empty)

    def _show_item(self, item: SeenItem, items: Sequence[SeenItem]) -> None:
        at = list(items).index(item)
        self._shown = item.record
        several = len(items) > 1
        self.place.set(
            self.tr("{number} of {count}").format(number=at + 1, count=len(items)), "plain"
        )
        for part in (self.place, self.before, self.after):
            part.setVisible(several)
        self.before.setEnabled(at > 0)
        self.after.setEnabled(at < len(items) - 1)
        self.record.show_record(
            item.body,
            head=words.head(capitalised(label(item.body.kind)), item.rev),
            withheld=item.withheld,
            to_me=False,
            marks=[mark for string in item.strings for mark in _marks(string)],
            titles={to_b64(one.record): title_of(one.body) for one in items},
        )

    def _hide_steps(self) -> None:
        for part in (self.place, self.before, self.after):
            part.hide()

    def _show_note(self, seen: Preview | None) -> None:
        text = seen.note.aliased.text if seen is not None and seen.note is not None else ""
        self.note.setText(text)
        self.note_card.setVisible(bool(text))

    def _say_empty(self, name: str) -> None:
        whom = isolated(name)
        self.empty.set_words(
            self.tr("Nothing selected"),
            self.tr("Choose the records that {name} should see.").format(name=whom)
            if name
            else self.tr("Choose whom to share with, and the records that they should see."),
        )

    def _step(self, by: int) -> None:
        records = [one.record for one in self._preview.items] if self._preview else []
        if self._shown in records:
            at = records.index(self._shown) + by
            if 0 <= at < len(records):
                self.chosen.emit(records[at])

    def _lay_out(self) -> None:
        look = theme.current()
        head = QHBoxLayout()
        look.pad(head, spacing=8)
        head.addWidget(self.title, 1)
        head.addWidget(self.place)
        head.addWidget(self.before)
        head.addWidget(self.after)
        self.help.setText(
            self.tr("Exactly this text, letter for letter. Coloured words are aliases.")
        )
        frame = Card("raised")
        look.pad(frame.column, margins=(2, 2, 2, 2))
        frame.column.addWidget(self.record)
        self.note_card.column.addWidget(Label(self.tr("With it goes"), Role.EYEBROW, "muted"))
        self.note_card.column.addWidget(self.note)
        self._page = QWidget()
        self._page.setProperty("page", "true")
        inside = QVBoxLayout(self._page)
        look.pad(inside, spacing=8)
        inside.addWidget(frame, 1)
        inside.addWidget(self.note_card)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._page)
        column = QVBoxLayout(self)
        look.pad(column, spacing=8, margins=(16, 14, 16, 12))
        column.addLayout(head)
        column.addWidget(self.help)
        column.addWidget(self.problem)
        column.addWidget(self.stack, 1)
        column.addWidget(self.slips)
        self.setProperty("plane", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.note_card.hide()
        self._hide_steps()


def _marks(string: SeenString) -> Iterator[Marked]:
    text = string.aliased.text
    for alias in dict.fromkeys(text[one.start : one.end] for one in string.aliased.replacements):
        yield Marked(alias, "alias", string.path, every=True)
    for name in dict.fromkeys(text[one.start : one.end] for one in string.flags):
        yield Marked(name, "slipped", string.path, every=True)
