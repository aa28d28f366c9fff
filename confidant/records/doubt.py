"""Doubts: what a person is not sure of, until it is settled, carried or became something."""

from typing import Annotated, Literal, TypeAlias

from confidant.records.body import Common
from confidant.records.fields import Mark, Role
from confidant.records.values import Day, Five, Text

DoubtState: TypeAlias = Literal["open", "carried", "settled", "became"]


class Doubt(Common, frozen=True, kw_only=True, tag="doubt"):
    """Something not known yet. Stale when open past `expires_on`."""

    statement: Annotated[Text, Mark.DEFAULT, Role.BODY]
    intensity: Annotated[Five | None, Mark.PRIVATE, Role.MEASURE] = None
    cost_if_true: Annotated[Text | None, Mark.DEFAULT] = None
    what_would_settle_it: Annotated[Text | None, Mark.DEFAULT] = None
    expires_on: Annotated[Day | None, Mark.DEFAULT, Role.DUE] = None
    state: Annotated[DoubtState, Mark.DEFAULT, Role.STATE]
    warranted: Annotated[bool | None, Mark.DEFAULT] = None
    evidence: Annotated[Text | None, Mark.DEFAULT] = None
    carried_because: Annotated[Text | None, Mark.PRIVATE] = None
