"""Observations: a meeting watched by agreement."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from confidant.compat import override
from confidant.records.body import Common, Part, Withheld, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Line, Minutes, Text, up_to

EventCode: TypeAlias = Literal[
    "starts",
    "stops",
    "interrupts",
    "question",
    "challenge",
    "dissent",
    "option",
    "decision",
    "deferral",
    "silence",
    "tension",
    "humour",
]


class Seat(Part, frozen=True, kw_only=True):
    """Somebody at the table."""

    alias: Line
    role: Line | None = None


class Segment(Part, frozen=True, kw_only=True):
    """One point of the agenda."""

    topic: Line
    minutes: Minutes | None = None


class Event(Part, frozen=True, kw_only=True):
    """Something that happened at `t` ms from the start."""

    t: Annotated[int, Meta(ge=0, le=86400000)]
    seat: Annotated[int, Meta(ge=1, le=40)]
    code: EventCode
    target: Annotated[int, Meta(ge=1, le=40)] | None = None
    note: Line | None = None


class Observation(Common, frozen=True, kw_only=True, tag="observation"):
    """A meeting: who spoke how, facts apart from inference."""

    consent: Annotated[Line, Mark.DEFAULT]
    seats: Annotated[tuple[Seat, ...], up_to(40), Mark.DEFAULT]
    agenda: Annotated[Annotated[tuple[Segment, ...], up_to(40)] | None, Mark.DEFAULT] = None
    watch_for: Annotated[Annotated[tuple[Text, ...], up_to(20)] | None, Mark.DEFAULT] = None
    predicted_airtime: Annotated[Annotated[tuple[Bp, ...], up_to(40)] | None, Mark.DEFAULT] = None
    predicts_dissent: Annotated[bool | None, Mark.DEFAULT] = None
    events: Annotated[Annotated[tuple[Event, ...], up_to(5000)] | None, Mark.DEFAULT] = None
    facts: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    inference: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    strengths: Annotated[Text | None, Mark.DEFAULT] = None
    try_next: Annotated[Text | None, Mark.DEFAULT] = None
    impressions: Annotated[Text | None, Mark.NEVER] = None

    @override
    def check_rules(self, withheld: Withheld) -> None:
        seats = len(self.seats)
        for event in self.events or ():
            if max(event.seat, event.target or 0) > seats:
                raise refuse("events", "seat-exists")
        if self.predicted_airtime is not None and len(self.predicted_airtime) != seats:
            raise refuse("predicted_airtime", "one-per-seat")
