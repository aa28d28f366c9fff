"""`self-test`."""

import argparse

from confidant.cli.console import Console, Json, Report
from confidant.cli.world import World
from confidant.services import self_testing


def self_test(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Prove that this installation works."""
    del arguments
    passed = True
    tried: list[Json] = []
    for one in self_testing.try_all(world.clock, world.entropy):
        console.step(f"{'good' if one.passed else 'BAD '}  {one.name} ({one.count:,})")
        tried.append({"name": one.name, "count": one.count, "passed": one.passed})
        passed = passed and one.passed
    window: list[str] | None = None
    if world.window_check is not None:
        window = world.window_check()
        for line in window:
            console.step(f"good  {line}")
    said = "Confidant works here." if passed else "Confidant does not work here; do not use it."
    return Report({"passed": passed, "tried": tried, "window": window}, [said], failed=not passed)


VERBS = {"self-test": self_test}
