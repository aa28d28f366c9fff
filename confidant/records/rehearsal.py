"""Rehearsals: a proposition tried on a cast before the real meeting."""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from confidant.compat import override
from confidant.records.body import Common, Part, Withheld, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Five, Line, Ref, Side, Text, up_to

Tactic: TypeAlias = Literal[
    "reject", "deny", "diminish", "delay", "demand_evidence", "coalition", "personal"
]


class Cast(Part, frozen=True, kw_only=True):
    """Somebody who will be in the room."""

    alias: Line
    role: Line | None = None
    gains: Text | None = None
    loses: Text | None = None
    power: Five | None = None
    opening: Text | None = None
    played_by: Side | None = None


class Objection(Part, frozen=True, kw_only=True):
    """What may be said against the proposition."""

    text: Text
    p: Bp | None = None
    occurred: bool | None = None
    foreseen: bool | None = None


class Rehearsal(Common, frozen=True, kw_only=True, tag="rehearsal"):
    """A proposition and the people who will hear it."""

    decision: Annotated[Ref | None, Mark.DEFAULT] = None
    proposition: Annotated[Text, Mark.DEFAULT, Role.BODY]
    scenario: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    cast: Annotated[tuple[Cast, ...], up_to(6), Mark.DEFAULT]
    alone: Annotated[bool | None, Mark.DEFAULT] = None
    objections: Annotated[Annotated[tuple[Objection, ...], up_to(40)] | None, Mark.DEFAULT] = None
    debrief: Annotated[Text | None, Mark.DEFAULT] = None

    @override
    def check_rules(self, withheld: Withheld) -> None:
        aliases = [member.alias for member in self.cast]
        if len(set(aliases)) != len(aliases):
            raise refuse("cast", "aliases-differ")


class Turn(Common, frozen=True, kw_only=True, tag="turn"):
    """One contribution; `in_role` false is the critique outside the role."""

    rehearsal: Annotated[Ref, Mark.DEFAULT]
    n: Annotated[Annotated[int, Meta(ge=1, le=10000)], Mark.DEFAULT, Role.MEASURE]
    by: Annotated[Line, Mark.DEFAULT]
    in_role: Annotated[bool, Mark.DEFAULT]
    text: Annotated[Text, Mark.DEFAULT, Role.BODY]
    tactic: Annotated[Tactic | None, Mark.DEFAULT] = None
    felt: Annotated[Five | None, Mark.PRIVATE] = None
