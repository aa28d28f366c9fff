"""The same work through Confidant's own rooms."""

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.corpus import Corpus, SampleEntry
from benchmarks.timing import Timing, repeat, summarise
from confidant.crypto.argon2 import KdfParameters, argon2id
from confidant.environment import SystemClock, SystemEntropy
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.records.record import encode_draft
from confidant.services import imports
from confidant.vault.vault import PassphraseSecret, RowQuery, Vault, create_vault, open_vault

CHEAP = KdfParameters(memory_kib=32_768, passes=1, lanes=1)
"""Legal, and small enough that what comes after Argon2id can be told apart from it."""
PASSPHRASE = "benchmark passphrase, not a secret"  # noqa: S105 -- of throw-away vaults
CLOCK, ENTROPY = SystemClock(), SystemEntropy()
FIRST_ROWS = RowQuery(limit=50)
LONG = ("word " * 400 + "\n\n") * 10
"""A text of 20 KB; its entry is the newest, which a window shows first."""


def body(entry: SampleEntry) -> Entry:
    """Return an entry of the corpus as a record."""
    return Entry(
        genre="reflection",
        title=entry.title,
        day=entry.day.isoformat(),
        tags=entry.tags or None,
        as_observed=entry.text,
    )


def build(directory: Path, corpus: Corpus) -> float:
    """Make a vault of the corpus; return the seconds that the one importing transaction took."""
    with empty(directory) as vault:
        bodies = [body(entry) for entry in corpus]
        started = time.perf_counter()
        with vault.transaction() as tx:
            for each in bodies:
                tx.create(each)
        seconds = time.perf_counter() - started
        with vault.transaction() as tx:
            tx.create(Entry(genre="quick", title="Long", day="2999-01-01", as_observed=LONG))
    return seconds


def empty(directory: Path) -> Vault:
    """Make a vault with nothing in it, and return it open."""
    created = create_vault(
        directory, name="Bench", passphrase=PASSPHRASE, clock=CLOCK, entropy=ENTROPY, kdf=CHEAP
    )
    return created.vault


def unlock(directory: Path) -> Vault:
    """Open a benchmark's vault."""
    secret = PassphraseSecret(PASSPHRASE)
    return open_vault(directory, secret, clock=CLOCK, entropy=ENTROPY)


def derivation(times: int = 7) -> Timing:
    """Time the cheap Argon2id, which is taken off everything that unlocks."""
    return repeat(lambda: argon2id(b"x", bytes(32), CHEAP), times)


def less(whole: Timing, part: Timing) -> Timing:
    """Return a timing without the middle run of a part of it."""
    return Timing(
        max(0.0, whole.median - part.median),
        max(0.0, whole.p95 - part.median),
        max(0.0, whole.processor - part.processor),
    )


def unlock_to_rows(directory: Path, times: int = 9) -> Timing:
    """Time from the passphrase to the first fifty rows, beyond Argon2id."""

    def once() -> None:
        with unlock(directory) as vault:
            vault.rows(FIRST_ROWS)

    return less(repeat(once, times), derivation(times))


def searches(vault: Vault, corpus: Corpus, times: int = 15) -> dict[str, Timing]:
    """Time each of the ten query shapes: fifty hits with their snippets."""
    return {
        shape: repeat(partial(vault.search, query), times)
        for shape, query in corpus.queries().items()
    }


def autosave(vault: Vault, times: int = 60) -> Timing:
    """Time one autosave of an entry of 20 KB."""
    record = RecordId(os.urandom(16))
    numbers = iter(range(times + 1))

    def once() -> None:
        text = f"{next(numbers)} " + "word " * 4_000
        draft = encode_draft({"kind": "entry", "genre": "quick", "as_observed": text})
        vault.save_draft(record, "entry", 0, draft)

    timing = repeat(once, times)
    vault.drop_draft(record)
    return timing


def revise(vault: Vault, times: int = 25) -> Timing:
    """Time saving a changed text of one of the newest entries, with what search knows of it."""
    rows = iter(vault.rows(RowQuery(kinds=("entry",), limit=times + 1)))

    def once() -> None:
        record = next(rows).id
        present = vault.current(record).body
        if isinstance(present, Entry):
            changed = present.with_changes(as_observed=f"{present.as_observed} And more.")
            with vault.transaction() as tx:
                tx.revise(record, changed)

    return repeat(once, times)


def slices(vault: Vault) -> Timing:
    """Time the slices in which a window verifies the chain."""
    seconds, started = [], time.perf_counter()
    for _ in vault.verify_chain_slices():
        seconds.append(time.perf_counter() - started)
        started = time.perf_counter()
    return summarise(seconds or [0.0])


def journal_file(folder: Path, count: int) -> Path:
    """Write a journal of another program with entries of the corpus' kind."""
    file = folder / "other.journal"
    with file.open("w", encoding="utf-8") as out:
        for number, entry in enumerate(Corpus(count, seed=7)):
            clock = f"{number % 24:02}:{number % 60:02}"
            out.write(f"[{entry.day} {clock}] {entry.title}.\n{entry.text}\n\n")
    return file


def bring_in(vault: Vault, source: Path) -> Timing:
    """Time the whole importing verb once, reading included."""
    verb = partial(imports.bring_in, vault, CLOCK, ENTROPY, source=source)
    return repeat(verb, 1, warm_up=0)


def command_line(directory: Path, arguments: list[str], times: int = 9) -> Timing:
    """Time whole processes of the command line on a vault, beyond Argon2id.

    Their byte code is kept, as in an installed program.
    """
    passphrase_file = directory.parent / "passphrase"
    passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    verb, *rest = arguments
    command = [sys.executable, "-m", "confidant", verb, str(directory), *rest]
    command += ["--passphrase-file", str(passphrase_file)]
    return less(repeat(partial(_run, command, directory.parent), times), derivation(times))


def interpreter(folder: Path, times: int = 9) -> Timing:
    """Time a Python that does nothing, the floor of every verb."""
    return repeat(partial(_run, [sys.executable, "-c", ""], folder), times)


def window(directory: Path, words: list[str], platform: str) -> dict[str, float]:
    """Drive the window in a process of its own; start it twice, for its byte code to be there."""
    found: dict[str, float] = {}
    for _ in range(2):
        arguments = [str(directory), PASSPHRASE, str(time.monotonic()), *words]
        command = [sys.executable, "-m", "benchmarks.window", *arguments]
        surroundings = _surroundings(directory.parent) | {"QT_QPA_PLATFORM": platform}
        done = subprocess.run(command, check=True, capture_output=True, env=surroundings)
        found = json.loads(done.stdout)
    return found


def resident_mib(directory: Path) -> float:
    """Return the memory of a fresh process that opened the vault and listed it, in MiB."""
    script = (
        "import sys, pathlib; from benchmarks import product, timing;"
        "vault = product.unlock(pathlib.Path(sys.argv[1])); vault.rows(product.FIRST_ROWS);"
        "print(timing.resident_mib())"
    )
    command = [sys.executable, "-c", script, str(directory)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def _run(command: list[str], folder: Path) -> None:
    surroundings = _surroundings(folder)
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=surroundings
    )


def _surroundings(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
