"""Making a vault and unlocking one; how strong a passphrase is; better ones to offer."""

import math
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import (
    ExpectedError,
    HeaderRollbackError,
    IdentityNameError,
    NotWritableError,
    RecoveryCodeError,
    VaultDivergedError,
    VaultRollbackError,
    WeakPassphraseError,
)

if TYPE_CHECKING:
    from confidant.crypto.argon2 import KdfParameters
    from confidant.vault.unlocking import PassphraseSecret, VaultSecret
    from confidant.vault.vault import Vault

REFUSED_BITS, WEAK_BITS = 40, 60
"""Below the first a passphrase is refused, below the second it is warned about."""
_JUDGED_CHARACTERS = 72
"""zxcvbn raises beyond; what follows only makes a passphrase stronger."""
_PASSPHRASE_WORDS = 5
_RANDOM_SIZE = 4

Verdict: TypeAlias = Literal["refused", "weak", "good"]


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess, in bits, and what follows from it."""

    bits: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault that was made: open, with the recovery code, which is shown once."""

    vault: "Vault"
    recovery_code: str = field(repr=False)
    strength: Strength


def strength(passphrase: str) -> Strength:
    """Judge a passphrase; a guesser knows words, names, dates and keyboards."""
    from zxcvbn import zxcvbn

    if not passphrase:
        return Strength(0, "refused")
    judged = zxcvbn(passphrase[:_JUDGED_CHARACTERS])
    bits = int(math.log2(float(judged["guesses"])))
    if bits < REFUSED_BITS:
        return Strength(bits, "refused")
    return Strength(bits, "weak" if bits < WEAK_BITS else "good")


def is_passphrase(text: str) -> bool:
    """Say whether a text can be a passphrase at all, however weak."""
    from confidant.crypto.passphrase import passphrase_bytes
    from confidant.errors import PassphraseError

    try:
        passphrase_bytes(text)
    except PassphraseError:
        return False
    return True


def is_same_passphrase(one: str, other: str) -> bool:
    """Compare as the derivation does: normal forms of one text are one passphrase."""
    from confidant.crypto.passphrase import passphrase_bytes

    both = is_passphrase(one) and is_passphrase(other)
    return both and passphrase_bytes(one) == passphrase_bytes(other)


def suggest_passphrases(entropy: Entropy, *, count: int = 3) -> tuple[str, ...]:
    """Return passphrases of five random words, 64 bits each."""
    return tuple(_five_words(entropy) for _ in range(count))


def create(  # noqa: PLR0913 -- what a vault is made of
    *,
    directory: Path,
    name: str,
    passphrase: str,
    clock: Clock,
    entropy: Entropy,
    kdf: "KdfParameters | None" = None,
    keyfile: Path | None = None,
    new_keyfile: bool = False,
    state_directory: Path | None = None,
    recovery_code: str | None = None,
) -> NewVault:
    """Make a vault and leave it open.

    Args:
        directory: must not exist, or be empty.
        name: as it will stand on the card.
        passphrase: at least 40 bits.
        clock: tells the time.
        entropy: gives the keys.
        kdf: cost of unlocking; None to measure this computer.
        keyfile: a key file that unlocking shall need.
        new_keyfile: make that file first.
        state_directory: where this computer remembers the vault's head; None for the user's.
        recovery_code: from `new_recovery_code`, written down already; None makes one.

    Raises:
        WeakPassphraseError, PassphraseError: the passphrase.
        RecoveryCodeError: not a recovery code.
        IdentityNameError: the name.
        KeyfileError, NotReadableError: the key file.
        VaultExistsError, NotWritableError, DiskFullError: the place; nothing is left there.
    """
    from confidant.bundles import card
    from confidant.crypto import recovery_code as codes
    from confidant.vault.vault import create_vault

    if not card.is_name(name):
        raise IdentityNameError
    judged = strength(passphrase)
    if judged.verdict == "refused":
        raise WeakPassphraseError(bits=judged.bits)
    with _key_of(keyfile, entropy, new=new_keyfile) as key:
        made = create_vault(
            directory,
            name=name,
            passphrase=passphrase,
            clock=clock,
            entropy=entropy,
            kdf=kdf,
            keyfile=key,
            state_directory=state_directory or default_state_directory(),
            recovery_secret=codes.decode(recovery_code) if recovery_code is not None else None,
        )
    return NewVault(made.vault, made.recovery_code, judged)


def take_back(directory: Path, *, fresh: bool, keyfile: Path | None = None) -> None:
    """Remove a vault that was made this moment and whose recovery code nobody has read.

    Args:
        directory: the vault's, closed.
        fresh: it was made with the vault; otherwise it was there before, empty.
        keyfile: a key file that was made with it.

    Raises:
        NotWritableError: it is still there.
    """
    try:
        if fresh:
            shutil.rmtree(directory)
        else:
            for path in directory.iterdir():
                path.unlink()
        if keyfile is not None:
            keyfile.unlink()
    except OSError:
        raise NotWritableError(name=directory.name) from None


