"""What deciding freezes (formats.md §5.1)."""

from collections.abc import Mapping

from confidant.errors import BugError, SealedFieldError
from confidant.records import fields
from confidant.records.body import Body
from confidant.records.fields import Mark
from confidant.records.kinds import KINDS


def sealed_fields(kind: str) -> frozenset[str]:
    """Return the names of the fields that a seal freezes; none for an unknown kind."""
    return fields.marked(KINDS[kind], Mark.SEALED) if kind in KINDS else frozenset()


def check_unchanged(sealed: Body, new: Body) -> None:
    """Check that a later body has every sealed field as it was.

    Args:
        sealed: the body of the revision that the seal row names.
        new: a body of the same record.

    Raises:
        SealedFieldError: the first field, by name, that was changed, added or removed.
    """
    if type(sealed) is not type(new):
        raise BugError("a record keeps its kind")
    for name in sorted(sealed_fields(sealed.kind)):
        if getattr(sealed, name) != getattr(new, name):
            raise SealedFieldError(field=name)


def first_difference(
    kind: str, sealed: Mapping[str, object], new: Mapping[str, object]
) -> str | None:
    """Return the first sealed field, by name, that differs between two bodies in plain JSON."""
    names = sorted(sealed_fields(kind))
    # `1 == True` in Python, yet a kind has no field that takes both.
    return next((name for name in names if sealed.get(name) != new.get(name)), None)
