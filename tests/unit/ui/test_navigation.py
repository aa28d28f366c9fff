from confidant.records.ids import RecordId
from confidant.ui.navigation import MAX_HISTORY, History, Place

JOURNAL, DOUBTS, DECISIONS = Place("journal"), Place("doubts"), Place("decisions")
RECORD = RecordId(bytes(16))


def test_back_and_forward_go_the_way_that_one_came() -> None:
    history = History()
    for place in (JOURNAL, DOUBTS, DECISIONS):
        history.visit(place)
    assert (history.back(), history.back(), history.back()) == (DOUBTS, JOURNAL, None)
    assert history.forward() == DOUBTS
    assert history.can_go_forward


def test_a_visit_forgets_what_was_ahead() -> None:
    history = History()
    for place in (JOURNAL, DOUBTS):
        history.visit(place)
    history.back()
    history.visit(DECISIONS)
    assert history.forward() is None
    assert history.back() == JOURNAL


def test_visiting_where_one_is_adds_nothing() -> None:
    history = History()
    history.visit(JOURNAL)
    history.visit(JOURNAL)
    assert not history.can_go_back


def test_the_history_does_not_grow_for_ever() -> None:
    history = History()
    for number in range(MAX_HISTORY * 2):
        history.visit(Place("journal", view=str(number)))
    steps = 0
    while history.back():
        steps += 1
    assert steps == MAX_HISTORY - 1


def test_an_erased_record_is_nowhere_to_step_back_to() -> None:
    history = History()
    for place in (JOURNAL, Place("journal", RECORD), DOUBTS, Place("doubts", RECORD)):
        history.visit(place)
    history.forget(RECORD)
    assert history.current == DOUBTS
    assert history.back() == JOURNAL
    assert history.back() is None


def test_nothing_is_left_when_the_only_place_was_erased() -> None:
    history = History()
    history.visit(Place("journal", RECORD))
    history.forget(RECORD)
    assert history.current is None
    assert not history.can_go_forward
