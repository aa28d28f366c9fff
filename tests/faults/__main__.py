"""Makes every fault and writes docs/faults.md: `python -m tests.faults [WORD IN A NAME]`.

With a word only the faults whose names have it are made, and nothing is written. The exit status
is 1 when something was lost.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.every import EVERY
from tests.faults.promises import PROMISES
from tests.faults.tally import Fault, Tally
from tests.support.source import ROOT

TABLE = ROOT / "docs" / "faults.md"
_SHOWN = 4
_HEAD = """\
# Faults

Made by `script/faults` on {day}, which takes minutes; not written by hand. Each fault is made on
real vaults in a temporary folder, damaged files are met by the command line as a person uses it,
and kills come from another process at random moments. *Lost* counts the tries after which something
that had been acknowledged was gone, or damage was taken for good. A kill ends the process, not the
machine: what a disk does that lies about writing is not tested here.

| | fault | tries | lost | what the person sees |
|---|---|---|---|---|
"""
_PROMISES = """
## Which test covers which line

*Seen to fail* counts the places of the code behind a line that the suite breaks on purpose at every
run, to see one of these tests fail (`tests/faults/breaks.py`); “once”: it was done by hand.

| | fault | seen to fail | tests |
|---|---|---|---|
"""


def main(arguments: Sequence[str]) -> int:
    """Make the faults and write the table."""
    chosen = [fault for fault in EVERY if all(word in fault.name for word in arguments)]
    done: list[tuple[Fault, Tally]] = []
    for fault in chosen:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="confidant-faults-") as folder:
            tally = fault.run(Path(folder), fault.tries)
        done.append((fault, tally))
        took = f"{round(time.monotonic() - begun)} s"
        _say(f"{fault.area}: {fault.name}: {tally.tries} tries, {len(tally.lost)} lost, {took}")
        for where in tally.lost[:_SHOWN]:
            _say(f"  lost: {where}")
    if not arguments:
        TABLE.write_text(table(done), encoding="utf-8")
        _say(f"Written: {TABLE.relative_to(ROOT)}")
    return 0 if all(tally.is_good for _, tally in done) else 1


def table(done: Sequence[tuple[Fault, Tally]]) -> str:
    """Return the page as Markdown."""
    rows = [
        f"| {fault.area} | {fault.name} | {tally.tries} | {len(tally.lost)} | {_seen(tally)} |"
        for fault, tally in done
    ]
    promises = [
        f"| {one.area} | {one.fault} | {one.broken or 'once'} | {_named(one.tests)} |"
        for one in PROMISES
    ]
    head = _HEAD.format(day=datetime.now(UTC).date().isoformat())
    return head + "\n".join(rows) + "\n" + _PROMISES + "\n".join(promises) + "\n"


def _named(tests: Sequence[str]) -> str:
    return "<br>".join(f"`{test}`" for test in tests)


def _seen(tally: Tally) -> str:
    if tally.note:
        return f"(not made here: {tally.note})"
    said = [
        f"{text.replace('|', '/')} ({count} ×)" if len(tally.seen) > 1 else text.replace("|", "/")
        for text, count in tally.seen.most_common(_SHOWN)
    ]
    more = len(tally.seen) - _SHOWN
    return "<br>".join(said + ([f"and {more} other sentences"] if more > 0 else []))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
