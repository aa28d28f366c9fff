"""What waits: decisions, reviews, doubts, tripwires, forecasts, and answers that were asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.environment import Clock
from confidant.records import text
from confidant.records.body import Body
from confidant.records.decision import Decision
from confidant.records.disclosure import Receipt
from confidant.records.ids import RecordId, from_b64
from confidant.records.response import Response
from confidant.records.review import Review
from confidant.services import contacts, doubts

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

What: TypeAlias = Literal["decide", "review", "doubt", "tripwire", "forecast", "respond", "answer"]
AHEAD_DAYS = 30
_OPEN_STATES = frozenset({"draft", "pending"})
_PAGE = 500


@dataclass(frozen=True, slots=True, repr=False)
class DueItem:
    """Something that waits.

    Attributes:
        what: what is to be done.
        record: the record that it is about.
        title: of that record.
        due: the ISO day; None where none was set.
        overdue: whether the day is past.
    """

    what: What
    record: RecordId
    title: str
    due: str | None
    overdue: bool


def due(vault: "Vault", clock: Clock, *, ahead_days: int = AHEAD_DAYS) -> tuple[DueItem, ...]:
    """Return what waits now or within some days, the soonest first; what has no day comes last.

    Every pending decision is listed; the rest only when its day is near.
    """
    today = clock.today()
    until = (today + timedelta(days=ahead_days)).isoformat()
    found = [
        *_decisions(vault, today),
        *(item for item in _dated(vault, today) if item.due is not None and item.due <= until),
        *_stale_doubts(vault, clock),
        *_to_answer(vault, today),
    ]
    return tuple(sorted(found, key=lambda item: (item.due is None, item.due or "", item.what)))


def _decisions(vault: "Vault", today: date) -> Iterator[DueItem]:
    for record, body in _mine(vault, "decision"):
        if isinstance(body, Decision) and body.status in _OPEN_STATES:
            yield _item("decide", record, body, body.decide_by, today)


def _dated(vault: "Vault", today: date) -> Iterator[DueItem]:
    reviewed = _review_counts(vault)
    for record, body in _mine(vault, "decision"):
        if not isinstance(body, Decision):
            continue
        for wire in body.tripwires or ():
            if wire.check_on is not None and wire.tripped_on is None:
                yield _item("tripwire", record, body, wire.check_on, today)
        if body.status == "decided":
            done = reviewed.get(record, 0)
            for day in sorted(body.review_on or ())[done : done + 1]:
                yield _item("review", record, body, day, today)
    yield from _forecasts(vault, today)


def _forecasts(vault: "Vault", today: date) -> Iterator[DueItem]:
    from confidant.records.forecast import Forecast

    for record, body in _mine(vault, "forecast"):
        if isinstance(body, Forecast) and body.resolution is None:
            yield _item("forecast", record, body, body.resolve_by, today)


def _stale_doubts(vault: "Vault", clock: Clock) -> Iterator[DueItem]:
    for stale in doubts.stale(vault, clock):
        yield DueItem("doubt", stale.row.id, stale.row.title, stale.expired_on, overdue=True)


def _to_answer(vault: "Vault", today: date) -> Iterator[DueItem]:
    """Yield files that wish for a reply, and challenges and questions without an answer."""
    for record, revision in vault.bodies("receipt"):
        body = revision.body
        if isinstance(body, Receipt) and body.state != "done" and body.respond_by is not None:
            name = contacts.petname_of(vault, from_b64(body.contact)) or ""
            overdue = body.respond_by < today.isoformat()
            yield DueItem("respond", record, name, body.respond_by, overdue=overdue)
    for record, revision in vault.bodies("response"):
        body = revision.body
        if (
            isinstance(body, Response)
            and body.form in {"challenge", "ask"}
            and vault.author(record) is not None
            and not any(relation == "about" for _, relation in vault.linked(record))
        ):
            yield _item("answer", record, body, body.answer_by, today)


def _review_counts(vault: "Vault") -> dict[RecordId, int]:
    counts: dict[RecordId, int] = {}
    for _, body in _mine(vault, "review"):
        if isinstance(body, Review):
            decision = from_b64(body.decision)
            counts[decision] = counts.get(decision, 0) + 1
    return counts


def _mine(vault: "Vault", kind: str) -> Iterator[tuple[RecordId, Body]]:
    for record, revision in vault.bodies(kind):
        if revision.body is not None and vault.author(record) is None:
            yield record, revision.body


def _item(what: What, record: RecordId, body: Body, day: str | None, today: date) -> DueItem:
    overdue = day is not None and day < today.isoformat()
    return DueItem(what, record, text.title_of(body), day, overdue=overdue)
