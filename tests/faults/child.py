"""Does one thing over and over until it is killed: `python -m tests.faults.child WORK ROOT FROM`.

Prints `ready`, then the number of every round that was acknowledged.
"""

import itertools
import sys
from collections.abc import Callable
from pathlib import Path

from confidant.crypto import argon2
from confidant.records.ids import RecordId
from confidant.services import backups
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


WORK: dict[str, Callable[[Vault, Place, int], None]] = {
    "autosave": _autosave,
    "passphrase": _passphrase,
    "backup": _backup,
    "reencrypt": _reencrypt,
    "rebuild": _rebuild,
}


def main(work: str, root: str, first: str) -> None:
    """Open the vault and work on it for ever."""
    setattr(argon2, "MINIMUM_WRITTEN", CHEAP)  # noqa: B010 -- it is final; a change in milliseconds, so that kills meet its writes
    place, number = Place(Path(root)), int(first)
    secret = PassphraseSecret(phrase(number - 1) if work == "passphrase" else PASSPHRASE)
    with place.open(secret) as vault:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for now in itertools.count(number):
            WORK[work](vault, place, now)
            sys.stdout.write(f"{now}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
