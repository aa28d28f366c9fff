"""What can be said of a vault that is still locked."""

from dataclasses import dataclass
from pathlib import Path

from confidant.errors import (
    ChainError,
    DatabaseEmptyError,
    DatabaseFormatError,
    DatabaseIntegrityError,
    DatabaseKeyError,
    DatabaseMissingError,
    DatabasePlaintextError,
    ExpectedError,
    HeaderCorruptError,
    HeaderTamperedError,
    KeyfileError,
    KeyfileRequiredError,
    PassphraseError,
    RecoveryCodeError,
    SecretError,
    WrongSecretError,
)


@dataclass(frozen=True, slots=True)
class Locked:
    """What can be known of a vault before it is unlocked; the header is not proved yet."""

    is_there: bool
    needs_keyfile: bool


def look_at(directory: Path) -> Locked:
    """Look at a folder from outside: is it a vault, and does its passphrase need a key file?"""
    from confidant.vault import header_files
    from confidant.vault.header import parse

    there = False
    for data in header_files.read_both(directory):
        if data is None:
            continue
        there = True
        try:
            if parse(data).header.passphrase.keyfile:
                return Locked(is_there=True, needs_keyfile=True)
        except SecretError:
            continue
    there = there or (directory.is_dir() and any(directory.glob("journal-*.db")))
    return Locked(is_there=there, needs_keyfile=False)


def is_about_secret(error: ExpectedError) -> bool:
    """Say whether what a person typed or chose to unlock with is wrong, and not the vault."""
    return isinstance(
        error,
        WrongSecretError
        | PassphraseError
        | KeyfileError
        | KeyfileRequiredError
        | RecoveryCodeError,
    )


def is_damage(error: ExpectedError) -> bool:
    """Say whether the vault itself is damaged or incomplete: a backup may help."""
    return isinstance(
        error,
        DatabaseMissingError
        | DatabaseEmptyError
        | DatabasePlaintextError
        | DatabaseKeyError
        | DatabaseIntegrityError
        | DatabaseFormatError
        | ChainError
        | HeaderCorruptError
        | HeaderTamperedError,
    )
