"""What an observed meeting shows, computed from its events and never stored.

One seat has the floor at a time: `starts` takes it, `stops` by whoever has it gives it up, the
last event ends what is still running. An interruption is counted and takes the floor only when
`starts` follows. Seats are numbered from 1, times are milliseconds from the start.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from confidant.insight.statistics import BP, gini
from confidant.records.observation import Event, Observation


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A seat had the floor from `start` to `end`."""

    seat: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Airtime:
    """Per seat: milliseconds with the floor and its share; `gini` of all seats, silent ones too.

    Shares and `gini` are None when nobody spoke.
    """

    spoken: tuple[int, ...]
    shares: tuple[float, ...] | None
    gini: float | None


@dataclass(frozen=True, slots=True)
class Interruptions:
    """`matrix[i][j]`: how often seat i + 1 interrupted seat j + 1; `untargeted` named nobody."""

    matrix: tuple[tuple[int, ...], ...]
    untargeted: int


@dataclass(frozen=True, slots=True)
class QuestionsToStatements:
    """Questions asked by a seat, and its turns that held no question."""

    questions: int
    statements: int


@dataclass(frozen=True, slots=True)
class AroundLeader:
    """Per seat: how often it spoke directly before and directly after the leader."""

    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DecisionsMade:
    """Decisions and deferrals against the points of the agenda; 0 points when there was none."""

    made: int
    deferred: int
    agenda: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What was predicted before against what happened.

    `airtime_error` is the mean distance of predicted and actual shares, 0–1; `dissent` says
    whether the prediction on dissent held. None where nothing was predicted or nobody spoke.
    """

    airtime_error: float | None
    dissent: bool | None


def turns(meeting: Observation) -> tuple[SpokenTurn, ...]:
    """Return who had the floor when, in order; turns of no length are kept."""
    found: list[SpokenTurn] = []
    events = _in_order(meeting)
    holder: Event | None = None
    for event in events:
        if holder is not None and (
            event.code == "starts" or (event.code == "stops" and event.seat == holder.seat)
        ):
            found.append(SpokenTurn(holder.seat, holder.t, event.t))
            holder = None
        if event.code == "starts":
            holder = event
    if holder is not None:
        found.append(SpokenTurn(holder.seat, holder.t, events[-1].t))
    return tuple(found)


def airtime(meeting: Observation) -> Airtime:
    """Return how the floor was shared."""
    spoken = [0] * len(meeting.seats)
    for turn in turns(meeting):
        spoken[turn.seat - 1] += turn.end - turn.start
    total = sum(spoken)
    shares = tuple(amount / total for amount in spoken) if total else None
    return Airtime(tuple(spoken), shares, gini(spoken))


def interruptions(meeting: Observation) -> Interruptions:
    """Count who interrupted whom."""
    size = len(meeting.seats)
    matrix = [[0] * size for _ in range(size)]
    untargeted = 0
    for event in meeting.events or ():
        if event.code != "interrupts":
            continue
        if event.target is None:
            untargeted += 1
        else:
            matrix[event.seat - 1][event.target - 1] += 1
    return Interruptions(tuple(tuple(row) for row in matrix), untargeted)


def questions_to_statements(meeting: Observation) -> tuple[QuestionsToStatements, ...]:
    """Return the two counts per seat."""
    asked: dict[int, list[int]] = {}
    for event in _in_order(meeting):
        if event.code == "question":
            asked.setdefault(event.seat, []).append(event.t)
    stated: Counter[int] = Counter()
    for turn in turns(meeting):
        times = asked.get(turn.seat, [])
        first = bisect_left(times, turn.start)
        if first == len(times) or times[first] > turn.end:
            stated[turn.seat] += 1
    seats = range(1, len(meeting.seats) + 1)
    return tuple(QuestionsToStatements(len(asked.get(seat, [])), stated[seat]) for seat in seats)


def around_leader(meeting: Observation, leader: int) -> AroundLeader:
    """Count who speaks directly before and after the seat `leader`."""
    before: Counter[int] = Counter()
    after: Counter[int] = Counter()
    found = turns(meeting)
    for earlier, later in pairwise(found):
        if earlier.seat == later.seat:
            continue
        if later.seat == leader:
            before[earlier.seat] += 1
        elif earlier.seat == leader:
            after[later.seat] += 1
    seats = range(1, len(meeting.seats) + 1)
    return AroundLeader(tuple(before[s] for s in seats), tuple(after[s] for s in seats))


def time_to_first_dissent(meeting: Observation) -> int | None:
    """Return the milliseconds from the start to the first dissent, None when there was none."""
    return min((e.t for e in meeting.events or () if e.code == "dissent"), default=None)


def decisions_made(meeting: Observation) -> DecisionsMade:
    """Count decisions and deferrals against the agenda."""
    codes = Counter(event.code for event in meeting.events or ())
    return DecisionsMade(codes["decision"], codes["deferral"], len(meeting.agenda or ()))


def foreseen(meeting: Observation) -> Foreseen:
    """Set the observer's predictions against what happened."""
    shares = airtime(meeting).shares
    error = None
    if meeting.predicted_airtime is not None and shares is not None:
        predicted = meeting.predicted_airtime
        distances = [abs(p / BP - s) for p, s in zip(predicted, shares, strict=True)]
        error = sum(distances) / len(distances)
    dissent = None
    if meeting.predicts_dissent is not None:
        dissent = meeting.predicts_dissent == (time_to_first_dissent(meeting) is not None)
    return Foreseen(error, dissent)


def _in_order(meeting: Observation) -> Sequence[Event]:
    """Return the events by time; of events at one instant the order of writing stays."""
    return sorted(meeting.events or (), key=lambda event: event.t)
