"""The one-minute record: what, leaning, how sure, until when, and the biggest doubt."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from confidant.compat import override
from confidant.records.canonical import JsonValue
from confidant.records.decision import SEALING, TRANSITIONS, Decision
from confidant.records.fields import of
from confidant.ui import theme
from confidant.ui.record_form.editors import (
    DayEditor,
    Editor,
    LineEditor,
    PercentEditor,
    TextEditor,
)
from confidant.ui.record_form.frozen import FrozenField
from confidant.ui.record_form.lists import Maker
from confidant.ui.record_form.model import FormModel
from confidant.ui.record_list.words import capitalised
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import IconButton
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.chip_menu import ChipMenu
from confidant.ui.widgets.date_text import long_date
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.title_edit import TitleEdit
from confidant.ui.words import label

_STATUSES = tuple(TRANSITIONS)
_LEANING = 160


class ReviewsEditor(Editor):
    """The first day of a review; further days stay as they are."""

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        """Make it without a day."""
        super().__init__()
        self._rest: list[JsonValue] = []
        self.first = DayEditor(name, today)
        self.first.changed.connect(self.changed)
        self.column.addWidget(self.first)
        self.setFocusProxy(self.first)

    @override
    def value(self) -> JsonValue | None:
        """Return every day, the soonest first."""
        day = self.first.value()
        if day is None:
            return None
        later = [one for one in self._rest if one != day]
        return [day, *later]

    @override
    def set_value(self, value: JsonValue | None) -> None:
        """Show the first of the days."""
        days = list(value) if isinstance(value, list) else []
        self.first.set_value(days[0] if days else None)
        self._rest = days[1:]

    @override
    def commit(self) -> None:
        """Take a day that was typed."""
        self.first.commit()


class DecisionHead(QWidget):
    """The top of a record. The signals are what its buttons and menu ask for."""

    share_wanted = Signal()
    decline_wanted = Signal()
    erase_wanted = Signal()
    status_chosen = Signal(str)

    def __init__(
        self,
        form: FormModel,
        maker: Maker,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """Show what `form` has open."""
        super().__init__(parent)
        self._form = form
        self._maker = maker
        self.eyebrow = Label("", Role.EYEBROW, "muted", wrap=True)
        self.share = IconButton("share", self.tr("Share this decision…"))
        self.more = IconButton("more", self.tr("More"))
        self.title = TitleEdit(self.tr("What is to be decided"), self.tr("What is to be decided?"))
        self.leaning = LineEditor(self.tr("Leaning"), self.tr("What I lean to"))
        self.sure = PercentEditor(self.tr("How sure"), least=160)
        self.decide_by = DayEditor(self.tr("Decide by"), today)
        self.review_on = ReviewsEditor(self.tr("Review on"), today)
        self.status = ChipMenu(
            self.tr("Status"), [(one, capitalised(label(one))) for one in _STATUSES]
        )
        self.doubt = TextEditor(
            self.tr("Biggest doubt"), self.tr("What might be wrong with it?"), framed=False
        )
        self._editors: dict[str, Editor] = {
            "leaning": self.leaning,
            "confidence": self.sure,
            "decide_by": self.decide_by,
            "review_on": self.review_on,
            "biggest_doubt": self.doubt,
        }
        self._fields: dict[str, Field] = {}
        self._frozen: list[QWidget] = []
        self._lay_out()
        self._connect()
        theme.current().changed.connect(self._fit)
        self._fit()

    def show_record(self) -> None:
        """Show what the form has open now."""
        form = self._form
        self._drop_frozen()
        self.title.set_text(form.text("title"))
        self.title.setReadOnly(not form.can_edit("title"))
        form.bind("title", lambda: self.title.text().strip() or None)
        for name, editor in self._editors.items():
            editor.set_value(form.value(name))
            editable = form.can_edit(name)
            if editable:
                form.bind(name, editor.value)
            self._show_field(name, editable=editable)
        self.show_status()
        self._show_eyebrow()
        self.share.setEnabled(not form.is_new or bool(form.text("title")))

    def commit(self) -> None:
        """Take days that were typed and not confirmed yet."""
        self.decide_by.commit()
        self.review_on.commit()

    def clear(self) -> None:
        """Drop every text."""
        self._drop_frozen()
        self.title.forget()
        self.eyebrow.setText("")
        for editor in self._editors.values():
            editor.clear()

    def refuse(self, name: str, sentence: str) -> bool:
        """Say why the rules refuse a field; False when it is none of these."""
        field = self._fields.get(name)
        if field is None:
            return False
        field.show_error(sentence)
        return True

    def accept_all(self) -> None:
        """Take the errors away."""
        for field in self._fields.values():
            field.clear_error()

    def lean_to(self, title: str) -> None:
        """Write what is leaned to."""
        self.leaning.set_value(title)
        self._form.typed("leaning")

    def _show_field(self, name: str, *, editable: bool) -> None:
        if name == "biggest_doubt":
            self.doubt.edit.setReadOnly(not editable)
            return
        field = self._fields[name]
        field.clear_error()
        field.setVisible(editable)
        value = self._form.value(name)
        if editable or value is None:
            return
        frozen = FrozenField(self._maker.words, of(Decision)[name], value)
        self._frozen.append(frozen)
        self._flow.insert_widget(self._flow.indexOf(field), frozen)

    def show_status(self) -> None:
        """Show the status, and offer those that may follow without a seal."""
        status = self._form.text("status") or "pending"
        self.status.choose(status, "caution" if status in {"draft", "pending"} else "plain")
        here = next(one for one in _STATUSES if one == status)
        self.status.offer({status, *(TRANSITIONS[here] - SEALING)})
        self.status.setEnabled(self._form.can_edit("status"))

    def _show_eyebrow(self) -> None:
        loaded = self._form.loaded
        if loaded is None:
            return
        at = loaded.created_at
        day = (
            datetime.fromtimestamp(at / 1000, ZoneInfo(self._form.session.clock.zone())).date()
            if at is not None
            else self._form.session.today()
        )
        opened = self.tr("opened {day}").format(day=long_date(day))
        altitude = self._form.text("altitude")
        parts = [self.tr("Decision"), opened, label(altitude) if altitude else ""]
        self.eyebrow.setText(" · ".join(filter(None, parts)))

    def _fit(self) -> None:
        self.leaning.setFixedWidth(theme.current().px(_LEANING))

    def _drop_frozen(self) -> None:
        for frozen in self._frozen:
            self._flow.removeWidget(frozen)
            for shown in frozen.findChildren(QLabel):
                shown.clear()
            frozen.hide()
            frozen.deleteLater()
        self._frozen.clear()

    def _connect(self) -> None:
        self.title.edited.connect(lambda: self._form.typed("title"))
        for name, editor in self._editors.items():
            editor.changed.connect(lambda name=name: self._form.typed(name))
        self.status.chosen.connect(self.status_chosen)
        self.share.clicked.connect(self.share_wanted)
        self.more.clicked.connect(self._pop_up)

    def menu(self) -> QMenu:
        """Return what else can be done."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form = self._form
        if not form.read_only and not form.is_sealed:
            menu.addAction(self.tr("Decide not to…"), self.decline_wanted.emit)
        if not form.session.read_only:
            menu.addAction(self.tr("Erase this decision…"), self.erase_wanted.emit)
        return menu

    def _pop_up(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _lay_out(self) -> None:
        look = theme.current()
        head = QHBoxLayout()
        look.pad(head, spacing=4)
        head.addWidget(self.eyebrow, 1)
        head.addWidget(self.share)
        head.addWidget(self.more)
        card = Card()
        holder = QWidget()
        holder.setProperty("page", "true")
        self._flow = FlowLayout(holder, at_top=True)
        look.pad(self._flow, spacing=14)
        names: Mapping[str, str] = {
            "leaning": self.tr("Leaning"),
            "confidence": self.tr("How sure"),
            "decide_by": self.tr("Decide by"),
            "review_on": self.tr("Review on"),
        }
        for name, words in names.items():
            self._fields[name] = Field(words, self._editors[name])
            self._flow.addWidget(self._fields[name])
        self._flow.addWidget(Field(self.tr("Status"), self.status))
        card.column.addWidget(holder)
        doubt = QHBoxLayout()
        look.pad(doubt, spacing=8)
        top = Qt.AlignmentFlag.AlignTop
        doubt.addWidget(IconLabel("doubt", "caution"), 0, top)
        doubt.addWidget(Label(self.tr("Biggest doubt:"), Role.UI_STRONG), 0, top)
        doubt.addWidget(self.doubt, 1)
        column = QVBoxLayout(self)
        look.pad(column, spacing=10)
        column.addLayout(head)
        column.addWidget(self.title)
        column.addWidget(card)
        column.addLayout(doubt)
