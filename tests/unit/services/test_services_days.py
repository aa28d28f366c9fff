"""Days as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.errors import UnknownDayError
from confidant.services import days


@given(st.dates())
def test_every_day_is_taken_as_it_stands(day: date) -> None:
    assert days.checked(day.isoformat()) == day.isoformat()
    assert days.checked(f"  {day.isoformat()} ") == day.isoformat()


@pytest.mark.parametrize(
    "typed",
    [
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "20260201",
        "2026-W05-1",
    ],
)
def test_a_day_that_does_not_exist_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(UnknownDayError) as raised:
        days.checked(typed)
    assert raised.value.params == {"day": typed}


def test_no_day_stays_none() -> None:
    assert days.optional(None) is None
    with pytest.raises(UnknownDayError):
        days.optional("")


def test_days_after_the_end_of_the_calendar_are_its_last() -> None:
    assert days.after(date(2026, 1, 31), days=30) == "2026-03-02"
    assert days.after(date.max, days=1) == "9999-12-31"
