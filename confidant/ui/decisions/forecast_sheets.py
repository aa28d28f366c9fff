"""What is asked about a forecast: the question, a later view, what the world said."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QButtonGroup, QWidget

from confidant.errors import ExpectedError
from confidant.records.canonical import JsonValue
from confidant.records.forecast import AMBIGUOUS, Forecast
from confidant.ui.decisions.forecast_words import ForecastWords
from confidant.ui.decisions.view_panel import ViewPanel
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import RadioButton
from confidant.ui.widgets.date_field import DateField
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.segments import Segments
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.words import sentence

Fields = Mapping[str, JsonValue]


class AskingSheet(Sheet):
    """A sheet that stays open until what it asks for was written."""

    def __init__(self, parent: QWidget, title: str, *, icon: str) -> None:
        """Make an empty sheet."""
        super().__init__(parent, title, icon=icon)
        self.error = Label("", Role.SMALL, "danger", wrap=True)
        self.error.hide()
        self._texts: list[PlainText] = []
        self.finished.connect(self._forget)

    def text(self, name: str, placeholder: str = "", lines: int = 2) -> PlainText:
        """Return a text field that is emptied when the sheet closes."""
        edit = PlainText(name, placeholder, role=Role.READ_SMALL, growing=True)
        edit.set_lines(lines)
        self._texts.append(edit)
        return edit

    def refuse(self, words: str) -> None:
        """Say why it could not be done; the sheet stays as it is."""
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def show_refusal(self, error: ExpectedError) -> None:
        """Say why the vault refused it."""
        self.refuse(sentence(error))

    def _end(self, harmless: str, done: Button) -> None:
        self.body.addWidget(self.error)
        self.add_harmless(Button(harmless))
        self.add(done)

    def _forget(self, _result: int) -> None:
        for text in self._texts:
            text.forget()
        self.deleteLater()


class ForecastSheet(AskingSheet):
    """A forecast of a decision, new or not sealed yet."""

    def __init__(
        self,
        parent: QWidget,
        today: Callable[[], date],
        write: Callable[[str, date, Fields], object],
        forecast: Forecast | None = None,
    ) -> None:
        """Ask; `write` receives question, day and the fields of the view."""
        title = parent.tr("Add a forecast") if forecast is None else parent.tr("The forecast")
        super().__init__(parent, title, icon="target")
        self._write = write
        self._new = forecast is None
        self.question = self.text(
            self.tr("What will turn out to be so?"),
            self.tr("For example: the landlord accepts five months’ rent or less"),
        )
        self.question_field = Field(
            self.tr("What will turn out to be so?"),
            self.question,
            help_text=self.tr("So that nobody can argue afterwards whether it came."),
        )
        self.shape = Segments(
            self.tr("Form of the answer"),
            (
                ("binary", self.tr("Yes or no")),
                ("choice", self.tr("One of several")),
                ("interval", self.tr("A number")),
            ),
        )
        self.panel = ViewPanel()
        self.shape.chosen.connect(self.panel.show_shape)
        self.resolve_by = DateField(self.tr("It will be known by"), today)
        self.resolve_by_field = Field(self.tr("It will be known by"), self.resolve_by)
        for widget in (self.question_field, self.shape, self.panel, self.resolve_by_field):
            self.body.addWidget(widget)
        if forecast is not None:
            self.question.set_text(forecast.question)
            self.panel.show_forecast(forecast)
            self.shape.choose(forecast.shape)
            self.resolve_by.set_day(date.fromisoformat(forecast.resolve_by))
        self.set_footnote(self.tr("It is sealed with the decision."))
        words = self.tr("Add the forecast") if self._new else self.tr("Keep the forecast")
        self.done_button = Button(words, Kind.PRIMARY)
        self.done_button.clicked.connect(self._done)
        self._end(self.tr("Not yet"), self.done_button)

    def _done(self) -> None:
        self.resolve_by.commit()
        for field in (self.question_field, self.resolve_by_field):
            field.clear_error()
        if not self.question.text().strip():
            self.question_field.show_error(self.tr("Write what will turn out to be so."))
            self.question.setFocus()
            return
        given = self.panel.fields()
        if given is None:
            return
        day = self.resolve_by.day
        if day is None:
            self.resolve_by_field.show_error(self.tr("Choose the day by which it will be known."))
            self.resolve_by.setFocus()
            return
        self._write(self.question.text(), day, given)


class UpdateSheet(AskingSheet):
    """A later view, beside the one that is sealed."""

    def __init__(
        self, parent: QWidget, forecast: Forecast, update: Callable[[Fields, str], object]
    ) -> None:
        """Ask; `update` receives the fields of the view and why it changed."""
        super().__init__(parent, parent.tr("How sure are you now?"), icon="target")
        self._update = update
        words = ForecastWords(self)
        self.body.addWidget(Label(forecast.question, Role.READ_SMALL, wrap=True))
        sealed = self.tr("Sealed: {view}").format(view=words.view(forecast, forecast))
        self.body.addWidget(Label(sealed, Role.SMALL, "muted", wrap=True))
        self.panel = ViewPanel(fixed_options=True)
        self.panel.show_forecast(forecast)
        self.why = self.text(self.tr("What changed"))
        self.body.addWidget(self.panel)
        self.body.addWidget(Field(self.tr("What changed"), self.why))
        self.set_footnote(self.tr("The first view stays; this one stands beside it."))
        self.done_button = Button(self.tr("Keep this view"), Kind.PRIMARY)
        self.done_button.clicked.connect(self._done)
        self._end(self.tr("Not yet"), self.done_button)

    def _done(self) -> None:
        given = self.panel.fields()
        if given is not None:
            self._update(given, self.why.text().strip())


class ResolveSheet(AskingSheet):
    """What the world said."""

    def __init__(
        self, parent: QWidget, forecast: Forecast, resolve: Callable[[str, str], object]
    ) -> None:
        """Ask; `resolve` receives the resolution and the lesson."""
        super().__init__(parent, parent.tr("How did it come out?"), icon="check")
        self._resolve = resolve
        self.body.addWidget(Label(forecast.question, Role.READ_SMALL, wrap=True))
        self._group = QButtonGroup(self)
        self.answers: dict[str, RadioButton] = {}
        self.number: LineEdit | None = None
        for key, words in self._answers(forecast):
            button = RadioButton(words)
            self._group.addButton(button)
            self.answers[key] = button
            self.body.addWidget(button)
            if key == "value":
                self.number = LineEdit(self.tr("The number"), self.tr("The number"))
                self.number.textEdited.connect(lambda _t, button=button: button.setChecked(True))
                self.body.addWidget(self.number)
        self.lesson = self.text(self.tr("What I learn from it"))
        self.body.addWidget(Field(self.tr("What I learn from it"), self.lesson))
        self.set_footnote(self.tr("A forecast is resolved once."))
        self.done_button = Button(self.tr("Resolve it"), Kind.PRIMARY)
        self.done_button.clicked.connect(self._done)
        self._end(self.tr("Not yet"), self.done_button)

    def _answers(self, forecast: Forecast) -> list[tuple[str, str]]:
        cannot = (AMBIGUOUS, self.tr("It cannot be judged"))
        if forecast.shape == "choice":
            return [*((c.option, isolated(c.option)) for c in forecast.choices or ()), cannot]
        if forecast.shape == "interval":
            return [("value", self.tr("The number is known")), cannot]
        return [
            ("yes", self.tr("It came true")),
            ("no", self.tr("It did not come true")),
            cannot,
        ]

    def _done(self) -> None:
        chosen = next((key for key, one in self.answers.items() if one.isChecked()), "")
        if chosen == "value" and self.number is not None:
            chosen = self.number.text().strip()
        if not chosen:
            self.refuse(self.tr("Choose what happened first."))
            return
        self._resolve(chosen, self.lesson.text().strip())
