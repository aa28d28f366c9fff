"""Decisions: written in a minute, decided and sealed with their forecasts, amended afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.environment import Clock
from confidant.errors import AlreadySealedError, InvalidValueError
from confidant.records import seals, text
from confidant.records.body import Body
from confidant.records.canonical import JsonValue
from confidant.records.changes import Changes
from confidant.records.decision import Decision
from confidant.records.decision_parts import Tripwire
from confidant.records.ids import RecordId
from confidant.services import days, journal, lookup
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

REVIEW_AFTER_DAYS = (30, 90, 180)
Declined: TypeAlias = Literal["not_taken", "rejected"]


@dataclass(frozen=True, slots=True, repr=False)
class WillSeal:
    """What deciding would freeze.

    Attributes:
        fields: the names of sealed fields that have a value, in the order of the record.
        empty: the names of sealed fields that would stay empty for ever.
        forecasts: the forecasts of the decision, sealed with it.
        review_on: the days of the reviews.
        options: the titles to choose among.
    """

    fields: tuple[str, ...]
    empty: tuple[str, ...]
    forecasts: tuple[tuple[RecordId, str], ...]
    review_on: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was sealed.

    Attributes:
        record: its id.
        revision: the sealed revision.
        forecasts: ids of the forecasts that were sealed with it.
        changes: what was touched.
    """

    record: RecordId
    revision: int
    forecasts: tuple[RecordId, ...]
    changes: Changes


def create(
    vault: "Vault",
    clock: Clock,
    *,
    title: str,
    fields: Mapping[str, JsonValue | None] | None = None,
) -> Written:
    """Write a pending decision.

    Args:
        vault: an open vault.
        clock: tells the day and the instant.
        title: what is to be decided.
        fields: the rest of the record as plain JSON.

    Raises:
        EmptyRecordError, InvalidValueError, UnknownFieldError: a value that does not fit.
    """
    return journal.capture(vault, clock, kind="decision", title=title, fields=fields)


def will_seal(vault: "Vault", clock: Clock, *, record: RecordId) -> WillSeal:
    """Say what deciding would freeze, before anything is frozen.

    Raises:
        WrongKindError, ForeignRecordError: not a decision of mine.
    """
    decision = lookup.mine(vault, record, Decision)
    names = [
        name
        for name in decision.__struct_fields__
        if name in seals.sealed_fields("decision") and name != "verdict"
    ]
    return WillSeal(
        fields=tuple(name for name in names if getattr(decision, name) is not None),
        empty=tuple(name for name in names if getattr(decision, name) is None),
        forecasts=tuple(
            (source, text.title_of(lookup.body_of(vault, source)))
            for source in journal.open_forecasts(vault, record)
        ),
        review_on=_reviews(decision, clock),
        options=tuple(option.title for option in decision.options or ()),
    )


def decide(vault: "Vault", clock: Clock, *, record: RecordId, option: str, because: str) -> Decided:
    """Decide: write the verdict, then freeze the reasoning and the forecasts. There is no undo.

    Args:
        vault: an open vault.
        clock: tells the instant of the verdict.
        record: a pending decision.
        option: the title of one of its options.
        because: the reason.

    Raises:
        OptionUnknownError, TransitionError, NotDecidableError, AlreadySealedError: it cannot be
            decided so.
        WrongKindError, ForeignRecordError: not a decision of mine.
    """
    decision = lookup.mine(vault, record, Decision)
    body = decision.decide(option=option, because=because, at=clock.now_ms())
    return _seal(vault, clock, record, _with_reviews(body, clock))


def decline(vault: "Vault", clock: Clock, *, record: RecordId, status: Declined) -> Decided:
    """Keep a decision that is not taken or rejected; it is sealed like a decided one.

    Raises:
        TransitionError, AlreadySealedError: it cannot follow.
        WrongKindError, ForeignRecordError: not a decision of mine.
    """
    decision = lookup.mine(vault, record, Decision)
    return _seal(vault, clock, record, decision.decline(status))


def amend(vault: "Vault", clock: Clock, *, record: RecordId, text: str) -> Written:
    """Add a later thought to a decision; what was sealed stays as it was.

    Raises:
        InvalidValueError: no text, or too many amendments.
        WrongKindError, ForeignRecordError: not a decision of mine.
    """
    decision = lookup.mine(vault, record, Decision)
    body = decision.amend(text, at=clock.now_ms())
    return journal.keep(vault, clock, record=record, body=body)


def tripwire_from_premortem(
    vault: "Vault", clock: Clock, *, record: RecordId, cause: int, check_on: str | None = None
) -> Written:
    """Make a tripwire of a cause of the premortem.

    Args:
        vault: an open vault.
        clock: tells the instant.
        record: a decision.
        cause: position in the premortem, from 0.
        check_on: the day to look at it.

    Raises:
        InvalidValueError: no such cause, or too many tripwires.
        WrongKindError, ForeignRecordError, UnknownDayError: what does not fit.
    """
    decision = lookup.mine(vault, record, Decision)
    causes = decision.premortem or ()
    if not 0 <= cause < len(causes):
        raise InvalidValueError(field="premortem", hint="position")
    wire = Tripwire(signal=causes[cause].text, check_on=days.optional(check_on))
    return journal.keep(vault, clock, record=record, body=decision.appended("tripwires", wire))


def _seal(vault: "Vault", clock: Clock, record: RecordId, body: Body) -> Decided:
    """Write the last revision before the seal; keeping it seals it and its forecasts."""
    if vault.seal_of(record) is not None:
        raise AlreadySealedError
    forecasts = journal.open_forecasts(vault, record)
    made = journal.keep(vault, clock, record=record, body=body)
    return Decided(record, made.revision, forecasts, made.changes)


def _with_reviews(decision: Decision, clock: Clock) -> Decision:
    return decision.with_changes(review_on=_reviews(decision, clock))


def _reviews(decision: Decision, clock: Clock) -> tuple[str, ...]:
    if decision.review_on is not None:
        return decision.review_on
    return tuple(days.after(clock.today(), days=count) for count in REVIEW_AFTER_DAYS)
