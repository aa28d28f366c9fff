"""Doubts: written, settled, carried, turned into something, and coming back when stale."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.records.doubt import Doubt
from confidant.records.ids import RecordId
from confidant.services import days, journal, lookup
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.vault.rows import RecordRow
    from confidant.vault.vault import Vault

_OPEN = frozenset({"open"})
_DOUBT = frozenset({"doubt"})
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Stale:
    """An open doubt past its day."""

    row: "RecordRow"
    expired_on: str


def write(
    vault: "Vault",
    clock: Clock,
    *,
    statement: str,
    intensity: int | None = None,
    cost_if_true: str | None = None,
    what_would_settle_it: str | None = None,
    expires_on: str | None = None,
) -> Written:
    """Write a doubt.

    Args:
        vault: an open vault.
        clock: tells the day and the instant.
        statement: what is not known.
        intensity: 1 (faint) to 5.
        cost_if_true: what it would cost.
        what_would_settle_it: what would end it.
        expires_on: the day from which it comes back while it is open.

    Raises:
        EmptyRecordError, UnknownDayError, InvalidValueError: a value that does not fit.
    """
    return journal.capture(
        vault,
        clock,
        kind="doubt",
        text=statement,
        fields={
            "intensity": intensity,
            "cost_if_true": cost_if_true,
            "what_would_settle_it": what_would_settle_it,
            "expires_on": days.optional(expires_on),
        },
    )


def settle(
    vault: "Vault", clock: Clock, *, record: RecordId, warranted: bool, evidence: str
) -> Written:
    """Settle a doubt: it was warranted or not, and this is how that is known.

    Raises:
        TransitionError: it is not open any more.
        WrongKindError, ForeignRecordError: not a doubt of mine.
    """
    doubt = lookup.mine(vault, record, Doubt)
    body = doubt.settle(warranted, evidence)
    return journal.keep(vault, clock, record=record, body=body)


def carry(
    vault: "Vault", clock: Clock, *, record: RecordId, because: str, until: str | None = None
) -> Written:
    """Carry a doubt on purpose, with a reason, until a day or without one.

    Raises:
        TransitionError: it is not open any more.
        WrongKindError, ForeignRecordError, UnknownDayError: what does not fit.
    """
    doubt = lookup.mine(vault, record, Doubt)
    day = date.fromisoformat(days.checked(until)) if until is not None else None
    body = doubt.carry(because, day)
    return journal.keep(vault, clock, record=record, body=body)


def became(vault: "Vault", clock: Clock, *, record: RecordId, target: RecordId) -> Written:
    """Say that a doubt became a decision or a forecast, and tie the two.

    Raises:
        TransitionError: it is not open any more.
        WrongKindError, ForeignRecordError, RecordNotFoundError: what does not fit.
    """
    lookup.body_of(vault, target)
    doubt = lookup.mine(vault, record, Doubt)
    return journal.keep(vault, clock, record=record, body=doubt.became(target))


def stale(vault: "Vault", clock: Clock) -> tuple[Stale, ...]:
    """Return the open doubts past their day, the longest past first.

    A doubt that was shared since it became stale is being dealt with; it stays away.
    """
    from confidant.services.exchange import shared_records
    from confidant.vault.rows import MINE, RowQuery

    today = clock.today().isoformat()
    query = RowQuery(kinds=_DOUBT, states=_OPEN, author=MINE, order="due", limit=_PAGE)
    shared = shared_records(vault)
    return tuple(
        Stale(row, row.due)
        for row in vault.rows(query)
        if row.due is not None and row.due < today and row.id not in shared
    )
