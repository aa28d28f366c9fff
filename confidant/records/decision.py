"""Decisions: the reasoning before, the verdict, and what is added afterwards."""

from typing import Annotated, Literal, TypeAlias

from confidant.records.body import Common
from confidant.records.decision_parts import (
    Amendment,
    Analogy,
    Assessment,
    Assumption,
    Cause,
    Confirmation,
    Distance,
    Driver,
    Mind,
    Option,
    Outcome,
    Resistance,
    Score,
    Tripwire,
    Verdict,
)
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Five, GutCheck, Line, Text, up_to

Status: TypeAlias = Literal[
    "draft", "pending", "decided", "not_taken", "rejected", "superseded", "reversed", "closed"
]
Reversibility: TypeAlias = Literal["one_way", "two_way"]


class Decision(Common, frozen=True, kw_only=True, tag="decision"):
    """A decision. Its reasoning is sealed when it is decided, not taken or rejected."""

    status: Annotated[Status, Mark.DEFAULT, Role.STATE]
    decide_by: Annotated[Day | None, Mark.DEFAULT, Role.DUE] = None
    default_if_none: Annotated[Text | None, Mark.DEFAULT] = None
    leaning: Annotated[Line | None, Mark.WITHHELD, Mark.SEALED] = None
    confidence: Annotated[Bp | None, Mark.WITHHELD, Mark.SEALED, Role.MEASURE] = None
    biggest_doubt: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    stakes: Annotated[Five | None, Mark.DEFAULT] = None
    reversibility: Annotated[Reversibility | None, Mark.DEFAULT] = None
    unwind_plan: Annotated[Text | None, Mark.DEFAULT] = None
    state_of_mind: Annotated[Mind | None, Mark.OVERRIDE, Mark.SEALED] = None
    as_felt: Annotated[Text | None, Mark.OVERRIDE] = None
    problem: Annotated[Text | None, Mark.SEALED, Role.BODY] = None
    for_an_outsider: Annotated[Text | None, Mark.SEALED, Role.BODY] = None
    knowns: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    unknowns: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    constraints: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    complications: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    drivers: Annotated[Annotated[tuple[Driver, ...], up_to(20)] | None, Mark.SEALED] = None
    assumptions: Annotated[Annotated[tuple[Assumption, ...], up_to(40)] | None, Mark.SEALED] = None
    options: Annotated[Annotated[tuple[Option, ...], up_to(20)] | None, Mark.SEALED] = None
    assessments: Annotated[Annotated[tuple[Assessment, ...], up_to(20)] | None, Mark.SEALED] = None
    scores: Annotated[
        Annotated[tuple[Score, ...], up_to(20)] | None, Mark.WITHHELD, Mark.SEALED
    ] = None
    analogies: Annotated[Annotated[tuple[Analogy, ...], up_to(20)] | None, Mark.SEALED] = None
    best: Annotated[Outcome | None, Mark.SEALED] = None
    likely: Annotated[Outcome | None, Mark.SEALED] = None
    worst: Annotated[Outcome | None, Mark.SEALED] = None
    premortem: Annotated[Annotated[tuple[Cause, ...], up_to(20)] | None, Mark.SEALED] = None
    tripwires: Annotated[Annotated[tuple[Tripwire, ...], up_to(20)] | None, Mark.DEFAULT] = None
    resistance: Annotated[Annotated[tuple[Resistance, ...], up_to(40)] | None, Mark.DEFAULT] = None
    distance: Annotated[Distance | None, Mark.PRIVATE] = None
    decision_makers: Annotated[Annotated[tuple[Line, ...], up_to(20)] | None, Mark.DEFAULT] = None
    consulted: Annotated[Annotated[tuple[Line, ...], up_to(40)] | None, Mark.DEFAULT] = None
    informed: Annotated[Annotated[tuple[Line, ...], up_to(40)] | None, Mark.DEFAULT] = None
    verdict: Annotated[Verdict | None, Mark.SEALED] = None
    dissent: Annotated[Text | None, Mark.SEALED] = None
    gut_check: Annotated[GutCheck | None, Mark.WITHHELD, Mark.SEALED] = None
    confirmation: Annotated[Confirmation | None, Mark.DEFAULT] = None
    review_on: Annotated[Annotated[tuple[Day, ...], up_to(12)] | None, Mark.DEFAULT] = None
    amendments: Annotated[Annotated[tuple[Amendment, ...], up_to(200)] | None, Mark.DEFAULT] = None
