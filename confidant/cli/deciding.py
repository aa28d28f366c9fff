"""`decide`, `resolve`, `due`, `insight`."""

import argparse

from confidant.cli import showing, unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.world import World
from confidant.records.ids import to_c32
from confidant.services import agenda, lookup

_WHAT = {
    "decide": "decide",
    "review": "review",
    "doubt": "doubt, stale",
    "tripwire": "tripwire",
    "forecast": "resolve",
    "respond": "reply",
    "answer": "answer",
}


def decide(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Decide and seal."""
    from confidant.services import decisions

    with unlocking.opened(arguments, console, world) as vault:
        record = lookup.find(vault, arguments.id)
        done = decisions.decide(
            vault,
            world.clock,
            record=record,
            option=arguments.option,
            because=arguments.because,
        )
    lines = [
        (
            f"Decided and sealed as revision {done.revision}. What changes your mind later is an "
            "amendment."
        ),
    ]
    if done.forecasts:
        number = showing.plural(len(done.forecasts), "forecast", "forecasts")
        lines.append(f"{number} sealed with it.")
    return Report(
        {
            "id": to_c32(done.record),
            "revision": done.revision,
            "sealed_forecasts": [to_c32(one) for one in done.forecasts],
        },
        lines,
    )


def resolve(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Say how a forecast came out."""
    from confidant.services import forecasts

    with unlocking.opened(arguments, console, world) as vault:
        record = lookup.find(vault, arguments.forecast)
        made = forecasts.resolve(vault, world.clock, record=record, resolution=arguments.resolution)
    return Report(showing.written(made), ["Resolved."])


def due(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """List what waits."""
    with unlocking.opened(arguments, console, world) as vault:
        found = agenda.due(vault, world.clock)
    lines = showing.table(
        [
            [
                item.due or "no day",
                "!" if item.overdue else "",
                _WHAT[item.what],
                showing.short(item.record),
                item.title,
            ]
            for item in found
        ]
    )
    data: list[Json] = [
        {
            "what": item.what,
            "id": to_c32(item.record),
            "title": item.title,
            "due": item.due,
            "overdue": item.overdue,
        }
        for item in found
    ]
    return Report({"due": data}, lines or ["Nothing waits."])


def insight(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Print the calibration figures."""
    from confidant.cli import figures
    from confidant.services import insight as measures

    with unlocking.opened(arguments, console, world) as vault:
        found = measures.measure(vault, world.clock)
    return Report(figures.to_json(found), figures.to_lines(found))


VERBS = {"decide": decide, "resolve": resolve, "due": due, "insight": insight}
