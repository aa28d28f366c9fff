"""Adding records: a search over my own, those that the person came with first."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from confidant.compat import override
from confidant.records.ids import RecordId
from confidant.ui import theme
from confidant.ui.composer.view_model import ComposerModel
from confidant.ui.item_models.row_text import State
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.record_list.listed import Listed
from confidant.ui.record_list.words import RowWords
from confidant.ui.theme import Role
from confidant.ui.widgets.announce import announce
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.inputs import SearchField
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.row_list import RowList
from confidant.ui.widgets.sheet import Sheet
from confidant.vault.rows import RecordRow

_PAUSE_MS = 150
_HEIGHT = 320


class Picker(Sheet):
    """Records to choose from; each that is added stays in the list and says so."""

    add_wanted = Signal(object)

    def __init__(self, parent: QWidget, model: ComposerModel) -> None:
        """Make the sheet over the window of `parent`."""
        super().__init__(parent, "", icon="add")
        title = self.tr("Add records")
        self.title.setText(title)
        self.setAccessibleName(title)
        self._model = model
        self._words = _PickWords(model.composition.records, set(model.offered), self)
        self.rows_model: RowsModel[Listed] = RowsModel(
            self._words.present, lambda row: row.id, self
        )
        self.search = SearchField(self.tr("Search my records"))
        self.rows = RowList(self.tr("My records"), self.rows_model)
        self.none = Label("", Role.UI, "muted", wrap=True)
        self.enough = self.add_harmless(Button(self.tr("Done"), Kind.QUIET))
        self.pick = self.add(Button(self.tr("Add"), Kind.PRIMARY, icon="add"))
        self.pick.setEnabled(False)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._lay_out()
        self._connect()
        model.search("")

    def clear(self) -> None:
        """Forget rows and words."""
        self.search.clear()
        self._soon.stop()
        self.rows.clear()
        self.none.setText("")

    def _connect(self) -> None:
        self.search.textChanged.connect(self._soon.start)
        self.search.returnPressed.connect(self._into_rows)
        self._soon.timeout.connect(lambda: self._model.search(self.search.text()))
        self._model.found.connect(self._found)
        self.rows.chosen.connect(self._chosen)
        self.rows.opened.connect(self._add_row)
        self.pick.clicked.connect(self._add_current)

    def _found(self, rows: Sequence[RecordRow]) -> None:
        self.rows_model.set_rows([Listed(row=row, snippet=row.snippet) for row in rows])
        self.none.setText(
            self.tr("Nothing of yours has these words.")
            if self.search.text().strip()
            else self.tr("Nothing written yet that could be shared.")
        )
        self.none.setVisible(not rows)
        self.rows.setVisible(bool(rows))
        if not rows:
            self.pick.setEnabled(False)
        elif self.rows.current_key is None:
            self.rows.select_first()

    def _chosen(self, row: Listed | None) -> None:
        self.pick.setEnabled(row is not None and row.id not in self._words.added)

    def _into_rows(self) -> None:
        self.rows.setFocus()
        if self.rows.current_key is None:
            self.rows.select_first()

    def _add_current(self) -> None:
        row = self.rows_model.row(self.rows.currentIndex().row())
        if row is not None:
            self._add_row(row)

    def _add_row(self, row: Listed) -> None:
        if row.id in self._words.added:
            return
        self._words.added = (*self._words.added, row.id)
        self.add_wanted.emit(row.id)
        self.pick.setEnabled(False)
        self.rows.viewport().update()
        announce(self.rows, self.tr("Added"))
        self.rows.setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(self.search)
        self.body.addWidget(self.none)
        self.body.addWidget(self.rows)
        self.rows.setFixedHeight(theme.current().px(_HEIGHT))
        self.none.hide()
        QWidget.setTabOrder(self.search, self.rows)
        QWidget.setTabOrder(self.rows, self.enough)
        QWidget.setTabOrder(self.enough, self.pick)
        self.search.setFocus()


class _PickWords(RowWords):
    def __init__(
        self, added: tuple[RecordId, ...], offered: Collection[RecordId], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.added = added
        self._offered = offered

    @override
    def states_of(self, listed: Listed) -> tuple[State, ...]:
        states = super().states_of(listed)
        if listed.id in self.added:
            return (State(self.tr("Added"), "success"), *states)
        if listed.id in self._offered:
            return (State(self.tr("You came from here"), "accent"), *states)
        return states
