"""The disclosure ledger: who has which version of what, computed and never stored.

A contact is behind when what they would get now, under the same mask, has another hash than what
they have: a star or a tag makes nobody behind (architecture.md §10).
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from confidant.bundles.aliases import AliasTable
from confidant.bundles.mask import Release
from confidant.bundles.preview import would_get
from confidant.crypto import strict_base64
from confidant.errors import ExpectedError
from confidant.records import fields
from confidant.records.body import Body
from confidant.records.deletion import Acknowledgement
from confidant.records.disclosure import Dispatch, SentItem
from confidant.records.fields import Mark
from confidant.records.ids import RecordId, from_b64


@dataclass(frozen=True, slots=True, repr=False)
class Current:
    """The latest revision of a record of mine."""

    rev: int
    body: Body


@dataclass(frozen=True, slots=True, repr=False)
class Eyes:
    """How one contact sees my records: their aliases, and which records they have."""

    aliases: AliasTable
    has: Callable[[RecordId], bool]


@dataclass(frozen=True, slots=True, repr=False)
class LedgerRow:
    """What one contact has of one record.

    Attributes:
        contact: who.
        record: what.
        kind: its kind.
        rev: the revision that they have: the highest that was sent.
        since: when that was first sealed, UTC milliseconds.
        bundle: id of the bundle that it was in.
        fields: names of the fields that they have, in that revision or an earlier one: what once
            left cannot be called back.
        blind: whether fields of it were withheld.
        reason: why, where a classification demanded it.
        authority: who allowed it.
        acknowledged: `received` or `read`, None when nothing came back.
        current: my latest revision, None for an erased record.
        behind: whether what they would get now differs from what they have.
    """

    contact: RecordId
    record: RecordId
    kind: str
    rev: int
    since: int
    bundle: bytes
    fields: tuple[str, ...]
    blind: bool
    reason: str | None
    authority: str | None
    acknowledged: str | None
    current: int | None
    behind: bool


def build(
    dispatches: Iterable[Dispatch],
    acknowledgements: Iterable[Acknowledgement],
    current: Mapping[RecordId, Current],
    eyes: Callable[[RecordId], Eyes],
) -> tuple[LedgerRow, ...]:
    """Return a row for each record that each contact has, the latest disclosure first.

    Args:
        dispatches: every bundle sent.
        acknowledgements: current bodies of what came back; opening has checked who sent them.
        current: my records as they are; an erased one is missing.
        eyes: how a contact sees my records.
    """
    status = _statuses(acknowledgements)
    latest: dict[tuple[RecordId, RecordId], tuple[Dispatch, SentItem]] = {}
    had: dict[tuple[RecordId, RecordId], set[str]] = {}
    for dispatch in sorted(dispatches, key=lambda one: (one.sealed_at, one.sequence)):
        for item in dispatch.items:
            key = from_b64(dispatch.contact), from_b64(item.record)
            had.setdefault(key, set()).update(item.fields)
            # The same revision again changes nothing at theirs: what came first stays there.
            if key not in latest or item.rev > latest[key][1].rev:
                latest[key] = dispatch, item
    rows = [
        replace(
            _row(dispatch, item, status, current.get(record), eyes(contact)),
            fields=tuple(sorted(had[contact, record])),
        )
        for (contact, record), (dispatch, item) in latest.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.since, row.contact, row.record)))


def is_behind(dispatch: Dispatch, item: SentItem, body: Body, eyes: Eyes) -> bool:
    """Say whether a contact would now get something else than what they have.

    The mask is the one of that bundle: what was withheld then counts as withheld, also after its
    reveal, for their record stays as it came.

    Args:
        dispatch: the bundle that they have it from.
        item: the record in it.
        body: the record as it is here now.
        eyes: how they see my records.
    """
    closed = fields.marked(type(body), Mark.PRIVATE) | fields.marked(type(body), Mark.OVERRIDE)
    release = Release(fields=closed & set(item.fields), blind=_was_blind(dispatch, item))
    try:
        data = would_get(body, release, eyes.aliases, eyes.has)
    except ExpectedError:  # it could not be sent as it is now: what they have is another text
        return True
    return strict_base64.encode(hashlib.sha256(data).digest()) != item.sha256


def _row(
    dispatch: Dispatch,
    item: SentItem,
    status: Mapping[str, str],
    current: Current | None,
    eyes: Eyes,
) -> LedgerRow:
    return LedgerRow(
        contact=from_b64(dispatch.contact),
        record=from_b64(item.record),
        kind=item.kind,
        rev=item.rev,
        since=dispatch.sealed_at,
        bundle=strict_base64.decode(dispatch.bundle),
        fields=item.fields,
        blind=_was_blind(dispatch, item),
        reason=dispatch.reason,
        authority=dispatch.authority,
        acknowledged=status.get(dispatch.bundle),
        current=current.rev if current else None,
        behind=current is not None and is_behind(dispatch, item, current.body, eyes),
    )


def _was_blind(dispatch: Dispatch, item: SentItem) -> bool:
    return any(
        one.record == item.record and one.rev == item.rev for one in dispatch.commitments or ()
    )


def _statuses(acknowledgements: Iterable[Acknowledgement]) -> dict[str, str]:
    status: dict[str, str] = {}
    for one in acknowledgements:
        if status.get(one.bundle) != "read":
            status[one.bundle] = one.status
    return status
