"""A section that folds: heading, one line about its state, an action at the end."""

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QPointF,
    QPropertyAnimation,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import HIT, ICON, UNFOLD_MS
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.painting import draw_icon, painter_of, rounded

_GAP = 8
_NO_LIMIT = 16_777_215


class SectionHeading(QAbstractButton):
    """A heading that is a button; readers hear whether it is folded in its description."""

    toggled_open = Signal(bool)

    def __init__(self, title: str, *, is_open: bool = False, parent: QWidget | None = None) -> None:
        """Make the heading of a section that `is_open` or folded."""
        super().__init__(parent)
        self._open = is_open
        self._state = ""
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        theme.current().set_font(self, Role.H3)
        self.clicked.connect(self._toggle)
        self._describe()

    @property
    def is_open(self) -> bool:
        """Whether the section is unfolded."""
        return self._open

    def set_open(self, *, is_open: bool) -> None:
        """Unfold or fold."""
        if is_open != self._open:
            self._open = is_open
            self._describe()
            self.update()
            announce(self, self.accessibleDescription())
            self.toggled_open.emit(is_open)

    def set_state(self, state: str) -> None:
        """Say in a few words what the section holds, `4 causes · 2 tripwires`."""
        self._state = state
        self._describe()
        self.updateGeometry()
        self.update()

    def _toggle(self) -> None:
        self.set_open(is_open=not self._open)

    def _describe(self) -> None:
        word = self.tr("unfolded") if self._open else self.tr("folded")
        self.setAccessibleDescription(f"{word}, {self._state}" if self._state else word)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        opening, folding = Qt.Key.Key_Right, Qt.Key.Key_Left
        if rtl:
            opening, folding = folding, opening
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {opening, folding}:
            self.set_open(is_open=event.key() == opening)
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        title = self.fontMetrics().horizontalAdvance(self.text())
        width = look.px(ICON + 2 * _GAP) + title + look.px(8)
        return QSize(width, max(look.px(HIT), self._text_box(self._width_for_text()).height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def _width_for_text(self) -> int:
        return max(1, self.width() - theme.current().px(ICON + 2 * _GAP))

    def _text_box(self, width: int) -> QRect:
        flags = int(Qt.TextFlag.TextWordWrap)
        return self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), flags, self.text())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inset = look.px(ICON / 2 + 1)
        x = self.width() - inset if rtl else inset
        # The cache mirrors the right chevron where reading runs from the right.
        name = "chevron-down" if self._open else "chevron-right"
        draw_icon(painter, self, name, "ink_muted", ICON, QPointF(x, self.height() / 2))
        self._paint_words(painter, rtl=rtl)
        if self.hasFocus():
            rounded(painter, QRectF(self.rect()), look.px(6), None, look.colour("focus"), 2)
        painter.end()

    def _paint_words(self, painter: QPainter, *, rtl: bool) -> None:
        look = theme.current()
        offset = look.px(ICON + _GAP)
        words = self.rect().adjusted(0 if rtl else offset, 0, -offset if rtl else 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setFont(self.font())
        painter.setPen(look.colour("ink"))
        painter.drawText(words, int(middle | Qt.TextFlag.TextWordWrap), self.text())
        used = self._text_box(words.width()).width() + look.px(_GAP)
        rest = words.adjusted(0 if rtl else used, 0, -used if rtl else 0, 0)
        painter.setFont(look.font(Role.SMALL))
        painter.setPen(look.colour("ink_subtle"))
        # The whole state is spoken; it is not shown when there is no room beside the title.
        painter_metrics = painter.fontMetrics()
        if painter_metrics.horizontalAdvance(self._state) <= rest.width():
            painter.drawText(rest, int(middle), self._state)


class Section(QWidget):
    """A heading and a body under it that unfolds. Add to `body`; `tools` stand at the end."""

    toggled_open = Signal(bool)

    def __init__(self, title: str, *, is_open: bool = False, parent: QWidget | None = None) -> None:
        """Make an empty section."""
        super().__init__(parent)
        look = theme.current()
        self.heading = SectionHeading(title, is_open=is_open)
        self.content = QWidget()
        self.content.setProperty("page", "true")
        self.body = QVBoxLayout(self.content)
        look.pad(self.body, spacing=8, margins=(0, 4, 0, 8))
        self.tools = QHBoxLayout()
        look.pad(self.tools, spacing=8)
        head = QHBoxLayout()
        look.pad(head, spacing=8)
        head.addWidget(self.heading, 1)
        head.addLayout(self.tools)
        column = QVBoxLayout(self)
        look.pad(column)
        column.addLayout(head)
        column.addWidget(self.content)
        self.content.setVisible(is_open)
        self._movement = QPropertyAnimation(self.content, b"maximumHeight", self)
        self._movement.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._movement.finished.connect(self._moved)
        self.heading.toggled_open.connect(self._unfold)

    def set_open(self, *, is_open: bool) -> None:
        """Unfold or fold."""
        self.heading.set_open(is_open=is_open)

    def set_state(self, state: str) -> None:
        """Say in a few words what the section holds."""
        self.heading.set_state(state)

    def _unfold(self, is_open: bool) -> None:  # noqa: FBT001 -- a signal's signature
        duration = theme.current().duration(UNFOLD_MS) if self.isVisible() else 0
        full = self.content.sizeHint().height()
        self.content.setVisible(True)
        self._movement.stop()
        self._movement.setDuration(duration)
        self._movement.setStartValue(0 if is_open else full)
        self._movement.setEndValue(full if is_open else 0)
        if duration:
            self._movement.start(QAbstractAnimation.DeletionPolicy.KeepWhenStopped)
        else:
            self._moved()
        self.toggled_open.emit(is_open)

    def _moved(self) -> None:
        self.content.setMaximumHeight(_NO_LIMIT)
        self.content.setVisible(self.heading.is_open)
