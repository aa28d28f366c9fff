"""Opinions asked blind: the estimate, and the opening of what was withheld."""

from typing import Annotated, ClassVar

from confidant.compat import override
from confidant.records.body import Common, Part, Withheld, check_object, refuse
from confidant.records.decision_parts import Score
from confidant.records.fields import Mark, Role
from confidant.records.response import About
from confidant.records.values import B32, Bp, Dec, GutCheck, Line, Ref, Text, up_to
from confidant.records.views import FORMS, Choice, check_numbers, present


class Guess(Part, frozen=True, kw_only=True):
    """A view of one forecast of the other side."""

    forecast: Ref
    p: Bp | None = None
    choices: Annotated[tuple[Choice, ...], up_to(20, least=2)] | None = None
    low: Dec | None = None
    high: Dec | None = None

    @override
    def check_rules(self) -> None:
        if present(self) not in FORMS.values():
            raise refuse("guesses", "one-form")
        check_numbers(self)


class Estimate(Common, frozen=True, kw_only=True, tag="estimate"):
    """An opinion given before the other one is shown."""

    needs_reply_to: ClassVar[bool] = True

    about: Annotated[About, Mark.DEFAULT]
    leaning: Annotated[Line | None, Mark.DEFAULT, Role.BODY] = None
    confidence: Annotated[Bp | None, Mark.DEFAULT, Role.MEASURE] = None
    scores: Annotated[Annotated[tuple[Score, ...], up_to(40)] | None, Mark.DEFAULT] = None
    gut_check: Annotated[GutCheck | None, Mark.DEFAULT] = None
    guesses: Annotated[Annotated[tuple[Guess, ...], up_to(40)] | None, Mark.DEFAULT] = None
    biggest_risk: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None


class Reveal(Common, frozen=True, kw_only=True, tag="reveal"):
    """The opening of a commitment: `value` is the canonical JSON of the withheld fields."""

    needs_reply_to: ClassVar[bool] = True

    about: Annotated[About, Mark.DEFAULT]
    nonce: Annotated[B32, Mark.DEFAULT]
    value: Annotated[Text, Mark.DEFAULT, Role.STRUCTURAL]

    @override
    def check_rules(self, withheld: Withheld) -> None:
        check_object("value", self.value)
