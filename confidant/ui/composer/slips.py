"""A name that slipped through: use an alias, or leave the name. One after the other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.services.composing import Slip
from confidant.ui import theme
from confidant.ui.composer import words
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import IconLabel, Label


class SlipCard(Card):
    """Asks about the first name that is not settled.

    `alias_wanted(name, alias, is_ordinary)` puts an alias there, `leave_wanted(name)` lets the
    name stand.
    """

    alias_wanted = Signal(str, str, bool)
    leave_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask nothing."""
        super().__init__("caution", parent=parent)
        self._slip: Slip | None = None
        self.sentence = Label("", wrap=True)
        self.more = Label("", Role.SMALL, "muted")
        self.use = Button("", small=True)
        self.alias = LineEdit(self.tr("Alias to use instead"), self.tr("Alias"))
        self.give = Button(self.tr("Use this alias"), small=True)
        self.leave = Button(self.tr("Leave the name"), Kind.QUIET, small=True)
        self._lay_out()
        self.use.clicked.connect(self._use)
        self.give.clicked.connect(self._give)
        self.alias.returnPressed.connect(self._give)
        self.alias.textChanged.connect(lambda text: self.give.setEnabled(bool(text.strip())))
        self.leave.clicked.connect(self._leave)
        self.hide()

    def show_slips(self, slips: Sequence[Slip], name: str) -> None:
        """Ask about the first of these; `name` is whom the text is for."""
        before = self._slip.name if self._slip else None
        self._slip = slips[0] if slips else None
        self.setVisible(self._slip is not None)
        if self._slip is None:
            return
        slip = self._slip
        self.sentence.setText(words.slipped(slip, name))
        self.more.setText(self.tr("%n more names", "", len(slips) - 1) if slips[1:] else "")
        self.more.setVisible(len(slips) > 1)
        self.use.setVisible(slip.alias is not None)
        self.use.setText(self.tr("Use “{alias}”").format(alias=isolated(slip.alias or "")))
        can_type = slip.alias is None and slip.reason != "inside_word"
        self.alias.setVisible(can_type)
        self.give.setVisible(can_type)
        if slip.name != before:
            self.alias.clear()
            self.give.setEnabled(False)

    def clear(self) -> None:
        """Forget the name."""
        self._slip = None
        self.sentence.setText("")
        self.use.setText("")
        self.alias.clear()
        self.hide()

    def _use(self) -> None:
        slip = self._slip
        if slip is not None and slip.alias is not None:
            self.alias_wanted.emit(slip.name, slip.alias, slip.reason == "ordinary_word")

    def _give(self) -> None:
        if self._slip is not None and self.alias.text().strip():
            self.alias_wanted.emit(self._slip.name, self.alias.text().strip(), False)  # noqa: FBT003 -- a signal's value

    def _leave(self) -> None:
        if self._slip is not None:
            self.leave_wanted.emit(self._slip.name)

    def _lay_out(self) -> None:
        look = theme.current()
        row = QHBoxLayout()
        look.pad(row, spacing=12)
        row.addWidget(IconLabel("caution", "caution"))
        texts = QVBoxLayout()
        look.pad(texts, spacing=2)
        texts.addWidget(self.sentence)
        texts.addWidget(self.more)
        row.addLayout(texts, 1)
        self.column.addLayout(row)
        answers = QWidget()
        answers.setProperty("page", "true")
        flow = FlowLayout(answers)
        look.pad(flow, spacing=8)
        for part in (self.alias, self.give, self.use, self.leave):
            flow.addWidget(part)
        self.column.addWidget(answers)
        QWidget.setTabOrder(self.alias, self.give)
        QWidget.setTabOrder(self.give, self.use)
        QWidget.setTabOrder(self.use, self.leave)
