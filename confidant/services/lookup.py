"""Finding the record that a verb is about, and saying so when it is another."""

from typing import TYPE_CHECKING, TypeVar

from confidant.errors import (
    BugError,
    ForeignRecordError,
    RecordErasedError,
    RecordNotFoundError,
    WrongKindError,
)
from confidant.records.body import Body
from confidant.records.ids import RecordId
from confidant.records.record import Revision

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

_IDENTITY = "identity"
"""Holds the seed of my keys: no verb shows, changes or erases it."""

_BodyT = TypeVar("_BodyT", bound=Body)


def find(vault: "Vault", typed: str) -> RecordId:
    """Return the record whose id begins with what was typed; my identity is never found.

    Raises:
        IdError, RecordNotFoundError, AmbiguousIdError: no record, or several.
    """
    record = vault.find_prefix(typed)
    if kind_of(vault, record) == _IDENTITY:
        raise RecordNotFoundError(id=typed)
    return record


def body_of(vault: "Vault", record: RecordId) -> Body:
    """Return the current body of a record.

    Raises:
        RecordNotFoundError, RecordErasedError: there is none.
    """
    return whole(vault.current(record))


def typed_body(vault: "Vault", record: RecordId, kind: type[_BodyT]) -> _BodyT:
    """Return the current body of a record of one kind.

    Raises:
        WrongKindError: it is of another kind.
        RecordNotFoundError, RecordErasedError: there is none.
    """
    body = body_of(vault, record)
    if not isinstance(body, kind):
        raise WrongKindError(wanted=str(kind.__struct_config__.tag), found=body.kind)
    return body


def mine(vault: "Vault", record: RecordId, kind: type[_BodyT]) -> _BodyT:
    """Return the current body of a record of one kind that I wrote.

    Raises:
        ForeignRecordError: somebody else wrote it.
        WrongKindError, RecordNotFoundError, RecordErasedError: as `typed_body`.
    """
    body = typed_body(vault, record, kind)
    if vault.author(record) is not None:
        raise ForeignRecordError
    return body


def kind_of(vault: "Vault", record: RecordId) -> str:
    """Return the kind of a record, erased or not, without reading its text where it can.

    Raises:
        RecordNotFoundError: there is none.
    """
    try:
        return vault.row(record).kind
    except RecordErasedError:  # or of a kind that no list shows
        return vault.revisions(record)[0].kind


def whole(revision: Revision) -> Body:
    """Return the body of a revision.

    Raises:
        RecordErasedError: it was erased.
    """
    if revision.body is None:
        raise RecordErasedError
    return revision.body


def exists(vault: "Vault", record: RecordId) -> bool:
    """Say whether a record is here and not erased."""
    try:
        vault.current(record)
    except (RecordNotFoundError, RecordErasedError):
        return False
    return True


def only(found: "Revision | None") -> Revision:
    """Return a revision that must have been written."""
    if found is None:
        raise BugError("a changed body makes a revision")
    return found
