"""One-line inputs: text, search, passphrase. Selecting never publishes, pasting is plain."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.clipboard import copy_private, keep_selection_private
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import HIT
from confidant.ui.widgets.buttons import IconButton
from confidant.ui.widgets.labels import IconLabel, restyle


class LineEdit(QLineEdit):
    """A line of text. `left_focus` is emitted when the focus goes elsewhere."""

    left_focus = Signal()

    def __init__(
        self, name: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        """Make an empty input; `name` is spoken where no label stands above."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.editingFinished.connect(self._finished)
        theme.current().set_font(self, Role.UI)
        keep_selection_private(self)

    def set_wrong(self, *, wrong: bool) -> None:
        """Draw the border of an error, or take it away."""
        if wrong != (self.property("wrong") == "true"):
            self.setProperty("wrong", "true" if wrong else "false")
            restyle(self)

    def copy_selection(self) -> None:
        """Copy what is selected, marked as secret; bullets are never copied."""
        if self.hasSelectedText() and self.echoMode() == QLineEdit.EchoMode.Normal:
            copy_private(self.selectedText())

    def cut_selection(self) -> None:
        """Copy what is selected and remove it."""
        if not self.isReadOnly() and self.echoMode() == QLineEdit.EchoMode.Normal:
            self.copy_selection()
            self.del_()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut_selection()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, slot in (("edit-copy", self.copy_selection), ("edit-cut", self.cut_selection)):
            action = menu.findChild(QAction, name)
            if action is not None:
                action.triggered.disconnect()
                action.triggered.connect(slot)
        menu.popup(event.globalPos())

    def _finished(self) -> None:
        if not self.hasFocus():
            self.left_focus.emit()


class SearchField(LineEdit):
    """A line with a looking glass; Esc empties it before it does anything else."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        """Make an empty search; the placeholder is its name too."""
        super().__init__(placeholder, placeholder, parent)
        self.setProperty("leading", "true")
        self.setProperty("trailing", "true")
        self._icon = IconLabel("search", parent=self)
        self._clear = IconButton("close", self.tr("Clear the search"), parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self._empty)
        self._clear.hide()
        self.textChanged.connect(self._show_clear)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def _empty(self) -> None:
        self.clear()
        self.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _place_inside(self, self._icon, at_end=False)
        _place_inside(self, self._clear, at_end=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class PassphraseField(LineEdit):
    """A passphrase in bullets, with an eye that shows it while it is on."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty input called `name`."""
        super().__init__(name, "", parent)
        self.setProperty("trailing", "true")
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye = IconButton("shareable", self.tr("Show the passphrase"), parent=self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)

    def hide_text(self) -> None:
        """Return to bullets."""
        self._eye.setChecked(False)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 -- Qt's signature
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._eye.set_icon("private" if shown else "shareable")
        self._eye.set_name(
            self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _place_inside(self, self._eye, at_end=True)


def _place_inside(field: QLineEdit, part: QWidget, *, at_end: bool) -> None:
    look = theme.current()
    size = part.sizeHint()
    inset = look.px(4) if at_end else look.px((HIT - 16) // 2)
    rtl = field.layoutDirection() == Qt.LayoutDirection.RightToLeft
    x = field.width() - size.width() - inset if at_end != rtl else inset
    part.setGeometry(x, (field.height() - size.height()) // 2, size.width(), size.height())
