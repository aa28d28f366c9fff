"""Shows Markdown while it is written: the signs stay, quieter than the words.

Only the block that changed is looked at, so that typing costs the same in a long text.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final, TypeAlias

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.typography import SEMIBOLD

Marker: TypeAlias = Callable[[str], Iterable[tuple[int, int]]]
"""Gives (start, end) of the words of one block that are to be marked."""

_MAX_BLOCK: Final = 8_000
_PLAIN, _FENCE = 0, 1
_FENCE_LINE: Final = re.compile(r"^\s{0,3}(```|~~~)")
_HEADING: Final = re.compile(r"^(#{1,6}\s+)(.*)$")
_QUOTE: Final = re.compile(r"^\s{0,3}(?:>\s?)+")
_LIST: Final = re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?")
_CODE: Final = re.compile(r"(`+)([^`]+)(\1)")
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)(\1)")
_ITALIC: Final = re.compile(r"(?<![*_\w])([*_])(?![*_\s])([^*_]+?)(?<![\s*_])(\1)(?![*_\w])")
_STRUCK: Final = re.compile(r"(~~)(?=\S)(.+?)(?<=\S)(\1)")
_LINK: Final = re.compile(r"(!?\[)([^\[\]]*)(\]\([^()\s]*\))")


class MarkdownHighlighter(QSyntaxHighlighter):
    """Formats come from the theme; `retheme` after it changed."""

    def __init__(self, parent: QObject, document: QTextDocument) -> None:
        """Highlight `document`; a highlighter that it owned would go with it."""
        super().__init__(parent)
        self._formats: dict[str, QTextCharFormat] = {}
        self._marker: Marker | None = None
        self._make_formats()
        self.setDocument(document)

    def set_marker(self, marker: Marker | None) -> None:
        """Mark the words that `marker` finds in a block; None marks nothing."""
        self._marker = marker
        self.rehighlight()

    def retheme(self) -> None:
        """Take the colours and sizes of the present theme."""
        self._make_formats()
        self.rehighlight()

    def _make_formats(self) -> None:
        look = theme.current()
        names = (
            "sign", "bold", "italic", "struck", "code", "link", "quote", "list", "heading", "mark",
        )  # fmt: skip
        made = {name: QTextCharFormat() for name in names}
        made["sign"].setForeground(look.colour("md_syntax"))
        made["bold"].setFontWeight(QFont.Weight(SEMIBOLD))
        made["italic"].setFontItalic(True)
        made["struck"].setFontStrikeOut(True)
        made["code"].setForeground(look.colour("ink_muted"))
        made["link"].setForeground(look.colour("accent"))
        made["link"].setFontUnderline(True)
        made["quote"].setForeground(look.colour("ink_muted"))
        made["quote"].setFontItalic(True)
        made["list"].setForeground(look.colour("accent"))
        heading = look.font(Role.TEXT_HEADING)
        made["heading"].setFont(heading, QTextCharFormat.FontPropertiesInheritanceBehavior(0))
        made["mark"].setBackground(look.colour("caution_soft"))
        made["mark"].setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        made["mark"].setUnderlineColor(look.colour("caution"))
        self._formats = made

    @override
    def highlightBlock(self, text: str) -> None:
        fenced = self.previousBlockState() == _FENCE
        if _FENCE_LINE.match(text):
            self.setFormat(0, len(text), self._formats["sign"])
            self.setCurrentBlockState(_PLAIN if fenced else _FENCE)
            return
        self.setCurrentBlockState(_FENCE if fenced else _PLAIN)
        if fenced:
            self.setFormat(0, len(text), self._formats["code"])
        elif len(text) <= _MAX_BLOCK:
            self._line(text)
            if text.isascii() or not any(character > "\uffff" for character in text):
                self._words(text)
            if self._marker is not None:
                for start, end in self._marker(text):
                    self._add(start, end, "mark")

    def _line(self, text: str) -> None:
        heading = _HEADING.match(text)
        if heading:
            self.setFormat(0, len(text), self._formats["heading"])
            self._add(0, heading.end(1), "sign")
            return
        quote = _QUOTE.match(text)
        if quote:
            self.setFormat(0, len(text), self._formats["quote"])
            self._add(0, quote.end(), "sign")
        item = _LIST.match(text, quote.end() if quote else 0)
        if item:
            self._add(item.start(), item.end(), "list")

    def _words(self, text: str) -> None:
        for pattern, name in (
            (_BOLD, "bold"),
            (_ITALIC, "italic"),
            (_STRUCK, "struck"),
            (_LINK, "link"),
            (_CODE, "code"),
        ):
            for found in pattern.finditer(text):
                self._add(found.start(2), found.end(2), name)
                self._add(*found.span(1), "sign")
                self._add(*found.span(3), "sign")

    def _add(self, start: int, end: int, name: str) -> None:
        # setFormat replaces: bold inside a quotation would lose the quotation.
        added = self._formats[name]
        at = start
        while at < end:
            merged = self.format(at)
            last = at + 1
            while last < end and self.format(last) == merged:
                last += 1
            before = QTextCharFormat(merged)
            before.merge(added)
            self.setFormat(at, last - at, before)
            at = last
