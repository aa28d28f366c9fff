"""Settings that protect, saved views and templates."""

from typing import Annotated

from confidant.records.body import Body
from confidant.records.fields import Mark, Role
from confidant.records.values import Line, Text


class Setting(Body, frozen=True, kw_only=True, tag="setting"):
    """A named value."""

    name: Annotated[Line, Mark.LOCAL, Role.TITLE, Role.STRUCTURAL]
    value: Annotated[Text, Mark.LOCAL, Role.STRUCTURAL]
