"""Pulses: how the relation is doing, asked on both sides."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from confidant.compat import override
from confidant.records.body import Common, Part, Withheld, refuse
from confidant.records.fields import Mark
from confidant.records.values import Line, Ten, up_to

Instrument: TypeAlias = Literal["readiness", "fit"]
Wish: TypeAlias = Literal["continue", "recontract", "pause", "close"]


class RatingAnswer(Part, frozen=True, kw_only=True):
    """The mark for one question."""

    question: Line
    value: Ten


class Pulse(Common, frozen=True, kw_only=True, tag="pulse"):
    """A questionnaire at a day of the relation."""

    instrument: Annotated[Instrument, Mark.DEFAULT]
    day_number: Annotated[Annotated[int, Meta(ge=0, le=10000)], Mark.DEFAULT]
    answers: Annotated[Annotated[tuple[RatingAnswer, ...], up_to(60)] | None, Mark.WITHHELD] = None
    wish: Annotated[Wish | None, Mark.WITHHELD] = None

    @override
    def check_rules(self, withheld: Withheld) -> None:
        if self.answers is None and withheld is not None and "answers" not in withheld:
            raise refuse("answers", "required")
