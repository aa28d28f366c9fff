"""Forecasts: questions that the world will answer."""

from typing import Annotated, Literal, TypeAlias

from confidant.compat import override
from confidant.records.body import Common, Part, Withheld, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Dec, Line, Ms, Ref, Text, up_to
from confidant.records.views import FORMS, Choice, check_numbers, present

ForecastShape: TypeAlias = Literal["binary", "choice", "interval"]

_VIEW = frozenset({"p", "choices", "low", "high"})


class Update(Part, frozen=True, kw_only=True):
    """A later view of a forecast, in the same shape."""

    at: Ms
    p: Bp | None = None
    choices: Annotated[tuple[Choice, ...], up_to(20, least=2)] | None = None
    low: Dec | None = None
    high: Dec | None = None
    why: Text | None = None

    @override
    def check_rules(self) -> None:
        check_numbers(self)


class Forecast(Common, frozen=True, kw_only=True, tag="forecast"):
    """A question with a probability, choices or an interval that should hold in 80 %."""

    question: Annotated[Text, Mark.SEALED, Role.BODY]
    shape: Annotated[ForecastShape, Mark.SEALED]
    p: Annotated[Bp | None, Mark.WITHHELD, Mark.SEALED, Role.MEASURE] = None
    choices: Annotated[
        Annotated[tuple[Choice, ...], up_to(20, least=2)] | None, Mark.WITHHELD, Mark.SEALED
    ] = None
    low: Annotated[Dec | None, Mark.WITHHELD, Mark.SEALED] = None
    high: Annotated[Dec | None, Mark.WITHHELD, Mark.SEALED] = None
    unit: Annotated[Line | None, Mark.SEALED, Role.STRUCTURAL] = None
    resolve_by: Annotated[Day, Mark.DEFAULT, Role.DUE]
    updates: Annotated[Annotated[tuple[Update, ...], up_to(200)] | None, Mark.WITHHELD] = None
    resolution: Annotated[Line | None, Mark.DEFAULT] = None
    resolved_at: Annotated[Ms | None, Mark.DEFAULT] = None
    lesson: Annotated[Text | None, Mark.DEFAULT] = None
    decision: Annotated[Ref | None, Mark.DEFAULT] = None

    @override
    def check_rules(self, withheld: Withheld) -> None:
        form = FORMS[self.shape]
        shown = present(self)
        if withheld is not None:
            fits = shown | (withheld & _VIEW) == form
        else:
            fits = shown in (frozenset(), form)
        if not fits:
            raise refuse("shape", "one-form")
        check_numbers(self)
        if any(present(update) != form for update in self.updates or ()):
            raise refuse("updates", "one-form")
