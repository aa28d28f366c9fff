"""A forecast that belongs to no decision, on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId, from_b64
from confidant.records.review import Review
from confidant.services import lookup
from confidant.ui import theme
from confidant.ui.decisions.forecasts import ForecastsModel
from confidant.ui.decisions.forecasts_section import ForecastsTable
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.labels import Label
from confidant.vault.vault import Vault

_WIDEST = 860


@dataclass(frozen=True)
class Belonging:
    """Where a record is shown: with its decision, or alone (`forecast`)."""

    decision: RecordId | None
    forecast: RecordId | None


class ForecastPage(QWidget):
    """Shows the one forecast of its own model."""

    def __init__(
        self, model: ForecastsModel, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        """Show what `model` has."""
        super().__init__(parent)
        self.table = ForecastsTable(model, today)
        column = QVBoxLayout()
        theme.current().pad(column, spacing=16, margins=(36, 16, 24, 24))
        column.addWidget(Label(self.tr("Forecast"), Role.TITLE))
        words = self.tr("It belongs to no decision and was sealed when it was written.")
        column.addWidget(Label(words, Role.UI, "muted", wrap=True))
        column.addWidget(self.table)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        theme.current().pad(outer)
        outer.addWidget(ScrolledPage(column, _WIDEST))

    def clear(self) -> None:
        """Drop every text."""
        self.table.drop()


def belonging(vault: Vault, *, record: RecordId) -> Belonging:
    """Return where a record that is no decision is shown. Runs on the vault thread."""
    body = lookup.body_of(vault, record)
    if isinstance(body, Review):
        return Belonging(from_b64(body.decision), None)
    if isinstance(body, Forecast) and body.decision is not None:
        return Belonging(from_b64(body.decision), None)
    return Belonging(None, record if isinstance(body, Forecast) else None)
