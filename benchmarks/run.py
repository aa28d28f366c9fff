"""Prints the performance table as Markdown and writes it as JSON: `python -m benchmarks.run`.

Confidant and bare SQLCipher do the same work in the same run; only the ratios mean something on
another machine. Sizes are given as arguments, 1000 and 10000 without any.
"""

import argparse
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlcipher3 import Connection

from benchmarks import bundles, product, raw_sqlcipher
from benchmarks.corpus import Corpus
from benchmarks.timing import Timing, repeat, summarise


SMALL = 10_000


@dataclass(frozen=True)
class Row:
    """One line: seconds (or rows a second, or MiB), the reference in the same run, the bar."""

    what: str
    size: int
    value: float
    unit: str
    reference: float | None = None
    bar: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as words."""
        scale = {"ms": 1000.0}.get(self.unit, 1.0)
        shown = f"{self.value * scale:,.1f} {self.unit}"
        reference = "" if self.reference is None else f"{self.reference * scale:,.1f} {self.unit}"
        ratio = "" if not self.reference else f"{self.value / self.reference:.2f}"
        return (self.what, f"{self.size:,}", shown, reference, ratio, self.bar)


def measure(size: int, folder: Path) -> list[Row]:
    """Build one corpus twice, bare and in a vault, and time both."""
    corpus = Corpus(size)
    raw, raw_seconds = raw_sqlcipher.build(folder / "raw.db", corpus)
    directory = folder / "Bench.confidant"
    seconds = product.build(directory, corpus)
    rows = [
        Row("import", size, size / seconds, "entries/s", size / raw_seconds, "≥ 2,500 entries/s")
    ]
    opened = product.unlock_to_rows(directory)
    listed = repeat(lambda: raw_sqlcipher.first_rows(raw), 20)
    rows.append(Row("unlock → first 50 rows", size, opened.median, "ms", listed.median, "≤ 60 ms"))
    vault = product.unlock(directory)
    rows += _search_rows(size, product.searches(vault, corpus), raw, corpus)
    saved = product.autosave(vault)
    versions = iter(range(100))
    raw_saved = repeat(lambda: raw_sqlcipher.save(raw, f"{next(versions)} " + "word " * 4_000), 60)
    rows.append(Row("autosave of 20 KB, p95", size, saved.p95, "ms", raw_saved.p95, "≤ 5 ms"))
    verified = repeat(vault.verify_chain, 1, warm_up=0)
    rows.append(Row("chain of every revision", size, verified.median, "ms", None, "background"))
    vault.close()
    rows.append(Row("memory, open and listed", size, product.resident_mib(directory), "MiB"))
    empty = repeat(lambda: os.system(f"{sys.executable} -c ''"), 7)  # noqa: S605 -- the interpreter's own start
    for verb, arguments in {"search": [corpus.word(900)], "add": ["One line."]}.items():
        whole = product.command_line(directory, [verb, *arguments])
        rows.append(
            Row(f"command line `{verb}`", size, whole.median, "ms", empty.median, "≤ 150–200 ms")
        )
    return rows


def _search_rows(
    size: int, timings: dict[str, Timing], raw: Connection, corpus: Corpus
) -> list[Row]:
    rows = []
    everything = []
    for shape, query in corpus.queries().items():
        match = query if query.startswith('"') else " ".join(f"{w}*" for w in query.split())
        bare = repeat(partial(raw_sqlcipher.search, raw, match), 9)
        timing = timings[shape]
        everything.append(timing.p95)
        rows.append(Row(f"search, {shape}", size, timing.median, "ms", bare.median))
    bar = "≤ 10 ms" if size <= SMALL else "≤ 40 ms"
    rows.append(
        Row("search, p95 over the shapes", size, summarise(everything).p95, "ms", None, bar)
    )
    return rows


def exchange(folder: Path) -> list[Row]:
    """Time files with 10 MB of attachments."""
    timings = bundles.run(folder)
    return [
        Row("age, seal 10 MB", 1, timings.age_seal.median, "ms", None, "≤ 1.5 × pyrage"),
        Row("age, open 10 MB", 1, timings.age_open.median, "ms", None, "≤ 1.5 × pyrage"),
        Row("share 10 MB, whole verb", 1, timings.share.median, "ms", None, "≤ 120 ms"),
        Row("take in 10 MB, whole verb", 1, timings.take_in.median, "ms", None, "≤ 120 ms"),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--json", type=Path, help="also write the figures here")
    arguments = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        rows += exchange(Path(folder))
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows += measure(size, Path(folder))
    print("| what | entries | Confidant | bare SQLCipher | ratio | bar |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(row.cells) + " |")
    if arguments.json:
        arguments.json.write_text(json.dumps([row.__dict__ for row in rows], indent=1))


if __name__ == "__main__":
    main()
