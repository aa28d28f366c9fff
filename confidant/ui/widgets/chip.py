"""Chips: one word about a thing. The word carries the meaning, the colour comes second."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import CHIP, HIT, ICON_CHIP, RADIUS_CHIP
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.painting import draw_icon, painter_of, rounded

ChipTone: TypeAlias = Literal["plain", "accent", "caution", "danger", "success", "felt"]
_PADDING = 9
_GAP = 6
FILLS: dict[ChipTone, Token] = {
    "plain": "shell",
    "accent": "accent_soft",
    "caution": "caution_soft",
    "danger": "danger_soft",
    "success": "success_soft",
    "felt": "felt_soft",
}
INKS: dict[ChipTone, Token] = {
    "plain": "ink_muted",
    "accent": "accent",
    "caution": "caution",
    "danger": "danger",
    "success": "success",
    "felt": "felt",
}


class Chip(QLabel):
    """A word with a background. On a soft card it is `raised`, so that it stands out."""

    def __init__(
        self,
        text: str,
        tone: ChipTone = "plain",
        *,
        icon: str = "",
        raised: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the chip."""
        super().__init__(parent)
        self._tone: ChipTone = tone
        self._icon = icon
        self._raised = raised
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.current().set_font(self, Role.SMALL_STRONG)

    def set(self, text: str, tone: ChipTone, icon: str = "") -> None:
        """Say something else."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self, self.text(), has_icon=bool(self._icon))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill: Token = "raised" if self._raised else FILLS[self._tone]
        painter = painter_of(self)
        area = QRect(0, 0, self.width(), self.height())
        paint_chip(painter, self, area, self.text(), (fill, INKS[self._tone]), icon=self._icon)
        painter.end()


class ChipButton(QCheckBox):
    """A chip that is chosen or not: a check box by role, with a tick by its look."""

    def __init__(self, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        """Make the chip; `icon` is shown while it is not chosen."""
        super().__init__(text, parent)
        self._icon = icon
        theme.current().set_font(self, Role.SMALL_STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        size = chip_size(self, self.text(), has_icon=True)
        return QSize(size.width(), max(size.height(), theme.current().px(HIT)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, position: object) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        tone: ChipTone = "accent" if self.isChecked() else "plain"
        ink = INKS[tone] if self.isEnabled() else "disabled"
        height = look.px(CHIP + 4)
        area = QRect(0, (self.height() - height) // 2, self.width(), height)
        painter = painter_of(self)
        icon = "check" if self.isChecked() else (self._icon or "add")
        paint_chip(painter, self, area, self.text(), (FILLS[tone], ink), icon=icon)
        if self.hasFocus():
            rounded(painter, QRectF(area), look.px(RADIUS_CHIP), None, look.colour("focus"), 2)
        painter.end()


def chip_size(widget: QWidget, text: str, *, has_icon: bool) -> QSize:
    """Return the size that a chip with `text` needs in the font of `widget`."""
    look = theme.current()
    metrics = widget.fontMetrics()
    width = metrics.horizontalAdvance(text) + 2 * look.px(_PADDING)
    if has_icon:
        width += look.px(ICON_CHIP + _GAP)
    return QSize(width, max(look.px(CHIP), metrics.height() + look.px(2)))


def paint_chip(
    painter: QPainter,
    widget: QWidget,
    area: QRect,
    text: str,
    colours: tuple[Token, Token],
    *,
    icon: str = "",
) -> None:
    """Paint a chip into `area`; `colours` are background and text."""
    look = theme.current()
    fill, ink = colours
    border = look.colour(ink) if look.tokens.outlined else None
    radius = min(look.px(RADIUS_CHIP), area.height() // 2)
    rounded(painter, QRectF(area), radius, look.colour(fill), border)
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    inner = area.adjusted(look.px(_PADDING), 0, -look.px(_PADDING), 0)
    if icon:
        side = look.px(ICON_CHIP)
        x = inner.right() + 1 - side / 2 if rtl else inner.left() + side / 2
        middle = area.top() + area.height() / 2
        draw_icon(painter, widget, icon, ink, ICON_CHIP, QPointF(x, middle))
        offset = look.px(ICON_CHIP + _GAP)
        inner.adjust(0 if rtl else offset, 0, -offset if rtl else 0, 0)
    painter.setPen(look.colour(ink))
    painter.setFont(widget.font())
    alignment = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    flags = alignment | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(inner, int(flags), text)