def unlock(
    *,
    directory: Path,
    secret: "VaultSecret",
    clock: Clock,
    entropy: Entropy,
    state_directory: Path | None = None,
    read_only: bool = False,
    accept: bool = False,
    progress: Progress = ignore_progress,
) -> "Vault":
    """Unlock a vault.

    Args:
        directory: the vault's folder.
        secret: passphrase (and key file), or recovery code.
        clock: tells the time.
        entropy: gives randomness.
        state_directory: where this computer remembers the vault's head; None for the user's.
        read_only: change nothing; roll-back questions are answered with "go on reading".
        accept: answer roll-back questions with "go on"; where changes are missing, the next
            thousand numbers of bundles are skipped. Asked first, so that it takes longer.
        progress: hears the records when lists have to be made anew.

    Raises:
        VaultMissingError, NotAVaultError, SecretError, VaultError: it stays locked.
        VaultRollbackError, VaultDivergedError, HeaderRollbackError: a question to the person.
    """
    from confidant.vault.vault import open_vault

    def opened(state: Path | None, *, answered: bool) -> "Vault":
        return open_vault(
            directory,
            secret,
            clock=clock,
            entropy=entropy,
            state_directory=state,
            read_only=read_only,
            accept=answered,
            progress=progress,
        )

    state = state_directory or default_state_directory()
    try:
        return opened(state, answered=False)
    except (HeaderRollbackError, VaultDivergedError, VaultRollbackError):
        if not accept:
            raise
    from confidant.services import exchange

    # Before this computer forgets that it saw a newer vault: were it stopped between the two,
    # numbers of bundles would be used twice.
    with opened(None, answered=True) as vault:
        exchange.skip_numbers(vault, clock)
    return opened(state, answered=True)


def passphrase_secret(passphrase: str, keyfile: Path | None = None) -> "PassphraseSecret":
    """Return what unlocks a vault: a passphrase, and its key file where one is used.

    Raises:
        KeyfileError, NotReadableError: the key file.
    """
    from confidant.vault.vault import PassphraseSecret

    return PassphraseSecret(passphrase, read_keyfile(keyfile) if keyfile is not None else None)


def recovery_secret(code: str) -> "VaultSecret":
    """Return what unlocks a vault: a recovery code, checked for typing errors at once.

    Raises:
        RecoveryCodeError: it has one.
    """
    from confidant.crypto import recovery_code
    from confidant.vault.vault import RecoverySecret

    recovery_code.decode(code)
    return RecoverySecret(code)


def new_recovery_code(entropy: Entropy) -> str:
    """Return a new recovery code, to be written down before the vault is made with it."""
    from confidant.crypto import recovery_code

    return recovery_code.encode(entropy.token(recovery_code.SECRET_SIZE))


def read_keyfile(path: Path) -> bytes:
    """Return the 32 bytes of a key file.

    Raises:
        NotReadableError, KeyfileError: there is none.
    """
    from confidant.crypto import keyfile
    from confidant.services.output import read_whole

    return keyfile.parse(read_whole(path, most=keyfile.MOST_BYTES))


def write_keyfile(path: Path, entropy: Entropy) -> None:
    """Make a new key file.

    Raises:
        OutputExistsError, NotWritableError, DiskFullError: it could not be written.
    """
    from confidant.crypto import keyfile
    from confidant.services.output import write_new

    write_new(path, keyfile.generate(entropy.token(keyfile.KEY_SIZE)).encode())


@contextmanager
def _key_of(path: Path | None, entropy: Entropy, *, new: bool) -> Iterator[bytes | None]:
    """Give the key of a key file; a new one that served for nothing is taken back."""
    if path is None:
        yield None
        return
    if new:
        write_keyfile(path, entropy)
    try:
        yield read_keyfile(path)
    except BaseException:
        if new:
            path.unlink(missing_ok=True)
        raise


def is_recovery_code(typed: str, code: str) -> bool:
    """Say whether a recovery code was typed back right; letters and dashes are forgiving."""
    from confidant.crypto import recovery_code

    try:
        return recovery_code.decode(typed) == recovery_code.decode(code)
    except RecoveryCodeError:
        return False


def default_state_directory() -> Path:
    """Return where this computer remembers what it last saw of each vault."""
    import platformdirs

    return Path(platformdirs.user_state_dir("confidant", appauthor=False))


def is_question(error: ExpectedError) -> bool:
    """Say whether an error on unlocking is one that a person may answer with "go on"."""
    return isinstance(error, HeaderRollbackError | VaultDivergedError | VaultRollbackError)


def _five_words(entropy: Entropy) -> str:
    from confidant import resources

    words = resources.passphrase_word_list()
    return " ".join(words[_below(len(words), entropy)] for _ in range(_PASSPHRASE_WORDS))


def _below(limit: int, entropy: Entropy) -> int:
    """Return a number below `limit`, each as likely: what would favour some is drawn again."""
    span = 256**_RANDOM_SIZE
    while True:
        number = int.from_bytes(entropy.token(_RANDOM_SIZE))
        if number < span - span % limit:
            return number % limit
