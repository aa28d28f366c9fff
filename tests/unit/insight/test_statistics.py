import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.insight.statistics import (
    Interval,
    gini,
    mean,
    median,
    share,
    squared_error,
    wilson,
)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # Published values: R's prop.test(correct = FALSE), binom.confint(method = "wilson").
        (8, 10, 0.4901625, 0.9433178),
        (0, 10, 0.0, 0.2775328),
        (10, 10, 0.7224672, 1.0),
        (1, 1, 0.2065493, 1.0),
        (50, 100, 0.4038315, 0.5961685),
    ],
)
def test_wilson_gives_the_published_interval(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert found.low == pytest.approx(low, abs=1e-6)
    assert found.high == pytest.approx(high, abs=1e-6)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_rate_and_stays_within_the_unit(case: tuple[int, int]) -> None:
    hits, n = case
    found = wilson(hits, n)
    assert 0.0 <= found.low <= hits / n <= found.high <= 1.0
    mirrored = wilson(n - hits, n)
    assert mirrored.low == pytest.approx(1 - found.high)


def test_a_share_of_nothing_states_nothing() -> None:
    found = share(0, 0)
    assert (found.n, found.rate, found.interval, found.too_few) == (0, None, None, True)


@pytest.mark.parametrize(("n", "too_few"), [(1, True), (9, True), (10, False), (11, False)])
def test_ten_cases_are_enough_for_a_statement(n: int, too_few: bool) -> None:  # noqa: FBT001 - a table column
    found = share(1, n)
    assert found.too_few is too_few
    assert found.rate == pytest.approx(1 / n)
    assert isinstance(found.interval, Interval)


@pytest.mark.parametrize(
    ("p", "happened", "error"),
    [
        (0, True, 1.0),
        (0, False, 0.0),
        (10_000, True, 0.0),
        (10_000, False, 1.0),
        (7_000, True, 0.09),
        (7_000, False, 0.49),
    ],
)
def test_the_squared_error_is_that_of_the_single_outcome(
    p: int,
    happened: bool,  # noqa: FBT001 - a table column
    error: float,
) -> None:
    assert squared_error(p, happened=happened) == pytest.approx(error)


def test_a_mean_or_median_of_nothing_is_none() -> None:
    assert mean([]) is None
    assert median([]) is None


@pytest.mark.parametrize(("values", "middle"), [([3, 1, 2], 2), ([4, 1, 2, 3], 2.5), ([7], 7)])
def test_the_median_is_the_middle(values: list[int], middle: float) -> None:
    assert median(values) == middle


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [([5, 5, 5], 0.0), ([0, 0, 9], 2 / 3), ([1, 3], 0.25), ([7], 0.0), ([1, 2, 3, 4], 0.25)],
)
def test_gini_measures_how_unequal_amounts_are(amounts: list[int], expected: float) -> None:
    assert gini(amounts) == pytest.approx(expected)


def test_gini_of_silence_is_none() -> None:
    assert gini([0, 0]) is None


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any))
def test_gini_equals_the_mean_of_all_differences(amounts: list[int]) -> None:
    n = len(amounts)
    differences = sum(abs(a - b) for a in amounts for b in amounts)
    found = gini(amounts)
    assert found is not None
    assert found == pytest.approx(differences / (2 * n * sum(amounts)))
    assert 0 <= found < 1
