"""Practice cards: what worked or failed elsewhere."""

from typing import Annotated, Literal

from confidant.records.body import Common
from confidant.records.fields import Mark, Role
from confidant.records.values import Line, Text


class Practice(Common, frozen=True, kw_only=True, tag="practice"):
    """A case from elsewhere, and when it would not transfer."""

    industry: Annotated[Line | None, Mark.DEFAULT] = None
    situation: Annotated[Text, Mark.DEFAULT, Role.BODY]
    what_was_done: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    outcome: Annotated[Text | None, Mark.DEFAULT] = None
    preconditions: Annotated[Text | None, Mark.DEFAULT] = None
    would_not_transfer_if: Annotated[Text | None, Mark.DEFAULT] = None
    first_hand: Annotated[bool | None, Mark.DEFAULT] = None
    later: Annotated[Literal["worked", "failed", "mixed"] | None, Mark.DEFAULT, Role.STATE] = None
