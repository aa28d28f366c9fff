"""The page of all doubts: what came back, the tabs, the cards, the year."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from confidant.services.doubts import Line
from confidant.ui import theme
from confidant.ui.doubts.came_back import CameBackCard
from confidant.ui.doubts.cards import DoubtList
from confidant.ui.doubts.view_model import TABS, DoubtsModel
from confidant.ui.doubts.words import DoubtWords
from confidant.ui.item_models.row_text import RowText
from confidant.ui.item_models.rows_model import RowsModel
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.empty_state import EmptyState
from confidant.ui.widgets.inputs import SearchField
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.segments import Tabs

_CARD = 104
_WIDEST = 1400


class DoubtsListPage(QWidget):
    """`new_wanted` follows the button; the rest is said by `card` and `list`."""

    new_wanted = Signal()

    def __init__(
        self, model: DoubtsModel, words: DoubtWords, parent: QWidget | None = None
    ) -> None:
        """Show what `model` has."""
        super().__init__(parent)
        self._model = model
        self._words = words
        self.rows: RowsModel[Line] = RowsModel(self._present, lambda line: line.record, self)
        self.title = Label(self.tr("Doubts"), Role.DISPLAY)
        self.search = SearchField(self.tr("Search doubts"))
        self.new_button = Button(self.tr("New doubt"), Kind.PRIMARY, icon="add")
        self.tabs = Tabs(self.tr("Which doubts"), [(tab, self._tab_words(tab)) for tab in TABS])
        self.card = CameBackCard(words)
        self.list = DoubtList(self.tr("Doubts"), self.rows)
        self.first_button = Button(self.tr("New doubt"), Kind.SECONDARY, icon="add")
        self.empty = EmptyState("doubt", "", "", primary=self.first_button)
        self.year = Label("", Role.UI, wrap=True)
        self._lay_out()
        self._connect()
        for button in (self.new_button, self.first_button, *self.card.changing):
            button.setEnabled(not model.session.read_only)

    def clear(self) -> None:
        """Drop every text."""
        self.search.blockSignals(True)  # noqa: FBT003 -- Qt's signature
        self.search.clear()
        self.search.blockSignals(False)  # noqa: FBT003 -- Qt's signature
        self.card.show_line(None, "")
        self.list.clear()
        self.empty.set_words("", "")
        self.year.setText("")

    def show_rows(self) -> None:
        """Show what the model has now."""
        model = self._model
        session = model.session
        stale = model.stale if model.tab == "open" and not model.is_search else None
        since = (
            self._words.came_back(stale, session.today(), session.clock.now_ms()) if stale else ""
        )
        self.card.show_line(stale, since)
        rows = model.rows()
        self.rows.set_rows(rows)
        for tab in TABS:
            self.tabs.set_text(tab, self._tab_words(tab))
        self._show_empty(wanted=model.is_read and not rows and stale is None)

    def _show_empty(self, *, wanted: bool) -> None:
        if wanted:
            self.empty.set_words(*self._empty_words())
            self.first_button.setVisible(self._model.tab in {"open", "all"})
        self._stack.setCurrentWidget(self.empty if wanted else self.list)

    def _empty_words(self) -> tuple[str, str]:
        model = self._model
        if model.is_search:
            title = self.tr("Nothing for “{text}”").format(
                text=isolated(self.search.text().strip())
            )
            return title, self.tr("Searched every doubt.")
        if model.tab == "open" and model.count("all"):
            return self.tr("No open doubts"), self.tr("That may be true.")
        return {
            "carried": (
                self.tr("Nothing is carried on"),
                self.tr("A doubt that goes on on purpose, with a reason, rests here."),
            ),
            "settled": (
                self.tr("Nothing is settled yet"),
                self.tr("A settled doubt says whether it was warranted, and how you know."),
            ),
        }.get(
            model.tab,
            (
                self.tr("No doubts written down"),
                self.tr("One sentence, what it costs if it is true, and what would settle it."),
            ),
        )

    def _tab_words(self, tab: str) -> str:
        names = {
            "open": self.tr("Open"),
            "carried": self.tr("Carried"),
            "settled": self.tr("Settled"),
            "all": self.tr("All"),
        }
        count = self._model.count(tab)
        if tab == "all" or not self._model.is_read:
            return names[tab]
        return f"{names[tab]} {self.locale().toString(count)}"

    def _present(self, line: Line) -> RowText:
        return self._words.row(line, self._model.days_left(line))

    def _connect(self) -> None:
        self.new_button.clicked.connect(self.new_wanted)
        self.first_button.clicked.connect(self.new_wanted)
        self.search.textChanged.connect(self._model.search)
        self.search.returnPressed.connect(self._into_rows)
        self.tabs.chosen.connect(self._model.show_tab)
        self._model.changed.connect(self.show_rows)
        self._model.year_changed.connect(
            lambda: self.year.setText(self._words.year(self._model.year))
        )

    def _into_rows(self) -> None:
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.list.select_first()

    def _lay_out(self) -> None:
        look = theme.current()
        self.search.setMaximumWidth(look.px(280))
        head = QHBoxLayout()
        look.pad(head, spacing=12)
        head.addWidget(self.title, 1)
        head.addWidget(self.search, 1)
        head.addWidget(self.new_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        foot = Card()
        line = QHBoxLayout()
        look.pad(line, spacing=12)
        strong = Label(self.tr("A year of doubts"), Role.UI_STRONG)
        line.addWidget(strong, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.year, 1)
        foot.column.addLayout(line)
        # The card takes what it needs; the list takes the rest, and the page scrolls when there
        # is too little of it.
        column = QVBoxLayout()
        look.pad(column, spacing=12, margins=(40, 16, 36, 14))
        column.addLayout(head)
        column.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.card)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(ScrolledPage(column, _WIDEST))
