"""Does one thing over and over until it is killed: `python -m tests.faults.child WORK ROOT FROM`.

Prints `ready`, then the number of every round that was acknowledged.
"""

import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from confidant.crypto import argon2
from confidant.records.ids import RecordId
from confidant.services import backups, restores
from confidant.vault import rekeying
from confidant.vault.reencrypting import reencrypt
from confidant.vault.vault import PassphraseSecret, Vault
from tests.support.vaults import CHEAP, NOON, PASSPHRASE, Place, entry

DRAFT = RecordId(b"\x05" * 16)
REVISED = RecordId(b"\x06" * 16)
EVERY = 4
MINUTE = 60_000


def phrase(number: int) -> str:
    """Return the passphrase after so many changes."""
    return f"{PASSPHRASE} {number}" if number else PASSPHRASE


def code(number: int) -> bytes:
    """Return the 16 bytes of the recovery code of a re-encryption."""
    return number.to_bytes(16, "big")


def round_text(number: int) -> str:
    """Return what is written into a vault that was restored."""
    return f"round {number}"


def made_at(number: int) -> int:
    """Return the instant of a backup."""
    return NOON + number * MINUTE


def _autosave(vault: Vault, _place: Place, number: int) -> None:
    text = f"{number} " + "words " * 2_000
    vault.save_draft(DRAFT, "entry", 0, text.encode())
    if number % EVERY == 0:
        with vault.transaction() as transaction:
            transaction.revise(REVISED, entry(text))


def _passphrase(vault: Vault, _place: Place, number: int) -> None:
    rekeying.change_passphrase(vault, PassphraseSecret(phrase(number)))


def _backup(vault: Vault, place: Place, number: int) -> None:
    place.clock.now = made_at(number)
    backups.back_up(vault)


def _reencrypt(vault: Vault, _place: Place, number: int) -> None:
    reencrypt(vault, PassphraseSecret(PASSPHRASE), given=code(number))


def _rebuild(vault: Vault, _place: Place, _number: int) -> None:
    vault.rebuild()


def _restore(place: Place, number: int) -> None:
    """Restore the one backup, and write into what was restored."""
    secret = PassphraseSecret(PASSPHRASE)
    (backup,) = (place.directory / "backups").iterdir()
    with restores.open_backup(backup=backup, directory=place.directory, secret=secret) as opened:
        restores.compare(opened, secret=secret)
        restores.restore(opened, place.clock, place.entropy, state_directory=place.state)
    with place.open() as vault, vault.transaction() as transaction:
        transaction.create(entry(round_text(number)))


WORK: dict[str, Callable[[Vault, Place, int], None]] = {
    "autosave": _autosave,
    "passphrase": _passphrase,
    "backup": _backup,
    "reencrypt": _reencrypt,
    "rebuild": _rebuild,
}


CLOSED: dict[str, Callable[[Place, int], None]] = {"restore": _restore}
"""What is done to a vault that nobody has open."""


def main(work: str, root: str, first: str) -> None:
    """Open the vault and work on it for ever; or work on the closed one."""
    setattr(argon2, "MINIMUM_WRITTEN", CHEAP)  # noqa: B010 -- it is final; a change in milliseconds, so that kills meet its writes
    place, number = Place(Path(root)), int(first)
    secret = PassphraseSecret(phrase(number - 1) if work == "passphrase" else PASSPHRASE)
    if work in CLOSED:
        _rounds(number, lambda now: CLOSED[work](place, now))
    with place.open(secret) as vault:
        _rounds(number, lambda now: WORK[work](vault, place, now))


def _rounds(first: int, do: Callable[[int], None]) -> NoReturn:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for now in itertools.count(first):
        do(now)
        sys.stdout.write(f"{now}\n")
        sys.stdout.flush()
    raise AssertionError("somebody kills it")


if __name__ == "__main__":
    main(*sys.argv[1:])
