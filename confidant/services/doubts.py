"""Doubts: written, settled, carried, turned into something, and coming back when stale."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from confidant.compat import override
from confidant.environment import Clock
from confidant.records import ids, text
from confidant.records.doubt import Doubt
from confidant.records.ids import RecordId
from confidant.services import contacts, days, forecasts, journal, lookup
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


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A doubt of mine as its list shows it.

    Attributes:
        record: its id.
        body: what it says.
        written_ms: when it was begun, UTC.
        shared_with: names of those who have it.
        ties: titles of the records that it is about, or that it became.
    """

    record: RecordId
    body: Doubt
    written_ms: int
    shared_with: tuple[str, ...]
    ties: tuple[str, ...]

    @override
    def __repr__(self) -> str:
        """Show the id only."""
        return f"Line({ids.to_c32(self.record)})"


@dataclass(frozen=True, slots=True)
class Board:
    """Every doubt of mine, and those among them that came back, the longest past first."""

    lines: tuple[Line, ...]
    stale: tuple[RecordId, ...]


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


def board(vault: "Vault", clock: Clock) -> Board:
    """Return every doubt of mine with what its list says of it; open ones first by their day."""
    from confidant.services.exchange import read

    sent_to = read(vault).sent_to
    lines = [
        Line(
            record=record,
            body=revision.body,
            written_ms=vault.row(record).created_ms,
            shared_with=_names(vault, sent_to.get(record, frozenset())),
            ties=_ties(vault, revision.body),
        )
        for record, revision in vault.bodies("doubt")
        if isinstance(revision.body, Doubt) and vault.author(record) is None
    ]
    return Board(
        lines=tuple(sorted(lines, key=_by_day)),
        stale=tuple(one.row.id for one in stale(vault, clock)),
    )


def make_decision(vault: "Vault", clock: Clock, *, record: RecordId) -> Written:
    """Begin a decision with what a doubt says; the doubt became it.

    Returns:
        The decision.

    Raises:
        TransitionError: the doubt is not open any more.
        WrongKindError, ForeignRecordError: not a doubt of mine.
    """
    doubt = _may_become(vault, record)
    made = journal.capture(
        vault,
        clock,
        kind="decision",
        title=text.title_of(doubt),
        fields={"problem": doubt.statement, "biggest_doubt": doubt.cost_if_true},
    )
    return _tied(vault, clock, record, made)


def make_forecast(
    vault: "Vault", clock: Clock, *, record: RecordId, question: str, p: int, resolve_by: str
) -> Written:
    """Write a forecast in place of a doubt; the doubt became it.

    Args:
        vault: an open vault.
        clock: tells the day and the instant.
        record: a doubt.
        question: what the world will answer.
        p: basis points.
        resolve_by: the day by which it will.

    Returns:
        The forecast, which is sealed at once.

    Raises:
        TransitionError: the doubt is not open any more.
        EmptyRecordError, UnknownDayError, InvalidValueError: a value that does not fit.
        WrongKindError, ForeignRecordError: not a doubt of mine.
    """
    _may_become(vault, record)
    made = forecasts.write(vault, clock, question=question, resolve_by=resolve_by, fields={"p": p})
    return _tied(vault, clock, record, made)


def _may_become(vault: "Vault", record: RecordId) -> Doubt:
    """Return a doubt that may become something; asked before anything is written."""
    doubt = lookup.mine(vault, record, Doubt)
    doubt.became(record)
    return doubt


def _tied(vault: "Vault", clock: Clock, record: RecordId, made: Written) -> Written:
    tied = became(vault, clock, record=record, target=made.record)
    return Written(made.record, made.revision, made.changes | tied.changes)


def _by_day(line: Line) -> tuple[bool, str, int]:
    """Sort by the day it comes back, those without one last, the newest of them first."""
    return line.body.expires_on is None, line.body.expires_on or "", -line.written_ms


def _names(vault: "Vault", people: frozenset[RecordId]) -> tuple[str, ...]:
    names = (contacts.petname_of(vault, person) for person in people)
    return tuple(sorted(name for name in names if name is not None))


def _ties(vault: "Vault", doubt: Doubt) -> tuple[str, ...]:
    targets = [ids.from_b64(link.target) for link in doubt.links or ()]
    return tuple(vault.row(target).title for target in targets if lookup.exists(vault, target))
