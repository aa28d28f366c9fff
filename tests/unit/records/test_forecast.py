"""A forecast keeps its shape, and the world answers it once."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from confidant.errors import (
    AlreadyResolvedError,
    InvalidValueError,
    ManifestSchemaError,
    ResolutionError,
)
from confidant.records import checking, edit, record, views
from confidant.records.forecast import Forecast, Update
from confidant.records.views import Choice
from tests.support.any_body import DECIMALS

AT = 1_795_000_000_000
AB = (Choice(option="A", p=4000), Choice(option="B", p=6000))
BA = (Choice(option="B", p=1), Choice(option="A", p=9999))


def forecast(shape: str, **values: object) -> Forecast:
    made = Forecast(question="When?", shape="binary", resolve_by="2027-01-01")
    return made.with_changes(shape=shape, **values)


BINARY = forecast("binary", p=7000)
CHOICE = forecast("choice", choices=AB)
INTERVAL = forecast("interval", low="-1.5", high="2")


@pytest.mark.parametrize(
    ("made", "said", "stored"),
    [
        (BINARY, " YES ", "yes"),
        (BINARY, "no", "no"),
        (BINARY, "Ambiguous", "ambiguous"),
        (CHOICE, "b", "B"),
        (CHOICE, "ambiguous", "ambiguous"),
        (INTERVAL, "12.50", "12.50"),
        (INTERVAL, "ambiguous", "ambiguous"),
    ],
)
def test_the_world_answers_in_the_shape_of_the_question(
    made: Forecast, said: str, stored: str
) -> None:
    resolved = made.resolve(said, AT)
    assert (resolved.resolution, resolved.resolved_at) == (stored, AT)
    assert record.check(resolved)
    with pytest.raises(AlreadyResolvedError):
        resolved.resolve(said, AT)
    with pytest.raises(AlreadyResolvedError):
        resolved.update(at=AT, p=1)


@pytest.mark.parametrize(
    ("made", "said", "hint"),
    [
        (BINARY, "maybe", "yes|no"),
        (BINARY, "", "yes|no"),
        (CHOICE, "C", "A|B"),
        (forecast("choice"), "A", ""),
        (INTERVAL, "1e3", "dec"),
        (INTERVAL, "-0", "dec"),
    ],
)
def test_another_answer_is_refused(made: Forecast, said: str, hint: str) -> None:
    with pytest.raises(ResolutionError) as caught:
        made.resolve(said, AT)
    assert caught.value.params == {"hint": hint}


def test_options_that_differ_by_letter_case_are_told_apart_exactly() -> None:
    made = forecast("choice", choices=(Choice(option="a", p=1), Choice(option="A", p=9999)))
    assert made.resolve("A", AT).resolution == "A"


@pytest.mark.parametrize(
    ("made", "view"),
    [
        (BINARY, {"p": 0}),
        (CHOICE, {"choices": BA}),
        (forecast("choice"), {"choices": BA}),
        (INTERVAL, {"low": "0", "high": "0.0"}),
    ],
)
def test_a_later_view_is_kept_beside_the_first(made: Forecast, view: dict[str, Any]) -> None:
    updated = made.update(at=AT, why="News", **view)
    assert updated.updates == (Update(at=AT, why="News", **view),)
    assert (updated.p, updated.choices, updated.low) == (made.p, made.choices, made.low)


@pytest.mark.parametrize(
    ("made", "view"),
    [
        (BINARY, {}),
        (BINARY, {"p": 10_001}),
        (BINARY, {"low": "1", "high": "2"}),
        (BINARY, {"p": 1, "low": "1", "high": "2"}),
        (CHOICE, {"p": 1}),
        (CHOICE, {"choices": (Choice(option="A", p=1), Choice(option="C", p=9999))}),
        (CHOICE, {"choices": (Choice(option="A", p=1), Choice(option="B", p=1))}),
        (CHOICE, {"choices": (Choice(option="A", p=5000), Choice(option="A", p=5000))}),
        (INTERVAL, {"low": "2", "high": "1"}),
        (INTERVAL, {"low": "1"}),
    ],
)
def test_an_update_keeps_shape_options_and_sums(made: Forecast, view: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        made.update(at=AT, **view)
    assert caught.value.params == {"field": "updates", "hint": made.shape}


def test_a_reader_who_cannot_know_takes_all_or_nothing_of_a_view() -> None:
    checking.check(forecast("interval"), None)
    with pytest.raises(ManifestSchemaError):
        checking.check(forecast("interval", low="1"), None)
    with pytest.raises(ManifestSchemaError):
        checking.check(forecast("interval"), frozenset())
    checking.check(forecast("interval", low="1"), frozenset({"high", "updates"}))


def test_a_forecast_of_its_own_is_sealed_when_saved_another_with_its_decision() -> None:
    assert BINARY.seals_after(None)
    assert not BINARY.with_changes(decision="A" * 22).seals_after(None)


def test_the_answer_of_the_world_is_not_edited() -> None:
    assert edit.with_fields(BINARY, {"lesson": "Ask sooner"}).lesson == "Ask sooner"
    answers: dict[str, Any] = {"resolution": "yes", "resolved_at": 1}
    for name, value in answers.items():
        with pytest.raises(InvalidValueError) as caught:
            edit.with_fields(BINARY, {name: value})
        assert caught.value.params == {"field": name, "hint": "fixed"}


@given(DECIMALS, DECIMALS)
def test_decimals_are_compared_exactly(one: str, other: str) -> None:
    if views.is_decimal(one) and views.is_decimal(other):
        assert (views.scaled(one) < views.scaled(other)) is (Decimal(one) < Decimal(other))
        assert (views.scaled(one) == views.scaled(other)) is (Decimal(one) == Decimal(other))


@pytest.mark.parametrize(
    "text", ["0", "-1", "1.000000001", "999999999999999.999999999", "-0.5", "0.0"]
)
def test_a_decimal_is_a_decimal(text: str) -> None:
    assert views.is_decimal(text)


@pytest.mark.parametrize(
    "text",
    ["", "-0", "-0.00", "01", "1.", ".5", "+1", "1,5", "1e3", "1.0000000001", "1" * 16, "1\n", "٣"],
)
def test_nothing_else_is(text: str) -> None:
    assert not views.is_decimal(text)
