from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.insight import scores
from confidant.insight.calibration import Prediction, bin_of, calibration, predictions
from confidant.insight.dated import Dated
from confidant.insight.intervals import hit_rate
from confidant.insight.murphy import decompose
from confidant.insight.scores import Score, brier, by_month, decision_score, time_weighted, trend
from confidant.records.forecast import Forecast, Update
from confidant.records.views import Choice

UTC = ZoneInfo("UTC")


def binary(
    p: int | None, resolution: str | None = None, at: int | None = 100, *updates: Update
) -> Forecast:
    return Forecast(
        question="Will the board agree?",
        shape="binary",
        p=p,
        resolve_by="2026-01-01",
        resolution=resolution,
        resolved_at=at if resolution else None,
        updates=updates or None,
    )


def choice(resolution: str | None, *parts: tuple[str, int]) -> Forecast:
    return Forecast(
        question="Who wins?",
        shape="choice",
        choices=tuple(Choice(option=o, p=p) for o, p in parts),
        resolve_by="2026-01-01",
        resolution=resolution,
        resolved_at=100,
    )


def interval(low: str | None, high: str | None, resolution: str | None) -> Forecast:
    return Forecast(
        question="How many?",
        shape="interval",
        low=low,
        high=high,
        resolve_by="2026-01-01",
        resolution=resolution,
    )


@pytest.mark.parametrize(
    ("p", "index"),
    [
        (0, 0),
        (1_999, 0),
        (2_000, 1),
        (3_999, 1),
        (4_000, 2),
        (5_999, 2),
        (6_000, 3),
        (7_999, 3),
        (8_000, 4),
        (9_999, 4),
        (10_000, 4),
    ],
)
def test_an_edge_belongs_to_the_upper_bin_and_certainty_to_the_last(p: int, index: int) -> None:
    assert bin_of(p) == index
    found = calibration([Prediction(p, happened=True)])
    assert [b.observed.n for b in found.bins] == [int(i == index) for i in range(5)]


def test_the_bins_are_unfolded_and_cover_the_scale() -> None:
    found = calibration([Prediction(1_000, happened=False), Prediction(9_000, happened=True)])
    assert [(b.low, b.high) for b in found.bins] == [
        (0, 2000),
        (2000, 4000),
        (4000, 6000),
        (6000, 8000),
        (8000, 10000),
    ]
    assert found.bins[0].observed.hits == 0
    assert found.bins[4].observed.hits == 1


def test_a_bin_stands_at_its_mean_stated_probability() -> None:
    stated = [6_000, 7_000, 7_400]
    found = calibration([Prediction(p, happened=p > 6_500) for p in stated])
    assert found.bins[3].stated == pytest.approx(0.68)
    assert found.bins[3].observed.rate == pytest.approx(2 / 3)
    assert found.bins[0].stated is None
    assert found.overall.n == 3


def test_calibration_needs_ten_predictions() -> None:
    nine = [Prediction(7_000, happened=True)] * 9
    assert calibration(nine).overall.too_few
    assert not calibration([*nine, Prediction(7_000, happened=False)]).overall.too_few


@given(st.lists(st.builds(Prediction, st.integers(0, 10_000), st.booleans()), max_size=80))
def test_every_prediction_is_in_one_bin(found: list[Prediction]) -> None:
    sorted_in = calibration(found)
    assert sum(b.observed.n for b in sorted_in.bins) == len(found) == sorted_in.overall.n
    assert sorted_in.overall.hits == sum(x.happened for x in found)
    for part in sorted_in.bins:
        if part.stated is not None:
            assert part.low / 10_000 <= part.stated <= part.high / 10_000


def test_only_resolved_binary_forecasts_are_predictions() -> None:
    found = predictions(
        [
            binary(7_000, "yes"),
            binary(3_000, "no"),
            binary(5_000, "ambiguous"),
            binary(5_000),
            binary(None, "yes"),
            choice("A", ("A", 5_000), ("B", 5_000)),
            interval("1", "2", "1"),
        ]
    )
    assert found == (Prediction(7_000, happened=True), Prediction(3_000, happened=False))


