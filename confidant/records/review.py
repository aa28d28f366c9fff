"""Reviews: how a decision turned out, and how well it was made."""

from typing import Annotated

from confidant.records.body import Common
from confidant.records.fields import Mark, Role
from confidant.records.values import Five, Ref, Text


class Review(Common, frozen=True, kw_only=True, tag="review"):
    """Five marks for the process apart from one for the outcome."""

    decision: Annotated[Ref, Mark.DEFAULT]
    what_happened: Annotated[Text, Mark.DEFAULT, Role.BODY]
    evidence: Annotated[Five | None, Mark.DEFAULT] = None
    options: Annotated[Five | None, Mark.DEFAULT] = None
    dissent: Annotated[Five | None, Mark.DEFAULT] = None
    independence: Annotated[Five | None, Mark.DEFAULT] = None
    timing: Annotated[Five | None, Mark.DEFAULT] = None
    outcome: Annotated[Five | None, Mark.DEFAULT, Role.MEASURE] = None
    luck: Annotated[Text | None, Mark.DEFAULT] = None
    expected: Annotated[bool | None, Mark.DEFAULT] = None
    lesson: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    rule_change: Annotated[Text | None, Mark.DEFAULT] = None
