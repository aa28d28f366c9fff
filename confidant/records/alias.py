"""The alias dictionary."""

from typing import Annotated, Literal, TypeAlias

from confidant.records.body import Body
from confidant.records.fields import Mark, Role
from confidant.records.values import Line, Ref

AliasCategory: TypeAlias = Literal["person", "company", "project", "place"]


class Alias(Body, frozen=True, kw_only=True, tag="alias"):
    """A real name and what stands for it, for one contact or for all."""

    name: Annotated[Line, Mark.LOCAL, Role.TITLE]
    alias: Annotated[Line, Mark.LOCAL]
    contact: Annotated[Ref | None, Mark.LOCAL] = None
    category: Annotated[AliasCategory, Mark.LOCAL]