def test_calibration_judges_what_was_sealed_and_not_its_updates() -> None:
    late = binary(2_000, "yes", 100, Update(at=99, p=9_900))
    assert predictions([late]) == (Prediction(2_000, happened=True),)


@pytest.mark.parametrize(
    ("forecast", "score"),
    [
        (binary(7_000, "yes"), 0.09),
        (binary(7_000, "no"), 0.49),
        (binary(7_000, "ambiguous"), None),
        (binary(7_000), None),
        (binary(None, "yes"), None),
        (choice("A", ("A", 6_000), ("B", 3_000), ("C", 1_000)), 0.13),
        (choice("C", ("A", 10_000), ("B", 0), ("C", 0)), 1.0),
        (choice("A", ("A", 10_000), ("B", 0)), 0.0),
        (choice("ambiguous", ("A", 5_000), ("B", 5_000)), None),
        (choice(None, ("A", 5_000), ("B", 5_000)), None),
        (interval("1", "2", "1"), None),
    ],
)
def test_the_brier_score_of_one_view(forecast: Forecast, score: float | None) -> None:
    found = brier(forecast, forecast)
    assert found == (None if score is None else pytest.approx(score))


def test_a_choice_of_two_scores_like_the_binary_question() -> None:
    two = choice("A", ("A", 7_000), ("B", 3_000))
    assert brier(two, two) == pytest.approx(0.09)


def test_an_update_without_choices_has_no_score() -> None:
    two = choice("A", ("A", 7_000), ("B", 3_000))
    assert brier(two, Update(at=1)) is None


def test_a_view_counts_as_long_as_it_was_held() -> None:
    # 50 % for 75 of 100 ms, then certain and right: three quarters of 0.25.
    found = time_weighted(Dated(binary(5_000, "yes", 200, Update(at=175, p=10_000)), 100))
    assert found is not None
    assert found.brier == pytest.approx(0.1875)
    assert found.resolved_at == 200


def test_updates_are_taken_in_order_of_time() -> None:
    body = binary(5_000, "yes", 200, Update(at=150, p=10_000), Update(at=125, p=0))
    found = time_weighted(Dated(body, 100))
    assert found is not None
    assert found.brier == pytest.approx((25 * 0.25 + 25 * 1 + 50 * 0) / 100)


def test_an_update_after_the_resolution_does_not_count() -> None:
    found = time_weighted(Dated(binary(5_000, "yes", 200, Update(at=201, p=10_000)), 100))
    assert found is not None
    assert found.brier == pytest.approx(0.25)
    assert found.resolved_at == 200


def test_an_update_dated_before_the_writing_replaces_it_at_once() -> None:
    found = time_weighted(Dated(binary(5_000, "yes", 200, Update(at=50, p=10_000)), 100))
    assert found is not None
    assert found.brier == pytest.approx(0.0)
    assert found.resolved_at == 200


def test_without_any_time_the_last_view_counts() -> None:
    body = binary(5_000, "yes", 100, Update(at=100, p=9_000))
    found = time_weighted(Dated(body, 100))
    assert found is not None
    assert found.brier == pytest.approx(0.01)


def test_an_open_or_ambiguous_forecast_has_no_score() -> None:
    assert time_weighted(Dated(binary(5_000), 0)) is None
    assert time_weighted(Dated(binary(5_000, "ambiguous"), 0)) is None


def test_a_decision_scores_the_mean_of_its_forecasts() -> None:
    found = decision_score(
        [
            Dated(binary(7_000, "yes"), 0),
            Dated(binary(7_000, "no"), 50),
            Dated(binary(7_000, "ambiguous"), 0),
        ]
    )
    assert found == pytest.approx(0.29)
    assert decision_score([Dated(binary(7_000), 0)]) is None


