"""Acknowledging a bundle, asking for deletion, and the reply to that."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from confidant.records.body import Common
from confidant.records.fields import Mark, Role
from confidant.records.values import Id, Ref

DeletionOutcome: TypeAlias = Literal["erased", "kept", "not_found"]


class Acknowledgement(Common, frozen=True, kw_only=True, tag="acknowledgement"):
    """A bundle was received or read."""

    needs_reply_to: ClassVar[bool] = True

    bundle: Annotated[Id, Mark.DEFAULT]
    status: Annotated[Literal["received", "read"], Mark.DEFAULT, Role.STATE]
    statement: Annotated[Literal["confidentiality", "insider_duty"] | None, Mark.DEFAULT] = None


class DeletionRequest(Common, frozen=True, kw_only=True, tag="deletion_request"):
    """A wish that a record be deleted."""

    target: Annotated[Ref, Mark.DEFAULT]


class DeletionAttestation(Common, frozen=True, kw_only=True, tag="deletion_attestation"):
    """What the other side says that it did; no proof."""

    needs_reply_to: ClassVar[bool] = True

    target: Annotated[Ref, Mark.DEFAULT]
    outcome: Annotated[DeletionOutcome, Mark.DEFAULT, Role.STATE]
