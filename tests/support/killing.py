"""Kills a process before each step that it takes on the disk, one step further every time."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod"})
_TIMEOUT_S = 120


def killed_at(step: int, root: Path, work: Callable[[Callable[[], None]], object]) -> bool:
    """Run `work` in a process that gets SIGKILL before its `step`-th step below `root`.

    `work` is given a function that it calls when steps begin to count: files that are opened,
    renamed or removed. Returns whether it came that far; False when it was done before.
    """
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_run, args=(step, root, work))
    process.start()
    process.join(_TIMEOUT_S)
    assert process.exitcode in {0, -signal.SIGKILL}, process.exitcode
    return process.exitcode != 0


def _run(step: int, root: Path, work: Callable[[Callable[[], None]], object]) -> None:
    taken, armed = 0, False
    inside = str(root)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal taken
        if armed and event in _STEPS and str(arguments[0]).startswith(inside):
            taken += 1
            if taken == step:
                os.kill(os.getpid(), signal.SIGKILL)

    def arm() -> None:
        nonlocal armed
        armed = True

    sys.addaudithook(watch)
    work(arm)