@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 10_000)), max_size=6),
    st.sampled_from(["yes", "no"]),
)
def test_a_time_weighted_score_lies_between_its_views(
    p: int, later: list[tuple[int, int]], resolution: str
) -> None:
    updates = [Update(at=at, p=q) for at, q in later]
    body = binary(p, resolution, 200, *updates)
    found = time_weighted(Dated(body, 100))
    assert found is not None
    given_views: list[Forecast | Update] = [body, *updates]
    views = [brier(body, v) for v in given_views]
    known = [v for v in views if v is not None]
    assert min(known) - 1e-12 <= found.brier <= max(known) + 1e-12


def test_scores_are_in_order_of_resolution() -> None:
    found = scores.scores([Dated(binary(7_000, "yes", 300), 0), Dated(binary(7_000, "no", 200), 0)])
    assert [s.resolved_at for s in found] == [200, 300]


def test_a_trend_needs_ten_scores() -> None:
    nine = [Score(0.5, n) for n in range(9)]
    assert trend(nine) == scores.Trend(9, None, None)
    assert trend(nine).change is None


def test_a_trend_compares_the_halves_and_the_middle_is_late() -> None:
    ordered = [Score(0.4, n) for n in range(5)] + [Score(0.1, n) for n in range(5, 11)]
    found = trend(list(reversed(ordered)))
    assert found.earlier == pytest.approx(0.4)
    assert found.later == pytest.approx(0.1)
    assert found.change == pytest.approx(-0.3)


def test_months_are_local() -> None:
    midnight = 1_704_067_200_000  # 2024-01-01T00:00Z
    found = [Score(0.2, midnight), Score(0.4, midnight + 1)]
    (january,) = by_month(found, UTC)
    assert (january.month, january.n) == ("2024-01", 2)
    assert january.mean == pytest.approx(0.3)
    assert [m.month for m in by_month(found, ZoneInfo("America/New_York"))] == ["2023-12"]


def test_thirty_predictions_can_be_taken_apart_and_not_fewer() -> None:
    assert decompose([Prediction(7_000, happened=True)] * 29) is None
    assert decompose([Prediction(7_000, happened=True)] * 30) is not None


def test_murphy_takes_a_known_case_apart() -> None:
    cases = [Prediction(8_000, happened=i < 15) for i in range(20)]
    cases += [Prediction(2_000, happened=i < 5) for i in range(20)]
    found = decompose(cases)
    assert found is not None
    assert found.reliability == pytest.approx(0.05**2)
    assert found.resolution == pytest.approx(0.25**2)
    assert found.uncertainty == pytest.approx(0.25)
    assert found.within == pytest.approx(0.0)
    assert found.brier == pytest.approx(0.0025 - 0.0625 + 0.25)


@given(
    st.lists(
        st.builds(Prediction, st.sampled_from([500, 2_500, 5_000, 7_500, 9_900]), st.booleans()),
        min_size=30,
        max_size=60,
    )
)
def test_one_statement_per_bin_leaves_nothing_within(cases: list[Prediction]) -> None:
    found = decompose(cases)
    assert found is not None
    assert found.within == pytest.approx(0, abs=1e-9)
    assert found.reliability >= 0
    assert found.resolution >= 0
    assert 0 <= found.uncertainty <= 0.25


@pytest.mark.parametrize(
    ("value", "hit"), [("10", 1), ("20", 1), ("15.5", 1), ("9.999", 0), ("20.001", 0), ("-15", 0)]
)
def test_both_ends_belong_to_an_interval(value: str, hit: int) -> None:
    found = hit_rate([interval("10", "20", value)])
    assert (found.n, found.hits) == (1, hit)


def test_intervals_without_a_value_are_left_out() -> None:
    found = hit_rate(
        [
            interval("1", "2", "ambiguous"),
            interval("1", "2", None),
            interval("1", "2", "NaN"),
            interval("1", "2", "Infinity"),
            interval(None, "2", "1"),
            interval("1", None, "1"),
            binary(5_000, "yes"),
        ]
    )
    assert (found.n, found.rate) == (0, None)
