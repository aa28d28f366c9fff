"""`check`, `backup`, `rebuild`."""

import argparse
from pathlib import Path

from confidant.cli import unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.showing import plural
from confidant.cli.world import World
from confidant.errors import BugError
from confidant.messages import describe
from confidant.services import backups


def check(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Verify everything that can be verified."""
    with unlocking.opened(arguments, console, world) as vault:
        done = backups.check(vault, progress=console.progress())
    lines = [
        (
            f"Everything verifies: pages, structure, {plural(done.revisions, 'change', 'changes')} "
            "of the history, attachments, lists and search."
        ),
        f"Unlocked by: {', '.join(done.key_slots)}.",
        (
            f"{plural(done.backups, 'backup', 'backups')} beside the vault; "
            f"{plural(done.waiting, 'file waits', 'files wait')} for something from the sender."
        ),
    ]
    return Report(
        {
            "revisions": done.revisions,
            "healed": done.healed,
            "key_slots": list(done.key_slots),
            "backups": done.backups,
            "waiting": done.waiting,
        },
        lines,
    )


def backup(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Copy the vault and prove the copy."""
    directory = Path(arguments.output) if arguments.output else None
    with unlocking.opened(arguments, console, world) as vault:
        done = backups.back_up(vault, directory=directory, progress=console.progress())
    made = done.backup
    if made is None:
        raise BugError("a backup that is asked for is kept")
    lines = [
        (
            f"A backup of {plural(made.revisions, 'change', 'changes')} "
            f"({plural(made.size, 'byte', 'bytes')}) was made and proved by opening it:"
        ),
        str(made.path),
        *_second_lines(done),
    ]
    if done.removed:
        lines.append(f"{plural(done.removed, 'older backup', 'older backups')} made room for it.")
    data: dict[str, Json] = {
        "path": str(made.path),
        "bytes": made.size,
        "revisions": made.revisions,
        "records": sum(made.counts.values()),
        "second_place": done.second,
        "removed": done.removed,
    }
    return Report(data, lines)


def _second_lines(done: backups.BackedUp) -> list[str]:
    if done.second == "done":
        return ["It lies in the second place too, byte for byte the same."]
    if done.second == "missing":
        return ["The second place is not there now; it gets the next backup that finds it."]
    if done.second_error is not None:
        return [f"The second place has no copy: {describe(done.second_error).line}"]
    return []


def rebuild(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Make lists and search anew from the records."""
    with unlocking.opened(arguments, console, world) as vault:
        backups.rebuild(vault, progress=console.progress())
    return Report({"rebuilt": True}, ["Lists and search were made anew from the records."])


VERBS = {"check": check, "backup": backup, "rebuild": rebuild}
