"""The head of an entry: kind and day, title, what can be done, and what it is about."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.journal.entry_model import EntryModel
from confidant.ui.record_list.choices import classifications
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import IconButton
from confidant.ui.widgets.chip_menu import ChipMenu
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.known_tags import Known
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.tag_field import TagField
from confidant.ui.widgets.title_edit import TitleEdit


class EntryHeader(QWidget):
    """Shows and changes what an entry is about; `model` keeps it.

    Signals: `share_wanted`, `history_wanted`, `attach_wanted`, `erase_wanted`.
    """

    share_wanted = Signal()
    history_wanted = Signal()
    attach_wanted = Signal()
    erase_wanted = Signal()

    def __init__(self, model: EntryModel, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._model = model
        self.setProperty("page", "true")
        self.eyebrow = Label("", Role.EYEBROW, "muted", wrap=True)
        self.star = IconButton("star", self.tr("Star"))
        self.star.setCheckable(True)
        self.share = IconButton("share", self.tr("Share…"))
        self.history = IconButton("history", self.tr("History"))
        self.more = IconButton("more", self.tr("More"))
        self.title = TitleEdit(self.tr("Title"), self.tr("Title"))
        self.genre = ChipMenu(self.tr("Kind"), self._genres())
        self.classification = ChipMenu(self.tr("Classification"), classifications(), icon="shield")
        self.tags = TagField(self.tr("Tags"), self.tr("+ Tag"))
        self.day = DateField(self.tr("Day"), model.session.today)
        self.day_field = Field(self.tr("Day"), self.day)
        self.author = Label("", Role.UI, "accent", wrap=True)
        self._menu = self._made_menu()
        self._lay_out()
        self._connect()

    def show_entry(self) -> None:
        """Show the entry that the model holds now."""
        model = self._model
        self.title.set_text(model.text("title"))
        self.tags.set_tags(model.lines("tags"))
        self.day.set_day(model.day)
        self.day_field.hide()
        self.day_field.clear_error()
        for widget in (self.star, self.genre, self.classification, self.tags, self.day):
            widget.setEnabled(not model.read_only)
        self.title.setReadOnly(model.read_only)
        self.author.setVisible(model.author is not None)
        if model.author is not None:
            self.author.setText(self.tr("From {name}; read-only").format(name=model.author))
        self.refresh()

    def refresh(self) -> None:
        """Show what is not typed: kind, day, star, classification."""
        model = self._model
        genre = model.text("genre") or "reflection"
        self.genre.choose(genre)
        self.classification.choose(model.text("classification"))
        words = dict(self._genres())[genre]
        day = model.day
        shown = QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")
        self.eyebrow.setText(f"{words}  ·  {shown}")
        self.star.setChecked(model.starred)
        self.star.set_name(self.tr("Take the star away") if model.starred else self.tr("Star"))
        self.history.setEnabled(model.revision > 0)
        self.share.setEnabled(not model.read_only)

    def set_known_tags(self, tags: Sequence[str]) -> None:
        """Complete tags from these."""
        self.tags.set_known([Known(tag) for tag in tags])

    def change_day(self) -> None:
        """Show the field for the day and go there."""
        self.day_field.show()
        self.day.setFocus()
        self.day.selectAll()

    def clear(self) -> None:
        """Drop every text."""
        self.title.forget()
        self.tags.clear()
        self.day.set_day(None)
        self.eyebrow.setText("")
        self.author.setText("")

    def _day_left(self) -> None:
        if not self.day.is_readable or self.day.day is None:
            self.day_field.show_error(
                self.tr("This is no day. Write it like 28 November 2026, fri or 28/11.")
            )
            return
        self.day_field.clear_error()
        if not self.day.hasFocus():
            self.day_field.hide()

    def _day_changed(self, _day: object) -> None:
        if self.day.day is not None:
            self._model.set("day", self.day.day.isoformat())
            self.day_field.clear_error()

    def _connect(self) -> None:
        model = self._model
        model.read_with("title", lambda: " ".join(self.title.text().split()))
        self.title.edited.connect(model.typed)
        self.tags.changed.connect(lambda tags: model.set("tags", [*tags]))
        self.genre.chosen.connect(lambda key: model.set("genre", key))
        self.classification.chosen.connect(lambda key: model.set("classification", key))
        self.day.changed.connect(self._day_changed)
        self.day.left_focus.connect(self._day_left)
        self.star.clicked.connect(model.toggle_star)
        self.share.clicked.connect(self.share_wanted)
        self.history.clicked.connect(self.history_wanted)
        self.more.clicked.connect(self._open_menu)
        model.field_changed.connect(lambda _name: self.refresh() if model.is_open else None)

    def _made_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("More"))
        for words, run, changes in (
            (self.tr("Change the day"), self.change_day, True),
            (self.tr("Attach a file…"), self.attach_wanted.emit, True),
            (self.tr("Erase this entry…"), self.erase_wanted.emit, True),
        ):
            action = QAction(words, menu)
            action.triggered.connect(run)
            action.setProperty("changes", changes)
            menu.addAction(action)
        return menu

    def _open_menu(self) -> None:
        for action in self._menu.actions():
            action.setEnabled(not self._model.read_only)
        corner = self.more.rect().bottomLeft()
        corner.setX(self.more.width() - self._menu.sizeHint().width())
        self._menu.popup(self.more.mapToGlobal(corner))

    def _genres(self) -> tuple[tuple[str, str], ...]:
        return (
            ("reflection", self.tr("Reflection")),
            ("meeting", self.tr("Meeting")),
            ("insight", self.tr("Insight")),
            ("quick", self.tr("Quick note")),
        )

    def _lay_out(self) -> None:
        look = theme.current()
        tools = QHBoxLayout()
        look.pad(tools, spacing=6)
        tools.addWidget(self.eyebrow, 1)
        for button in (self.star, self.share, self.history, self.more):
            tools.addWidget(button)
        chips = QHBoxLayout()
        look.pad(chips, spacing=8)
        chips.addWidget(self.genre, 0, Qt.AlignmentFlag.AlignVCenter)
        chips.addWidget(self.classification, 0, Qt.AlignmentFlag.AlignVCenter)
        chips.addWidget(self.tags, 1)
        column = QVBoxLayout(self)
        look.pad(column, spacing=8)
        column.addLayout(tools)
        column.addWidget(self.author)
        column.addWidget(self.title)
        column.addWidget(self.day_field)
        column.addLayout(chips)
        self.day_field.hide()
