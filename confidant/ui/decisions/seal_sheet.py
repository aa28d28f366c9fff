"""The moment of sealing: what it does, what it takes, what is still missing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from confidant.services.decisions import Declined, WillSeal
from confidant.ui import theme
from confidant.ui.decisions.forecast_sheets import AskingSheet
from confidant.ui.decisions.specs import Counted
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import ComboBox, RadioButton
from confidant.ui.widgets.date_text import long_date
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.probability import percent

_GROUPS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("problem", ("problem", "for_an_outsider", "knowns", "unknowns", "constraints",
                 "complications", "drivers")),
    ("options", ("options", "assessments", "scores", "assumptions", "analogies")),
    ("leaning", ("leaning", "confidence")),
    ("chances", ("best", "likely", "worst", "premortem")),
    ("state_of_mind", ("state_of_mind",)),
    ("dissent", ("dissent", "gut_check")),
)  # fmt: skip


class SealingSheet(AskingSheet):
    """What sealing does and what it takes. `write_wanted(section)` closes it to fill a gap."""

    write_wanted = Signal(str)

    def __init__(
        self, parent: QWidget, title: str, will_seal: WillSeal, counts: Mapping[str, int]
    ) -> None:
        """Make the sheet for what would be sealed; `counts` has the size of every filled field."""
        super().__init__(parent, title, icon="seal")
        self.will_seal = will_seal
        self._counts = counts
        self._facts: dict[str, str] = {}
        for words in (
            self.tr("Sealing freezes what you knew and expected before the outcome."),
            self.tr(
                "Nobody can change it afterwards, you included; it can only be erased. "
                "Later thoughts become dated amendments."
            ),
        ):
            self.body.addWidget(Label(words, Role.UI, wrap=True))

    def say(self, group: str, words: str) -> None:
        """Say what a line of the list holds, in better words than its size."""
        self._facts[group] = words

    def add_what(self) -> None:
        """Add the list of what will be sealed, and one caution."""
        self.body.addWidget(Label(self.tr("Will be sealed"), Role.EYEBROW, "muted"))
        grid = QGridLayout()
        theme.current().pad(grid, spacing=8)
        grid.setColumnStretch(1, 1)
        for number, (name, words) in enumerate(self.lines()):
            grid.addWidget(Label(name, Role.UI, "muted", wrap=True), number, 0)
            grid.addWidget(Label(words, Role.UI, wrap=True), number, 1)
        self.body.addLayout(grid)
        caution = self._caution()
        if caution is not None:
            self.body.addWidget(caution)

    def lines(self) -> list[tuple[str, str]]:
        """Return (what, how much of it) for every line of the list."""
        counted = Counted(self)
        lines = []
        for key, group in _GROUPS:
            there = {
                name: self._counts.get(name, 1) for name in group if name in self.will_seal.fields
            }
            nothing = self.tr("not recorded, and cannot be added once sealed")
            said = self._facts.get(key) or counted.state(there)
            lines.append((self._group(key), said if there else nothing))
        count = len(self.will_seal.forecasts)
        said = counted.state({"forecasts": count}) if count else self.tr("none")
        lines.append((self.tr("Forecasts"), said))
        return lines

    def _group(self, key: str) -> str:
        return {
            "problem": self.tr("Problem and what is known"),
            "options": self.tr("Options and reasons"),
            "leaning": self.tr("Leaning and confidence"),
            "chances": self.tr("Outcomes and premortem"),
            "state_of_mind": self.tr("State of mind"),
            "dissent": self.tr("Dissent and gut"),
        }[key]

    def _caution(self) -> Card | None:
        empty = set(self.will_seal.empty)
        gaps: Sequence[tuple[bool, str, str, str]] = (
            (
                "dissent" in empty,
                self.tr(
                    "Dissent is empty. If nobody disagreed, write that; if someone did, this is "
                    "the last place to say so."
                ),
                self.tr("Write the dissent"),
                "dissent",
            ),
            (
                not self.will_seal.forecasts,
                self.tr("There is no forecast: nothing will say whether the reasoning held."),
                self.tr("Add a forecast"),
                "forecasts",
            ),
            (
                "premortem" in empty,
                self.tr("There is no premortem: why would it have failed?"),
                self.tr("Write the premortem"),
                "premortem",
            ),
        )
        found = next((gap for gap in gaps if gap[0]), None)
        if found is None:
            return None
        card = Card("caution")
        row = QHBoxLayout()
        theme.current().pad(row, spacing=10)
        row.addWidget(IconLabel("caution", "caution"))
        row.addWidget(Label(found[1], Role.UI, wrap=True), 1)
        write = Button(found[2], small=True)
        write.clicked.connect(lambda: self._write(found[3]))
        row.addWidget(write)
        card.column.addLayout(row)
        return card

    def _write(self, section: str) -> None:
        self.reject()
        self.write_wanted.emit(section)


class SealSheet(SealingSheet):
    """Decide and seal."""

    def __init__(
        self,
        parent: QWidget,
        will_seal: WillSeal,
        counts: Mapping[str, int],
        *,
        leaning: str,
        sure: int | None,
        confirmation: str,
        seal: Callable[[str, str, str], object],
    ) -> None:
        """Ask; `seal` receives option, reason and how it will be known."""
        super().__init__(parent, parent.tr("Decide and seal"), will_seal, counts)
        self._seal = seal
        options = [
            (title, f"{number}  {title}") for number, title in enumerate(will_seal.options, start=1)
        ]
        self.option = ComboBox(options)
        wanted = leaning.strip().casefold()
        meant = next((o for o in will_seal.options if o.strip().casefold() == wanted), "")
        if meant:
            self.option.choose(meant)
        self.because = self.text(self.tr("Because"), self.tr("The reason that counts most"))
        self.because_field = Field(self.tr("Because"), self.because)
        self.confirmation = self.text(
            self.tr("How will we know that it was carried out?"),
            self.tr("A sign that everybody can see"),
            lines=1,
        )
        self.confirmation.set_text(confirmation)
        card = Card("raised", spacing=12)
        card.column.addWidget(Field(self.tr("I decide for"), self.option))
        card.column.addWidget(self.because_field)
        card.column.addWidget(
            Field(self.tr("How will we know that it was carried out?"), self.confirmation)
        )
        self.body.addWidget(card)
        parts = (isolated(leaning) if leaning else "", "" if sure is None else percent(sure))
        self.say("leaning", " · ".join(filter(None, parts)))
        self.add_what()
        if will_seal.review_on:
            day = long_date(date.fromisoformat(min(will_seal.review_on)))
            self.set_footnote(self.tr("The review is due on {day}.").format(day=day))
        self.seal_button = Button(self.tr("Seal this decision"), Kind.PRIMARY, icon="seal")
        self.seal_button.clicked.connect(self._done)
        self._end(self.tr("Not yet"), self.seal_button)
        self.because.setFocus()

    def _done(self) -> None:
        if not self.because.text().strip():
            self.because_field.show_error(self.tr("Write the reason; one line is enough."))
            self.because.setFocus()
            return
        self.because_field.clear_error()
        self._seal(self.option.chosen, self.because.text(), self.confirmation.text().strip())


class DeclineSheet(SealingSheet):
    """Decide not to: the same seal."""

    def __init__(
        self,
        parent: QWidget,
        will_seal: WillSeal,
        counts: Mapping[str, int],
        *,
        seal: Callable[[Declined], object],
    ) -> None:
        """Ask; `seal` receives `not_taken` or `rejected`."""
        super().__init__(parent, parent.tr("Decide not to"), will_seal, counts)
        self._seal = seal
        self.not_taken = RadioButton(self.tr("Not taken: the question went away, or can wait"))
        self.said_no = RadioButton(self.tr("Rejected: we looked at it and said no"))
        self.body.addWidget(self.not_taken)
        self.body.addWidget(self.said_no)
        self.add_what()
        self.seal_button = Button(self.tr("Seal it undecided"), Kind.PRIMARY, icon="seal")
        self.seal_button.clicked.connect(self._done)
        self._end(self.tr("Not yet"), self.seal_button)

    def _done(self) -> None:
        if not (self.not_taken.isChecked() or self.said_no.isChecked()):
            self.refuse(self.tr("Say first which of the two it is."))
            return
        self._seal("rejected" if self.said_no.isChecked() else "not_taken")


class AmendSheet(AskingSheet):
    """A later thought beside what is sealed."""

    def __init__(self, parent: QWidget, amend: Callable[[str], object]) -> None:
        """Ask; `amend` receives the thought."""
        super().__init__(parent, parent.tr("Add an amendment"), icon="edit")
        self._amend = amend
        words = self.tr("What was sealed stays as it was. Your thought stands beside it.")
        self.body.addWidget(Label(words, Role.UI, wrap=True))
        self.thought = self.text(self.tr("What I think now"), lines=3)
        self.thought_field = Field(self.tr("What I think now"), self.thought)
        self.body.addWidget(self.thought_field)
        self.done_button = Button(self.tr("Add the amendment"), Kind.PRIMARY)
        self.done_button.clicked.connect(self._done)
        self._end(self.tr("Not yet"), self.done_button)

    def _done(self) -> None:
        if not self.thought.text().strip():
            self.thought_field.show_error(self.tr("Write the thought; one line is enough."))
            self.thought.setFocus()
            return
        self._amend(self.thought.text())
