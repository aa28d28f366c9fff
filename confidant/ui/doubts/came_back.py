"""The doubt that came back: one at a time, with everything that can end it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.services.doubts import Line
from confidant.ui import theme
from confidant.ui.doubts.words import DoubtWords
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label


class CameBackCard(Card):
    """Each signal gives the `Line` that is on the card."""

    settle_wanted = Signal(object)
    forecast_wanted = Signal(object)
    decision_wanted = Signal(object)
    share_wanted = Signal(object)
    carry_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, words: DoubtWords, parent: QWidget | None = None) -> None:
        """Make the card without a doubt."""
        super().__init__("caution", spacing=8, parent=parent)
        self._words = words
        self._line: Line | None = None
        self._since = Label("", Role.UI_STRONG, wrap=True)
        self.statement = Label("", Role.TITLE, wrap=True)
        self.reasons = Label("", Role.READ_SMALL, wrap=True)
        look = theme.current()
        head = QHBoxLayout()
        look.pad(head, spacing=8)
        head.addWidget(IconLabel("history", "caution"))
        head.addWidget(self._since, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.statement)
        self.column.addWidget(self.reasons)
        self.column.addWidget(self._made_buttons())
        note = self.tr("Carrying it on asks why and until when. Nothing is closed by forgetting.")
        self.column.addWidget(Label(note, Role.SMALL, "muted", wrap=True))
        self.hide()

    def show_line(self, line: Line | None, since: str) -> None:
        """Show a doubt, or nothing; `since` says when it came back."""
        self._line = line
        self.setVisible(line is not None)
        self._since.setText(since if line is not None else "")
        self.statement.setText(line.body.statement if line is not None else "")
        reasons = self._words.reasons(line) if line is not None else ""
        self.reasons.setText(reasons)
        self.reasons.setVisible(bool(reasons))
        self.setAccessibleName(since if line is not None else "")

    @property
    def changing(self) -> tuple[Button, ...]:
        """The buttons that change the doubt."""
        return self.settle, self.forecast, self.decision, self.carry

    def _made_buttons(self) -> QWidget:
        self.settle = Button(self.tr("Settle it…"), Kind.PRIMARY)
        self.forecast = Button(self.tr("Make it a forecast…"), icon="target")
        self.decision = Button(self.tr("Make it a decision"), icon="decision")
        self.share = Button(self.tr("Share it…"), icon="share")
        self.carry = Button(self.tr("Carry it on…"), Kind.QUIET)
        self.edit = Button(self.tr("Open it"), Kind.QUIET)
        holder = QWidget()
        holder.setProperty("page", "true")
        row = FlowLayout(holder)
        theme.current().pad(row, spacing=8)
        for button, signal in (
            (self.settle, self.settle_wanted),
            (self.forecast, self.forecast_wanted),
            (self.decision, self.decision_wanted),
            (self.share, self.share_wanted),
            (self.carry, self.carry_wanted),
            (self.edit, self.open_wanted),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit(self._line))
            row.addWidget(button)
        return holder
