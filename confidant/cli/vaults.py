"""`check`, `backup`, `rebuild`."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import kept, older, unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.showing import plural
from confidant.cli.world import World
from confidant.messages import describe
from confidant.services import backup_failures, backups, evidence, kept_backups, keys

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


def check(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Verify everything that can be verified, or save what still can be of a damaged vault."""
    if arguments.salvage:
        return _salvage(arguments, console, world)
    with unlocking.opened(arguments, console, world) as vault:
        done = backups.check(vault, progress=console.progress())
        every = kept_backups.reread(vault, progress=console.progress())
        failure = backup_failures.last(backups.places(vault)[0])
        if vault.by_recovery and not vault.read_only:
            keys.drill_answered(vault, world.clock)
    stray = evidence.stray_copies(Path(arguments.vault))
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
        *kept.lines(every, failure),
        *_stray_lines(stray),
    ]
    return Report(
        {
            "revisions": done.revisions,
            "healed": done.healed,
            "key_slots": list(done.key_slots),
            "backups": done.backups,
            "each_backup": kept.data(every),
            "last_failure": None if failure is None else failure.kind,
            "waiting": done.waiting,
            "stray": list(stray),
        },
        lines,
    )


def _stray_lines(stray: tuple[str, ...]) -> list[str]:
    if not stray:
        return []
    return [
        f"Beside the vault lie copies that it does not read: {', '.join(stray)}.",
        (
            "A synchroniser leaves such files where two computers wrote. Keep them until you know "
            "that nothing is missing here."
        ),
    ]


def _salvage(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Write what verifies; the vault itself is only read."""
    unlocking.check_there(Path(arguments.vault))
    console.say("What is saved is not encrypted: whoever can read the folder can read it.")
    done = evidence.salvage(
        directory=Path(arguments.vault),
        secret=unlocking.given_secret(arguments, world),
        output=Path(arguments.salvage),
        progress=console.progress(),
    )
    lines = [
        (
            f"Saved {plural(done.records, 'record', 'records')}, "
            f"{plural(done.drafts, 'unsaved text', 'unsaved texts')} and "
            f"{plural(done.attachments, 'file', 'files')} in “{Path(arguments.salvage).name}”, "
            "unencrypted. The vault was not changed; my keys are not among it."
        ),
        (
            f"Not saved: {plural(done.unreadable, 'change', 'changes')} in damaged pages, "
            f"{done.refused:,} that do not verify, "
            f"{plural(done.attachments_lost, 'file', 'files')}."
        ),
    ]
    return Report({"path": arguments.salvage, **asdict(done)}, lines)


def backup(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Copy the vault and prove the copy."""
    if arguments.remove is not None:
        return kept.remove(arguments, console, world)
    if arguments.forget_place is not None:
        return kept.forget_place(arguments, console, world)
    directory = Path(arguments.output) if arguments.output else None
    with unlocking.opened(arguments, console, world) as vault:
        _choose_second(vault, arguments, world)
        done = backups.back_up(vault, directory=directory, progress=console.progress())
        second = backups.second_place(vault)
    made = done.backup
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
    if done.older is not None:
        lines += older.kept_lines(done.older)
    if made.missing:
        missing = plural(made.missing, "attached file is", "attached files are")
        lines.append(
            f"{missing} not in the vault any more. An older backup may have it: none is removed "
            "while that is so."
        )
    data: dict[str, Json] = {
        "path": str(made.path),
        "bytes": made.size,
        "revisions": made.revisions,
        "records": sum(made.counts.values()),
        "second_place": done.second,
        "second_directory": None if second is None else str(second),
        "removed": done.removed,
        "missing": made.missing,
    }
    return Report(data, lines)


def _choose_second(vault: "Vault", arguments: argparse.Namespace, world: World) -> None:
    if arguments.no_second_place:
        backups.choose_second_place(vault, world.clock, directory=None)
    elif arguments.second_place is not None:
        chosen = Path(arguments.second_place)
        backups.choose_second_place(vault, world.clock, directory=chosen)


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
