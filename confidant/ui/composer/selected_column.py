"""Selected: what was put in, a few words to go with it, by when, and whether blind."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records.ids import RecordId
from confidant.services.composing import Composition, Look
from confidant.ui import theme
from confidant.ui.composer.waiting_list import WaitingList
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.record_list.listed import Listed
from confidant.ui.record_list.words import RowWords
from confidant.ui.session import Session
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import CheckBox
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.row_list import RowList

_MOST_SHOWN = 5


class SelectedColumn(QWidget):
    """What leaves. `add_wanted` asks for the picker, `remove_wanted(record)` takes one out.

    `chosen(record)` tells which one is looked at; `note_typed`, `day_chosen` and `blind_chosen`
    what goes with them.
    """

    add_wanted = Signal()
    remove_wanted = Signal(object)
    chosen = Signal(object)
    note_typed = Signal(str)
    day_chosen = Signal(object)
    blind_chosen = Signal(bool)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show nothing selected."""
        super().__init__(parent)
        self._words = RowWords(self)
        self.model: RowsModel[Listed] = RowsModel(self._words.present, lambda row: row.id, self)
        self.count = Label("", Role.UI, "subtle")
        self.add = Button(self.tr("Add records…"), Kind.SOFT, icon="add", small=True)
        self.rows = _Selected(self.tr("Selected records"), self.model)
        self.remove = Button(self.tr("Take it out"), Kind.QUIET, icon="close", small=True)
        self.waiting = WaitingList()
        self.note = PlainText(role=Role.READ_SMALL, growing=True)
        self.note.set_lines(2)
        self.respond_by = DateField("", session.today)
        self.blind = CheckBox(self.tr("Ask blind first"))
        self.blind_help = Label("", Role.SMALL, "subtle", wrap=True)
        self._lay_out()
        self._connect()

    def show_composition(self, made: Composition) -> None:
        """Show words, day and box of a composition."""
        if made.note != self.note.text():
            self.note.set_text(made.note)
        self.respond_by.set_day(date.fromisoformat(made.respond_by) if made.respond_by else None)
        blocked = QSignalBlocker(self.blind)
        self.blind.setChecked(made.blind)
        del blocked

    def show_look(self, look: Look, own: tuple[RecordId, ...], shown: RecordId | None) -> None:
        """Show which records leave; `own` were selected, others go with them."""
        self.model.set_rows([Listed(row=row, snippet=row.snippet) for row in look.rows])
        count = len(look.rows)
        self.count.setText(self.locale().toString(count) if count else "")
        self.rows.setVisible(count > 0)
        self.rows.fit(min(count, _MOST_SHOWN))
        self.rows.select_key(shown, quietly=True)
        self.remove.setVisible(shown in own)
        self.waiting.setVisible(count == 0 and self.waiting.count > 0)
        name = look.contact.contact.petname if look.contact else ""
        self.blind_help.setText(
            self.tr(
                "Withholds leaning, confidence and forecasts. {name} gives their own estimate "
                "before they see yours."
            ).format(name=isolated(name))
            if name
            else self.tr("Withholds leaning, confidence and forecasts.")
        )

    def clear(self) -> None:
        """Forget what was selected and written."""
        self.rows.clear()
        self.waiting.clear()
        self.note.forget()
        self.respond_by.set_day(None)
        self.count.setText("")
        self.blind_help.setText("")

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.rows.chosen.connect(self._choose)
        self.rows.taken_out.connect(self._take_out)
        self.remove.clicked.connect(self._take_out)
        self.note.edited.connect(lambda: self.note_typed.emit(self.note.text()))
        self.respond_by.changed.connect(self.day_chosen)
        self.blind.toggled.connect(self.blind_chosen)

    def _choose(self, row: Listed | None) -> None:
        if row is not None:
            self.chosen.emit(row.id)

    def _take_out(self) -> None:
        if self.rows.current_key is not None and not self.remove.isHidden():
            self.remove_wanted.emit(self.rows.current_key)

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout()
        look.pad(column, spacing=10, margins=(18, 16, 16, 16))
        head = QHBoxLayout()
        look.pad(head, spacing=8)
        head.addWidget(Label(self.tr("Selected"), Role.H3))
        head.addWidget(self.count, 1)
        head.addWidget(self.add)
        column.addLayout(head)
        starts = self.tr("Starts empty. Nothing is here unless you put it here.")
        column.addWidget(Label(starts, Role.SMALL, "subtle", wrap=True))
        column.addWidget(self.rows)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTrailing)
        column.addWidget(self.waiting)
        column.addWidget(Field(self.tr("A few words to go with it"), self.note))
        column.addWidget(Field(self.tr("Answer by"), self.respond_by))
        column.addWidget(self.blind)
        column.addWidget(self.blind_help)
        column.addStretch(1)
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(ScrolledPage(column))
        self.remove.hide()
        self.rows.hide()
        self.waiting.hide()


class _Selected(RowList):
    """The list; Delete takes the current one out."""

    taken_out = Signal()

    def fit(self, rows: int) -> None:
        """Be as high as so many rows."""
        height = self.sizeHintForRow(0) if rows else 0
        self.setFixedHeight(rows * max(0, height) + 4)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.taken_out.emit()
            return
        super().keyPressEvent(event)
