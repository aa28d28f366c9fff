"""Responses and answers: what the other says, and what is said back."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from confidant.errors import InvalidValueError
from confidant.records import canonical, ids
from confidant.records.body import Common, Part
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Line, Ref, Rev, Text

ResponseForm: TypeAlias = Literal[
    "affirm", "ask", "challenge", "advise", "experience", "observe", "warn"
]
Altitude: TypeAlias = Literal["strategic", "tactical", "operational"]
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


def answer_to(record: bytes, rev: int, outcome: AnswerOutcome, text: str) -> Answer:
    """Return the answer to a response.

    Args:
        record: the id of the response.
        rev: its author's revision, as the receipt has it.
        outcome: answered, or declined with the reason in `text`.
        text: what is said back.

    Raises:
        InvalidValueError: there is no text.
    """
    said = canonical.clean(text)
    if not said.strip():
        raise InvalidValueError(field="text", hint="required")
    about = About(target=ids.to_b64(record), rev=rev)
    return Answer(about=about, outcome=outcome, text=said)
