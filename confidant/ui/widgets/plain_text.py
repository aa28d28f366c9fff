"""The text edit under every text that a person writes: plain, private, tidy."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget
from shiboken6 import isValid

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.clipboard import keep_selection_private, private_mime
from confidant.ui.theme import Role
from confidant.ui.widgets.labels import restyle
from confidant.ui.widgets.text_safety import BREAKS, cleaned, empty_image, wrap_mode

# Qt multiplies the font's own line, and Source Serif's is already 1.4 em.
_LINE_PERCENT: Final = {Role.READ: 114, Role.READ_SMALL: 110}


class PlainText(QTextEdit):
    """Plain text in a type role.

    `edited` is emitted for every change that a person made, not for `set_text`. Nothing is ever
    loaded from a file or address; copies are marked as secret; a selection is not published.
    """

    edited = Signal()
    left_focus = Signal()

    def __init__(
        self,
        name: str = "",
        placeholder: str = "",
        *,
        role: Role = Role.READ,
        framed: bool = True,
        growing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty edit.

        Args:
            name: spoken, where no label stands above.
            placeholder: shown while it is empty.
            role: the type role of the text.
            framed: whether it has the border of a field.
            growing: as high as its text, for pages that scroll as a whole.
            parent: owns the edit.
        """
        super().__init__(parent)
        self._role = role
        self._growing = growing
        self._lines = 1
        self._loading = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setProperty("framed", "true" if framed else "false")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        theme.current().set_font(self, role)
        keep_selection_private(self)
        self.textChanged.connect(self._changed)
        if growing:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._watch_height()
        self.set_text("")

    def text(self) -> str:
        """Return the text as it was written, no-break spaces included, lines ended by LF."""
        # toPlainText would turn no-break spaces into plain ones.
        return self.document().toRawText().translate(BREAKS)

    def set_text(self, text: str) -> None:
        """Show `text` without `edited` and without anything to undo."""
        self._loading = True
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.setWordWrapMode(wrap_mode(text))
        self.setPlainText(text)
        self._space_lines()
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self._loading = False

    def forget(self) -> None:
        """Drop the text, its undo stack and the document that held both."""
        self._loading = True
        fresh = QTextDocument(self)
        fresh.setDocumentMargin(0)
        fresh.setDefaultFont(self.font())
        old = self.document()
        old.clear()
        old.clearUndoRedoStacks()
        self._replace_document(fresh)
        # Qt deletes the document that it made itself, but not one of ours.
        if isValid(old):
            old.deleteLater()
        self._loading = False

    def set_wrong(self, *, wrong: bool) -> None:
        """Draw the border of an error, or take it away."""
        if wrong != (self.property("wrong") == "true"):
            self.setProperty("wrong", "true" if wrong else "false")
            restyle(self)

    def set_lines(self, lines: int) -> None:
        """Be at least `lines` high while growing."""
        self._lines = max(1, lines)
        self.updateGeometry()
        self._fit()

    def _replace_document(self, document: QTextDocument) -> None:
        self.setDocument(document)
        if self._growing:
            self._watch_height()

    def _watch_height(self) -> None:
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()

    def _space_lines(self) -> None:
        percent = _LINE_PERCENT.get(self._role)
        if percent is None:
            return
        spaced = QTextBlockFormat()
        spaced.setLineHeight(percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)

    def _fit(self) -> None:
        if self._growing:
            wanted = self.sizeHint().height()
            if wanted != self.maximumHeight() or wanted != self.minimumHeight():
                self.setFixedHeight(wanted)

    def _around(self) -> int:
        top, bottom = self.contentsMargins().top(), self.contentsMargins().bottom()
        styled = self.height() - self.viewport().height()
        framed = self.property("framed") == "true"
        return max(
            styled if self.isVisible() else 0, top + bottom, self._padding() if framed else 0
        )

    def _padding(self) -> int:
        return 2 * (theme.current().px(7) + 1)

    @override
    def sizeHint(self) -> QSize:
        if not self._growing:
            return super().sizeHint()
        line = theme.current().line_height(self._role)
        height = max(int(self.document().size().height() + 0.999), self._lines * line)
        return QSize(theme.current().px(200), height + self._around())

    @override
    def minimumSizeHint(self) -> QSize:
        look = theme.current()
        height = look.line_height(self._role) + self._around()
        return QSize(look.px(80), self.sizeHint().height() if self._growing else height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._fit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left_focus.emit()

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        # Qt's own would open files and network shares named by images; None does not stop it.
        return empty_image()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        return private_mime(self.textCursor().selectedText().translate(BREAKS))

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A dropped file is for the page around, which attaches or opens it.
        return source.hasText() and not source.hasUrls()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            text = self.cleaned(source.text())
            if wrap_mode(text) != self.wordWrapMode():
                self.setWordWrapMode(wrap_mode(text + self.text()))
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def cleaned(self, text: str) -> str:
        """Return pasted `text` as it is inserted: LF line ends, nothing that no font can show."""
        return cleaned(text)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Return with Ctrl belongs to the page's primary action.
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.ignore()
            return
        # Tab comes here only where there is nowhere to go; it never writes a sign.
        if event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            event.ignore()
            return
        super().keyPressEvent(event)
