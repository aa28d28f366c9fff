"""Prints the performance table as Markdown and writes it as JSON: `python -m benchmarks.run`.

Confidant and bare SQLCipher do the same work in the same run; only the ratios mean something on
another machine. Sizes are given as arguments, 1000 and 10000 without any; `--window` drives the
real window too, on the platform that it names (`offscreen`, or `xcb` under `xvfb-run`).
"""

import argparse
import json
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from sqlcipher3 import Connection

from benchmarks import bundles, product, raw_sqlcipher, reencryption
from benchmarks.corpus import Corpus
from benchmarks.table import MIB, MS, PER_SECOND, SECONDS, Row, markdown
from benchmarks.timing import Timing, repeat, summarise
from confidant.vault import integrity
from confidant.vault.vault import Vault

SMALL = 10_000
IMPORTED = 10_000
WORDS = 5
PROOFS = 3
CHAIN = 20_000


def measure(size: int, folder: Path, platform: str | None) -> list[Row]:
    """Build one corpus twice, bare and in a vault, and time both."""
    corpus = Corpus(size)
    raw, raw_seconds = raw_sqlcipher.build(folder / "raw.db", corpus)
    directory = folder / "Bench.confidant"
    seconds = product.build(directory, corpus)
    write = partial(Row, size=size, unit=PER_SECOND, least=2_500)
    rows = [
        write(what="write entries", value=size / seconds, reference=size / raw_seconds),
        _opening(size, directory, raw),
    ]
    if platform is not None:
        rows += _window(size, directory, corpus, platform)
    rows += _command_line(size, directory, corpus)
    memory = product.resident_mib(directory)
    rows.append(Row(what="memory without a window", size=size, value=memory, unit=MIB))
    with product.unlock(directory) as vault:
        rows += _searches(size, product.searches(vault, corpus), raw, corpus)
        rows += _saves(size, vault, raw)
        rows += _proofs(size, vault, folder)
        rows += _imports(size, vault, folder, raw_seconds)
        rows.append(_reencryption(size, vault, folder))
    return rows


def _opening(size: int, directory: Path, raw: Connection) -> Row:
    opened = product.unlock_to_rows(directory)
    listed = repeat(partial(raw_sqlcipher.first_rows, raw), 20)
    return _ms("unlock to the first 50 rows", size, opened, listed.median, most=0.060)


def _command_line(size: int, directory: Path, corpus: Corpus) -> list[Row]:
    empty = product.interpreter(directory.parent)
    bar = 0.150 if size <= SMALL else 0.200
    return [
        _ms(
            f"command line `{verb}`",
            size,
            product.command_line(directory, [verb, argument]),
            empty.median,
            most=bar,
        )
        for verb, argument in {"search": corpus.word(900), "add": "One line."}.items()
    ]


def _window(size: int, directory: Path, corpus: Corpus, platform: str) -> list[Row]:
    words = [corpus.word(300 + 100 * place) for place in range(WORDS)]
    found = product.window(directory, words, platform)
    small = size <= SMALL
    bars = {
        "start to the painted unlock page": ("start", 0.300),
        "passphrase to the painted list": ("unlock", 0.060),
        "key to the painted hits, p95": ("search", 0.025 if small else 0.050),
        "key to the painted letter in 20 KB, p95": ("key", 0.004),
        "key to the painted letter in 20 KB, median": ("key_median", 0.004),
        "a frame of scrolling, p95": ("frame", 0.008),
        "a frame of scrolling, median": ("frame_median", 0.008),
    }
    rows = [
        Row(what=f"window: {what}", size=size, value=found[name], unit=MS, most=most)
        for what, (name, most) in bars.items()
    ]
    jump = Row(what="window: jump to the oldest rows", size=size, value=found["end"], unit=MS)
    most = 120.0 if small else 150.0
    memory = Row(
        what="window: memory, open and idle", size=size, value=found["memory"], unit=MIB, most=most
    )
    return [*rows, jump, memory]


def _searches(size: int, timings: dict[str, Timing], raw: Connection, corpus: Corpus) -> list[Row]:
    rows = []
    for shape, query in corpus.queries().items():
        match = query if query.startswith('"') else " ".join(f"{w}*" for w in query.split())
        bare = repeat(partial(raw_sqlcipher.search, raw, match), 15)
        rows.append(_ms(f"search, {shape}", size, timings[shape], bare.median))
    worst = summarise([timing.p95 for timing in timings.values()])
    bar = 0.010 if size <= SMALL else 0.040
    what = "search, p95 of the slowest shape"
    return [*rows, Row(what=what, size=size, value=worst.p95, unit=MS, most=bar)]


