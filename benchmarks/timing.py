"""Medians and 95th percentiles of repeated timings."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Timing:
    """Seconds: the middle run, the one that only a twentieth of the runs exceeds, and processor.

    `processor` is the time that this process and those it started were computing, middle run; on
    a busy machine it says more than the clock. 0 where it was not taken.
    """

    median: float
    p95: float
    processor: float = 0.0


def repeat(work: Callable[[], object], times: int, *, warm_up: int = 1) -> Timing:
    """Run `work` `warm_up` times unmeasured and `times` times measured."""
    for _ in range(warm_up):
        work()
    seconds, computing = [], []
    for _ in range(times):
        started, computed = time.perf_counter(), processor()
        work()
        seconds.append(time.perf_counter() - started)
        computing.append(processor() - computed)
    return summarise(seconds, computing)


def summarise(seconds: list[float], computing: list[float] | None = None) -> Timing:
    """Return median and 95th percentile (nearest rank) of at least one timing."""
    ordered = sorted(seconds)
    rank = -(-len(ordered) * 95 // 100)
    spent = sorted(computing or [0.0])
    return Timing(ordered[len(ordered) // 2], ordered[rank - 1], spent[len(spent) // 2])


def processor() -> float:
    """Return the seconds that this process, and children that have ended, have computed."""
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def resident_mib() -> float:
    """Return what this process holds in memory now, in MiB; 0 where the system does not say."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
