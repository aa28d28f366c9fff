"""A field that may not be changed, as it stands: without borders, nothing to type into."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.records import fields
from confidant.records.canonical import JsonValue
from confidant.records.fields import FieldInfo, Shape
from confidant.ui import theme
from confidant.ui.record_form.field_words import FieldWords
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.date_text import long_date
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.probability import percent

_HUNDREDTH = 100
_WRITTEN = frozenset({"text", "line"})


class FrozenField(QWidget):
    """The value of one field in words."""

    def __init__(
        self, words: FieldWords, info: FieldInfo, value: JsonValue, *, named: bool = True
    ) -> None:
        """Show `value`; its name stands above where it is `named`."""
        super().__init__()
        self._words = words
        self._column = QVBoxLayout(self)
        theme.current().pad(self._column, spacing=4)
        if named:
            self._column.addWidget(Label(words.name(info.name), Role.EYEBROW, "muted"))
        values = value if info.shape.listed and isinstance(value, list) else [value]
        for one in values:
            self._add(info.shape, one, listed=info.shape.listed)

    def _add(self, shape: Shape, value: JsonValue, *, listed: bool) -> None:
        if not shape.is_part:
            role = Role.READ_SMALL if shape.name in _WRITTEN else Role.UI
            shown = in_words(self._words, shape, value)
            text = f"–  {shown}" if listed else shown
            self._column.addWidget(Label(text, role, wrap=True))
            return
        card = Card()
        held = value if isinstance(value, dict) else {}
        for name, info in fields.of(shape.python).items():
            if name in held and info.shape.name not in {"ref", "ms"}:
                card.column.addWidget(FrozenField(self._words, info, held[name]))
        self._column.addWidget(card)


def in_words(words: FieldWords, shape: Shape, value: JsonValue) -> str:
    """Return a plain value as a person reads it."""
    if isinstance(value, bool):
        return words.tr("Yes") if value else words.tr("No")
    if shape.name == "bp" and isinstance(value, int):
        return percent(round(value / _HUNDREDTH))
    if shape.name == "date" and isinstance(value, str):
        return long_date(date.fromisoformat(value))
    if isinstance(value, int) and shape.high is not None:
        return words.tr("{value} of {most}").format(value=value, most=shape.high)
    if shape.choices:
        return words.choice(str(value))
    return isolated(str(value)) if shape.name == "line" else str(value)
