"""Medians and 95th percentiles of repeated timings."""

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Timing:
    """Seconds: the middle run and the one that only a twentieth of the runs exceeds."""

    median: float
    p95: float


def repeat(work: Callable[[], object], times: int, *, warm_up: int = 1) -> Timing:
    """Run `work` `warm_up` times unmeasured and `times` times measured."""
    for _ in range(warm_up):
        work()
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return summarise(seconds)


def summarise(seconds: list[float]) -> Timing:
    """Return median and 95th percentile (nearest rank) of at least one timing."""
    ordered = sorted(seconds)
    rank = -(-len(ordered) * 95 // 100)
    return Timing(ordered[len(ordered) // 2], ordered[rank - 1])
