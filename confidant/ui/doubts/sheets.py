"""The questions that end a doubt, or let it go on on purpose."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from confidant.errors import ExpectedError
from confidant.services.doubts import Line
from confidant.ui.doubts.words import plain_title
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import RadioButton
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.probability import Probability
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.words import sentence

_CARRY_DAYS = 30
_HUNDREDTH = 100


class DoubtSheet(Sheet):
    """Says which doubt it is about, and what the vault refused. `finish` closes it when done."""

    def __init__(self, parent: QWidget, title: str, line: Line, *, icon: str) -> None:
        """Make the sheet for the doubt in `line`."""
        super().__init__(parent, title, icon=icon)
        self.line = line
        self.body.addWidget(Label(plain_title(line), Role.READ_SMALL, wrap=True))
        self._error = Label("", Role.SMALL, "danger", wrap=True)
        self._error.hide()
        self._texts: list[PlainText] = []

    def text(self, name: str, placeholder: str = "") -> PlainText:
        """Return a text field of the sheet, which is emptied when the sheet closes."""
        edit = PlainText(name, placeholder, role=Role.READ_SMALL, growing=True)
        edit.set_lines(2)
        self._texts.append(edit)
        return edit

    def show_refusal(self, error: ExpectedError) -> None:
        """Say why it could not be done; the sheet stays as it is."""
        self._error.setText(sentence(error))
        self._error.show()

    def finish(self) -> None:
        """Close: it is done."""
        self.accept()

    def _end(self, done: Button) -> None:
        self.body.addWidget(self._error)
        self.add_harmless(Button(self.tr("Not yet")))
        self.add(done)
        self.finished.connect(self._forget)

    def _forget(self, _result: int) -> None:
        for text in self._texts:
            text.forget()
        self.deleteLater()


class SettleSheet(DoubtSheet):
    """Was it warranted, and how is that known?"""

    def __init__(
        self, parent: QWidget, line: Line, settle: Callable[["SettleSheet", bool, str], object]
    ) -> None:
        """Make the sheet; `settle` is called with it, the answer and the evidence."""
        super().__init__(parent, parent.tr("Settle the doubt"), line, icon="check")
        self._settle = settle
        self.warranted = RadioButton(self.tr("It was warranted"))
        self.unwarranted = RadioButton(self.tr("It was not warranted"))
        self.evidence = self.text(self.tr("How is that known?"))
        self.evidence.set_text(line.body.evidence or "")
        self._answer = Label("", Role.SMALL, "danger", wrap=True)
        self._answer.hide()
        for widget in (self.warranted, self.unwarranted, self._answer):
            self.body.addWidget(widget)
        self.evidence_field = Field(self.tr("How is that known?"), self.evidence)
        self.body.addWidget(self.evidence_field)
        self.done_button = Button(self.tr("Settle it"), Kind.PRIMARY)
        self.done_button.clicked.connect(self._done)
        self._end(self.done_button)

    def _done(self) -> None:
        if not (self.warranted.isChecked() or self.unwarranted.isChecked()):
            self._answer.setText(self.tr("Say first whether it was warranted."))
            self._answer.show()
            self.warranted.setFocus()
            return
        self._answer.hide()
        if not self.evidence.text().strip():
            self.evidence_field.show_error(
                self.tr("Write how you know; one line is enough to look back on.")
            )
            self.evidence.setFocus()
            return
        self._settle(self, self.warranted.isChecked(), self.evidence.text())


class CarrySheet(DoubtSheet):
    """Why it goes on, and until when."""

    def __init__(
        self,
        parent: QWidget,
        line: Line,
        today: Callable[[], date],
        carry: Callable[["CarrySheet", str, date | None], object],
    ) -> None:
        """Make the sheet; `carry` is called with it, the reason and the day."""
        super().__init__(parent, parent.tr("Carry the doubt on"), line, icon="clock")
        self._carry = carry
        self._today = today
        self.because = self.text(self.tr("Why it goes on"))
        self.because_field = Field(self.tr("Why it goes on"), self.because)
        self.until = DateField(self.tr("Until"), today)
        self.until.set_day(today() + timedelta(days=_CARRY_DAYS))
        self.until_field = Field(
            self.tr("Until"),
            self.until,
            help_text=self.tr("Without a day it rests until you open it again."),
        )
        self.body.addWidget(self.because_field)
        self.body.addWidget(self.until_field)
        self.done_button = Button(self.tr("Carry it on"), Kind.PRIMARY)
        self.done_button.clicked.connect(self._done)
        self._end(self.done_button)

    def _done(self) -> None:
        self.until.commit()
        if not self.because.text().strip():
            self.because_field.show_error(
                self.tr("Write why: a doubt is carried on purpose, not by forgetting.")
            )
            self.because.setFocus()
            return
        self.because_field.clear_error()
        day = self.until.day
        if not self.until.is_readable or (day is not None and day <= self._today()):
            self.until_field.show_error(self.tr("Choose a day that is still to come, or none."))
            self.until.setFocus()
            return
        self._carry(self, self.because.text(), day)


class ForecastSheet(DoubtSheet):
    """What the world will answer in place of the doubt."""

    def __init__(
        self,
        parent: QWidget,
        line: Line,
        today: Callable[[], date],
        write: Callable[["ForecastSheet", str, int, date], object],
    ) -> None:
        """Make the sheet; `write` is called with it, question, basis points and day."""
        super().__init__(parent, parent.tr("Make it a forecast"), line, icon="target")
        self._write = write
        self._today = today
        self.question = self.text(
            self.tr("What will turn out to be so?"),
            self.tr("For example: Ana keeps the night shift under 2 % errors"),
        )
        self.question_field = Field(
            self.tr("What will turn out to be so?"),
            self.question,
            help_text=self.tr("A statement that will be true or not, so that nobody can argue."),
        )
        self.chance = Probability(self.tr("How likely"))
        self.chance_field = Field(self.tr("How likely"), self.chance)
        self.resolve_by = DateField(self.tr("It will be known by"), today)
        self.resolve_by_field = Field(self.tr("It will be known by"), self.resolve_by)
        for field in (self.question_field, self.chance_field, self.resolve_by_field):
            self.body.addWidget(field)
        self.set_footnote(self.tr("A forecast is sealed when it is written."))
        self.done_button = Button(self.tr("Seal the forecast"), Kind.PRIMARY, icon="seal")
        self.done_button.clicked.connect(self._done)
        self._end(self.done_button)

    def _done(self) -> None:
        self.resolve_by.commit()
        for field in (self.question_field, self.chance_field, self.resolve_by_field):
            field.clear_error()
        chance, day = self.chance.value, self.resolve_by.day
        if not self.question.text().strip():
            self.question_field.show_error(self.tr("Write what will turn out to be so."))
            self.question.setFocus()
        elif chance is None:
            self.chance_field.show_error(self.tr("Say how likely it is."))
            self.chance.setFocus()
        elif day is None or day < self._today():
            self.resolve_by_field.show_error(self.tr("Choose a day that is still to come."))
            self.resolve_by.setFocus()
        else:
            self._write(self, self.question.text(), chance * _HUNDREDTH, day)
