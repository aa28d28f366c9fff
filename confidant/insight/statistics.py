"""The few formulas that the measures share."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

TOO_FEW = 10
"""Below this many cases nothing is stated, only counted."""

BP = 10_000
"""Basis points in the whole."""

_Z = 1.959963984540054  # the two-sided 95 % quantile of the normal distribution


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of proportions, 0 ≤ low ≤ high ≤ 1."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """How many of `n` cases were hits; `rate` and `interval` are None when there is no case."""

    n: int
    hits: int
    rate: float | None
    interval: Interval | None

    @property
    def too_few(self) -> bool:
        """Say whether the cases are too few for a statement."""
        return self.n < TOO_FEW


def wilson(hits: int, n: int) -> Interval:
    """Return the Wilson score interval at 95 % for `hits` of `n` cases, n ≥ 1.

    Source: E. B. Wilson, *Probable inference, the law of succession, and statistical inference*,
    Journal of the American Statistical Association 22 (1927).
    """
    rate = hits / n
    square = _Z * _Z
    centre = (rate + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * math.sqrt(rate * (1 - rate) / n + square / (4 * n * n))
    # At 0 and n hits one end is exact; rounding would leave it a hair beside the edge.
    low = 0.0 if hits == 0 else max(0.0, centre - half)
    high = 1.0 if hits == n else min(1.0, centre + half)
    return Interval(low, high)


def share(hits: int, n: int) -> Share:
    """Return the share of hits with its interval."""
    if n == 0:
        return Share(0, 0, None, None)
    return Share(n, hits, hits / n, wilson(hits, n))


def mean(values: Sequence[float]) -> float | None:
    """Return the mean, None of nothing."""
    return math.fsum(values) / len(values) if values else None


def median(values: Sequence[int]) -> float | None:
    """Return the median, None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[middle])
    return (ordered[middle - 1] + ordered[middle]) / 2


def squared_error(p: int, *, happened: bool) -> float:
    """Return `(p − o)²`, 0–1, of a probability in basis points."""
    missed = BP - p if happened else p
    return (missed / BP) ** 2


def gini(amounts: Sequence[int]) -> float | None:
    """Return the Gini coefficient of amounts ≥ 0: 0 all equal, towards 1 one has all.

    None when there is nothing to share.
    """
    total = sum(amounts)
    if total == 0:
        return None
    n = len(amounts)
    # Σ over i of (2i − n − 1) · x_i of the ascending amounts equals half the sum of differences.
    weighted = sum((2 * i - n - 1) * x for i, x in enumerate(sorted(amounts), start=1))
    return weighted / (n * total)
