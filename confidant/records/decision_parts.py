"""What the sections of a decision are made of."""

from typing import Annotated

from msgspec import Meta

from confidant.records.body import Part
from confidant.records.entry import Feeling
from confidant.records.values import Bp, Day, Five, Line, Ms, Ref, Ten, Text, up_to


class Mind(Part, frozen=True, kw_only=True):
    """The state of mind while deciding."""

    energy: Five | None = None
    feelings: Annotated[tuple[Feeling, ...], up_to(12)] | None = None
    slept: bool | None = None
    pressure: Five | None = None
    hour: Annotated[int, Meta(ge=0, le=23)] | None = None


class Driver(Part, frozen=True, kw_only=True):
    """Something that speaks for deciding at all."""

    text: Text
    weight: Five | None = None


class Assumption(Part, frozen=True, kw_only=True):
    """Something taken for true."""

    text: Text
    confidence: Bp | None = None
    evidence: Text | None = None
    trend: Ref | None = None


class Option(Part, frozen=True, kw_only=True):
    """One way to decide."""

    title: Line
    description: Text | None = None
    good: Annotated[tuple[Text, ...], up_to(20)] | None = None
    bad: Annotated[tuple[Text, ...], up_to(20)] | None = None
    neutral: Annotated[tuple[Text, ...], up_to(20)] | None = None
    rejected_because: Text | None = None


class Assessment(Part, frozen=True, kw_only=True):
    """One aspect, looked at before any verdict."""

    name: Line
    question: Text | None = None
    evidence: Text | None = None
    base_rate: Text | None = None
    after_talk: Bp | None = None


class Score(Part, frozen=True, kw_only=True):
    """My mark for one assessment."""

    name: Line
    value: Bp


class Analogy(Part, frozen=True, kw_only=True):
    """A case like this one."""

    practice: Ref | None = None
    text: Text | None = None
    similarity: Ten
    first_hand: bool | None = None


class Outcome(Part, frozen=True, kw_only=True):
    """One of the three ways that it may turn out."""

    text: Text
    p: Bp | None = None


class Cause(Part, frozen=True, kw_only=True):
    """Why it failed, seen from a failed future."""

    text: Text
    p: Bp | None = None
    preventable: bool | None = None
    mitigation: Text | None = None


class Tripwire(Part, frozen=True, kw_only=True):
    """A signal on which the decision is looked at again."""

    signal: Text
    threshold: Line | None = None
    check_on: Day | None = None
    action: Text | None = None
    owner: Line | None = None
    tripped_on: Day | None = None


class Resistance(Part, frozen=True, kw_only=True):
    """An objection expected from somebody."""

    person: Line
    objection: Text
    p: Bp | None = None
    response: Text | None = None
    concession: Text | None = None
    occurred: bool | None = None


class Distance(Part, frozen=True, kw_only=True):
    """Questions that take a step back."""

    ten_minutes: Text | None = None
    ten_months: Text | None = None
    ten_years: Text | None = None
    advice_to_successor: Text | None = None
    auditor: Text | None = None
    slept_on_it: bool | None = None


class Verdict(Part, frozen=True, kw_only=True):
    """What was decided, why and when (UTC milliseconds)."""

    option: Line
    because: Text
    at: Ms


class Confirmation(Part, frozen=True, kw_only=True):
    """How it will be known that the decision was carried out."""

    signal: Text
    owner: Line | None = None
    by: Day | None = None


class Amendment(Part, frozen=True, kw_only=True):
    """A later thought, beside what is sealed."""

    at: Ms
    text: Text
