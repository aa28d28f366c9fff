"""What was sent and what came: the two sides of the disclosure ledger."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from confidant.compat import override
from confidant.errors import TransitionError
from confidant.records import ids
from confidant.records.body import Body, Part, check_object, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import B32, B64, Day, Id, Line, Ms, Ref, Rev, Sequence, Text, up_to

ReceiptState: TypeAlias = Literal["new", "read", "done"]

TRANSITIONS: Mapping[ReceiptState, frozenset[ReceiptState]] = MappingProxyType(
    {
        "new": frozenset({"read", "done"}),
        "read": frozenset({"new", "done"}),
        "done": frozenset({"read"}),
    }
)
"""State of a receipt → the states that may follow."""


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

    fixed: ClassVar[frozenset[str]] = frozenset(
        {
            "bundle",
            "contact",
            "recipient",
            "sequence",
            "tag",
            "sealed_at",
            "reply_to",
            "note",
            "respond_by",
            "items",
            "commitments",
            "reason",
            "authority",
        }
    )

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

    def cut(self) -> Self:
        """Return the dispatch down to what is required, for erasing what it says besides."""
        return self.with_changes(
            reply_to=None, note=None, respond_by=None, commitments=None, reason=None, authority=None
        )

    def without_commitments(self, record: bytes) -> Self:
        """Return the dispatch without what opens the commitments about an erased record."""
        target = ids.to_b64(record)
        kept = tuple(made for made in self.commitments or () if made.record != target)
        return self.with_changes(commitments=kept or None)


class Receipt(Body, frozen=True, kw_only=True, tag="receipt"):
    """A bundle that was taken in. `state` is the inbox."""

    fixed: ClassVar[frozenset[str]] = frozenset(
        {
            "bundle",
            "contact",
            "sender",
            "sequence",
            "tag",
            "opened_at",
            "reply_to",
            "note",
            "respond_by",
            "items",
        }
    )

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

    @override
    def check_change(self, new: Self) -> None:
        super().check_change(new)
        if new.state != self.state and new.state not in TRANSITIONS[self.state]:
            raise TransitionError(current=self.state, wanted=new.state)

    def mark(self, state: ReceiptState) -> Self:
        """Return the receipt as read, done, or new again; the present state changes nothing.

        Raises:
            TransitionError: done is read again before it can be new.
        """
        new = self.with_changes(state=state)
        self.check_change(new)
        return new

    def cut(self) -> Self:
        """Return the receipt down to what is required, for erasing what it says besides."""
        return self.with_changes(reply_to=None, note=None, respond_by=None)
