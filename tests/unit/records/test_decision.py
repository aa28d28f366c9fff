"""A decision moves along one table, and deciding freezes its reasoning."""

from typing import get_args

import pytest

from confidant.errors import (
    BugError,
    InvalidValueError,
    NotDecidableError,
    OptionUnknownError,
    SealedFieldError,
    TransitionError,
)
from confidant.records import edit, record, seals
from confidant.records.decision import SEALING, TRANSITIONS, Decision, Status
from confidant.records.decision_parts import Amendment, Option, Outcome, Tripwire, Verdict
from confidant.records.entry import Entry

AT = 1_795_000_000_000


def pending(**changes: object) -> Decision:
    options = (Option(title="Sell"), Option(title="Hold"), Option(title="hold on"))
    return Decision(status="pending", title="Larch", options=options).with_changes(**changes)


def test_the_table_names_every_status_and_only_statuses() -> None:
    statuses = set(get_args(Status))
    assert set(TRANSITIONS) == statuses
    assert set().union(*TRANSITIONS.values()) <= statuses
    assert all(status not in following for status, following in TRANSITIONS.items())


def test_what_is_sealed_is_never_open_again() -> None:
    reached = set(SEALING)
    while more := set().union(*(TRANSITIONS[status] for status in reached)) - reached:
        reached |= more
    assert not reached & {"draft", "pending"}


def test_deciding_gives_status_and_verdict_with_the_instant() -> None:
    before = pending()
    decided = before.decide("Hold", "Cash first.\r\n", AT)
    assert decided.status == "decided"
    assert decided.verdict == Verdict(option="Hold", because="Cash first.\n", at=AT)
    assert before.verdict is None
    assert decided.seals_after(before)
    assert not decided.seals_after(decided)
    assert record.check(decided)


def test_an_option_is_found_whatever_its_letter_case() -> None:
    assert pending().decide(" sELL ", "x", AT).verdict == Verdict(option="Sell", because="x", at=AT)


@pytest.mark.parametrize("option", ["", "Buy", "Sel"])
def test_an_option_must_exist(option: str) -> None:
    with pytest.raises(OptionUnknownError) as caught:
        pending().decide(option, "x", AT)
    assert caught.value.params == {"option": option}


def test_an_option_that_two_titles_could_mean_is_refused_unless_exact() -> None:
    twice = pending(options=(Option(title="Sell"), Option(title="SELL")))
    with pytest.raises(OptionUnknownError):
        twice.decide("sell", "x", AT)
    verdict = twice.decide("SELL", "x", AT).verdict
    assert verdict is not None
    assert verdict.option == "SELL"


@pytest.mark.parametrize(
    ("changes", "because", "missing"), [({"options": None}, "x", "options"), ({}, " \n", "because")]
)
def test_deciding_needs_options_and_a_reason(
    changes: dict[str, object], because: str, missing: str
) -> None:
    with pytest.raises(NotDecidableError) as caught:
        pending(**changes).decide("Sell", because, AT)
    assert caught.value.params == {"missing": missing}


@pytest.mark.parametrize("status", sorted(set(get_args(Status)) - {"draft", "pending"}))
def test_only_an_open_decision_can_be_decided(status: str) -> None:
    with pytest.raises(TransitionError) as caught:
        pending(status=status).decide("Sell", "x", AT)
    assert caught.value.params == {"current": status, "wanted": "decided"}


@pytest.mark.parametrize("status", ["not_taken", "rejected"])
def test_declining_seals_without_a_verdict(status: str) -> None:
    before = pending()
    declined = before.decline(status)  # type: ignore[arg-type]  # a parametrised literal
    assert (declined.status, declined.verdict) == (status, None)
    assert declined.seals_after(before)
    with pytest.raises(TransitionError):
        declined.decline("rejected")


def test_a_decision_that_came_decided_is_not_sealed_by_coming() -> None:
    assert not pending(status="decided").seals_after(None)


