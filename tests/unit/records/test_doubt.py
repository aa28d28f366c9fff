"""A doubt comes back until it is settled, carried or became something."""

from datetime import date

import pytest

from confidant.errors import InvalidValueError, TransitionError
from confidant.records import edit, ids, record
from confidant.records.body import Link
from confidant.records.doubt import TRANSITIONS, Doubt

TODAY = date(2026, 11, 24)
TARGET = bytes(range(16))


def doubt(**changes: object) -> Doubt:
    return Doubt(statement="Will they stay?", state="open").with_changes(**changes)


@pytest.mark.parametrize(
    ("changes", "stale"),
    [
        ({}, False),
        ({"expires_on": "2026-11-24"}, False),
        ({"expires_on": "2026-11-23"}, True),
        ({"expires_on": "2026-11-25"}, False),
        ({"expires_on": "2026-11-23", "state": "carried"}, False),
        ({"expires_on": "2026-11-23", "state": "settled"}, False),
    ],
)
def test_an_open_doubt_past_its_day_is_stale(
    changes: dict[str, object],
    stale: bool,  # noqa: FBT001 -- expected value
) -> None:
    assert doubt(**changes).is_stale(TODAY) is stale


def test_settling_says_whether_it_was_warranted_and_by_what() -> None:
    settled = doubt(evidence="old").settle(False, "They signed.\r\n")  # noqa: FBT003 -- the answer
    assert (settled.state, settled.warranted, settled.evidence) == (
        "settled",
        False,
        "They signed.\n",
    )
    assert doubt(evidence="old").settle(True).evidence == "old"  # noqa: FBT003 -- the answer
    assert record.check(settled)


def test_carrying_takes_a_reason_and_a_new_day() -> None:
    carried = doubt(expires_on="2026-01-01").carry("Not now", date(2027, 1, 1))
    assert (carried.state, carried.carried_because) == ("carried", "Not now")
    assert carried.expires_on == "2027-01-01"
    again = carried.carry("Still not")
    assert (again.carried_because, again.expires_on) == ("Still not", "2027-01-01")
    with pytest.raises(InvalidValueError) as caught:
        doubt().carry(" ")
    assert caught.value.params == {"field": "carried_because", "hint": "required"}


def test_becoming_something_is_a_link() -> None:
    became = doubt().became(TARGET)
    assert became.state == "became"
    assert became.links == (Link(relation="became", target=ids.to_b64(TARGET)),)
    assert record.check(became)


@pytest.mark.parametrize("state", ["settled", "became"])
def test_what_is_over_is_opened_again_before_anything_else(state: str) -> None:
    over = doubt(state=state)
    with pytest.raises(TransitionError):
        over.settle(True)  # noqa: FBT003 -- the answer
    with pytest.raises(TransitionError):
        over.carry("x")
    with pytest.raises(TransitionError) as caught:
        over.became(TARGET)
    assert caught.value.params == {"current": state, "wanted": "became"}
    assert edit.with_fields(over, {"state": "open"}).state == "open"


def test_an_edited_state_needs_its_reason() -> None:
    for state, field in [
        ("settled", "warranted"),
        ("carried", "carried_because"),
        ("became", "links"),
    ]:
        with pytest.raises(InvalidValueError) as caught:
            edit.with_fields(doubt(), {"state": state})
        assert caught.value.params == {"field": field, "hint": "required"}
    settled = edit.with_fields(doubt(), {"state": "settled", "warranted": True})
    assert settled.warranted
    link: dict[str, str] = {"relation": "became", "target": ids.to_b64(TARGET)}
    assert edit.with_fields(doubt(), {"state": "became", "links": [{**link}]}).links
    about: dict[str, str] = {"relation": "about", "target": ids.to_b64(TARGET)}
    with pytest.raises(InvalidValueError):
        edit.with_fields(doubt(), {"state": "became", "links": [{**about}]})
    with pytest.raises(TransitionError):
        edit.with_fields(doubt(state="settled"), {"state": "became"})


def test_the_table_names_every_state() -> None:
    assert set(TRANSITIONS) == {"open", "carried", "settled", "became"}


def test_other_fields_are_edited_whatever_the_state() -> None:
    changed = edit.with_fields(doubt(state="carried"), {"cost_if_true": "A year"})
    assert (changed.state, changed.cost_if_true) == ("carried", "A year")
