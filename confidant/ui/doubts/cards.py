"""The list of doubts: a card per doubt, keys of its own, painted only where it is seen."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from confidant.compat import override
from confidant.services.doubts import Line
from confidant.ui import theme
from confidant.ui.item_models.row_text import RowText
from confidant.ui.item_models.rows_model import ROW_ROLE, TEXT_ROLE, RowsModel
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import RADIUS_CARD
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.chip import FILLS, INKS, ChipTone, chip_size, paint_chip
from confidant.ui.widgets.painting import rounded
from confidant.ui.widgets.row_delegate import RowDelegate
from confidant.ui.widgets.row_list import RowList

_PADDING: Final = (16, 12)
_LINE_GAP: Final = 5
_CARD_GAP: Final = 12
_CHIP_GAP: Final = 8
_LINES: Final = (Role.ROW_TITLE, Role.READ_SMALL, Role.SMALL)
_CHIP_TONES: Final[dict[str, ChipTone]] = {
    "muted": "plain", "accent": "accent", "caution": "caution", "danger": "danger",
    "success": "success", "felt": "felt",
}  # fmt: skip


class DoubtList(RowList):
    """Cards. Beside the keys of every list: 1–5, S and C for the card that is current.

    `intensity_wanted(Line, int)`, `settle_wanted(Line)` and `carry_wanted(Line)` say which.
    """

    intensity_wanted = Signal(object, int)
    settle_wanted = Signal(object)
    carry_wanted = Signal(object)

    def __init__(self, name: str, model: RowsModel[Line], parent: QWidget | None = None) -> None:
        """Show `model`; `name` is spoken."""
        super().__init__(name, model, parent)
        self.setItemDelegate(_CardDelegate(self))
        theme.current().set_font(self, Role.SMALL_STRONG)  # of the chips; the rest has its roles
        self.setAccessibleDescription(
            self.tr("1 to 5 sets the intensity, S settles, C carries on, Return opens")
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.currentIndex().data(ROW_ROLE)
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = event.text().casefold() if not held else ""
        if isinstance(line, Line) and key in {"1", "2", "3", "4", "5"}:
            self.intensity_wanted.emit(line, int(key))
        elif isinstance(line, Line) and key == "s":
            self.settle_wanted.emit(line)
        elif isinstance(line, Line) and key == "c":
            self.carry_wanted.emit(line)
        elif key.isprintable() and key.strip():
            # Letters don't jump by title here: they would sometimes settle instead.
            event.ignore()
        else:
            super().keyPressEvent(event)


class _CardDelegate(RowDelegate):
    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look = theme.current()
        lines = sum(_height(role) for role in _LINES)
        around = 2 * _PADDING[1] + (len(_LINES) - 1) * _LINE_GAP + _CARD_GAP
        return QSize(10, lines + look.px(around))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.current()
        box = option.rect.adjusted(0, 0, 0, -look.px(_CARD_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, option, box)
        text = index.data(TEXT_ROLE)
        if isinstance(text, RowText):
            across, along = (look.px(value) for value in _PADDING)
            self._paint_text(painter, text, box.adjusted(across, along, -across, -along))
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        look = theme.current()
        radius = look.px(RADIUS_CARD)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            edge: Token = "focus" if self._view.hasFocus() else "accent"
            fill, width = look.colour("accent_soft"), 2
        else:
            hovered = state & QStyle.StateFlag.State_MouseOver
            edge = "line_strong" if hovered else "line"
            fill, width = look.colour("surface"), 1
        rounded(painter, QRectF(box), radius, fill, look.colour(edge), width)

    def _paint_text(self, painter: QPainter, text: RowText, box: QRect) -> None:
        look = theme.current()
        rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = QRect(box.left(), box.top(), box.width(), _height(Role.ROW_TITLE))
        used = self._paint_chips(painter, text, top, rtl=rtl)
        title = top.adjusted(used if rtl else 0, 0, 0 if rtl else -used, 0)
        lines: tuple[tuple[str, Role, Token], ...] = (
            (text.title, Role.ROW_TITLE, "ink"),
            (text.snippet, Role.READ_SMALL, "ink"),
            (text.kind, Role.SMALL, "ink_subtle"),
        )
        y = box.top()
        for words, role, tint in lines:
            line = QRect(box.left(), y, box.width(), _height(role))
            place = title if role is Role.ROW_TITLE else line
            _paint_line(painter, words, place, (role, tint), rtl=rtl)
            y += line.height() + look.px(_LINE_GAP)

    def _paint_chips(self, painter: QPainter, text: RowText, top: QRect, *, rtl: bool) -> int:
        """Paint the states at the end of the first line and return the width they take."""
        look = theme.current()
        used = 0
        for state in reversed(text.states):
            words = isolated(state.text)
            size = chip_size(self._view, words, has_icon=False)
            width = size.width()
            if used + width > top.width() * 2 // 3:
                break
            x = top.left() + used if rtl else top.right() + 1 - used - width
            area = QRect(x, top.center().y() - size.height() // 2, width, size.height())
            tone = _CHIP_TONES[state.tone]
            paint_chip(painter, self._view, area, words, (FILLS[tone], INKS[tone]))
            used += width + look.px(_CHIP_GAP)
        return used


def _height(role: Role) -> int:
    return QFontMetrics(theme.current().font(role)).height()


def _paint_line(
    painter: QPainter, words: str, box: QRect, style: tuple[Role, Token], *, rtl: bool
) -> None:
    look = theme.current()
    role, tint = style
    painter.setFont(look.font(role))
    painter.setPen(look.colour(tint))
    elided = QFontMetrics(look.font(role)).elidedText(
        isolated(words), Qt.TextElideMode.ElideRight, box.width()
    )
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box, int(flags | Qt.TextFlag.TextSingleLine), elided)
