"""Choosing: a box to tick, one of several, one from a list, one of a few side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QStyledItemDelegate,
    QWidget,
)

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import (
    CHECKBOX,
    CONTROL,
    HIT,
    ICON,
    ICON_CHIP,
    RADIUS_CHECKBOX,
    RADIUS_CONTROL,
)
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.labels import restyle
from confidant.ui.widgets.painting import draw_icon, painter_of, rounded

_GAP = 9


class CheckBox(QCheckBox):
    """A box to tick."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Make an empty box."""
        super().__init__(text, parent)
        theme.current().set_font(self, Role.UI)

    @override
    def sizeHint(self) -> QSize:
        return _indicated_size(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        box = _indicator_box(self)
        radius = look.px(RADIUS_CHECKBOX)
        if self.isChecked():
            tint: Token = "accent" if self.isEnabled() else "disabled"
            rounded(painter, box, radius, look.colour(tint))
            draw_icon(painter, self, "check", "accent_ink", ICON_CHIP + 1, box.center())
        else:
            rounded(painter, box, radius, look.colour("raised"), look.colour(_edge(self)))
        _paint_words(painter, self, box)
        painter.end()


class RadioButton(QRadioButton):
    """One of several; the arrows go from one to the next."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Make a button that is not chosen."""
        super().__init__(text, parent)
        theme.current().set_font(self, Role.UI)

    @override
    def sizeHint(self) -> QSize:
        return _indicated_size(self)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        box = _indicator_box(self)
        round_ = box.height() / 2
        if self.isChecked():
            tint: Token = "accent" if self.isEnabled() else "disabled"
            rounded(painter, box, round_, look.colour(tint))
            dot = box.height() * 0.2
            middle = QRectF(0, 0, 2 * dot, 2 * dot)
            middle.moveCenter(box.center())
            rounded(painter, middle, dot, look.colour("accent_ink"))
        else:
            rounded(painter, box, round_, look.colour("raised"), look.colour(_edge(self)))
        _paint_words(painter, self, box)
        painter.end()


class ComboBox(QComboBox):
    """One from a list. On Linux its spoken name is its choice, so give it a buddy label."""

    def __init__(
        self, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        """Make a list of (key, text)."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.current().set_font(self, Role.UI)
        view = self.view()
        view.setProperty("popup", "true")
        restyle(view)
        # The box's own delegate knows no style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        view.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key, text in choices:
            self.addItem(text, key)

    @property
    def chosen(self) -> str:
        """The key of the present choice, empty when there is none."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Take the choice with `key`."""
        self.setCurrentIndex(max(0, self.findData(key)))

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        metrics = self.fontMetrics()
        texts = [self.itemText(n) for n in range(self.count())]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return QSize(widest + look.px(12 + 8 + ICON + 12), look.px(CONTROL))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), self.sizeHint().height())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change an answer on the way.
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        area = QRectF(self.rect())
        focused = self.hasFocus()
        edge: Token = "focus" if focused else _edge(self)
        fill = look.colour("raised" if self.isEnabled() else "sunken")
        rounded(
            painter, area, look.px(RADIUS_CONTROL), fill, look.colour(edge), 2 if focused else 1
        )
        ink: Token = "ink" if self.isEnabled() else "disabled"
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        end = look.px(12 + ICON / 2)
        x = end if rtl else self.width() - end
        draw_icon(painter, self, "chevron-down", "ink_muted", ICON, QPointF(x, self.height() / 2))
        inner = self.rect().adjusted(look.px(12), 0, -look.px(12 + ICON + 6), 0)
        if rtl:
            inner.moveLeft(look.px(12 + ICON + 6))
        painter.setPen(look.colour(ink))
        painter.setFont(self.font())
        text = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, inner.width()
        )
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(flags), text)
        painter.end()


def _edge(widget: QWidget) -> Token:
    return "line_strong" if widget.isEnabled() else "line"


def _indicator_box(button: QAbstractButton) -> QRectF:
    look = theme.current()
    side = look.px(CHECKBOX)
    inset = look.px(3)
    rtl = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    x = button.width() - side - inset if rtl else inset
    return QRectF(x, round((button.height() - side) / 2), side, side)


def _indicated_size(button: QAbstractButton) -> QSize:
    look = theme.current()
    words = button.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, button.text())
    width = words.width() + look.px(CHECKBOX + _GAP + 6)
    return QSize(width, max(look.px(HIT), words.height() + look.px(4)))


def _paint_words(painter: QPainter, button: QAbstractButton, box: QRectF) -> None:
    look = theme.current()
    if button.hasFocus():
        ring = box.adjusted(-3, -3, 3, 3)
        radius = ring.height() / 2 if isinstance(button, QRadioButton) else look.px(6)
        rounded(painter, ring, radius, None, look.colour("focus"), 2)
    painter.setPen(look.colour("ink" if button.isEnabled() else "disabled"))
    painter.setFont(button.font())
    offset = look.px(CHECKBOX + _GAP + 3)
    words = button.rect().adjusted(offset, 0, 0, 0)
    if button.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        words = button.rect().adjusted(0, 0, -offset, 0)
    flags = (
        Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
    )
    painter.drawText(words, int(flags), button.text())
