"""Labels that are always plain text: nothing that a person or a contact wrote is markup here."""

from html import escape
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.painting import draw_icon, painter_of

Tone: TypeAlias = Literal[
    "", "muted", "subtle", "accent", "caution", "danger", "success", "felt", "accent_ink"
]


class Label(QLabel):
    """A plain text in a type role; `wrap` lets it grow in height instead of width."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.UI,
        tone: Tone = "",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make the label."""
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        theme.current().set_font(self, role)

    @override
    def minimumSizeHint(self) -> QSize:
        # Qt would ask for the height at some narrow width, and every page with a wrapped text
        # would grow by it; the layout asks for the height at the width that there is.
        least = super().minimumSizeHint()
        if not self.wordWrap():
            return least
        return QSize(min(least.width(), theme.current().px(80)), self.fontMetrics().height())

    def set_tone(self, tone: Tone) -> None:
        """Give the label another colour."""
        if tone != self.property("tone"):
            self.setProperty("tone", tone)
            restyle(self)

    def set_role(self, role: Role) -> None:
        """Give the label another type role."""
        theme.current().set_font(self, role)


class IconLabel(QWidget):
    """A picture that repeats what the words beside it say; readers don't stop at it."""

    def __init__(
        self,
        name: str,
        tint: Token = "ink_muted",
        size: int = ICON,
        parent: QWidget | None = None,
    ) -> None:
        """Show icon `name`; `size` at text scale 1.0."""
        super().__init__(parent)
        self._name, self._tint, self._size = name, tint, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, name: str, tint: Token) -> None:
        """Show another picture."""
        self._name, self._tint = name, tint
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return theme.current().icon_size(self._size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_of(self)
        centre = QPointF(self.rect().center()) + QPointF(0.5, 0.5)
        draw_icon(painter, self, self._name, self._tint, self._size, centre)
        painter.end()


class Rule(QWidget):
    """A hair line across: decoration that carries no meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Draw a line of one logical pixel."""
        super().__init__(parent)
        self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = painter_of(self)
        painter.fillRect(self.rect(), theme.current().colour("line"))
        painter.end()


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property of `widget` changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    theme.current().restore_font(widget)
    widget.update()


def set_tooltip(widget: QWidget, text: str) -> None:
    """Give `widget` a tooltip that shows `text` letter for letter."""
    widget.setToolTip(plain_tooltip(text))


def plain_tooltip(text: str) -> str:
    """Return `text` escaped: Qt guesses from a tooltip's letters whether it is markup."""
    return f"<p>{escape(text)}</p>" if text else ""


def is_theme_change(event: QEvent) -> bool:
    """Say whether the theme, and so sizes and colours, changed."""
    return event.type() == QEvent.Type.ThemeChange
