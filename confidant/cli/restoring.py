"""`restore`."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import showing, unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.showing import plural
from confidant.cli.world import World
from confidant.errors import VaultReadOnlyError
from confidant.messages import describe
from confidant.records.ids import to_c32
from confidant.services import restores, vaults

if TYPE_CHECKING:
    from confidant.vault.difference import Difference, Line
    from confidant.vault.restoring import Restored
    from confidant.vault.unlocking import VaultSecret

_WORDS = {
    "lost": "would be gone",
    "back": "would go back to an earlier state",
    "forward": "would go on to a later state",
    "gained": "would come, which the vault does not have",
    "returned": "would be there again after having been erased",
    "unsaved": "would be gone",
}
_NOUNS = {"unsaved": ("unsaved text", "unsaved texts")}
_RECORDS = ("record", "records")


def restore(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Say what a backup would bring and take; with `--yes`, put it in the vault's place.

    Raises:
        VaultReadOnlyError: `--yes` together with `--read-only`.
        ExpectedError: nothing was changed; the family says why.
    """
    place, directory = Path(arguments.backup), Path(arguments.vault)
    if arguments.yes and arguments.read_only:
        raise VaultReadOnlyError
    if arguments.yes:
        restores.finish(directory)
    unlocking.check_there(place)
    secret = _secret(arguments, world)
    with restores.open_backup(
        backup=place, directory=directory, secret=secret, progress=console.progress()
    ) as opened:
        found = restores.compare(opened, secret=secret)
        done = (
            restores.restore(
                opened,
                world.clock,
                world.entropy,
                state_directory=world.state_directory,
                progress=console.progress(),
            )
            if arguments.yes
            else None
        )
    lines = [*_difference_lines(found, world.clock.zone()), *_done_lines(done, found)]
    return Report(_json(found, done), lines)


def _secret(arguments: argparse.Namespace, world: World) -> "VaultSecret":
    if arguments.code_file is not None:
        return vaults.recovery_secret(unlocking.first_line(arguments.code_file, world))
    keyfile = Path(arguments.keyfile) if arguments.keyfile else None
    return vaults.passphrase_secret(unlocking.passphrase(arguments, world), keyfile)


def _json(found: restores.Comparison, done: "Restored | None") -> dict[str, Json]:
    difference = found.difference
    return {
        "restored": done is not None,
        "replaced": None if done is None or done.replaced is None else str(done.replaced),
        "revisions": found.revisions,
        "records": difference.total,
        "compared": difference.compared,
        "trouble": None if found.trouble is None else found.trouble.code,
        "same": difference.same,
        **{part: len(_lines_of(difference, part)) for part in _WORDS},
        "changes": _changes(difference) if difference.compared else [],
    }


def _changes(difference: "Difference") -> list[Json]:
    return [
        {
            "change": part,
            "id": to_c32(line.record),
            "kind": line.kind,
            "title": line.title,
            "changed_ms": line.changed_ms,
        }
        for part in _WORDS
        for line in _lines_of(difference, part)
    ]


def _lines_of(difference: "Difference", part: str) -> "tuple[Line, ...]":
    return {
        "lost": difference.lost,
        "back": difference.back,
        "forward": difference.forward,
        "gained": difference.gained,
        "returned": difference.returned,
        "unsaved": difference.unsaved,
    }[part]


def _difference_lines(found: restores.Comparison, zone: str) -> Iterator[str]:
    difference = found.difference
    records = plural(difference.total, *_RECORDS)
    changes = plural(found.revisions, "change", "changes")
    yield f"The backup was opened and proved: {records}, {changes}."
    if found.trouble is not None:
        yield f"What is there now cannot be compared. {describe(found.trouble).what}"
        return
    if not found.replaces:
        yield "There is no vault at that place yet."
        return
    if difference.is_nothing:
        yield "It holds the same records as the vault."
        return
    for part, what in _WORDS.items():
        lines = _lines_of(difference, part)
        if lines:
            count = plural(len(lines), *_NOUNS.get(part, _RECORDS))
            yield f"  {count} {what}: {_kinds(lines)}"
            yield from _rows(lines, zone)
    yield f"  {plural(difference.same, 'record stays', 'records stay')} the same"


def _rows(lines: "tuple[Line, ...]", zone: str) -> Iterator[str]:
    rows = [
        (
            showing.short(line.record),
            showing.day_of(line.changed_ms, zone),
            showing.label(line.kind),
            line.title,
        )
        for line in lines
    ]
    return (f"    {row}" for row in showing.table(rows))


def _kinds(lines: "tuple[Line, ...]") -> str:
    return ", ".join(f"{kind} {count:,}" for kind, count in restores.kinds(lines).items())


def _done_lines(done: "Restored | None", found: restores.Comparison) -> Iterator[str]:
    if done is None:
        yield "Nothing was changed. With --yes the backup takes the vault's place" + (
            ", which is kept beside it." if found.replaces else "."
        )
        return
    yield f"The backup is in place: “{done.directory.name}”."
    if done.replaced is not None:
        # Behind a link it is not beside the place that the person named.
        around = os.path.realpath(done.directory.parent)
        beside = os.path.realpath(done.replaced.parent) == around
        kept = done.replaced.name if beside else str(done.replaced)
        yield f"What was there is kept as “{kept}”; nothing reads it any more."


VERBS = {"restore": restore}
