"""One doubt, to write and to read again."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.records.doubt import Doubt
from confidant.records.fields import of
from confidant.ui import theme
from confidant.ui.doubts.words import DoubtWords
from confidant.ui.record_form.editors import DayEditor, Editor, ScaleEditor, TextEditor
from confidant.ui.record_form.field_words import FieldWords
from confidant.ui.record_form.frozen import FrozenField
from confidant.ui.record_form.model import FormModel
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.tag_field import TagField

_ENDINGS = ("warranted", "evidence", "carried_because")


class DoubtPage(QWidget):
    """Signals say what is wanted for the doubt on the page: `back_wanted`, `settle_wanted`, …."""

    back_wanted = Signal()
    settle_wanted = Signal()
    forecast_wanted = Signal()
    decision_wanted = Signal()
    carry_wanted = Signal()
    share_wanted = Signal()
    erase_wanted = Signal()

    def __init__(
        self,
        model: FormModel,
        words: DoubtWords,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """Show what `model` has open."""
        super().__init__(parent)
        self._model = model
        self._words = words
        self._names = FieldWords(self)
        self._frozen: list[QWidget] = []
        self._make_editors(today)
        self._make_buttons()
        self._lay_out()
        model.opened.connect(self._show)
        model.refused.connect(self.refuse)
        model.field_changed.connect(lambda _name: self._show_actions())

    def commit(self) -> None:
        """Take days and tags that were typed and not confirmed yet."""
        self.expires_on.commit()
        self.tags.commit_pending()

    def clear(self) -> None:
        """Drop every text."""
        for editor in self._editors.values():
            editor.clear()
        self.tags.clear()
        self._drop_endings()
        self.state.setText("")

    def _make_editors(self, today: Callable[[], date]) -> None:
        self.statement = TextEditor(
            self._names.name("statement"),
            self.tr("One sentence: what might not be so?"),
            role=Role.READ,
        )
        self.cost = TextEditor(self._names.name("cost_if_true"))
        self.settles = TextEditor(self._names.name("what_would_settle_it"))
        self.intensity = ScaleEditor(
            self.tr("Intensity"), [(n, f"{n} {self._words.step(n)}") for n in range(1, 6)]
        )
        self.expires_on = DayEditor(self._names.name("expires_on"), today)
        self._editors: dict[str, Editor] = {
            "statement": self.statement,
            "cost_if_true": self.cost,
            "what_would_settle_it": self.settles,
            "intensity": self.intensity,
            "expires_on": self.expires_on,
        }
        self.fields: dict[str, Field] = {}
        for name, editor in self._editors.items():
            editor.changed.connect(lambda name=name: self._model.typed(name))
            label = self.tr("Intensity") if name == "intensity" else self._names.name(name)
            self.fields[name] = Field(label, editor)
        self.fields["expires_on"].set_help(
            self.tr("On that day it asks what became of it, until it is settled or carried on.")
        )
        self.tags = TagField(self.tr("Tags"), self.tr("Add a tag"))
        self.tags.changed.connect(lambda _tags: self._model.typed("tags"))
        self.fields["tags"] = Field(self.tr("Tags"), self.tags)

    def _make_buttons(self) -> None:
        self.back = Button(self.tr("All doubts"), Kind.QUIET, icon="arrow-left")
        self.state = Label("", Role.EYEBROW, "muted")
        self.erase = IconButton("erase", self.tr("Erase this doubt…"))
        self.settle = Button(self.tr("Settle it…"), Kind.PRIMARY)
        self.forecast = Button(self.tr("Make it a forecast…"), icon="target")
        self.decision = Button(self.tr("Make it a decision"), icon="decision")
        self.share = Button(self.tr("Share it…"), icon="share")
        self.carry = Button(self.tr("Carry it on…"), Kind.QUIET)
        for button, signal in (
            (self.back, self.back_wanted),
            (self.erase, self.erase_wanted),
            (self.settle, self.settle_wanted),
            (self.forecast, self.forecast_wanted),
            (self.decision, self.decision_wanted),
            (self.share, self.share_wanted),
            (self.carry, self.carry_wanted),
        ):
            button.clicked.connect(lambda _on=False, signal=signal: signal.emit())

    def _lay_out(self) -> None:
        look = theme.current()
        head = QHBoxLayout()
        look.pad(head, spacing=12)
        head.addWidget(self.state, 1)
        head.addWidget(self.erase)
        self._column = QVBoxLayout()
        look.pad(self._column, spacing=16, margins=(24, 8, 24, 24))
        self._column.addLayout(head)
        for name in ("statement", "intensity", "cost_if_true", "what_would_settle_it"):
            self._column.addWidget(self.fields[name])
        self._endings = QVBoxLayout()
        look.pad(self._endings, spacing=12)
        self._column.addLayout(self._endings)
        self._column.addWidget(self.fields["expires_on"])
        self._column.addWidget(self.fields["tags"])
        self._column.addWidget(self._actions())
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        look.pad(outer)
        top = QHBoxLayout()
        look.pad(top, margins=(24, 12, 24, 0))
        top.addWidget(self.back)
        top.addStretch(1)
        outer.addLayout(top)
        outer.addWidget(ScrolledPage(self._column), 1)

    def _actions(self) -> QWidget:
        self._action_row = QWidget()
        self._action_row.setProperty("page", "true")
        row = FlowLayout(self._action_row)
        theme.current().pad(row, spacing=8)
        for button in (self.settle, self.forecast, self.decision, self.share, self.carry):
            row.addWidget(button)
        return self._action_row

    def _show(self) -> None:
        model = self._model
        self._drop_endings()
        if not model.is_open:
            self.clear()
            return
        for name, editor in self._editors.items():
            editor.set_value(model.value(name))
            editor.setEnabled(not model.read_only)
            self.fields[name].clear_error()
            model.bind(name, editor.value)
        tags = model.value("tags")
        self.tags.set_tags([str(tag) for tag in tags] if isinstance(tags, list) else [])
        self.tags.setEnabled(not model.read_only)
        model.bind("tags", lambda: list(self.tags.tags))
        self._show_endings()
        self._show_actions()

    def _show_endings(self) -> None:
        infos = of(Doubt)
        for name in _ENDINGS:
            value = self._model.value(name)
            if value is not None:
                frozen = FrozenField(self._names, infos[name], value)
                self._frozen.append(frozen)
                self._endings.addWidget(frozen)

    def _drop_endings(self) -> None:
        for frozen in self._frozen:
            frozen.hide()
            frozen.deleteLater()
        self._frozen.clear()

    def _show_actions(self) -> None:
        model = self._model
        state = model.text("state")
        words = {
            "open": self.tr("Doubt · open"),
            "carried": self.tr("Doubt · carried"),
            "settled": self.tr("Doubt · settled"),
            "became": self.tr("Doubt · became something else"),
        }
        self.state.setText(words.get(state, ""))
        goes_on = state in {"open", "carried"} and not model.read_only
        written = bool(model.text("statement").strip())
        for button in (self.settle, self.forecast, self.decision, self.carry):
            button.setVisible(goes_on)
            button.setEnabled(written)
        self.share.setEnabled(written and (model.loaded is None or model.loaded.mine))
        self.erase.setVisible(not model.session.read_only)

    def refuse(self, name: str, sentence: str) -> None:
        """Say beside a field why the rules refuse it; an empty sentence takes that back."""
        for field in self.fields.values():
            field.clear_error()
        if sentence and name in self.fields:
            self.fields[name].show_error(sentence)
