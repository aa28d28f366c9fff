"""What keeps a vault from being made, as a plain value that the view puts into words."""

from enum import Enum, auto
from pathlib import Path
from typing import Final

from confidant.errors import PassphraseError
from confidant.services.vaults import Strength

MOST_NAME_LETTERS: Final = 80
_NOT_IN_NAMES: Final = frozenset('<>:"/\\|?*')


class Blocker(Enum):
    """The first thing that is missing or wrong."""

    NOTHING = auto()
    PERSON_MISSING = auto()
    PERSON_UNFIT = auto()
    VAULT_MISSING = auto()
    VAULT_UNFIT = auto()
    FOLDER_MISSING = auto()
    PLACE_TAKEN = auto()
    PASSPHRASE_MISSING = auto()
    PASSPHRASE_UNFIT = auto()
    JUDGING = auto()
    TOO_WEAK = auto()
    NOT_REPEATED = auto()
    DIFFERS = auto()
    WORDS_NOT_TYPED = auto()
    WORDS_DIFFER = auto()
    GROUPS_LEFT = auto()
    NOT_UNDERSTOOD = auto()

    @property
    def blocks(self) -> bool:
        """Whether there is anything to mend."""
        return self is not Blocker.NOTHING


def name_blocker(person: str, vault: str) -> Blocker | None:
    """Return what is wrong with the two names."""
    from confidant.bundles import card

    if not person.strip():
        return Blocker.PERSON_MISSING
    if not card.is_name(person.strip()):
        return Blocker.PERSON_UNFIT
    if not vault.strip():
        return Blocker.VAULT_MISSING
    return None if _is_file_name(vault.strip()) else Blocker.VAULT_UNFIT


def place_blocker(folder: Path, directory: Path) -> Blocker:
    """Return what is wrong with the place; looks at the disk."""
    if not folder.is_dir():
        return Blocker.FOLDER_MISSING
    empty = directory.is_dir() and not any(directory.iterdir())
    return Blocker.PLACE_TAKEN if directory.exists() and not empty else Blocker.NOTHING


def passphrase_blocker(
    passphrase: str, repeated: str, strength: Strength | None, *, own: bool
) -> Blocker | None:
    """Return what is wrong with a passphrase of one's own, or with the words typed after it."""
    if own:
        fault = _own_fault(passphrase, strength)
        if fault is not None:
            return fault
    if not repeated:
        return Blocker.NOT_REPEATED if own else Blocker.WORDS_NOT_TYPED
    if _same(passphrase, repeated):
        return None
    return Blocker.DIFFERS if own else Blocker.WORDS_DIFFER


def _own_fault(passphrase: str, strength: Strength | None) -> Blocker | None:
    if not passphrase:
        return Blocker.PASSPHRASE_MISSING
    if _encoded(passphrase) is None:
        return Blocker.PASSPHRASE_UNFIT
    if strength is None:
        return Blocker.JUDGING
    return Blocker.TOO_WEAK if strength.verdict == "refused" else None


def _same(one: str, other: str) -> bool:
    """Compare as the key derivation does: normal forms of one text are one passphrase."""
    encoded = _encoded(one)
    return encoded is not None and encoded == _encoded(other)


def _encoded(passphrase: str) -> bytearray | None:
    from confidant.crypto.passphrase import passphrase_bytes

    try:
        return passphrase_bytes(passphrase)
    except PassphraseError:
        return None


def _is_file_name(name: str) -> bool:
    return (
        len(name) <= MOST_NAME_LETTERS
        and name.isprintable()
        and not name.startswith(".")
        and not name.endswith(".")
        and not _NOT_IN_NAMES.intersection(name)
    )
