"""Buttons: a verb, with an icon before it where one helps."""

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import CONTROL, CONTROL_SMALL, HIT, ICON, RADIUS_CONTROL
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.labels import set_tooltip
from confidant.ui.widgets.painting import draw_icon, painter_of, rounded

_ICON_GAP = 8
_PADDING = 17
_PADDING_SMALL = 11


class Kind(Enum):
    """What a button is for. Danger stands only in the sheet that confirms."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    LINK = "link"
    SOFT = "soft"
    DANGER = "danger"


class _PaintedButton(QPushButton):
    """Keeps whether the ring is shown: for keys always, for a mouse press never."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._ring = False
        self.hovered = False

    @property
    def shows_ring(self) -> bool:
        """Whether the focus ring is drawn."""
        return self._ring and self.hasFocus()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ring = True
        self.update()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered = True
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = False
        super().leaveEvent(event)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Button(_PaintedButton):
    """A button with words. Its words are its accessible name."""

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the button; `small` is 28 high instead of 36."""
        super().__init__(parent)
        self.kind = kind
        self.icon_name = icon
        self._small = small
        self.setText(text)
        role = Role.SMALL_STRONG if small else Role.UI_STRONG
        theme.current().set_font(self, role)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str) -> None:
        """Show another icon before the words, or none."""
        self.icon_name = name
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        padding = _PADDING_SMALL if self._small else _PADDING
        height = CONTROL_SMALL if self._small else CONTROL
        return QSize(self._content_width() + 2 * look.px(padding), look.px(height))

    def _content_width(self) -> int:
        look = theme.current()
        size = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text())
        icon = look.px(ICON + _ICON_GAP) if self.icon_name else 0
        return size.width() + icon

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_of(self)
        ink = _paint_box(painter, self, self.kind)
        self._paint_content(painter, ink)
        painter.end()

    def _paint_content(self, painter: QPainter, ink: Token) -> None:
        look = theme.current()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = self._content_width()
        left = (self.width() - width) / 2
        text = QRect(round(left), 0, width, self.height())
        if self.icon_name:
            offset = look.px(ICON + _ICON_GAP)
            x = left + width - look.px(ICON) / 2 if rtl else left + look.px(ICON) / 2
            draw_icon(painter, self, self.icon_name, ink, ICON, QPointF(x, self.height() / 2))
            text.adjust(0 if rtl else offset, 0, -offset if rtl else 0, 0)
        painter.setPen(look.colour(ink))
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextShowMnemonic
        painter.drawText(text, int(flags), self.text())


class IconButton(_PaintedButton):
    """A button with a picture only: its name is spoken and shown as a tooltip."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        size: int = ICON,
        tint: Token = "ink_muted",
        parent: QWidget | None = None,
    ) -> None:
        """Make the button; `name` says what it does."""
        super().__init__(parent)
        self.icon_name = icon
        self._size = size
        self._tint: Token = tint
        self.set_name(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Say something else: the action changed."""
        self.setAccessibleName(name)
        set_tooltip(self, name)

    def set_icon(self, name: str) -> None:
        """Show another picture."""
        self.icon_name = name
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = theme.current().px(HIT)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_of(self)
        ink = _paint_box(painter, self, Kind.SOFT if self.isChecked() else Kind.QUIET)
        if ink != "disabled":
            ink = "accent" if self.isChecked() else self._tint
        centre = QPointF(self.width() / 2, self.height() / 2)
        draw_icon(painter, self, self.icon_name, ink, self._size, centre)
        painter.end()


_FILLS: dict[Kind, Token] = {
    Kind.PRIMARY: "accent",
    Kind.SECONDARY: "raised",
    Kind.SOFT: "accent_soft",
    Kind.DANGER: "danger",
}
_INKS: dict[Kind, Token] = {
    Kind.PRIMARY: "accent_ink",
    Kind.LINK: "accent",
    Kind.SOFT: "accent",
    Kind.DANGER: "danger_ink",
}


def _paint_box(painter: QPainter, button: _PaintedButton, kind: Kind) -> Token:
    """Paint fill, border and ring; return the colour of what stands on it."""
    look = theme.current()
    area = QRectF(button.rect())
    radius = look.px(RADIUS_CONTROL)
    fill = look.colour(_FILLS[kind]) if kind in _FILLS else None
    border: Token | None = "line_strong" if kind is Kind.SECONDARY else None
    ink = _INKS.get(kind, "ink")
    if look.tokens.outlined and kind is Kind.SOFT:
        border = "accent"
    if not button.isEnabled():
        plain = kind in {Kind.QUIET, Kind.LINK}
        fill = None if plain else look.colour("sunken")
        border, ink = (None if plain else "line"), "disabled"
    elif button.isDown() or button.hovered:
        fill, border = _under_the_pointer(kind), ("ink" if kind is Kind.SECONDARY else border)
    rounded(painter, area, radius, fill, look.colour(border) if border else None)
    if button.shows_ring:
        ring = look.colour("ink" if kind in {Kind.PRIMARY, Kind.DANGER} else "focus")
        rounded(painter, area, radius, None, ring, 2)
    return ink


def _under_the_pointer(kind: Kind) -> QColor:
    look = theme.current()
    tokens: dict[Kind, Token] = {
        Kind.PRIMARY: "accent_hover",
        Kind.DANGER: "danger",
        Kind.SECONDARY: "raised",
        Kind.SOFT: "accent_soft",
    }
    return look.colour(tokens.get(kind, "accent_soft"))
