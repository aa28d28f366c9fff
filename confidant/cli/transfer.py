"""`import`, `export`."""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.cli import neutral, showing, unlocking
from confidant.cli.console import Console, Json, Report
from confidant.cli.world import World
from confidant.records.ids import to_c32

if TYPE_CHECKING:
    from confidant.services.imports import ImportReport

_SHOWN_PER_SORT = 5


def import_(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Add what another program kept."""
    from confidant.services import imports

    passphrase = (
        unlocking.first_line(arguments.source_passphrase_file, world)
        if arguments.source_passphrase_file is not None
        else None
    )
    with unlocking.opened(arguments, console, world) as vault:
        done = imports.bring_in(
            vault,
            world.clock,
            world.entropy,
            source=Path(arguments.source),
            format_name=arguments.format,
            date_format=arguments.date_format,
            passphrase=passphrase,
            dry_run=arguments.dry_run,
            progress=console.progress(),
        )
    return Report(_import_json(done), _import_lines(done))


def export(arguments: argparse.Namespace, console: Console, world: World) -> Report:
    """Write records unencrypted, with a warning."""
    from confidant.services import exports

    console.say(
        "What is exported is not encrypted: whoever can read the place can read it, and copies "
        "of it are out of Confidant's hands."
    )
    with unlocking.opened(arguments, console, world) as vault:
        done = exports.write(
            vault,
            format_name=arguments.format,
            output=Path(arguments.output),
            everything=arguments.all,
            progress=console.progress(),
        )
    scope = "everything" if arguments.all else "your own records, without private fields"
    number = showing.plural(done.records, "record", "records")
    lines = [f"{number} ({scope}) in “{Path(arguments.output).name}”, unencrypted."]
    lines += [
        f"The content of “{one.name}”, attached to {showing.short(one.record)}, is gone or "
        "damaged; it was left out."
        for one in done.missing
    ]
    return Report(
        {
            "format": arguments.format,
            "path": arguments.output,
            "records": done.records,
            "files": done.files,
            "scope": "all" if arguments.all else "narrow",
            "missing": [{"id": to_c32(one.record), "name": one.name} for one in done.missing],
        },
        lines,
    )


def _import_json(done: "ImportReport") -> dict[str, Json]:
    return {
        "program": done.program,
        "dry_run": done.dry_run,
        "batch": None if done.batch is None else _batch_id(done.batch),
        "new": dict(done.new),
        "known": done.known,
        "problems": [
            {
                "code": problem.code,
                "where": problem.where,
                "line": problem.line,
                "params": dict(problem.params),
            }
            for problem in done.problems
        ],
        "left_out": dict(done.left_out),
    }


def _import_lines(done: "ImportReport") -> Iterator[str]:
    total = sum(done.new.values())
    verb = "would be added" if done.dry_run else "added"
    kinds = ", ".join(f"{kind} {count:,}" for kind, count in sorted(done.new.items()))
    yield f"{showing.plural(total, 'record', 'records')} {verb}" + (f": {kinds}." if kinds else ".")
    if done.known:
        yield f"{showing.plural(done.known, 'record was', 'records were')} here already."
    if done.batch is not None:
        yield f"This import is called {_batch_id(done.batch)}."
    yield from _problem_lines(done)
    if done.left_out:
        fields = ", ".join(f"{name} ({count:,})" for name, count in sorted(done.left_out.items()))
        yield f"Left out, because there is no place for it: {neutral.line(fields)}."
    if not done.dry_run and total:
        yield "The source was not changed; it is still where it was, unencrypted."


def _problem_lines(done: "ImportReport") -> Iterator[str]:
    from confidant.messages.problems import problem as in_words

    counts = Counter(problem.code for problem in done.problems)
    shown: Counter[str] = Counter()
    for problem in done.problems:
        shown[problem.code] += 1
        if shown[problem.code] <= _SHOWN_PER_SORT:
            line = f":{problem.line}" if problem.line is not None else ""
            words = in_words(problem.code, problem.params)
            yield neutral.line(f"  {problem.where}{line}: {words}")
        elif shown[problem.code] == _SHOWN_PER_SORT + 1:
            more = counts[problem.code] - _SHOWN_PER_SORT
            yield f"  … and {more:,} more of these; --json lists them all"


def _batch_id(batch: bytes) -> str:
    from confidant.records.ids import RecordId, to_c32

    return to_c32(RecordId(batch))


VERBS = {"import": import_, "export": export}
