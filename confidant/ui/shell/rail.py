"""The navigation rail at the edge of the window."""

from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON_RAIL, RADIUS_CONTROL
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.labels import set_tooltip
from confidant.ui.widgets.painting import draw_icon, painter_of, rounded

WIDTH = 103
WIDTH_NARROW = 64
ITEM = QSize(87, 51)
_GAP = 6
_BADGE = 18


class RailButton(QToolButton):
    """One place of the rail: picture over word, and a count where something waits."""

    def __init__(self, icon: str, text: str, *, checkable: bool, parent: QWidget) -> None:
        """Make the item; a checkable one stays chosen."""
        super().__init__(parent)
        self._icon_name = icon
        self._badge = 0
        self._narrow = False
        self._name = text
        self.setText(text)
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.current().set_font(self, Role.RAIL)
        self._say()

    def set_badge(self, count: int) -> None:
        """Show how many things wait here; 0 shows nothing."""
        if count != self._badge:
            self._badge = count
            self._say()
            self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the picture alone; the word becomes the tooltip."""
        self._narrow = narrow
        set_tooltip(self, self._name if narrow else "")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        if self._narrow:
            return QSize(look.px(48), look.px(ITEM.height()))
        strong = QFontMetrics(look.font(Role.RAIL_STRONG)).horizontalAdvance(self._name)
        return QSize(max(look.px(ITEM.width()), strong + look.px(8)), look.px(ITEM.height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        area = QRectF(self.rect())
        chosen = self.isChecked()
        if chosen or self.underMouse():
            border = look.colour("accent") if look.tokens.outlined and chosen else None
            fill = look.colour("accent_soft" if chosen else "surface")
            rounded(painter, area, look.px(RADIUS_CONTROL), fill, border)
        middle = self.height() / 2 if self._narrow else look.px(17)
        tint = self._tint()
        draw_icon(
            painter, self, self._icon_name, tint, ICON_RAIL, QPointF(self.width() / 2, middle)
        )
        if not self._narrow:
            painter.setFont(look.font(Role.RAIL_STRONG if chosen else Role.RAIL))
            painter.setPen(look.colour(tint))
            line = QRect(0, look.px(30), self.width(), look.line_height(Role.RAIL))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), self._name)
        if self._badge:
            self._paint_badge(painter, middle)
        if self.hasFocus():
            rounded(painter, area, look.px(RADIUS_CONTROL), None, look.colour("focus"), 2)
        painter.end()

    def _tint(self) -> Token:
        return "accent" if self.isChecked() else "ink_muted"

    def _paint_badge(self, painter: QPainter, middle: float) -> None:
        look = theme.current()
        font = look.font(Role.RAIL_STRONG)
        text = str(self._badge)
        side = look.px(_BADGE)
        width = max(side, QFontMetrics(font).horizontalAdvance(text) + look.px(8))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        centre = self.width() / 2 + look.px(17) * (-1 if rtl else 1)
        left = min(max(0.0, centre - width / 2), self.width() - width)  # whole, however narrow
        area = QRectF(left, middle - look.px(13), width, side)
        rounded(painter, area, side / 2, look.colour("accent"))
        painter.setFont(font)
        painter.setPen(look.colour("accent_ink"))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)

    def _say(self) -> None:
        self.setAccessibleName(self._name)
        waiting = self.tr("%n waiting", "", self._badge) if self._badge else ""
        self.setAccessibleDescription(waiting)


class Rail(QFrame):
    """The places of the window, then Settings and Lock at the foot."""

    chosen = Signal(str)
    lock_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Make an empty rail."""
        super().__init__(parent)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.setProperty("plane", "shell")
        self.setProperty("edge", "left" if rtl else "right")
        self.setAccessibleName(self.tr("Places"))
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._above = 0
        self._layout = QVBoxLayout(self)
        theme.current().pad(self._layout, spacing=_GAP, margins=(8, 12, 8, 12))
        self._layout.addStretch(1)
        self._lock = self._made_lock()
        self._layout.addWidget(self._lock)

    def add(self, name: str, icon: str, text: str, *, at_foot: bool = False) -> None:
        """Add a place: above the gap, or at the foot before Lock."""
        button = RailButton(icon, text, checkable=True, parent=self)
        self._buttons[name] = button
        self._group.addButton(button)
        count = self._layout.count()
        self._layout.insertWidget(count - 1 if at_foot else self._above, button)
        self._above += 0 if at_foot else 1
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._put_lock_last()
        before = list(self._buttons.values())
        for first, second in pairwise([*before, self._lock]):
            QWidget.setTabOrder(first, second)

    def _put_lock_last(self) -> None:
        """Make Lock anew: Qt 6.11 moves nothing behind what is the last of all in its chain."""
        old = self._lock
        self._lock = self._made_lock()
        self._layout.replaceWidget(old, self._lock)
        old.hide()
        old.deleteLater()

    def _made_lock(self) -> RailButton:
        lock = RailButton("lock", self.tr("Lock"), checkable=False, parent=self)
        lock.clicked.connect(self.lock_requested)
        return lock

    def select(self, name: str) -> None:
        """Mark the place that is shown; a place that is not on the rail marks nothing."""
        button = self._buttons.get(name)
        self._group.setExclusive(button is not None)
        for key, other in self._buttons.items():
            other.setChecked(key == name)
        # Tab stops at the place that is shown, arrows go on from there: Qt sees to it after a click
        # and not after this.
        stop = button or next(iter(self._buttons.values()), None)
        for other in self._buttons.values():
            strong, weak = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            other.setFocusPolicy(strong if other is stop else weak)

    def set_badge(self, name: str, count: int) -> None:
        """Show how many things wait at a place."""
        if name in self._buttons:
            self._buttons[name].set_badge(count)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show pictures alone."""
        for button in (*self._buttons.values(), self._lock):
            button.set_narrow(narrow=narrow)
