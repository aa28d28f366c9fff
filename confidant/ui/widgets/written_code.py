"""A recovery code that is shown once, printed or written down, and typed back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.code_input import RecoveryCodeInput
from confidant.ui.widgets.labels import Label

_GROUPS = 8
_TOGETHER = 2


class WrittenCode(QWidget):
    """The code over the fields to type it into. `complete` says whether it was typed back right."""

    complete = Signal(bool)

    def __init__(
        self, code: str, print_it: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        """Show `code`; `print_it` is called by the button beside it."""
        super().__init__(parent)
        look = theme.current()
        groups = code.split("-")
        parts = ["-".join(groups[at : at + _TOGETHER]) for at in range(0, _GROUPS, _TOGETHER)]
        card = Card("sunken")
        shown = QWidget()
        # A code is read from left to right in every language.
        shown.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(shown)
        look.pad(grid, spacing=8)
        self._shown = [Label(part, Role.TEXT_HEADING) for part in parts]
        for number, label in enumerate(self._shown):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setAccessibleName(", ".join(" ".join(g) for g in parts[number].split("-")))
            grid.addWidget(label, number // 2, number % 2)
        card.column.addWidget(shown)
        self.print_button = Button(self.tr("&Print it…"), small=True, icon="print")
        self.print_button.clicked.connect(print_it)
        self.typed = RecoveryCodeInput(code)
        self.typed.complete.connect(self.complete)
        column = QVBoxLayout(self)
        look.pad(column, spacing=10)
        column.addWidget(card)
        column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(
            Label(
                self.tr("Now type it back, so that we both know it was written down"),
                Role.UI_STRONG,
                wrap=True,
            )
        )
        column.addWidget(self.typed)

    @property
    def is_complete(self) -> bool:
        """Whether every group was typed back right."""
        return self.typed.is_complete

    def clear(self) -> None:
        """Forget the code and what was typed."""
        for label in self._shown:
            label.setText("")
            label.setAccessibleName("")
        self.typed.clear()
        for field in self.typed.fields:
            field.setText("")
