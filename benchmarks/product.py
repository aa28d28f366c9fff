"""The same work through Confidant's own rooms."""

import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from benchmarks.corpus import Corpus, SampleEntry
from benchmarks.timing import Timing, repeat, summarise
from confidant.crypto.argon2 import KdfParameters
from confidant.environment import SystemClock, SystemEntropy
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.records.record import encode_draft
from confidant.vault.vault import PassphraseSecret, RowQuery, Vault, create_vault, open_vault

CHEAP = KdfParameters(memory_kib=32_768, passes=1, lanes=1)
"""Legal, and small enough that what comes after Argon2id can be told apart from it."""
PASSPHRASE = "benchmark passphrase, not a secret"  # noqa: S105 -- of throw-away vaults
CLOCK, ENTROPY = SystemClock(), SystemEntropy()
FIRST_ROWS = RowQuery(limit=50)


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
    created = create_vault(
        directory, name="Bench", passphrase=PASSPHRASE, clock=CLOCK, entropy=ENTROPY, kdf=CHEAP
    )
    bodies = [body(entry) for entry in corpus]
    started = time.perf_counter()
    with created.vault.transaction() as tx:
        for each in bodies:
            tx.create(each)
    seconds = time.perf_counter() - started
    created.vault.close()
    return seconds


def unlock(directory: Path) -> Vault:
    """Open a benchmark's vault."""
    secret = PassphraseSecret(PASSPHRASE)
    return open_vault(directory, secret, clock=CLOCK, entropy=ENTROPY)


def unlock_to_rows(directory: Path, times: int = 7) -> Timing:
    """Time from the passphrase to the first fifty rows, with the cheap Argon2id taken off."""

    def once() -> float:
        started = time.perf_counter()
        vault = unlock(directory)
        vault.rows(FIRST_ROWS)
        seconds = time.perf_counter() - started
        vault.close()
        return seconds

    from confidant.crypto.argon2 import argon2id

    derivation = repeat(lambda: argon2id(b"x", bytes(32), CHEAP), times).median
    return summarise([max(0.0, once() - derivation) for _ in range(times)])


def searches(vault: Vault, corpus: Corpus, times: int = 9) -> dict[str, Timing]:
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


def command_line(directory: Path, arguments: list[str], times: int = 7) -> Timing:
    """Time whole processes of the command line on a vault."""
    passphrase_file = directory.parent / "passphrase"
    passphrase_file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    verb, *rest = arguments
    command = [sys.executable, "-m", "confidant", verb, str(directory), *rest]
    command += ["--passphrase-file", str(passphrase_file)]

    def once() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

    return repeat(once, times)


def resident_mib(directory: Path) -> float:
    """Return the memory of a fresh process that opened the vault and listed it, in MiB."""
    script = (
        "import sys, resource, pathlib; from benchmarks import product;"
        "vault = product.unlock(pathlib.Path(sys.argv[1])); vault.rows(product.FIRST_ROWS);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    command = [sys.executable, "-c", script, str(directory)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024
