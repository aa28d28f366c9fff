"""The section of forecasts in a decision."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from confidant.records.canonical import JsonValue
from confidant.records.ids import RecordId
from confidant.ui.decisions.forecast_sheets import ForecastSheet
from confidant.ui.decisions.forecasts import ForecastsModel
from confidant.ui.decisions.forecasts_section import ForecastsTable
from confidant.ui.decisions.specs import SectionSpec
from confidant.ui.record_form.model import FormModel
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.section import Section


class ForecastsSection(Section):
    """The table, and the button that adds to it."""

    def __init__(
        self,
        spec: SectionSpec,
        form: FormModel,
        model: ForecastsModel,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """Make the section for what `form` has open."""
        super().__init__(spec.title, is_open=spec.opened, parent=parent)
        self.spec = spec
        self._form = form
        self._model = model
        self.table = ForecastsTable(model, today)
        self.add_button = Button(self.tr("Add a forecast"), Kind.LINK, icon="add", small=True)
        self.add_button.clicked.connect(self.add)
        self.tools.addWidget(self.add_button)
        self._none = Label(
            self.tr("What will turn out to be so if the reasoning holds? Two or three are enough."),
            Role.UI,
            "muted",
            wrap=True,
        )
        self.body.addWidget(self._none)
        self.body.addWidget(self.table)
        model.changed.connect(self._show_state)

    def show_record(self) -> None:
        """Show the forecasts of what the form has open now."""
        form = self._form
        self._model.show_decision(form.record if form.is_open and not form.is_new else None)
        self.add_button.setVisible(form.is_open and not form.read_only and not form.is_sealed)
        self._show_state()

    def drop(self) -> None:
        """Take every text away."""
        self.table.drop()
        self.set_state("")

    def unfold(self) -> None:
        """Unfold."""
        self.set_open(is_open=True)

    def add(self) -> None:
        """Ask for a forecast; the decision is saved before it is written."""
        self.unfold()
        self.table.ask_for_new(self._write)

    def _write(
        self, sheet: ForecastSheet, question: str, day: date, fields: Mapping[str, JsonValue]
    ) -> None:
        def saved(record: RecordId) -> None:
            self._model.show_decision(record)
            self._model.add(record, question, day, fields, sheet.accept, sheet.show_refusal)

        self._form.when_saved(saved, partial(sheet.refuse))

    def _show_state(self) -> None:
        count = len(self._model.held)
        self._none.setVisible(not count)
        words = self.tr("%n forecasts", "", count) if count else self.tr("not recorded")
        self.set_state(words)
