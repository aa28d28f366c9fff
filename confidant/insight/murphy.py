"""Murphy's decomposition of the Brier score over the five calibration bins.

Source: A. H. Murphy, *A new vector partition of the probability score*, Journal of Applied
Meteorology 12 (1973).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from confidant.insight.calibration import Prediction, calibration
from confidant.insight.statistics import squared_error

LEAST = 30
"""Fewer predictions than this are not taken apart."""


@dataclass(frozen=True, slots=True)
class Murphy:
    """`brier` = `reliability` − `resolution` + `uncertainty` + `within`.

    Low reliability: what is stated is what happens. High resolution: the statements tell cases
    apart. Uncertainty lies in the world. `within` is what the width of the bins hides.
    """

    n: int
    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within: float


def decompose(predictions: Sequence[Prediction]) -> Murphy | None:
    """Take the score of at least 30 predictions apart, None below."""
    n = len(predictions)
    if n < LEAST:
        return None
    brier = sum(squared_error(x.p, happened=x.happened) for x in predictions) / n
    base = sum(x.happened for x in predictions) / n
    reliability = resolution = 0.0
    for part in calibration(predictions).bins:
        rate = part.observed.rate
        if rate is not None and part.stated is not None:
            reliability += part.observed.n / n * (part.stated - rate) ** 2
            resolution += part.observed.n / n * (rate - base) ** 2
    uncertainty = base * (1 - base)
    within = brier - (reliability - resolution + uncertainty)
    return Murphy(n, brier, reliability, resolution, uncertainty, within)
