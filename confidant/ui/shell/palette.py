"""The command palette: everything that can be done, and records, by typing a part of the name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.commands import Command, Commands
from confidant.ui.shell.palette_delegate import (
    ENTRY,
    ROW,
    EntryDelegate,
    FoundRecord,
    Heading,
    keys,
    plain,
)
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import RADIUS_SHEET
from confidant.ui.widgets.labels import Label, Rule
from confidant.ui.widgets.painting import painter_of, rounded
from confidant.ui.widgets.sheet import Veil

WIDTH = 640
_ROWS_SHOWN = 9
_WAIT_MS = 60
_BELOW_TOP = 70


Lookup = Callable[[str, Callable[[Sequence[FoundRecord]], None]], None]


class CommandPalette(QDialog):
    """Type, choose with the arrows, Return does it.

    `record_chosen` carries a `FoundRecord`. A command that is not possible stays in the list and
    says why.
    """

    record_chosen = Signal(object)

    def __init__(self, commands: Commands, look_up: Lookup | None, parent: QWidget) -> None:
        """Show every command; `look_up` finds records and is None where none may be shown."""
        super().__init__(parent, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self._commands = commands
        self._look_up = look_up
        self._records: Sequence[FoundRecord] = ()
        self._veil: Veil | None = None
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(self.tr("Commands"))
        self.input = QLineEdit(self)
        self.input.setProperty("bare", "true")
        self.input.setPlaceholderText(self.tr("Type a command, or a word of a record"))
        self.input.setAccessibleName(self.tr("Command or record"))
        theme.current().set_font(self.input, Role.READ)
        self._model = QStandardItemModel(self)
        self.list = QListView(self)
        self.list.setProperty("rows", "true")
        self.list.setAccessibleName(self.tr("What fits"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(theme.current().px(ROW) * _ROWS_SHOWN)
        self.list.clicked.connect(self._run)
        self._foot = Label("", Role.SMALL, "muted", wrap=True, parent=self)
        self._lay_out()
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(_WAIT_MS)
        self._delay.timeout.connect(self._ask_for_records)
        self.input.textChanged.connect(self._typed)
        self.input.installEventFilter(self)
        commands.refresh()
        self._fill()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.input
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._key(event.key())
        ):
            return True
        return super().eventFilter(watched, event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.parentWidget()
        if window is not None:
            self._veil = self._veil or Veil(window)
            top = QPoint((window.width() - self.width()) // 2, theme.current().px(_BELOW_TOP))
            self.move(window.mapToGlobal(top))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        radius, line = look.px(RADIUS_SHEET), look.colour("line_strong")
        rounded(painter, QRectF(self.rect()), radius, look.colour("surface"), line)
        painter.end()

    @override
    def done(self, result: int) -> None:
        if self._veil is not None:
            self._veil.lift()
            self._veil = None
        self.input.clear()  # fills the list once more
        self._delay.stop()
        self._records = ()
        self._model.clear()
        super().done(result)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        theme.current().pad(layout, spacing=8, margins=(18, 14, 18, 14))
        layout.addWidget(self.input)
        layout.addWidget(Rule(self))
        layout.addWidget(self.list)
        layout.addWidget(self._foot)
        self.setFixedWidth(theme.current().px(WIDTH))

    def _key(self, key: int) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS_SHOWN - 1,
            Qt.Key.Key_PageUp: 1 - _ROWS_SHOWN,
        }
        if key in steps:
            self._move(steps[Qt.Key(key)])
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self.list.currentIndex())
            return True
        return False

    def _typed(self, _text: str) -> None:
        self._records = ()
        self._fill()
        self._delay.start()

    def _ask_for_records(self) -> None:
        typed = self.input.text().strip()
        if typed and self._look_up is not None:
            self._look_up(typed, self._found)

    def _found(self, records: Sequence[FoundRecord]) -> None:
        self._records = records
        self._fill()

    def _fill(self) -> None:
        kept = self.list.currentIndex().row()
        commands = self._commands.matching(self.input.text())
        self._model.clear()
        if commands:
            self._append_heading(self.tr("Commands"))
            for command in commands:
                self._append(command, plain(command), _command_speech(command))
        if self._records:
            self._append_heading(self.tr("Records"))
            for found in self._records:
                self._append(found, found.title, f"{found.title}, {found.detail}, {found.day}")
        self._select(kept if self._records and kept > 0 else 1)
        self._foot.setText(self._foot_text())

    def _append_heading(self, text: str) -> None:
        item = QStandardItem(text)
        item.setData(Heading(text), ENTRY)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(item)

    def _append(self, entry: object, text: str, speech: str) -> None:
        item = QStandardItem(text)
        item.setEditable(False)
        item.setData(entry, ENTRY)
        item.setData(speech, Qt.ItemDataRole.AccessibleTextRole)
        self._model.appendRow(item)

    def _move(self, step: int) -> None:
        last = self._model.rowCount() - 1
        row = min(last, max(0, self.list.currentIndex().row() + step))
        if 0 <= row <= last and not self._selectable(row):
            row += 1 if step > 0 or row == 0 else -1
        self._select(row)

    def _select(self, row: int) -> None:
        if 0 <= row < self._model.rowCount() and self._selectable(row):
            self.list.setCurrentIndex(self._model.index(row, 0))
            self._foot.setText(self._foot_text())

    def _selectable(self, row: int) -> bool:
        return self._model.item(row).isSelectable()

    def _foot_text(self) -> str:
        entry = self.list.currentIndex().data(ENTRY)
        if isinstance(entry, Command) and entry.reason:
            return entry.reason
        if not self._model.rowCount():
            return self.tr("Nothing fits. A shorter word finds more.")
        return self.tr("Down goes on, Return does it, Esc closes.")

    def _run(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY)
        if isinstance(entry, Command):
            if entry.isEnabled():
                self.accept()
                entry.trigger()
        elif isinstance(entry, FoundRecord):
            self.accept()
            self.record_chosen.emit(entry)


def _command_speech(command: Command) -> str:
    return ", ".join(part for part in (plain(command), keys(command), command.reason) if part)
