"""Brier scores of resolved forecasts: 0 is perfect, 1 is certain and wrong.

A forecast counts when it is binary or a choice and its resolution is not ambiguous. What was
stated is followed over time: a view holds from the instant that it was given until the next one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from confidant.insight.dated import Dated, month_of
from confidant.insight.statistics import TOO_FEW, mean, squared_error
from confidant.records.forecast import Forecast, Update

YES = "yes"
NO = "no"


@dataclass(frozen=True, slots=True)
class Score:
    """The time-weighted Brier score of one forecast and when it was resolved (UTC ms)."""

    brier: float
    resolved_at: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The mean scores of the earlier and the later half, by resolution.

    Of an odd number the middle one belongs to the later half. Both are None below ten scores.
    """

    n: int
    earlier: float | None
    later: float | None

    @property
    def change(self) -> float | None:
        """Return later minus earlier: below 0 the predictions became better."""
        if self.earlier is None or self.later is None:
            return None
        return self.later - self.earlier


@dataclass(frozen=True, slots=True)
class MonthScore:
    """The mean score of what was resolved in a local month `YYYY-MM`."""

    month: str
    mean: float
    n: int


def outcome(forecast: Forecast) -> bool | None:
    """Return how a binary forecast came out; None when it is open, ambiguous or another shape."""
    if forecast.shape != "binary":
        return None
    return {YES: True, NO: False}.get(forecast.resolution or "")


def brier(forecast: Forecast, view: Forecast | Update) -> float | None:
    """Return the Brier score of one view of a forecast, 0–1, or None when it has none.

    Args:
        forecast: what was asked, and its resolution.
        view: the forecast itself, or an update of it.
    """
    if forecast.shape == "binary":
        happened = outcome(forecast)
        if happened is None or view.p is None:
            return None
        return squared_error(view.p, happened=happened)
    if forecast.shape == "choice":
        return _brier_of_choice(forecast, view)
    return None


def time_weighted(forecast: Dated[Forecast]) -> Score | None:
    """Return the score of a forecast over its life, from its writing to its resolution.

    Updates from after the resolution do not count. Without any time between writing and
    resolution the last view counts alone.
    """
    body = forecast.body
    end = body.resolved_at
    if end is None:
        return None
    scored = []
    for at, view in _views(forecast, end):
        score = brier(body, view)
        if score is not None:
            scored.append((at, score))
    if not scored:
        return None
    begin = scored[0][0]
    if end <= begin:
        return Score(scored[-1][1], end)
    ends = [at for at, _ in scored[1:]] + [end]
    weighted = sum(score * (until - at) for (at, score), until in zip(scored, ends, strict=True))
    # A mean of numbers ≤ 1 is ≤ 1; dividing the rounded sum may not know that.
    return Score(min(1.0, weighted / (end - begin)), end)


def scores(forecasts: Iterable[Dated[Forecast]]) -> tuple[Score, ...]:
    """Return the scores of all forecasts that have one, in order of resolution."""
    found = (time_weighted(forecast) for forecast in forecasts)
    return tuple(sorted((s for s in found if s is not None), key=lambda s: s.resolved_at))


def decision_score(forecasts: Iterable[Dated[Forecast]]) -> float | None:
    """Return a decision's score: the mean of its forecasts' time-weighted scores."""
    return mean([score.brier for score in scores(forecasts)])


def trend(of: Sequence[Score]) -> Trend:
    """Compare the earlier half of the scores with the later one."""
    ordered = [s.brier for s in sorted(of, key=lambda s: s.resolved_at)]
    if len(ordered) < TOO_FEW:
        return Trend(len(ordered), None, None)
    half = len(ordered) // 2
    return Trend(len(ordered), mean(ordered[:half]), mean(ordered[half:]))


def by_month(of: Iterable[Score], zone: ZoneInfo) -> tuple[MonthScore, ...]:
    """Return the mean score per local month, in order; months without a resolution are absent."""
    months: dict[str, list[float]] = {}
    for score in of:
        months.setdefault(month_of(score.resolved_at, zone), []).append(score.brier)
    return tuple(
        MonthScore(month, sum(found) / len(found), len(found))
        for month, found in sorted(months.items())
    )


def _brier_of_choice(forecast: Forecast, view: Forecast | Update) -> float | None:
    if view.choices is None or forecast.resolution not in {c.option for c in view.choices}:
        return None
    errors = [squared_error(c.p, happened=c.option == forecast.resolution) for c in view.choices]
    return min(1.0, sum(errors) / 2)


def _views(forecast: Dated[Forecast], end: int) -> Iterator[tuple[int, Forecast | Update]]:
    """Yield what was stated and when, in order; an update never counts before the writing."""
    yield forecast.at, forecast.body
    for update in sorted(forecast.body.updates or (), key=lambda u: u.at):
        if update.at <= end:
            yield max(update.at, forecast.at), update
