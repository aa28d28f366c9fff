"""A line of a row with what a search found marked, in either direction."""

from typing import Final, TypeAlias

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

from confidant.ui import theme
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.bidi import isolated, one_line

Ranges: TypeAlias = tuple[tuple[int, int], ...]
# Private-use letters survive the tidying of a line, so they carry the places of the marks.
_OPEN: Final = "\ue001"
_CLOSE: Final = "\ue002"


def paint_marked(
    painter: QPainter,
    words: str,
    marks: Ranges,
    box: QRect,
    style: tuple[QFont, Token],
    *,
    rtl: bool,
) -> None:
    """Paint `words` on one line, elided at the end, with `marks` on the colour of a mark."""
    font, tint = style
    clean, places = tidied(words, marks)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(isolated(clean), Qt.TextElideMode.ElideRight, box.width() + 1)
    layout = QTextLayout(shown, font)
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_format(start + 1, end + 1, len(shown)) for start, end in places])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(box.width() + 1)
    layout.endLayout()
    painter.setPen(theme.current().colour(tint))
    layout.draw(painter, QPointF(box.left(), box.top()))


def tidied(words: str, marks: Ranges) -> tuple[str, Ranges]:
    """Return `words` on one line, and where the marked characters stand in that."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(marks):
        parts += [words[at:start], _OPEN, words[start:end], _CLOSE]
        at = max(at, end)
    parts.append(words[at:])
    places: list[tuple[int, int]] = []
    clean = ""
    for number, piece in enumerate(one_line("".join(parts)).split(_OPEN)):
        hit, closed, rest = piece.partition(_CLOSE)
        if number and closed and hit:
            places.append((len(clean), len(clean) + len(hit)))
        clean += hit + rest
    return clean, tuple(places)


def _format(start: int, end: int, length: int) -> QTextLayout.FormatRange:
    look = theme.current()
    mark = QTextCharFormat()
    mark.setBackground(look.colour("mark"))
    mark.setForeground(look.colour("ink"))
    found = QTextLayout.FormatRange()
    found.start = min(start, length)
    found.length = max(0, min(end, length) - found.start)
    found.format = mark
    return found
