"""One decision: the one-minute record on top, the sections below, the foot that seals."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.decisions.forecasts import ForecastsModel
from confidant.ui.decisions.forecasts_part import ForecastsSection
from confidant.ui.decisions.head import DecisionHead
from confidant.ui.decisions.options import OptionsSection
from confidant.ui.decisions.sealed_parts import SealedBand
from confidant.ui.decisions.sections import ChancesSection, FieldSection, PremortemSection
from confidant.ui.decisions.specs import SectionSpecs
from confidant.ui.record_form.field_words import FieldWords
from confidant.ui.record_form.lists import Maker
from confidant.ui.record_form.model import FormModel
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label, Rule

_WIDEST = 920
_SPECIAL: dict[str, type[FieldSection]] = {
    "options": OptionsSection,
    "chances": ChancesSection,
    "premortem": PremortemSection,
}


class DecisionPage(QWidget):
    """`decide_wanted` and `amend_wanted` follow the foot; `removed(sentence, undo)` a removal."""

    decide_wanted = Signal()
    amend_wanted = Signal()
    removed = Signal(str, object)

    def __init__(
        self,
        form: FormModel,
        forecasts: ForecastsModel,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        """Show what `form` has open."""
        super().__init__(parent)
        self.form = form
        maker = Maker(FieldWords(self), today)
        self.head = DecisionHead(form, maker, today)
        self.band = SealedBand()
        self.sections: list[FieldSection | ForecastsSection] = []
        for spec in SectionSpecs(self).every():
            if spec.key == "forecasts":
                self.forecasts = ForecastsSection(spec, form, forecasts, today)
                self.sections.append(self.forecasts)
                continue
            section = _SPECIAL.get(spec.key, FieldSection)(spec, form, maker)
            section.removed.connect(self.removed)
            self.sections.append(section)
            if isinstance(section, OptionsSection):
                self.options = section
        self.state = Label("", Role.UI, "muted", wrap=True)
        self.amend = Button(self.tr("Add an amendment…"), Kind.PRIMARY, icon="edit")
        self.decide = Button(self.tr("Decide and seal…"), Kind.PRIMARY, icon="seal")
        self._lay_out()
        self._connect()

    def commit(self) -> None:
        """Take days that were typed and not confirmed yet."""
        self.head.commit()
        for section in self.sections:
            if isinstance(section, FieldSection):
                section.commit()

    def clear(self) -> None:
        """Drop every text."""
        self.head.clear()
        self.band.drop()
        for section in self.sections:
            section.drop()
        self.state.setText("")

    def jump(self, number: int) -> None:
        """Go to a section, from 1: unfold it and put its heading into sight."""
        if number <= len(self.sections):
            self._go_to(self.sections[number - 1])

    def jump_to(self, key: str) -> None:
        """Go to the section with this name."""
        section = next((one for one in self.sections if one.spec.key == key), None)
        if section is not None:
            self._go_to(section)

    def refuse(self, name: str, sentence: str) -> None:
        """Say beside a field why the rules refuse it; an empty sentence takes that back."""
        if not sentence:
            self.head.accept_all()
            for section in self.sections:
                if isinstance(section, FieldSection):
                    section.accept_all()
        elif not self.head.refuse(name, sentence):
            for section in self.sections:
                if isinstance(section, FieldSection) and section.refuse(name, sentence):
                    return
            self.state.setText(sentence)

    def show_record(self) -> None:
        """Show what the form has open now."""
        if not self.form.is_open:
            self.clear()
            return
        self.head.show_record()
        self.band.show_record(self.form)
        for section in self.sections:
            section.show_record()
        self._show_foot()

    def _go_to(self, section: FieldSection | ForecastsSection) -> None:
        section.unfold()
        section.heading.setFocus(Qt.FocusReason.ShortcutFocusReason)
        # What was unfolded has its height after the next layout only.
        QTimer.singleShot(0, section, lambda: self._scroll.ensureWidgetVisible(section, 0, 40))

    def _show_foot(self) -> None:
        form = self.form
        sealed, can_write = form.is_sealed, not form.read_only
        self.decide.setVisible(can_write and not sealed)
        self.amend.setVisible(can_write and sealed)
        if form.read_only:
            words = self.tr("This decision can only be read.")
        elif sealed:
            words = self.tr("Sealed. What was known before stays as it was.")
        else:
            words = self.tr("Nothing is sealed yet. You can still change every field.")
        self.state.setText(words)

    def _taken(self, name: str) -> None:
        for section in self.sections:
            if isinstance(section, FieldSection) and name in section.spec.fields:
                section.show_record()

    def _field_changed(self, name: str) -> None:
        if name == "leaning":
            self.options.mark()

    def _connect(self) -> None:
        self.form.opened.connect(self.show_record)
        self.form.refused.connect(self.refuse)
        self.form.taken.connect(self._taken)
        self.form.field_changed.connect(self._field_changed)
        self.options.leaned.connect(self.head.lean_to)
        self.decide.clicked.connect(self.decide_wanted)
        self.amend.clicked.connect(self.amend_wanted)

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout()
        look.pad(column, spacing=10, margins=(36, 16, 24, 24))
        column.addWidget(self.head)
        column.addWidget(self.band)
        column.addWidget(Rule())
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)
        self._scroll = ScrolledPage(column, _WIDEST)
        foot = QWidget()
        foot.setProperty("plane", "surface")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        look.pad(row, spacing=12, margins=(36, 8, 24, 8))
        row.addWidget(self.state, 1)
        row.addWidget(self.amend)
        row.addWidget(self.decide)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(Rule())
        outer.addWidget(foot)
