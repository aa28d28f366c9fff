"""The Markdown editor: one plain text, its signs visible, lists that go on by themselves."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from confidant.compat import override
from confidant.ui.theme import Role
from confidant.ui.widgets.markdown_highlighter import MarkdownHighlighter, Marker
from confidant.ui.widgets.markdown_lines import (
    ListKind,
    as_list,
    continuation,
    indented,
    outdented,
    wrapped,
)
from confidant.ui.widgets.plain_text import PlainText

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
# Shift changes what a digit key says on many keyboards, so both faces of the key are known.
_LISTS = {
    Qt.Key.Key_7: ListKind.NUMBERED,
    Qt.Key.Key_Ampersand: ListKind.NUMBERED,
    Qt.Key.Key_8: ListKind.BULLETED,
    Qt.Key.Key_Asterisk: ListKind.BULLETED,
    Qt.Key.Key_9: ListKind.TASKS,
    Qt.Key.Key_ParenLeft: ListKind.TASKS,
}


class MarkdownEditor(PlainText):
    """Ctrl+B and Ctrl+I, Ctrl+Shift+7, 8, 9 for lists, Ctrl+] and Ctrl+[ for their depth."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        role: Role = Role.READ,
        framed: bool = False,
        growing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty editor."""
        super().__init__(
            name, placeholder, role=role, framed=framed, growing=growing, parent=parent
        )
        self._highlighter = MarkdownHighlighter(self, self.document())

    @property
    def word_count(self) -> int:
        """How many words the text has."""
        return len(self.text().split())

    def set_marker(self, marker: Marker | None) -> None:
        """Underline the words that `marker` finds in a paragraph, as someone types."""
        self._highlighter.set_marker(marker)

    def make_bold(self) -> None:
        """Put the selection in bold, or take it out."""
        self._wrap("**")

    def make_italic(self) -> None:
        """Put the selection in italic, or take it out."""
        self._wrap("*")

    def make_list(self, kind: ListKind) -> None:
        """Make the selected lines a list, or plain lines again."""
        self._change_lines(lambda lines: as_list(lines, kind))

    def indent(self) -> None:
        """Move the selected lines one step in."""
        self._change_lines(lambda lines: [indented(line) for line in lines])

    def outdent(self) -> None:
        """Move the selected lines one step out."""
        self._change_lines(lambda lines: [outdented(line) for line in lines])

    @override
    def _replace_document(self, document: QTextDocument) -> None:
        super()._replace_document(document)
        self._highlighter.setDocument(document)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            self._highlighter.retheme()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event):
            super().keyPressEvent(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held & (_CONTROL | _SHIFT):
            return self._go_on()
        if not held & _CONTROL or held & Qt.KeyboardModifier.AltModifier:
            return False
        if held & _SHIFT:
            if key in _LISTS:
                self.make_list(_LISTS[key])
            return key in _LISTS
        actions = {
            Qt.Key.Key_B: self.make_bold,
            Qt.Key.Key_I: self.make_italic,
            Qt.Key.Key_BracketRight: self.indent,
            Qt.Key.Key_BracketLeft: self.outdent,
        }
        if key in actions:
            actions[key]()
        return key in actions

    def _go_on(self) -> bool:
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        start = continuation(before)
        if start is None or cursor.hasSelection():
            return False
        cursor.beginEditBlock()
        if start:
            cursor.insertBlock()
            cursor.insertText(start)
        else:
            cursor.movePosition(
                QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            cursor.removeSelectedText()
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _wrap(self, sign: str) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.insertText(sign + sign)
            cursor.movePosition(
                QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(sign)
            )
            self.setTextCursor(cursor)
            return
        start = cursor.selectionStart()
        text = wrapped(cursor.selectedText(), sign)
        cursor.insertText(text)
        self._select(start, cursor.position())

    def _change_lines(self, change: Callable[[list[str]], list[str]]) -> None:
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart())
        last = document.findBlock(cursor.selectionEnd())
        had_selection = cursor.hasSelection()
        cursor.setPosition(first.position())
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        lines = cursor.selectedText().split("\u2029")
        start = cursor.selectionStart()
        cursor.insertText("\n".join(change(lines)))
        if had_selection:
            self._select(start, cursor.position())
        else:
            self.setTextCursor(cursor)

    def _select(self, start: int, end: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
