"""Entries: what happened, as felt and as observed."""

from typing import Annotated, Literal, TypeAlias

from confidant.records.body import Common, Part
from confidant.records.fields import Mark, Role
from confidant.records.values import Five, Line, Ms, Text, up_to

Genre: TypeAlias = Literal["reflection", "meeting", "insight", "quick"]


class Feeling(Part, frozen=True, kw_only=True):
    """An emotion word and how strong it was."""

    word: Line
    intensity: Five


class Entry(Common, frozen=True, kw_only=True, tag="entry"):
    """What happened. `as_felt` comes first, `as_observed` after the cool-off."""

    genre: Annotated[Genre, Mark.DEFAULT, Role.STATE]
    as_observed: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    as_felt: Annotated[Text | None, Mark.OVERRIDE, Role.BODY] = None
    before: Annotated[Annotated[tuple[Feeling, ...], up_to(12)] | None, Mark.PRIVATE] = None
    after: Annotated[Annotated[tuple[Feeling, ...], up_to(12)] | None, Mark.PRIVATE] = None
    cool_off_until: Annotated[Ms | None, Mark.NEVER] = None
    template: Annotated[Line | None, Mark.NEVER, Role.STRUCTURAL] = None