def _saves(size: int, vault: Vault, raw: Connection) -> list[Row]:
    saved = product.autosave(vault)
    versions = iter(range(100))
    bare = repeat(lambda: raw_sqlcipher.save(raw, f"{next(versions)} " + "word " * 4_000), 60)
    what = "autosave of 20 KB, p95"
    return [
        Row(what=what, size=size, value=saved.p95, unit=MS, reference=bare.p95, most=0.005),
        _ms("save a changed entry", size, product.revise(vault)),
    ]


def _proofs(size: int, vault: Vault, folder: Path) -> list[Row]:
    slices = product.slices(vault)
    chain = repeat(vault.verify_chain, PROOFS, warm_up=0)
    file = next(vault.directory.glob("*.db*"))
    database = vault._parts.database  # noqa: SLF001 -- the two checks alone

    def bare() -> None:
        shutil.copyfile(file, folder / "copy")
        integrity.check_pages(database)

    def backup() -> None:
        shutil.rmtree(vault.backup(folder / "backups").path)

    # In turns, so that a moment in which the machine is busy falls on both.
    rounds = [(repeat(bare, 1, warm_up=0), repeat(backup, 1, warm_up=0)) for _ in range(PROOFS)]
    (folder / "copy").unlink()
    least, saved = sorted(rounds, key=lambda pair: pair[1].median / pair[0].median)[PROOFS // 2]
    each = chain.median * CHAIN / vault.head.seq
    return [
        _ms("a slice of the chain, p95", size, Timing(slices.p95, slices.p95), most=0.010),
        Row(what="the whole chain", size=size, value=chain.median, unit=SECONDS),
        Row(what=f"{CHAIN:,} rows of the chain", size=size, value=each, unit=SECONDS, most=0.5),
        Row(
            what="backup with proof",
            size=size,
            value=saved.median,
            unit=SECONDS,
            reference=least.median,
            processor=saved.processor,
            most=1.2 * least.median,
        ),
    ]


def _reencryption(size: int, vault: Vault, folder: Path) -> Row:
    took, bare = reencryption.measure(vault, folder, product.PASSPHRASE)
    return Row(
        what="re-encryption",
        size=size,
        value=took.median,
        unit=SECONDS,
        reference=bare.median,
        processor=took.processor,
        most=1.2 * bare.median,
    )


def _imports(size: int, vault: Vault, folder: Path, raw_seconds: float) -> list[Row]:
    source = product.journal_file(folder, IMPORTED)
    new, again = product.bring_in(vault, source), product.bring_in(vault, source)
    return [
        Row(
            what="import 10,000 more, reading included",
            size=size,
            value=IMPORTED / new.median,
            unit=PER_SECOND,
            processor=IMPORTED / new.processor,
            reference=size / raw_seconds,
            least=2_500,
        ),
        Row(
            what="import the same again",
            size=size,
            value=IMPORTED / again.median,
            unit=PER_SECOND,
            processor=IMPORTED / again.processor,
        ),
    ]


def _ms(
    what: str,
    size: int,
    timing: Timing,
    reference: float | None = None,
    *,
    most: float | None = None,
) -> Row:
    return Row(
        what=what,
        size=size,
        value=timing.median,
        unit=MS,
        reference=reference,
        processor=timing.processor,
        most=most,
    )


def exchange(folder: Path) -> list[Row]:
    """Time files with 10 MB of attachments; pyrage beside, where it is installed."""
    timings = bundles.run(folder)
    rows = []
    for verb, ours, peer in (
        ("seal", timings.age_seal, timings.peer_seal),
        ("open", timings.age_open, timings.peer_open),
    ):
        reference = peer.median if peer is not None else None
        bar = None if reference is None else 1.5 * reference
        rows.append(_ms(f"age alone, {verb} 10 MB", 0, ours, reference, most=bar))
    rows.append(_ms("share 10 MB, the whole verb", 0, timings.share, most=0.120))
    rows.append(_ms("take in 10 MB, the whole verb", 0, timings.take_in, most=0.120))
    return rows


def first_import(folder: Path) -> Row:
    """Time the import of a diary into a vault that was made just now."""
    source = product.journal_file(folder, IMPORTED)
    with product.empty(folder / "Empty.confidant") as vault:
        taken = product.bring_in(vault, source)
    return Row(
        what="import 10,000 into an empty vault, reading included",
        size=0,
        value=IMPORTED / taken.median,
        unit=PER_SECOND,
        processor=IMPORTED / taken.processor,
        least=2_500,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument("--window", help="drive the window on this platform of Qt")
    arguments = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        rows += exchange(Path(folder))
        rows.append(first_import(Path(folder)))
    for size in arguments.sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows += measure(size, Path(folder), arguments.window)
    sys.stdout.write(markdown(rows) + "\n")
    if arguments.json:
        arguments.json.write_text(json.dumps([row.as_json() for row in rows], indent=1) + "\n")


if __name__ == "__main__":
    main()
