"""Calibration: of what was called 70 %, how much happened?

Counted are binary forecasts that came out yes or no, with the probability that was sealed: what
was learnt later shows in the Brier score. Five bins, unfolded: 20 % and 80 % stay apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from confidant.insight.scores import outcome
from confidant.insight.statistics import BP, Share, share
from confidant.records.forecast import Forecast

BINS = 5
_WIDTH = BP // BINS


@dataclass(frozen=True, slots=True)
class Prediction:
    """A stated probability in basis points and whether it happened."""

    p: int
    happened: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions from `low` up to, not including, `high` (the last bin includes 100 %).

    `stated` is the mean stated probability, 0–1; None in an empty bin. `observed` counts what
    happened, with its Wilson interval.
    """

    low: int
    high: int
    stated: float | None
    observed: Share


@dataclass(frozen=True, slots=True)
class Calibration:
    """Five bins in ascending order and all predictions together."""

    bins: tuple[Bin, ...]
    overall: Share


def predictions(forecasts: Iterable[Forecast]) -> tuple[Prediction, ...]:
    """Return the predictions that count."""
    found = []
    for forecast in forecasts:
        happened = outcome(forecast)
        if happened is not None and forecast.p is not None:
            found.append(Prediction(forecast.p, happened))
    return tuple(found)


def bin_of(p: int) -> int:
    """Return the bin, 0–4, of a probability in basis points; an edge belongs to the upper bin."""
    return min(p // _WIDTH, BINS - 1)


def calibration(of: Iterable[Prediction]) -> Calibration:
    """Sort predictions into the five bins."""
    sorted_in: tuple[list[Prediction], ...] = tuple([] for _ in range(BINS))
    for prediction in of:
        sorted_in[bin_of(prediction.p)].append(prediction)
    bins = tuple(_bin(index, inside) for index, inside in enumerate(sorted_in))
    return Calibration(
        bins, share(sum(b.observed.hits for b in bins), sum(b.observed.n for b in bins))
    )


def _bin(index: int, inside: list[Prediction]) -> Bin:
    stated = sum(x.p for x in inside) / len(inside) / BP if inside else None
    hits = sum(x.happened for x in inside)
    return Bin(index * _WIDTH, (index + 1) * _WIDTH, stated, share(hits, len(inside)))
