import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.insight.meetings import (
    DecisionsMade,
    Foreseen,
    SpokenTurn,
    airtime,
    around_leader,
    decisions_made,
    foreseen,
    interruptions,
    questions_to_statements,
    time_to_first_dissent,
    turns,
)
from confidant.records.observation import Event, EventCode, Observation, Seat, Segment

CODES: tuple[EventCode, ...] = ("starts", "stops", "interrupts", "question", "dissent")


def event(t: int, seat: int, code: EventCode, target: int | None = None) -> Event:
    return Event(t=t, seat=seat, code=code, target=target)


def meeting(*events: Event, seats: int = 3, **fields: object) -> Observation:
    return Observation(
        consent="All agreed.",
        seats=tuple(Seat(alias=f"Seat {n}") for n in range(seats)),
        events=events or None,
    ).with_changes(**fields)


TALK = meeting(
    event(0, 1, "starts"),
    event(600, 2, "starts"),
    event(700, 2, "question"),
    event(800, 2, "stops"),
    event(900, 1, "starts"),
    event(1000, 3, "starts"),
    event(1100, 3, "dissent"),
    event(1200, 1, "stops"),
)


def test_the_floor_passes_with_the_next_start_and_ends_with_the_last_event() -> None:
    assert turns(TALK) == (
        SpokenTurn(1, 0, 600),
        SpokenTurn(2, 600, 800),
        SpokenTurn(1, 900, 1000),
        SpokenTurn(3, 1000, 1200),
    )


def test_who_has_not_the_floor_cannot_give_it_up() -> None:
    assert turns(meeting(event(0, 1, "starts"), event(5, 2, "stops"), event(9, 1, "stops"))) == (
        SpokenTurn(1, 0, 9),
    )
    assert turns(meeting(event(5, 2, "stops"))) == ()


def test_events_are_read_in_order_of_time() -> None:
    shuffled = meeting(*reversed(TALK.events or ()))
    assert turns(shuffled) == turns(TALK)


def test_airtime_is_shared_among_all_seats() -> None:
    found = airtime(TALK)
    assert found.spoken == (700, 200, 200)
    assert found.shares == pytest.approx((7 / 11, 2 / 11, 2 / 11))
    assert found.gini == pytest.approx(1000 / 3300)


def test_silence_has_no_shares() -> None:
    found = airtime(meeting())
    assert (found.spoken, found.shares, found.gini) == ((0, 0, 0), None, None)


def test_a_silent_seat_makes_it_unequal() -> None:
    found = airtime(meeting(event(0, 1, "starts"), event(10, 1, "stops"), seats=2))
    assert found.gini == pytest.approx(0.5)


def test_interruptions_are_counted_by_whom_and_of_whom() -> None:
    found = interruptions(
        meeting(
            event(1, 1, "interrupts", 2),
            event(2, 1, "interrupts", 2),
            event(3, 3, "interrupts", 1),
            event(4, 2, "interrupts"),
            event(5, 2, "question", 1),
        )
    )
    assert found.matrix == ((0, 2, 0), (0, 0, 0), (1, 0, 0))
    assert found.untargeted == 1
    assert interruptions(meeting(seats=1)).matrix == ((0,),)


def test_an_interruption_alone_does_not_take_the_floor() -> None:
    found = turns(
        meeting(event(0, 1, "starts"), event(5, 2, "interrupts", 1), event(9, 1, "stops"))
    )
    assert found == (SpokenTurn(1, 0, 9),)


def test_a_turn_with_a_question_is_no_statement() -> None:
    found = questions_to_statements(TALK)
    assert [(x.questions, x.statements) for x in found] == [(0, 2), (1, 0), (0, 1)]


def test_a_question_in_another_turn_leaves_a_statement() -> None:
    found = questions_to_statements(
        meeting(
            event(0, 1, "starts"),
            event(5, 1, "question"),
            event(9, 1, "stops"),
            event(20, 1, "starts"),
            event(30, 1, "stops"),
            event(40, 1, "question"),
            event(50, 1, "starts"),
            event(60, 1, "question"),
            event(60, 1, "stops"),
        )
    )
    assert (found[0].questions, found[0].statements) == (3, 1)


def test_who_speaks_around_the_leader() -> None:
    found = around_leader(TALK, 1)
    assert found.before == (0, 1, 0)
    assert found.after == (0, 1, 1)


def test_the_leader_going_on_is_nobody_around_the_leader() -> None:
    again = meeting(event(0, 1, "starts"), event(5, 1, "starts"), event(9, 1, "stops"))
    assert around_leader(again, 1).before == (0, 0, 0)
    others = meeting(event(0, 2, "starts"), event(5, 3, "starts"), event(9, 3, "stops"))
    assert around_leader(others, 1).after == (0, 0, 0)


def test_the_first_dissent_is_the_earliest() -> None:
    found = meeting(event(900, 1, "dissent"), event(400, 2, "dissent"), event(1, 2, "question"))
    assert time_to_first_dissent(found) == 400
    assert time_to_first_dissent(meeting(event(1, 1, "challenge"))) is None
    assert time_to_first_dissent(meeting()) is None


def test_decisions_are_set_against_the_agenda() -> None:
    events = (event(1, 1, "decision"), event(2, 1, "decision"), event(3, 1, "deferral"))
    agenda = (Segment(topic="Budget"), Segment(topic="Plant"), Segment(topic="Names"))
    assert decisions_made(meeting(*events, agenda=agenda)) == DecisionsMade(2, 1, 3)
    assert decisions_made(meeting()) == DecisionsMade(0, 0, 0)


def test_predictions_are_set_against_what_happened() -> None:
    talk = meeting(event(0, 1, "starts"), event(10, 1, "stops"), seats=2)
    found = foreseen(talk.with_changes(predicted_airtime=(6_000, 4_000), predicts_dissent=True))
    assert found.airtime_error == pytest.approx(0.4)
    assert found.dissent is False
    assert foreseen(talk.with_changes(predicts_dissent=False)) == Foreseen(None, dissent=True)


def test_nothing_predicted_is_nothing_foreseen() -> None:
    assert foreseen(TALK) == Foreseen(None, None)
    assert foreseen(meeting(seats=1, predicted_airtime=(10_000,))).airtime_error is None


@given(
    st.lists(
        st.builds(
            event,
            st.integers(0, 10_000),
            st.integers(1, 4),
            st.sampled_from(CODES),
            st.one_of(st.none(), st.integers(1, 4)),
        ),
        max_size=40,
    )
)
def test_whatever_happens_the_floor_is_held_by_one_seat_at_a_time(events: list[Event]) -> None:
    found = meeting(*events, seats=4)
    spoken = turns(found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spoken))
    assert all(turn.start <= turn.end for turn in spoken)
    shares = airtime(found).shares
    assert shares is None or sum(shares) == pytest.approx(1)
    assert sum(1 for e in events if e.code == "starts") == len(spoken)
    ratio = questions_to_statements(found)
    assert sum(r.questions for r in ratio) == sum(e.code == "question" for e in events)
