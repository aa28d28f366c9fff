"""Sessions: what was planned, said and promised."""

from typing import Annotated, Literal

from confidant.records.body import Common, Part
from confidant.records.fields import Mark, Role
from confidant.records.values import Day, Five, Line, Minutes, Ms, Ref, Side, Text, up_to


class AgendaItem(Part, frozen=True, kw_only=True):
    """A point to talk about."""

    topic: Line
    record: Ref | None = None
    ask: Line | None = None


class CommitmentMade(Part, frozen=True, kw_only=True):
    """A promise, checked at the next session."""

    text: Text
    owner: Side
    due: Day | None = None
    evidence: Text | None = None
    verified: bool | None = None


class Stretch(Part, frozen=True, kw_only=True):
    """A step outside the comfortable, predicted and actual."""

    step: Text
    predicted: Five | None = None
    actual: Five | None = None


class Session(Common, frozen=True, kw_only=True, tag="session"):
    """A meeting of leader and mentor."""

    planned_for: Annotated[Ms | None, Mark.DEFAULT] = None
    held_at: Annotated[Ms | None, Mark.DEFAULT] = None
    minutes: Annotated[Minutes | None, Mark.DEFAULT] = None
    mode: Annotated[Literal["in_person", "phone", "written"] | None, Mark.DEFAULT] = None
    agenda: Annotated[Annotated[tuple[AgendaItem, ...], up_to(40)] | None, Mark.DEFAULT] = None
    shared_notes: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    private_notes: Annotated[Text | None, Mark.NEVER, Role.BODY] = None
    commitments: Annotated[
        Annotated[tuple[CommitmentMade, ...], up_to(40)] | None, Mark.DEFAULT
    ] = None
    stretch: Annotated[Annotated[tuple[Stretch, ...], up_to(20)] | None, Mark.DEFAULT] = None
    usefulness: Annotated[Five | None, Mark.WITHHELD, Role.MEASURE] = None
