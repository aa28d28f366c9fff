"""What the command line says of each backup, and removing one of them."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.showing import plural
from confidant.cli.world import World
from confidant.services import former_places, kept_backups

if TYPE_CHECKING:
    from confidant.services.backup_failures import Failure
    from confidant.services.kept_backups import One

_STANDINGS: Mapping[str, str] = {
    "earlier-key": "opens with the old key, from before the re-encryption",
    "unproved": "nobody has proved it",
    "changed": "has changed since it was proved and is not good any more",
}
_FAILURES: Mapping[str, str] = {
    "unproved": "The last backup of the window could not be proved good and was not kept.",
    "not-made": "The last backup of the window could not be made, or was broken off.",
    "damaged": "When the window checked this vault last, it was found damaged.",
}


def lines(every: "Iterable[One]", failure: "Failure | None") -> list[str]:
    """Return a sentence per backup that is not as it should be, and one for those that are."""
    known = list(every)
    good = [one.name for one in known if one.standing == "proved"]
    said = []
    if good:
        are = plural(len(good), "backup is", "backups are")
        named = ", ".join(dict.fromkeys(good))
        said.append(f"{are} still what was proved, as reading again told: {named}.")
    said += [
        f"Backup {one.name}{'' if one.is_beside else ' in the second place'}: "
        f"{_STANDINGS[one.standing]}."
        for one in known
        if one.standing != "proved"
    ]
    if any(one.standing != "proved" for one in known):
        said.append("“backup --remove NAME” removes one.")
    if failure is not None:
        said.append(f"{_FAILURES[failure.kind]} “backup” makes another one.")
    return said


def data(every: "Iterable[One]") -> list[Json]:
    """Return the same for a program."""
    return [
        {
            "name": one.name,
            "path": str(one.kept.path),
            "beside": one.is_beside,
            "standing": one.standing,
            "records": None if one.kept.proof is None else one.kept.proof.records,
        }
        for one in every
    ]


def remove(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Remove one backup, and its twin in the second place."""
    with unlocking.opened(arguments, console, world) as vault:
        gone = kept_backups.remove(vault, name=arguments.remove)
        left = kept_backups.every(vault)
    proved = len({one.name for one in left if one.standing == "proved"})
    said = [f"The backup {arguments.remove} is removed:", *(str(path) for path in gone)]
    if not proved:
        said.append("No proved backup is left. “backup” makes one.")
    return Report(
        {"removed": [str(path) for path in gone], "proved_left": proved},
        said,
    )


def forget_place(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Look no more for an earlier second place."""
    place = Path(arguments.forget_place)
    with unlocking.opened(arguments, console, world) as vault:
        former_places.forget(vault, world.clock, directory=place)
        left = former_places.every(vault)
    said = [
        f"{place} is forgotten: backups that lie there stay as they are, and are not looked for.",
        *(f"Still remembered: {one}" for one in left),
    ]
    return Report({"forgotten": str(place), "places_left": [str(one) for one in left]}, said)
