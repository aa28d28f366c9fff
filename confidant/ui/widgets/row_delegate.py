"""Paints a row in three lines: kind, states and date; title; first words."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.item_models.row_text import RowText
from confidant.ui.item_models.rows_model import TEXT_ROLE
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON_CHIP, RADIUS_CONTROL, ROW_PADDING
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.labels import plain_tooltip
from confidant.ui.widgets.marked_line import Ranges, paint_marked
from confidant.ui.widgets.painting import draw_icon, rounded

_PLAIN_LINE = (
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
)
_LEFT = int(_PLAIN_LINE | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(_PLAIN_LINE | Qt.AlignmentFlag.AlignRight)
_LINE_GAP = 2
_STATE_GAP = 10
_ROW_GAP = 5
_TONES: dict[str, Token] = {
    "muted": "ink_subtle",
    "accent": "accent",
    "caution": "caution",
    "danger": "danger",
    "success": "success",
    "felt": "felt",
}


class RowDelegate(QStyledItemDelegate):
    """Rows of one height, which follows from the fonts."""

    def __init__(self, view: QListView) -> None:
        """Paint for `view`."""
        super().__init__(view)
        self._view = view
        self._height = 0

    def forget_sizes(self) -> None:
        """Measure again: the text scale changed."""
        self._height = 0

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if not self._height:
            look = theme.current()
            lines = sum(_line(look.font(role)) for role in (Role.SMALL, Role.ROW_TITLE, Role.SMALL))
            along = ROW_PADDING[1]
            self._height = lines + look.px(2 * along + 2 * _LINE_GAP + _ROW_GAP)
        return QSize(10, self._height)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.current()
        box = option.rect.adjusted(0, 0, 0, -look.px(_ROW_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, option, box)
        text = index.data(TEXT_ROLE)
        if isinstance(text, RowText):
            across, along = (look.px(value) for value in ROW_PADDING)
            _paint_lines(painter, text, box.adjusted(across, along, -across, -along), self._view)
        painter.restore()

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        look = theme.current()
        state: QStyle.StateFlag = option.state
        radius = look.px(RADIUS_CONTROL)
        if state & QStyle.StateFlag.State_Selected:
            edge: Token = "focus" if self._view.hasFocus() else "accent"
            rounded(painter, QRectF(box), radius, look.colour("accent_soft"), look.colour(edge), 2)
        elif state & QStyle.StateFlag.State_MouseOver:
            edge_colour = look.colour("line")
            rounded(painter, QRectF(box), radius, None, edge_colour, 1)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        text = index.data(TEXT_ROLE)
        if event.type() != QEvent.Type.ToolTip or not isinstance(text, RowText):
            return super().helpEvent(event, view, option, index)
        look = theme.current()
        room = view.visualRect(index).width() - 2 * look.px(ROW_PADDING[0])
        title = one_line(text.title)
        cut = QFontMetrics(look.font(Role.ROW_TITLE)).horizontalAdvance(title) > room
        QToolTip.showText(event.globalPos(), plain_tooltip(title) if cut else "", view)
        return True


def _line(font: QFont) -> int:
    return QFontMetrics(font).height()


def _paint_lines(painter: QPainter, text: RowText, box: QRect, view: QWidget) -> None:
    look = theme.current()
    rtl = view.layoutDirection() == Qt.LayoutDirection.RightToLeft
    top = QRect(box.left(), box.top(), box.width(), _line(look.font(Role.SMALL)))
    _paint_first_line(painter, text, top, view, rtl=rtl)
    y = top.bottom() + 1 + look.px(_LINE_GAP)
    lines: tuple[tuple[str, Role, Token, Ranges], ...] = (
        (text.title, Role.ROW_TITLE, "ink", text.title_marks),
        (text.snippet, Role.SMALL, "ink_muted", text.snippet_marks),
    )
    for words, role, tint, marks in lines:
        font = look.font(role)
        line = QRect(box.left(), y, box.width(), _line(font))
        if marks:
            paint_marked(painter, words, marks, line, (font, tint), rtl=rtl)
        else:
            _paint_text(painter, words, line, font, tint, rtl=rtl)
        y = line.bottom() + 1 + look.px(_LINE_GAP)


def _paint_first_line(
    painter: QPainter, text: RowText, box: QRect, view: QWidget, *, rtl: bool
) -> None:
    look = theme.current()
    plain, strong = look.font(Role.SMALL), look.font(Role.SMALL_STRONG)
    parts: list[tuple[str, QFont, Token]] = [(text.kind, plain, "ink_subtle")]
    for state in text.states:
        quiet = state.tone == "muted"
        # The dot stands on the side of what was read before.
        dotted = f"{state.text} ·" if rtl else f"· {state.text}"
        words = dotted if quiet else state.text
        parts.append((words, plain if quiet else strong, _TONES[state.tone]))
    gap = look.px(_STATE_GAP)
    date = QFontMetrics(plain).horizontalAdvance(text.date)
    star = look.px(ICON_CHIP) + gap if text.starred else 0
    room = box.width() - (date + gap if text.date else 0) - star
    # The states go one by one from the end, the kind last; the date stays.
    while len(parts) > 1 and _width_of(parts, gap) > room:
        parts.pop()
    x = 0
    for words, font, tint in parts:
        width = min(QFontMetrics(font).horizontalAdvance(words), room - x)
        if width > 0:
            _paint_at(painter, words, (x, width), box, (font, tint), rtl=rtl)
        x += width + (look.px(5) if words is text.kind and _begins_quietly(text) else gap)
    if text.date:
        start = box.width() - date
        _paint_at(painter, text.date, (start, date), box, (plain, "ink_subtle"), rtl=rtl)
    if text.starred:
        middle = box.width() - (date + gap if text.date else 0) - look.px(ICON_CHIP) / 2
        across = box.right() + 1 - middle if rtl else box.left() + middle
        spot = QPointF(across, box.top() + box.height() / 2)
        draw_icon(painter, view, "star", "ink_muted", ICON_CHIP, spot)


def _begins_quietly(text: RowText) -> bool:
    return bool(text.states) and text.states[0].tone == "muted"


def _width_of(parts: list[tuple[str, QFont, Token]], gap: int) -> int:
    return sum(QFontMetrics(font).horizontalAdvance(words) + gap for words, font, _ in parts) - gap


def _paint_at(
    painter: QPainter,
    words: str,
    span: tuple[int, int],
    box: QRect,
    style: tuple[QFont, Token],
    *,
    rtl: bool,
) -> None:
    x, width = span
    left = box.right() + 1 - x - width if rtl else box.left() + x
    _paint_text(painter, words, QRect(left, box.top(), width, box.height()), *style, rtl=rtl)


def _paint_text(
    painter: QPainter, words: str, box: QRect, font: QFont, tint: Token, *, rtl: bool
) -> None:
    painter.setFont(font)
    painter.setPen(theme.current().colour(tint))
    elided = QFontMetrics(font).elidedText(
        isolated(words), Qt.TextElideMode.ElideRight, box.width() + 1
    )
    painter.drawText(box.adjusted(0, 0, 1, 0), _RIGHT if rtl else _LEFT, elided)
