"""Options that are sealed: the same cards, nothing to type into."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from confidant.records.canonical import JsonValue
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip import Chip
from confidant.ui.widgets.columns_layout import ColumnsLayout
from confidant.ui.widgets.labels import Label, Tone

COLUMN: Final = 252
ACROSS: Final = 3
SIGNS: Final[tuple[tuple[str, str, Tone], ...]] = (
    ("good", "+", "success"),
    ("bad", "−", "caution"),
    ("neutral", "·", "muted"),
)


class FrozenOptions(QWidget):
    """Cards side by side; `decided` names the one that was decided for."""

    def __init__(self, options: JsonValue, decided: JsonValue | None) -> None:
        """Show the options of a sealed decision."""
        super().__init__()
        look = theme.current()
        self._grid = ColumnsLayout(self, least=look.px(COLUMN), most=ACROSS)
        look.pad(self._grid, spacing=12)
        for number, option in enumerate(options if isinstance(options, list) else [], start=1):
            if isinstance(option, dict):
                card = self._card(number, option, is_decided=option.get("title") == decided)
                self._grid.insert_widget(number - 1, card)
        look.changed.connect(self._scaled)

    def _card(self, number: int, option: dict[str, JsonValue], *, is_decided: bool) -> Card:
        look = theme.current()
        card = Card("selected" if is_decided else "plain")
        head = QHBoxLayout()
        look.pad(head, spacing=6)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(Label(self.locale().toString(number), Role.H3, "muted"), 0, top)
        head.addWidget(Label(str(option.get("title", "")), Role.H3, wrap=True), 1)
        if is_decided:
            head.addWidget(Chip(self.tr("Decided"), "accent", icon="check", raised=True), 0, top)
        elif "rejected_because" in option:
            head.addWidget(Chip(self.tr("Rejected"), raised=True), 0, top)
        card.column.addLayout(head)
        if "description" in option:
            card.column.addWidget(Label(str(option["description"]), Role.READ_SMALL, wrap=True))
        for name, sign, tone in SIGNS:
            lines = option.get(name)
            for line in lines if isinstance(lines, list) else []:
                row = QHBoxLayout()
                look.pad(row, spacing=8)
                row.addWidget(Label(sign, Role.UI_STRONG, tone), 0, top)
                row.addWidget(Label(str(line), Role.UI, wrap=True), 1)
                card.column.addLayout(row)
        if "rejected_because" in option:
            words = self.tr("Rejected because: {why}").format(why=option["rejected_because"])
            card.column.addWidget(Label(words, Role.SMALL, "muted", wrap=True))
        card.column.addStretch(1)
        return card

    def _scaled(self) -> None:
        self._grid.set_least(theme.current().px(COLUMN))
