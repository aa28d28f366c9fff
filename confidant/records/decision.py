"""Decisions: the reasoning before, the verdict, and what is added afterwards."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from confidant.compat import override
from confidant.errors import (
    InvalidValueError,
    NotDecidableError,
    OptionUnknownError,
    TransitionError,
)
from confidant.records import canonical
from confidant.records.body import Common
from confidant.records.decision_parts import (
    Amendment,
    Analogy,
    Assessment,
    Assumption,
    Cause,
    Confirmation,
    Distance,
    Driver,
    Mind,
    Option,
    Outcome,
    Resistance,
    Score,
    Tripwire,
    Verdict,
)
from confidant.records.fields import Mark, Role
from confidant.records.values import Bp, Day, Five, GutCheck, Line, Text, up_to

Status: TypeAlias = Literal[
    "draft", "pending", "decided", "not_taken", "rejected", "superseded", "reversed", "closed"
]

_BEFORE: frozenset[Status] = frozenset({"draft", "pending", "decided", "not_taken", "rejected"})

TRANSITIONS: Mapping[Status, frozenset[Status]] = MappingProxyType(
    {
        "draft": _BEFORE - {"draft"},
        "pending": _BEFORE - {"pending"},
        "decided": frozenset({"superseded", "reversed", "closed"}),
        "not_taken": frozenset({"superseded", "closed"}),
        "rejected": frozenset({"superseded", "closed"}),
        "superseded": frozenset({"closed"}),
        "reversed": frozenset({"superseded", "closed"}),
        "closed": frozenset(),
    }
)
"""Status → the statuses that may follow. What is sealed is never pending again: a later decision
on the same question is a record of its own that supersedes it."""

STARTING: tuple[Status, ...] = ("draft", "pending")
"""The statuses that a person begins with: any other is reached by a verb, which seals."""

SEALING: frozenset[Status] = frozenset({"decided", "not_taken", "rejected"})
"""The statuses that seal the reasoning."""

WHOLE = 10_000
"""All probabilities together, in basis points."""

Reversibility: TypeAlias = Literal["one_way", "two_way"]


class Decision(Common, frozen=True, kw_only=True, tag="decision"):
    """A decision. Its reasoning is sealed when it is decided, not taken or rejected."""

    fixed: ClassVar[frozenset[str]] = frozenset({"verdict", "amendments"})

    status: Annotated[Status, Mark.DEFAULT, Role.STATE]
    decide_by: Annotated[Day | None, Mark.DEFAULT, Role.DUE] = None
    default_if_none: Annotated[Text | None, Mark.DEFAULT] = None
    leaning: Annotated[Line | None, Mark.WITHHELD, Mark.SEALED] = None
    confidence: Annotated[Bp | None, Mark.WITHHELD, Mark.SEALED, Role.MEASURE] = None
    biggest_doubt: Annotated[Text | None, Mark.DEFAULT, Role.BODY] = None
    stakes: Annotated[Five | None, Mark.DEFAULT] = None
    reversibility: Annotated[Reversibility | None, Mark.DEFAULT] = None
    unwind_plan: Annotated[Text | None, Mark.DEFAULT] = None
    state_of_mind: Annotated[Mind | None, Mark.OVERRIDE, Mark.SEALED] = None
    as_felt: Annotated[Text | None, Mark.OVERRIDE] = None
    problem: Annotated[Text | None, Mark.SEALED, Role.BODY] = None
    for_an_outsider: Annotated[Text | None, Mark.SEALED, Role.BODY] = None
    knowns: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    unknowns: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    constraints: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    complications: Annotated[Annotated[tuple[Text, ...], up_to(40)] | None, Mark.SEALED] = None
    drivers: Annotated[Annotated[tuple[Driver, ...], up_to(20)] | None, Mark.SEALED] = None
    assumptions: Annotated[Annotated[tuple[Assumption, ...], up_to(40)] | None, Mark.SEALED] = None
    options: Annotated[Annotated[tuple[Option, ...], up_to(20)] | None, Mark.SEALED] = None
    assessments: Annotated[Annotated[tuple[Assessment, ...], up_to(20)] | None, Mark.SEALED] = None
    scores: Annotated[
        Annotated[tuple[Score, ...], up_to(20)] | None, Mark.WITHHELD, Mark.SEALED
    ] = None
    analogies: Annotated[Annotated[tuple[Analogy, ...], up_to(20)] | None, Mark.SEALED] = None
    best: Annotated[Outcome | None, Mark.SEALED] = None
    likely: Annotated[Outcome | None, Mark.SEALED] = None
    worst: Annotated[Outcome | None, Mark.SEALED] = None
    premortem: Annotated[Annotated[tuple[Cause, ...], up_to(20)] | None, Mark.SEALED] = None
    tripwires: Annotated[Annotated[tuple[Tripwire, ...], up_to(20)] | None, Mark.DEFAULT] = None
    resistance: Annotated[Annotated[tuple[Resistance, ...], up_to(40)] | None, Mark.DEFAULT] = None
    distance: Annotated[Distance | None, Mark.PRIVATE] = None
    decision_makers: Annotated[Annotated[tuple[Line, ...], up_to(20)] | None, Mark.DEFAULT] = None
    consulted: Annotated[Annotated[tuple[Line, ...], up_to(40)] | None, Mark.DEFAULT] = None
    informed: Annotated[Annotated[tuple[Line, ...], up_to(40)] | None, Mark.DEFAULT] = None
    verdict: Annotated[Verdict | None, Mark.SEALED] = None
    dissent: Annotated[Text | None, Mark.SEALED] = None
    gut_check: Annotated[GutCheck | None, Mark.WITHHELD, Mark.SEALED] = None
    confirmation: Annotated[Confirmation | None, Mark.DEFAULT] = None
    review_on: Annotated[Annotated[tuple[Day, ...], up_to(12)] | None, Mark.DEFAULT] = None
    amendments: Annotated[Annotated[tuple[Amendment, ...], up_to(200)] | None, Mark.DEFAULT] = None

    @override
    def check_change(self, new: Self) -> None:
        super().check_change(new)
        if new.status == self.status:
            return
        self._check_status(new.status)
        if new.status == "decided":  # `decide` gives the verdict with it
            raise TransitionError(current=self.status, wanted=new.status)

    @override
    def check_start(self) -> None:
        super().check_start()
        if self.status not in STARTING:
            raise InvalidValueError(field="status", hint="=" + "|".join(STARTING))

    @override
    def seals_after(self, before: Self | None) -> bool:
        return before is not None and before.status not in SEALING and self.status in SEALING

    def decide(self, option: str, because: str, at: int) -> Self:
        """Return the decision decided; the caller seals it in the same transaction.

        Args:
            option: title of one of the options; letter case may differ.
            because: the reason.
            at: the instant in UTC milliseconds.

        Raises:
            TransitionError: its status does not allow deciding.
            NotDecidableError: it lists no options, or there is no reason.
            OptionUnknownError: no option has this title, or more than one but for letter case.
        """
        self._check_status("decided")
        reason = canonical.clean(because)
        if not reason.strip():
            raise NotDecidableError(missing="because")
        verdict = Verdict(option=self._option_titled(option), because=reason, at=at)
        return self.with_changes(status="decided", verdict=verdict)

    def decline(self, status: Literal["not_taken", "rejected"]) -> Self:
        """Return the decision not taken or rejected; sealed like a decided one, no verdict.

        Raises:
            TransitionError: its status does not allow that.
        """
        return self.moved(status)

    def moved(self, status: Status) -> Self:
        """Return the decision under a status that the table allows and that needs no verdict.

        Raises:
            TransitionError: the status cannot follow, or is `decided`.
        """
        self._check_status(status)
        new = self.with_changes(status=status)
        self.check_change(new)
        return new

    def amend(self, text: str, at: int) -> Self:
        """Return the decision with a later thought beside what was decided.

        Args:
            text: the thought.
            at: the instant in UTC milliseconds.

        Raises:
            NotDecidableError: there is no text.
            InvalidValueError: there are 200 already.
        """
        thought = canonical.clean(text)
        if not thought.strip():
            raise NotDecidableError(missing="text")
        return self.appended("amendments", Amendment(at=at, text=thought))

    def probability_sum(self) -> int | None:
        """Return what best, likely and worst sum to, in basis points; None unless all have one."""
        chances = [
            None if outcome is None else outcome.p
            for outcome in (self.best, self.likely, self.worst)
        ]
        given = [chance for chance in chances if chance is not None]
        return sum(given) if len(given) == len(chances) else None

    def warnings(self) -> tuple[str, ...]:
        """Return codes of what a person should look at; none of them refuses anything."""
        return () if self.probability_sum() in (None, WHOLE) else ("probabilities-do-not-sum",)

    def _check_status(self, wanted: Status) -> None:
        if wanted not in TRANSITIONS[self.status]:
            raise TransitionError(current=self.status, wanted=wanted)

    def _option_titled(self, typed: str) -> str:
        """Return the title of the option that a person means."""
        if not self.options:
            raise NotDecidableError(missing="options")
        titles = [option.title for option in self.options]
        if typed in titles:
            return typed
        wanted = typed.strip().casefold()
        meant = [title for title in titles if title.strip().casefold() == wanted]
        if len(meant) != 1:
            raise OptionUnknownError(option=typed)
        return meant[0]