@pytest.mark.parametrize("current", sorted(TRANSITIONS))
@pytest.mark.parametrize("wanted", sorted(TRANSITIONS))
def test_a_status_moves_along_the_table_alone(current: Status, wanted: Status) -> None:
    decision = pending(status=current)
    if wanted in TRANSITIONS[current] and wanted != "decided":
        assert decision.moved(wanted).status == wanted
    else:
        with pytest.raises(TransitionError):
            decision.moved(wanted)


def test_editing_cannot_decide() -> None:
    with pytest.raises(TransitionError):
        edit.with_fields(pending(), {"status": "decided"})
    with pytest.raises(InvalidValueError) as caught:
        edit.with_fields(pending(), {"verdict": {"option": "Sell", "because": "x", "at": 1}})
    assert caught.value.params == {"field": "verdict", "hint": "fixed"}


def test_later_thoughts_are_amendments() -> None:
    decided = pending().decide("Sell", "x", AT).amend("One thing\r", AT + 1)
    again = decided.amend("Another", AT + 2)
    assert again.amendments == (
        Amendment(at=AT + 1, text="One thing\n"),
        Amendment(at=AT + 2, text="Another"),
    )
    with pytest.raises(NotDecidableError):
        again.amend("  ", AT)


def test_no_more_amendments_than_a_body_holds() -> None:
    full = pending(amendments=(Amendment(at=1, text="x"),) * 200)
    with pytest.raises(InvalidValueError) as caught:
        full.amend("one more", AT)
    assert caught.value.params == {"field": "amendments", "hint": "[amendment]1-200"}


@pytest.mark.parametrize(
    ("chances", "total", "warned"),
    [
        ((2000, 5000, 3000), 10_000, False),
        ((2000, 5000, 2999), 9_999, True),
        ((0, 0, 0), 0, True),
        ((2000, None, 9000), None, False),
    ],
)
def test_probabilities_that_do_not_sum_warn_and_refuse_nothing(
    chances: tuple[int | None, ...],
    total: int | None,
    warned: bool,  # noqa: FBT001 -- expected value
) -> None:
    best, likely, worst = (Outcome(text="x", p=chance) for chance in chances)
    decision = pending(best=best, likely=likely, worst=worst)
    assert decision.probability_sum() == total
    assert bool(decision.warnings()) is warned
    assert record.check(decision)
    assert pending(best=best).probability_sum() is None


def sealed() -> Decision:
    return pending(problem="Cash", confidence=7000).decide("Sell", "x", AT)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"problem": "Debt"}, "problem"),
        ({"problem": None}, "problem"),
        ({"dissent": "None of it"}, "dissent"),
        ({"confidence": 7001}, "confidence"),
        ({"verdict": None}, "verdict"),
        ({"options": (Option(title="Sell"),)}, "options"),
    ],
)
def test_a_sealed_field_refuses_change_removal_and_addition(
    change: dict[str, object], field: str
) -> None:
    new = sealed().with_changes(**change)
    with pytest.raises(SealedFieldError) as caught:
        seals.check_unchanged(sealed(), new)
    assert caught.value.params == {"field": field}
    plain = [record.to_plain(body) for body in (sealed(), new)]
    assert seals.first_difference("decision", *plain) == field


def test_what_has_its_own_place_may_change_after_the_seal() -> None:
    later = (
        sealed()
        .amend("x", AT)
        .with_changes(status="closed", tripwires=(Tripwire(signal="x"),), title="Larch, later")
    )
    seals.check_unchanged(sealed(), later)
    plain = [record.to_plain(body) for body in (sealed(), later)]
    assert seals.first_difference("decision", *plain) is None


def test_only_decisions_and_forecasts_have_sealed_fields() -> None:
    assert seals.sealed_fields("forecast") == {
        "question", "shape", "p", "choices", "low", "high", "unit",
    }  # fmt: skip
    assert {"verdict", "leaning", "options"} < seals.sealed_fields("decision")
    assert seals.sealed_fields("entry") == seals.sealed_fields("no such kind") == frozenset()


def test_a_record_keeps_its_kind() -> None:
    with pytest.raises(BugError):
        seals.check_unchanged(sealed(), Entry(genre="quick"))
