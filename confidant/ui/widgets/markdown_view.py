"""Reads Markdown: nothing that it names is loaded, nothing that it says is HTML.

Passages can be marked: quotations, aliases, names that slipped through, hits of a search.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.clipboard import keep_selection_private, private_mime
from confidant.ui.theme import Role
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.markdown_style import style_document
from confidant.ui.widgets.text_safety import (
    BREAKS,
    empty_image,
    is_safe_to_render,
    utf16_length,
    wrap_mode,
)

ALLOWED_SCHEMES: Final = frozenset({"https", "mailto"})
MarkTone: TypeAlias = Literal["passage", "alias", "slipped", "hit"]

_BACKGROUNDS: Final[dict[MarkTone, Token]] = {
    "passage": "mark",
    "hit": "mark",
    "alias": "accent_soft",
    "slipped": "caution_soft",
}


@dataclass(frozen=True)
class Passage:
    """Words to find in the text and how to mark them; `every` place or the first only."""

    text: str
    tone: MarkTone = "passage"
    every: bool = False


class MarkdownView(QTextBrowser):
    """A text to read and to select from.

    `link_wanted` gives an https or mailto address that was clicked; whoever hears it asks before
    opening. `passage_selected` gives the selected words, empty when nothing is selected.
    """

    link_wanted = Signal(str)
    passage_selected = Signal(str)

    def __init__(
        self,
        name: str,
        *,
        role: Role = Role.READ,
        growing: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty view; `growing` is as high as its text."""
        super().__init__(parent)
        self._role = role
        self._growing = growing
        self._markdown = ""
        self._passages: tuple[Passage, ...] = ()
        self.setAccessibleName(name)
        self.setProperty("framed", "false")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        theme.current().set_font(self, role)
        keep_selection_private(self)
        self.anchorClicked.connect(self._clicked)
        self.selectionChanged.connect(self._selected)
        if growing:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def set_markdown(self, text: str) -> None:
        """Show `text`; what could block the window is shown letter for letter."""
        self._markdown = text
        self._render()

    def set_passages(self, passages: tuple[Passage, ...]) -> None:
        """Mark passages; those that are not found are not marked."""
        self._passages = passages
        self._mark()

    def forget(self) -> None:
        """Drop the text and the marks."""
        self._markdown = ""
        self._passages = ()
        self.setExtraSelections([])
        self.document().clear()

    def passage(self) -> str:
        """Return the selected words on one line."""
        return " ".join(self.textCursor().selectedText().translate(BREAKS).split())

    def show_passage(self, text: str) -> bool:
        """Scroll to `text`; False when it is not there."""
        found = _find(self.document().toRawText(), text, every=False)
        if not found:
            return False
        cursor = self.textCursor()
        cursor.setPosition(found[0][0])
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        return True

    def _render(self) -> None:
        document = self.document()
        document.setUndoRedoEnabled(False)
        self.setWordWrapMode(wrap_mode(self._markdown))
        if is_safe_to_render(self._markdown):
            document.setMarkdown(
                self._markdown,
                QTextDocument.MarkdownFeature.MarkdownDialectGitHub
                | QTextDocument.MarkdownFeature.MarkdownNoHTML,
            )
            style_document(document, self._role)
        else:
            document.setPlainText(self._markdown)
        document.setDocumentMargin(0)
        self._mark()
        self._fit()

    def _mark(self) -> None:
        raw = self.document().toRawText()
        selections = []
        for passage in self._passages:
            for start, end in _find(raw, passage.text, every=passage.every):
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(self.document())
                cursor.setPosition(start)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                selection.cursor = cursor
                selection.format = mark_format(passage.tone)
                selections.append(selection)
        self.setExtraSelections(selections)

    def _clicked(self, address: QUrl) -> None:
        if address.scheme().lower() in ALLOWED_SCHEMES:
            self.link_wanted.emit(address.toString())

    def _selected(self) -> None:
        self.passage_selected.emit(self.passage())

    def _fit(self) -> None:
        if self._growing:
            height = int(self.document().size().height() + 0.999)
            if height != self.maximumHeight() or height != self.minimumHeight():
                self.setFixedHeight(max(1, height))

    @override
    def sizeHint(self) -> QSize:
        width = theme.current().px(200)
        if not self._growing:
            return QSize(width, super().sizeHint().height())
        return QSize(width, int(self.document().size().height() + 0.999))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), self.sizeHint().height() if self._growing else 40)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange and self._markdown:
            self._render()

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        # Qt's own would open files and network shares named by images; None does not stop it.
        return empty_image()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        return private_mime(self.textCursor().selectedText().translate(BREAKS))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())


def _find(raw: str, wanted: str, *, every: bool) -> list[tuple[int, int]]:
    words = wanted.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    places = []
    for found in pattern.finditer(raw):
        start = utf16_length(raw[: found.start()])
        places.append((start, start + utf16_length(found[0])))
        if not every:
            break
    return places


def mark_format(tone: MarkTone) -> QTextCharFormat:
    """Return how words with a meaning are shown: never by colour alone."""
    look = theme.current()
    result = QTextCharFormat()
    result.setBackground(look.colour(_BACKGROUNDS[tone]))
    if tone == "alias":
        result.setForeground(look.colour("accent"))
    if tone == "slipped":
        result.setForeground(look.colour("caution"))
    if tone in {"slipped", "passage"}:
        result.setUnderlineStyle(
            QTextCharFormat.UnderlineStyle.SingleUnderline
            if tone == "slipped"
            else QTextCharFormat.UnderlineStyle.DotLine
        )
        result.setUnderlineColor(look.colour("caution"))
    return result
