"""The pieces of a record as one document to read, to quote from and to mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from confidant.compat import override
from confidant.records import quoting
from confidant.records.text import Path
from confidant.ui import theme
from confidant.ui.record_view.pieces import Piece
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.markdown_style import style_document
from confidant.ui.widgets.markdown_view import MarkdownView, MarkTone, mark_format
from confidant.ui.widgets.text_safety import harmless, is_safe_to_render, wrap_mode

_FEATURES: Final = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_INDENT: Final = 22
_BREAKS: Final = str.maketrans({"\u2029": "\n", "\u2028": "\n", "\ufdd0": " ", "\ufdd1": " "})
"""Qt's own signs as spaces: a place keeps its number."""
_MOST_PLACES: Final = 500


@dataclass(frozen=True, slots=True, repr=False)
class Marked:
    """Words to mark in a record.

    Attributes:
        words: as the author wrote them, Markdown signs and all.
        tone: what the mark means.
        path: where they stand; None looks through the whole record.
        every: mark every place, not the first only.
    """

    words: str
    tone: MarkTone = "passage"
    path: Path | None = None
    every: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class _Span:
    """Where a piece stands in the document, in characters."""

    piece: Piece
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    mark: Marked
    start: int
    end: int


class RecordText(MarkdownView):
    """Shows pieces; `quoted` gives the path of a field and the words of it that are selected.

    The words are as the author wrote them. Nothing selected, or nothing of one field, gives an
    empty path and no words.
    """

    quoted = Signal(object, str)

    def __init__(self, name: str, *, role: Role = Role.READ, parent: QWidget | None = None) -> None:
        """Make it empty; `role` is that of what people wrote."""
        super().__init__(name, role=role, parent=parent)
        self._pieces: tuple[Piece, ...] = ()
        self._spans: tuple[_Span, ...] = ()
        self._marks: tuple[Marked, ...] = ()
        self._found: tuple[_Found, ...] = ()
        self.setTextInteractionFlags(
            self.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.selectionChanged.connect(self._tell)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show `pieces` without marks."""
        self._pieces = tuple(pieces)
        self._marks = ()
        self._markdown = "\n".join(piece.text for piece in pieces)
        self._render()

    def set_marks(self, marks: Sequence[Marked]) -> None:
        """Marked words; what is not found is not marked."""
        self._marks = tuple(marks)
        self._mark()

    def places(self, tone: MarkTone = "passage") -> list[tuple[int, int, Marked]]:
        """Return the marked places of one meaning in reading order: (start, end, mark)."""
        found = [(one.start, one.end, one.mark) for one in self._found if one.mark.tone == tone]
        return sorted(found, key=lambda place: place[:2])

    @override
    def forget(self) -> None:
        self._pieces, self._spans, self._marks, self._found = (), (), (), ()
        super().forget()

    def quote(self) -> tuple[Path, str]:
        """Return the field and the words that are selected, as their author wrote them."""
        cursor = self.textCursor()
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        for span in self._spans:
            start, end = max(first, span.start), min(last, span.end)
            if span.piece.path and start < end:
                read = _between(self.document(), start, end)
                written = quoting.as_written(span.piece.text, read)
                if written is not None:
                    return span.piece.path, written
        return (), ""

    @override
    def _render(self) -> None:
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.clear()
        self.setWordWrapMode(wrap_mode(self._markdown))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        spans = tuple(
            _write(cursor, piece, is_first=n == 0) for n, piece in enumerate(self._pieces)
        )
        style_document(document, self._role)
        for span in spans:
            _dress(document, span)
        cursor.endEditBlock()
        document.setDocumentMargin(0)
        self._spans = spans
        self._mark()
        self._fit()

    @override
    def _mark(self) -> None:
        self._found = tuple(_places(self.document(), self._spans, self._marks))
        selections = []
        for found in self._found:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(found.start)
            cursor.setPosition(found.end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor = cursor
            selection.format = mark_format(found.mark.tone)
            selections.append(selection)
        self.setExtraSelections(selections)

    def _tell(self) -> None:
        self.quoted.emit(*self.quote())


def _write(cursor: QTextCursor, piece: Piece, *, is_first: bool) -> _Span:
    """Write one piece at the end and return where what somebody wrote stands."""
    if piece.joined:
        cursor.insertText(" · ", QTextCharFormat())
    elif not is_first:
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    if piece.before:
        cursor.insertText(piece.before, QTextCharFormat())
    start = cursor.position()
    text = harmless(piece.text)
    if piece.style == "text" and is_safe_to_render(text):
        cursor.insertMarkdown(text, _FEATURES)
        start = _without_empty_start(cursor, start)
    else:
        cursor.insertText(isolated(text) if piece.style == "line" else text, QTextCharFormat())
    end = cursor.position()
    if piece.after:
        cursor.insertText(f"  {piece.after}", QTextCharFormat())
    return _Span(piece, start, end)


def _without_empty_start(cursor: QTextCursor, start: int) -> int:
    """Take away the empty paragraph that a list or a table leaves before itself."""
    document = cursor.document()
    block = document.findBlock(start)
    after = block.next()
    if block.length() == 1 and after.isValid() and after.textList() is not None:
        remover = QTextCursor(block)
        remover.setPosition(block.position())
        remover.deleteChar()
        cursor.movePosition(QTextCursor.MoveOperation.End)
    return start


def _dress(document: QTextDocument, span: _Span) -> None:
    """Give what the program says its own face, and every paragraph its indent."""
    look = theme.current()
    piece = span.piece
    first = document.findBlock(span.start)
    if piece.style == "heading":
        _format(document, first.position(), span.end, Role.H3, "")
    elif piece.style == "note":
        _format(document, first.position(), span.end, Role.UI, "ink_muted")
    elif piece.before.rstrip().endswith(":"):
        _format(document, first.position(), span.start, Role.SMALL_STRONG, "ink_muted")
    if piece.after:
        last = document.findBlock(span.end)
        _format(document, span.end, last.position() + last.length() - 1, Role.SMALL, "ink_muted")
    block = first
    while block.isValid() and block.position() <= span.end:
        _place(block, piece, look.px(_INDENT) * piece.level, is_first=block == document.begin())
        block = block.next()


def _place(block: QTextBlock, piece: Piece, indent: int, *, is_first: bool) -> None:
    look = theme.current()
    wanted = QTextBlockFormat()
    if piece.style == "heading":
        wanted.setHeadingLevel(2)
        wanted.setTopMargin(0 if is_first else look.px(14))
        wanted.setBottomMargin(look.px(4))
    elif piece.before or piece.after or piece.level:
        wanted.setBottomMargin(look.px(4))
    if indent:
        wanted.setLeftMargin(indent)
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(wanted)


def _format(document: QTextDocument, start: int, end: int, role: Role, tint: str) -> None:
    look = theme.current()
    wanted = QTextCharFormat()
    wanted.setFont(
        look.font(role), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll
    )
    if tint == "ink_muted":
        wanted.setForeground(look.colour("ink_muted"))
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(wanted)


def _places(
    document: QTextDocument, spans: Sequence[_Span], marks: Sequence[Marked]
) -> Iterator[_Found]:
    left = _MOST_PLACES
    for mark in marks:
        for span in spans:
            if not span.piece.path or (mark.path is not None and mark.path != span.piece.path):
                continue
            found = list(_in_span(document, span, mark))[:left]
            left -= len(found)
            yield from found
            if found and not mark.every:
                break


def _in_span(document: QTextDocument, span: _Span, mark: Marked) -> Iterator[_Found]:
    read = _between(document, span.start, span.end)
    at = 0
    while (found := quoting.find(read, mark.words, written=False, start=at)) is not None:
        start, end = (span.start + _units(read, place) for place in found)
        yield _Found(mark, start, end)
        if not mark.every:
            return
        at = found[1]


def _between(document: QTextDocument, start: int, end: int) -> str:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().translate(_BREAKS)


def _units(text: str, place: int) -> int:
    """Return a place in characters as Qt counts it, in UTF-16 units."""
    return place + sum(character > "\uffff" for character in text[:place])
