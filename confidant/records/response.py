"""Responses and answers: what the other says, and what is said back."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from confidant.records.body import Common, Part
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Line, Ref, Rev, Text

ResponseForm: TypeAlias = Literal[
    "affirm", "ask", "challenge", "advise", "experience", "observe", "warn"
]
AnswerOutcome: TypeAlias = Literal["answered", "declined"]


class About(Part, frozen=True, kw_only=True):
    """Which passage of which revision is meant."""

    target: Ref
    rev: Rev
    field: Annotated[Line | None, Role.STRUCTURAL] = None
    quote: Text | None = None


class Response(Common, frozen=True, kw_only=True, tag="response"):
    """A challenge, question or advice; without `about` it is general."""

    needs_reply_to: ClassVar[bool] = True

    about: Annotated[About | None, Mark.DEFAULT] = None
    form: Annotated[ResponseForm, Mark.DEFAULT]
    text: Annotated[Text, Mark.DEFAULT, Role.BODY]
    confidence: Annotated[Bp | None, Mark.DEFAULT, Role.MEASURE] = None
    practice: Annotated[Ref | None, Mark.DEFAULT] = None
    answer_by: Annotated[Day | None, Mark.DEFAULT, Role.DUE] = None
    private_note: Annotated[Text | None, Mark.NEVER] = None


class Answer(Common, frozen=True, kw_only=True, tag="answer"):
    """What is said back to a response."""

    needs_reply_to: ClassVar[bool] = True

    about: Annotated[About, Mark.DEFAULT]
    outcome: Annotated[AnswerOutcome, Mark.DEFAULT, Role.STATE]
    text: Annotated[Text, Mark.DEFAULT, Role.BODY]
