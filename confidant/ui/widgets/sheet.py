"""A sheet: a question or a form over the dimmed window.

It is opened, never executed: what comes after belongs into `accepted`, `rejected` or `finished`.
Esc is the harmless button. Closing by a lock is `reject()`, then deletion.
"""

from PySide6.QtCore import QEvent, QObject, QPropertyAnimation, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.colours import faded
from confidant.ui.theme.metrics import FADE_MS, RADIUS_SHEET, SHEET_WIDTH
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.painting import painter_of, rounded

_DIM = 0.28
_DIM_DARK = 0.5
_EDGE = 24


class Sheet(QDialog):
    """Title, `body`, footer. Add the harmless button with `add_harmless`, the others with `add`.

    The first focus is the first field, or the harmless button where the sheet destroys something.
    """

    def __init__(
        self,
        parent: QWidget,
        title: str,
        *,
        icon: str = "",
        destroys: bool = False,
        width: int = SHEET_WIDTH,
    ) -> None:
        """Make the sheet over the window of `parent`.

        Args:
            parent: any widget of the window.
            title: what is about to happen; also the dialog's spoken name.
            icon: a picture beside the title.
            destroys: what it confirms cannot be undone: no default button, harmless first focus.
            width: the greatest width at scale 1.0, ≤ 640.
        """
        super().__init__(parent.window())
        look = theme.current()
        self._destroys = destroys
        self._width = min(width, SHEET_WIDTH)
        self._came_from: QWidget | None = None
        self._harmless: Button | None = None
        self._veil: Veil | None = None
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAccessibleName(title)
        self.title = Label(title, Role.TITLE, wrap=True)
        self.body = QVBoxLayout()
        self.footer = QHBoxLayout()
        self.footnote = Label("", Role.SMALL, "subtle", wrap=True)
        self._build(icon)
        look.changed.connect(self._place)
        self.finished.connect(self._closed)

    def add(self, button: Button, *, default: bool = False) -> Button:
        """Put `button` at the end of the footer; a default never where the sheet destroys."""
        button.setDefault(default and not self._destroys)
        self.footer.addWidget(button)
        return button

    def add_harmless(self, button: Button) -> Button:
        """Put the button that changes nothing; Esc presses it."""
        self._harmless = button
        button.clicked.connect(self.reject)
        return self.add(button)

    def set_footnote(self, sentence: str) -> None:
        """Say something beside the buttons."""
        self.footnote.setText(sentence)

    @override
    def open(self) -> None:
        self._came_from = QApplication.focusWidget()
        window = self.parentWidget()
        if window is not None:
            self._veil = Veil(window)
            window.installEventFilter(self)
        self._place()
        self._fade_in()
        super().open()
        self._place()
        if self._destroys and self._harmless is not None:
            self._harmless.setFocus()
        elif self.focusWidget() is None:
            self.focusNextChild()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._harmless is not None:
            self._harmless.click()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in {QEvent.Type.Resize, QEvent.Type.Move}
        grown = watched is self._inner and event.type() == QEvent.Type.LayoutRequest
        if grown or (moved and watched is self.parentWidget()):
            self._place()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        rounded(
            painter,
            QRectF(self.rect()),
            look.px(RADIUS_SHEET),
            look.colour("surface"),
            look.colour("line_strong"),
        )
        painter.end()

    def _build(self, icon: str) -> None:
        look = theme.current()
        head = QHBoxLayout()
        look.pad(head, spacing=12)
        if icon:
            head.addWidget(IconLabel(icon, "accent", 24), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        look.pad(self.body, spacing=12)
        inner = QWidget()
        inner.setProperty("page", "true")
        inner.setLayout(self.body)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        self._inner = inner
        inner.installEventFilter(self)
        look.pad(self.footer, spacing=10)
        self.footer.addWidget(self.footnote, 1)
        column = QVBoxLayout(self)
        look.pad(column, spacing=16, margins=(28, 24, 28, 20))
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(self.footer)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        look = theme.current()
        room = window.geometry()
        width = min(look.px(self._width), room.width() - 2 * _EDGE)
        width = max(width, self.footer.minimumSize().width() + look.px(56))
        inside = width - look.px(56)
        height = self.body.totalHeightForWidth(inside) if self.body.hasHeightForWidth() else -1
        height = max(height, self._inner.sizeHint().height() if height < 0 else 0)
        head = self.title.heightForWidth(inside - look.px(40))
        foot = self.footer.sizeHint().height()
        whole = height + head + foot + look.px(24 + 20 + 2 * 16) + 4
        whole = min(whole, room.height() - 2 * _EDGE)
        at = window.mapToGlobal(window.rect().center())
        self.setGeometry(at.x() - width // 2, at.y() - whole // 2, width, whole)

    def _fade_in(self) -> None:
        duration = theme.current().duration(FADE_MS)
        if not duration:
            return
        fade = QPropertyAnimation(self, b"windowOpacity", self)
        fade.setDuration(duration)
        fade.setStartValue(0.0)
        fade.setEndValue(1.0)
        fade.start(QPropertyAnimation.DeletionPolicy.DeleteWhenStopped)

    def _closed(self, _result: int) -> None:
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        if self._veil is not None:
            self._veil.lift()
            self._veil = None
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None


class Veil(QWidget):
    """Dims a window under a sheet."""

    def __init__(self, window: QWidget) -> None:
        """Cover `window`."""
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def lift(self) -> None:
        """Uncover the window."""
        window = self.parentWidget()
        if window is not None:
            window.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self.parentWidget()
        if event.type() == QEvent.Type.Resize and window is not None:
            self.setGeometry(window.rect())
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        dark = look.tokens.is_dark
        painter = painter_of(self)
        black = QColor(0, 0, 0)
        painter.fillRect(self.rect(), faded(black, _DIM_DARK if dark else _DIM))
        painter.end()
