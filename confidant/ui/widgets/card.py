"""Cards: a box around what belongs together."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme.metrics import CARD_PADDING, RADIUS_CARD
from confidant.ui.theme.theme import Token
from confidant.ui.widgets.painting import painter_of, rounded

CardTone: TypeAlias = Literal[
    "plain",
    "page",
    "raised",
    "sunken",
    "selected",
    "observer",
    "felt",
    "caution",
    "danger",
    "success",
]
# Fill, border, border width at scale 1.0.
_LOOKS: dict[CardTone, tuple[Token, Token, int]] = {
    "plain": ("surface", "line", 1),
    "page": ("raised", "raised", 0),
    "raised": ("raised", "line", 1),
    "sunken": ("sunken", "line", 1),
    "selected": ("accent_soft", "accent", 2),
    "observer": ("raised", "accent", 2),
    "felt": ("felt_soft", "felt", 1),
    "caution": ("caution_soft", "caution", 1),
    "danger": ("danger_soft", "danger", 1),
    "success": ("success_soft", "success", 1),
}


class Card(QWidget):
    """A box with a column inside: add to `column`."""

    def __init__(
        self, tone: CardTone = "plain", *, spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        """Make an empty card; `spacing` between its parts at scale 1.0."""
        super().__init__(parent)
        self._tone: CardTone = tone
        self.column = QVBoxLayout(self)
        across, along = CARD_PADDING
        theme.current().pad(self.column, spacing=spacing, margins=(across, along, across, along))

    @property
    def tone(self) -> CardTone:
        """What the card says by its colours."""
        return self._tone

    def set_tone(self, tone: CardTone) -> None:
        """Give the card another tone."""
        self._tone = tone
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tone == "page":  # what it holds stands on the page itself
            return
        look = theme.current()
        fill, border, width = _LOOKS[self._tone]
        painter = painter_of(self)
        rounded(
            painter,
            QRectF(self.rect()),
            look.px(RADIUS_CARD),
            look.colour(fill),
            look.colour(border),
            width,
        )
        painter.end()
