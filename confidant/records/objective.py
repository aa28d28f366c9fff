"""Objectives and ratings: what is to be learnt, and how far it is."""

from typing import Annotated, Literal, TypeAlias

from confidant.records.body import Common, Part
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Five, Line, Ms, Side, Text, up_to

ObjectiveState: TypeAlias = Literal["open", "reached", "dropped"]


class Progress(Part, frozen=True, kw_only=True):
    """How far it is at an instant, in basis points."""

    at: Ms
    by: Side
    value: Bp
    comment: Text | None = None


class Objective(Common, frozen=True, kw_only=True, tag="objective"):
    """What is to be learnt."""

    competency: Annotated[Line, Mark.DEFAULT]
    statement: Annotated[Text, Mark.DEFAULT, Role.BODY]
    measure: Annotated[Text | None, Mark.DEFAULT] = None
    baseline: Annotated[Line | None, Mark.DEFAULT] = None
    target: Annotated[Line | None, Mark.DEFAULT] = None
    due: Annotated[Day | None, Mark.DEFAULT, Role.DUE] = None
    progress: Annotated[Annotated[tuple[Progress, ...], up_to(200)] | None, Mark.DEFAULT] = None
    state: Annotated[ObjectiveState, Mark.DEFAULT, Role.STATE]


class Rating(Common, frozen=True, kw_only=True, tag="rating"):
    """A level of one competency, with evidence."""

    competency: Annotated[Line, Mark.DEFAULT, Role.TITLE]
    level: Annotated[Five, Mark.DEFAULT, Role.MEASURE]
    evidence: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
