"""What was sent and what came: the two sides of the disclosure ledger."""

from typing import Annotated, Literal, TypeAlias

from confidant.compat import override
from confidant.records.body import Body, Part, check_object, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import B32, B64, Day, Id, Line, Ms, Ref, Rev, Sequence, Text, up_to

ReceiptState: TypeAlias = Literal["new", "read", "done"]


class SentItem(Part, frozen=True, kw_only=True):
    """A record in a bundle that was sent: revision, fields and hash after masking."""

    record: Ref
    rev: Rev
    sha256: B32
    kind: Annotated[Line, Role.STRUCTURAL]
    fields: Annotated[tuple[Line, ...], up_to(200), Role.STRUCTURAL]


class ReceivedItem(Part, frozen=True, kw_only=True):
    """A record in a bundle that came, under its author's revision."""

    record: Ref
    rev: Rev
    withheld: Annotated[Annotated[tuple[Line, ...], up_to(60)] | None, Role.STRUCTURAL] = None
    commitment: B32 | None = None

    @override
    def check_rules(self) -> None:
        if (self.withheld is None) != (self.commitment is None):
            raise refuse("withheld", "with-commitment")


class Commitment(Part, frozen=True, kw_only=True):
    """A commitment that I gave, with what opens it."""

    record: Ref
    rev: Rev
    sha256: B32
    nonce: B32
    value: Annotated[Text, Role.STRUCTURAL]

    @override
    def check_rules(self) -> None:
        check_object("commitments", self.value)


class Dispatch(Body, frozen=True, kw_only=True, tag="dispatch"):
    """A bundle that was made."""

    bundle: Annotated[Id, Mark.LOCAL]
    contact: Annotated[Ref, Mark.LOCAL]
    recipient: Annotated[B32, Mark.LOCAL]
    sequence: Annotated[Sequence, Mark.LOCAL, Role.MEASURE]
    tag: Annotated[B64, Mark.LOCAL]
    sealed_at: Annotated[Ms, Mark.LOCAL]
    reply_to: Annotated[Id | None, Mark.LOCAL] = None
    note: Annotated[Text | None, Mark.LOCAL, Role.BODY] = None
    respond_by: Annotated[Day | None, Mark.LOCAL, Role.DUE] = None
    items: Annotated[tuple[SentItem, ...], up_to(500), Mark.LOCAL]
    commitments: Annotated[Annotated[tuple[Commitment, ...], up_to(60)] | None, Mark.LOCAL] = None
    reason: Annotated[Text | None, Mark.LOCAL] = None
    authority: Annotated[Text | None, Mark.LOCAL] = None


class Receipt(Body, frozen=True, kw_only=True, tag="receipt"):
    """A bundle that was taken in. `state` is the inbox."""

    bundle: Annotated[Id, Mark.LOCAL]
    contact: Annotated[Ref, Mark.LOCAL]
    sender: Annotated[B32, Mark.LOCAL]
    sequence: Annotated[Sequence, Mark.LOCAL, Role.MEASURE]
    tag: Annotated[B64, Mark.LOCAL]
    opened_at: Annotated[Ms, Mark.LOCAL]
    reply_to: Annotated[Id | None, Mark.LOCAL] = None
    note: Annotated[Text | None, Mark.LOCAL, Role.BODY] = None
    respond_by: Annotated[Day | None, Mark.LOCAL, Role.DUE] = None
    items: Annotated[tuple[ReceivedItem, ...], up_to(500), Mark.LOCAL]
    state: Annotated[ReceiptState, Mark.LOCAL, Role.STATE]
