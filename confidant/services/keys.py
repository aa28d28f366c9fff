"""Changing what opens a vault: passphrase, key file, recovery code, and the vault key itself.

Whoever asks for a change proves first that they could have opened the vault: it may stand open on
an empty desk. Only after the recovery code nothing is asked, because the passphrase may be what
was forgotten.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.environment import Clock, Entropy, Progress, ignore_progress
from confidant.errors import ExpectedError, WeakPassphraseError, WrongSecretError
from confidant.records.changes import NO_CHANGES, Changes
from confidant.services import backup_places, backups, settings, vaults

if TYPE_CHECKING:
    from collections.abc import Callable

    from confidant.crypto.argon2 import KdfParameters
    from confidant.services.results import Written
    from confidant.vault.rekeying import Rekeyed
    from confidant.vault.unlocking import PassphraseSecret, VaultSecret
    from confidant.vault.vault import Vault

DRILL_SETTING = "recovery.asked"
"""The day on which the person last said that the recovery code is still there."""
DRILL_DAYS = 365


@dataclass(frozen=True, slots=True)
class Rekeying:
    """A secret that was changed.

    Attributes:
        generation: the header's number now.
        backups_changed: backups that open with the new secret now.
        backups_left: backups that still open with what opened them when they were made.
        places_away: places for backups that are not there now; what lies there still opens with
            what opened it, until a later backup finds it.
    """

    generation: int
    backups_changed: int
    backups_left: int
    changes: Changes = NO_CHANGES
    places_away: int = 0


@dataclass(frozen=True, slots=True)
class NewCode:
    """A recovery code that was made, to be written down now."""

    code: str = field(repr=False)
    rekeying: Rekeying
    changes: Changes = NO_CHANGES


@dataclass(frozen=True, slots=True)
class Reencryption:
    """A vault that has another key.

    Attributes:
        recovery_code: the new one; the old one opens nothing any more.
        revisions: rows that were copied, all verified.
        older_backups: backups that still open with the old secrets.
        places_away: places for backups that are not there now; what lies there does too.
    """

    recovery_code: str = field(repr=False)
    revisions: int
    older_backups: int
    changes: Changes = NO_CHANGES
    places_away: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """What opens a vault now, and what changing that asks for.

    Attributes:
        keyfile: the passphrase needs a key file.
        recovery: there is a recovery code.
        by_recovery: the recovery code opened it: nothing else is asked for a change.
        read_only: nothing can be changed.
    """

    keyfile: bool
    recovery: bool
    by_recovery: bool
    read_only: bool


def state(vault: "Vault") -> State:
    """Return what opens a vault now."""
    return State(vault.wants_keyfile, vault.has_recovery, vault.by_recovery, vault.read_only)


def check(vault: "Vault", secret: "VaultSecret | None") -> None:
    """Make sure that whoever asks could have opened the vault.

    Args:
        vault: an open vault.
        secret: what they gave; None is enough after the recovery code.

    Raises:
        WrongSecretError, KeyfileRequiredError, RecoveryCodeError: they could not.
    """
    from confidant.vault import rekeying

    if secret is None:
        if not vault.by_recovery:
            raise WrongSecretError
        return
    rekeying.check_secret(vault, secret)


def change_passphrase(
    vault: "Vault",
    *,
    present: "VaultSecret | None",
    passphrase: str,
    keyfile: bytes | None = None,
    kdf: "KdfParameters | None" = None,
) -> Rekeying:
    """Let another passphrase open the vault; the old one does not any more.

    Args:
        vault: an open vault.
        present: what opens it now; None after the recovery code.
        passphrase: the new one, at least 40 bits; the one so far is not judged again.
        keyfile: the 32 bytes of the key file that it shall need; None for none.
        kdf: cost of the new slot; None keeps the present one, never below the least.

    Raises:
        WrongSecretError, KeyfileRequiredError: `present` does not open the vault.
        WeakPassphraseError, PassphraseError: the new one.
        DiskFullError, NotWritableError, VaultReadOnlyError: nothing was changed.
    """
    from confidant.vault import rekeying
    from confidant.vault.vault import PassphraseSecret

    kept = isinstance(present, PassphraseSecret) and present.text == passphrase
    if not kept:
        _refuse_weak(passphrase)
    check(vault, present)
    secret = PassphraseSecret(passphrase, keyfile)
    done = rekeying.change_passphrase(vault, secret, kdf=kdf, folders=backups.places(vault))
    return _told(vault, done)


def add_keyfile(
    vault: "Vault",
    entropy: Entropy,
    *,
    present: "VaultSecret | None",
    passphrase: str,
    path: Path,
) -> Rekeying:
    """Make a new key file that the passphrase needs from now on; replaces one that it needs now.

    The file is written before the vault asks for it, and taken back if that fails.

    Args:
        vault: an open vault.
        entropy: gives the key.
        present: what opens it now; None after the recovery code.
        passphrase: the one so far, or another.
        path: of the key file; nothing may be there.

    Raises:
        OutputExistsError, NotWritableError, DiskFullError: the file; nothing was changed.
        As `change_passphrase`.
    """
    check(vault, present)
    vaults.write_keyfile(path, entropy)
    generation = vault.header_generation
    try:
        key = vaults.read_keyfile(path)
        return change_passphrase(vault, present=present, passphrase=passphrase, keyfile=key)
    except BaseException:
        if vault.header_generation == generation:
            path.unlink(missing_ok=True)
        raise


def remove_keyfile(vault: "Vault", *, present: "PassphraseSecret") -> Rekeying:
    """Let the passphrase alone open the vault.

    Raises:
        WrongSecretError, KeyfileRequiredError: `present` does not open the vault.
        DiskFullError, NotWritableError: nothing was changed.
    """
    return change_passphrase(vault, present=present, passphrase=present.text)


def new_recovery_code(
    vault: "Vault", clock: Clock, *, present: "VaultSecret | None", code: str | None = None
) -> NewCode:
    """Make another recovery code; the one before opens nothing any more.

    Args:
        vault: an open vault.
        clock: tells the day, from which the yearly question counts.
        present: what opens the vault now; None after the recovery code.
        code: from `vaults.new_recovery_code`, written down already; None makes one.

    Raises:
        WrongSecretError, KeyfileRequiredError: `present` does not open the vault.
        RecoveryCodeError: `code` is none.
        DiskFullError, NotWritableError: nothing was changed.
    """
    from confidant.crypto import recovery_code
    from confidant.vault import rekeying

    given = None if code is None else recovery_code.decode(code)
    check(vault, present)
    done = rekeying.new_recovery_code(vault, given=given, folders=backups.places(vault))
    return NewCode(done.code, _told(vault, done.rekeyed), _drill_begins(vault, clock))


def reencrypt(
    vault: "Vault",
    clock: Clock,
    *,
    present: "VaultSecret | None",
    passphrase: str,
    keyfile: bytes | None = None,
    code: str | None = None,
    progress: Progress = ignore_progress,
) -> Reencryption:
    """Copy everything under a new vault key; whoever had the old one can read nothing new.

    Args:
        vault: an open vault.
        clock: tells the day, from which the yearly question counts.
        present: what opens it now; None after the recovery code.
        passphrase: what shall open it: the same, or another of at least 40 bits.
        keyfile: the 32 bytes of the key file that it shall need; None for none.
        code: the new recovery code, written down already; None makes one.
        progress: hears rows; may raise `CancelledError`, and nothing has changed.

    Raises:
        WrongSecretError, KeyfileRequiredError, WeakPassphraseError, RecoveryCodeError: a secret.
        CancelledError, DiskFullError, NotWritableError: the vault is what it was.
        ChainError, DatabaseIntegrityError: it is damaged, and was not copied.
    """
    from confidant.crypto import recovery_code
    from confidant.vault import reencrypting, rekeying
    from confidant.vault.vault import PassphraseSecret

    given = None if code is None else recovery_code.decode(code)
    if not (isinstance(present, PassphraseSecret) and present.text == passphrase):
        _refuse_weak(passphrase)
    check(vault, present)
    secret, folders = PassphraseSecret(passphrase, keyfile), backups.places(vault)
    done = reencrypting.reencrypt(vault, secret, given=given, progress=progress)
    older = rekeying.refresh_backups(vault, folders)
    changes = _drill_begins(vault, clock)
    away = _away(vault, older.away)
    return Reencryption(done.recovery_code, done.revisions, older.left, changes, away)


def drill_is_due(vault: "Vault", clock: Clock) -> bool:
    """Tell whether it is a year since the person was last sure of the recovery code."""
    if not vault.has_recovery or vault.read_only:
        return False
    answered = _day(settings.get(vault, DRILL_SETTING)) or _made(vault)
    return answered is not None and clock.today() - answered >= timedelta(days=DRILL_DAYS)


def drill_answered(vault: "Vault", clock: Clock) -> "Written":
    """Note that the recovery code is there; asked again in a year."""
    return settings.put(vault, clock, name=DRILL_SETTING, value=clock.today().isoformat())


def _drill_begins(vault: "Vault", clock: Clock) -> Changes:
    """Let the yearly question count from today, where that can be written.

    The new code is the only one by now, so nothing may keep it from being shown.
    """
    try:
        return drill_answered(vault, clock).changes
    except ExpectedError:
        return NO_CHANGES


def drill_typed(vault: "Vault", clock: Clock, *, code: str) -> "Written":
    """Note that the recovery code is there, after it was typed.

    Raises:
        RecoveryCodeError: it has a typing error.
        WrongSecretError: it is another vault's, or an older one.
    """
    check(vault, vaults.recovery_secret(code))
    return drill_answered(vault, clock)


@dataclass(frozen=True, repr=False)
class CostRaise:
    """A passphrase slot that shall cost more, because this computer can do more."""

    secret: "PassphraseSecret"
    kdf: "KdfParameters"
    generation: int
    vault_id: bytes


def plan_cost_raise(vault: "Vault", secret: "VaultSecret", seconds: float) -> CostRaise | None:
    """Return what to raise after an unlock, None when the slot costs enough.

    Args:
        vault: just opened, on its thread.
        secret: what opened it.
        seconds: how long opening took, the derivation included.
    """
    from confidant.crypto import argon2
    from confidant.vault.vault import PassphraseSecret

    if vault.read_only or not isinstance(secret, PassphraseSecret):
        return None
    kdf = argon2.raised(vault.for_rekeying().signed.header.passphrase.kdf, seconds)
    if kdf is None:
        return None
    kept = PassphraseSecret(secret.text, secret.keyfile if vault.wants_keyfile else None)
    return CostRaise(kept, kdf, vault.header_generation, vault.vault_id)


def raise_cost(
    plan: CostRaise,
    vault: "Vault",
    entropy: Entropy,
    on_vault_thread: "Callable[[Callable[[], None]], object]",
) -> None:
    """Derive the dearer key here, on any thread, and have one header written on the vault's.

    What goes wrong with that is nobody's concern now: the slot is as good as it was.
    """
    from confidant.crypto import argon2
    from confidant.vault import rekeying
    from confidant.vault.unlocking import prepare_slot

    try:
        prepared = prepare_slot(plan.secret, plan.kdf, plan.vault_id, entropy)
    except ExpectedError:
        return
    if not argon2.is_endured(prepared.seconds):
        prepared.wipe()
        return

    def put() -> None:
        try:
            if not vault.closed and vault.header_generation == plan.generation:
                rekeying.put_slot(vault, prepared, folders=backups.places(vault))
        except ExpectedError:
            return
        finally:
            prepared.wipe()

    on_vault_thread(put)


def _refuse_weak(passphrase: str) -> None:
    judged = vaults.strength(passphrase)
    if judged.verdict == "refused":
        raise WeakPassphraseError(bits=judged.bits)


def _told(vault: "Vault", done: "Rekeyed") -> Rekeying:
    after = done.backups
    away = _away(vault, after.away)
    return Rekeying(done.generation, after.changed, after.left, places_away=away)


def _away(vault: "Vault", found: int) -> int:
    """Return how many places are not there, by what was found and by what is known of them."""
    try:
        return max(found, len(backup_places.of(vault).away))
    except ExpectedError:
        return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _made(vault: "Vault") -> date | None:
    """Return the day on which the vault was made: its code was typed back then."""
    from confidant.records.contact import Identity

    for _, revision in vault.bodies("identity"):
        if isinstance(revision.body, Identity):
            return datetime.fromtimestamp(revision.body.created / 1000).astimezone().date()
    return None
