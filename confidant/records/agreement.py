"""The agreement between two sides, and its signature."""

from typing import Annotated, Literal, TypeAlias

from confidant.records.body import Common, Part
from confidant.records.fields import Mark, Role
from confidant.records.response import About
from confidant.records.values import B32, Classification, Day, Five, Line, Text, up_to

AgreementState: TypeAlias = Literal["proposed", "ended"]


class ChallengeLevel(Part, frozen=True, kw_only=True):
    """How much challenge is wanted on a topic."""

    topic: Line
    level: Five


class Agreement(Common, frozen=True, kw_only=True, tag="agreement"):
    """What both sides agreed on; versioned."""

    purpose: Annotated[Text, Mark.DEFAULT, Role.BODY]
    in_scope: Annotated[Text | None, Mark.DEFAULT] = None
    out_of_scope: Annotated[Text | None, Mark.DEFAULT] = None
    confidentiality: Annotated[Text | None, Mark.DEFAULT] = None
    ceiling: Annotated[Classification | None, Mark.DEFAULT] = None
    cadence: Annotated[Line | None, Mark.DEFAULT] = None
    answers_within: Annotated[Line | None, Mark.DEFAULT] = None
    challenge: Annotated[Annotated[tuple[ChallengeLevel, ...], up_to(20)] | None, Mark.DEFAULT] = (
        None
    )
    observation_allowed: Annotated[bool | None, Mark.DEFAULT] = None
    starts_on: Annotated[Day, Mark.DEFAULT]
    ends_on: Annotated[Day | None, Mark.DEFAULT, Role.DUE] = None
    exit: Annotated[Text | None, Mark.DEFAULT] = None
    state: Annotated[AgreementState, Mark.DEFAULT, Role.STATE]


class Signature(Common, frozen=True, kw_only=True, tag="signature"):
    """Consent to the text with this hash."""

    about: Annotated[About, Mark.DEFAULT]
    sha256: Annotated[B32, Mark.DEFAULT]
