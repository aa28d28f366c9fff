"""Forecasts: written, sealed when they stand alone, updated, resolved; and the reviews."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.records import edit
from confidant.records.canonical import JsonValue
from confidant.records.decision import Decision
from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId, to_b64
from confidant.records.views import Choice
from confidant.services import days, journal, lookup
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


def write(
    vault: "Vault",
    clock: Clock,
    *,
    question: str,
    resolve_by: str,
    fields: Mapping[str, JsonValue | None],
    decision: RecordId | None = None,
) -> Written:
    """Write a forecast. One of its own is sealed at once, one of a decision with the decision.

    Args:
        vault: an open vault.
        clock: tells the day and the instant.
        question: what the world will answer.
        resolve_by: the day by which it will.
        fields: `p` (basis points), or `choices`, or `low` and `high` with a `unit`.
        decision: the decision that it belongs to.

    Raises:
        EmptyRecordError, UnknownDayError, InvalidValueError: a value that does not fit.
        WrongKindError: `decision` is none.
    """
    if decision is not None:
        lookup.typed_body(vault, decision, Decision)
    plain: dict[str, JsonValue | None] = {
        "kind": "forecast",
        "question": question,
        "shape": shape_of(fields),
        "resolve_by": days.checked(resolve_by),
        "day": clock.today().isoformat(),
        "zone": clock.zone(),
        "decision": to_b64(decision) if decision is not None else None,
        **fields,
    }
    return journal.create(vault, clock, plain=plain)


def shape_of(fields: Mapping[str, JsonValue | None]) -> str:
    """Return the shape that the given fields have; binary when they say nothing."""
    if fields.get("choices") is not None:
        return "choice"
    if fields.get("low") is not None or fields.get("high") is not None:
        return "interval"
    return "binary"


def update(
    vault: "Vault",
    clock: Clock,
    *,
    record: RecordId,
    p: int | None = None,
    choices: tuple[Choice, ...] | None = None,
    interval: tuple[str, str] | None = None,
    why: str | None = None,
) -> Written:
    """Add a later view to a forecast, in the shape that it has; the first one stays.

    Args:
        vault: an open vault.
        clock: tells the instant.
        record: a forecast of mine.
        p: basis points, for a binary one.
        choices: every option with its probability, for a choice.
        interval: low and high as decimal strings.
        why: what changed it.

    Raises:
        InvalidValueError: another shape, or too many updates.
        AlreadyResolvedError: the world has answered.
        WrongKindError, ForeignRecordError: not a forecast of mine.
    """
    low, high = interval or (None, None)
    forecast = lookup.mine(vault, record, Forecast)
    body = forecast.update(
        at=clock.now_ms(), p=p, choices=choices, low=low, high=high, why=why or None
    )
    return journal.keep(vault, clock, record=record, body=body)


def resolve(
    vault: "Vault",
    clock: Clock,
    *,
    record: RecordId,
    resolution: str,
    lesson: str | None = None,
) -> Written:
    """Say how a forecast came out: yes, no, an option, a value or ambiguous.

    Raises:
        ResolutionError: it does not fit the shape.
        AlreadyResolvedError: it was resolved before.
        WrongKindError, ForeignRecordError: not a forecast of mine.
    """
    forecast = lookup.mine(vault, record, Forecast)
    body = forecast.resolve(resolution, at=clock.now_ms())
    if lesson:
        body = edit.with_fields(body, {"lesson": lesson})
    return journal.keep(vault, clock, record=record, body=body)


def review(
    vault: "Vault",
    clock: Clock,
    *,
    decision: RecordId,
    what_happened: str,
    fields: Mapping[str, JsonValue | None] | None = None,
) -> Written:
    """Review a decision: what happened, and marks for process and outcome apart.

    Raises:
        EmptyRecordError, InvalidValueError: a value that does not fit.
        WrongKindError, ForeignRecordError: not a decision of mine.
    """
    lookup.mine(vault, decision, Decision)
    plain: dict[str, JsonValue | None] = {
        "kind": "review",
        "decision": to_b64(decision),
        "what_happened": what_happened,
        "day": clock.today().isoformat(),
        "zone": clock.zone(),
        **(fields or {}),
    }
    return journal.create(vault, clock, plain=plain)
