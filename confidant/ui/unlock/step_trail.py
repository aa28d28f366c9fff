"""The three steps at the head of the page: which are done, which one is here."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from confidant.compat import override
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.metrics import ICON_CHIP
from confidant.ui.unlock.parts import Row
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.painting import draw_icon, painter_of, rounded

StepState: TypeAlias = Literal["done", "here", "ahead"]
_CIRCLE = 24


class StepTrail(Row):
    """Numbered steps; each one's spoken name says its state."""

    def __init__(self, titles: Sequence[str]) -> None:
        """Show `titles`; the first step is here."""
        self._steps = [_Step(number + 1, title) for number, title in enumerate(titles)]
        super().__init__(self._steps, spacing=26)
        self.show_step(0)

    def show_step(self, here: int) -> None:
        """Show which step is here; those before it are done."""
        for place, step in enumerate(self._steps):
            state: StepState = "here" if place == here else "done" if place < here else "ahead"
            step.set_state(state, len(self._steps))

    def set_titles(self, titles: Sequence[str]) -> None:
        """Name the steps anew; those without a title are not shown."""
        for place, step in enumerate(self._steps):
            step.setVisible(place < len(titles) and bool(titles[place]))
        shown = [step for step in self._steps if not step.isHidden()]
        for number, step in enumerate(shown):
            step.set_title(number + 1, titles[self._steps.index(step)])


class _Step(QWidget):
    def __init__(self, number: int, title: str) -> None:
        super().__init__()
        self._number, self._title = number, title
        self._mark = _Mark()
        self._label = Label(title)
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=8)
        row.addWidget(self._mark)
        row.addWidget(self._label)
        self.set_title(number, title)

    def set_title(self, number: int, title: str) -> None:
        self._number, self._title = number, title
        self._mark.number = number
        self._label.setText(title)

    def set_state(self, state: StepState, _count: int) -> None:
        self._mark.state = state
        self._mark.update()
        self._label.set_tone("" if state == "here" else "muted")
        self._label.set_role(Role.UI_STRONG if state == "here" else Role.UI)
        names = {
            "done": self.tr("Step {number}, {title}, done"),
            "here": self.tr("Step {number}, {title}, here"),
            "ahead": self.tr("Step {number}, {title}, to come"),
        }
        self._label.setAccessibleName(names[state].format(number=self._number, title=self._title))


class _Mark(QWidget):
    """A circle with a number, or a tick; the words beside it are spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.state: StepState = "ahead"
        theme.current().set_font(self, Role.SMALL_STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        side = theme.current().px(_CIRCLE)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.current()
        painter = painter_of(self)
        area = QRectF(self.rect())
        radius = area.height() / 2
        if self.state == "done":
            rounded(painter, area, radius, look.colour("success_soft"), look.colour("success"))
            centre = QPointF(area.center())
            draw_icon(painter, self, "check", "success", ICON_CHIP, centre)
        else:
            here = self.state == "here"
            fill = look.colour("accent") if here else None
            rounded(painter, area, radius, fill, None if here else look.colour("line_strong"))
            painter.setPen(look.colour("accent_ink" if here else "ink_muted"))
            painter.setFont(self.font())
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self.number))
        painter.end()
