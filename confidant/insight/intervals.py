"""Interval forecasts: an interval means that the value should lie inside in 80 % of cases."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from confidant.insight.statistics import Share, share
from confidant.records.forecast import Forecast

EXPECTED = 0.8
"""The hit-rate of intervals that are neither too narrow nor too wide."""


def hit_rate(forecasts: Iterable[Forecast]) -> Share:
    """Return how many resolved intervals held their value; both ends belong to the interval.

    The interval that was sealed counts. Ambiguous and open ones are left out.
    """
    hits = [hit for hit in map(_hit, forecasts) if hit is not None]
    return share(sum(hits), len(hits))


def _hit(forecast: Forecast) -> bool | None:
    if forecast.shape != "interval" or forecast.low is None or forecast.high is None:
        return None
    try:
        value = Decimal(forecast.resolution or "")
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return Decimal(forecast.low) <= value <= Decimal(forecast.high)
