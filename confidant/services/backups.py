"""Backups that were proved by opening them, where they lie, and the full check of a vault.

A backup has two halves: `begin` copies on the vault thread, in milliseconds; `Job.run` does the
rest on any thread, while the vault is used.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from confidant.environment import Clock, Progress, ignore_progress
from confidant.errors import BugError, ExpectedError, NotWritableError
from confidant.records.changes import NO_CHANGES, Changes
from confidant.services import settings, waiting
from confidant.services.backup_jobs import Job, SecondState, Verdict

if TYPE_CHECKING:
    from confidant.vault.backup import Backup
    from confidant.vault.backup_store import Kept
    from confidant.vault.vault import Vault

SECOND_PLACE = "backup.second-place"
LAST_CHECK = "backup.last-check"
CHECK_EVERY_MS = 7 * 24 * 60 * 60 * 1000

_FOLDER = "backups"
_SECOND_SUFFIX = ".confidant-backups"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")

_VERDICTS: Mapping[str, Verdict] = {"whole": "whole", "lists": "lists", "damaged": "damaged"}


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made and proved.

    Attributes:
        backup: what was proved.
        second: what became of the second place.
        second_error: why it refused.
        removed: how many older backups went.
    """

    backup: "Backup"
    second: SecondState = "none"
    second_error: ExpectedError | None = None
    removed: int = 0
    changes: Changes = NO_CHANGES


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When everything was checked last, and what was found."""

    at_ms: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Overview:
    """Where the vault's backups lie; the newest first.

    Attributes:
        here: those beside the database.
        second_place: the folder that was chosen, None for none.
        second_there: whether it can be reached now.
        second: those in it.
        is_current: the newest proved backup holds everything that the vault holds.
        last_check: None when there was none yet.
    """

    here: "tuple[Kept, ...]"
    second_place: Path | None
    second_there: bool
    second: "tuple[Kept, ...]"
    is_current: bool
    last_check: LastCheck | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A vault in which everything holds.

    Attributes:
        revisions: rows of the chain, all verified.
        healed: whether one of the two headers had to be mended on opening.
        waiting: files that wait for something from their sender.
        backups: how many backups lie beside the vault.
        key_slots: what opens the vault: `passphrase`, `key file`, `recovery code`.
    """

    revisions: int
    healed: bool
    waiting: int
    backups: int
    key_slots: tuple[str, ...]


def begin(vault: "Vault", *, whole: bool = False, keep: bool = True) -> Job:
    """Copy the vault, on its thread; what is returned does the rest on any thread.

    Args:
        vault: an open vault that takes changes.
        whole: compare lists and search with the records too.
        keep: otherwise the copy is only checked, and goes.

    Raises:
        OutputExistsError, DiskFullError, NotWritableError: it could not be copied.
    """
    second = second_place(vault)
    return Job(
        vault.begin_backup(),
        vault.proof_key(),
        (vault.directory / _FOLDER, None if second is None else _folder_in(second, vault)),
        whole=whole,
        keep=keep,
    )


def begin_due(vault: "Vault", clock: Clock) -> Job | None:
    """Begin what is due: a backup of changes, the weekly check, the way to the second place."""
    if vault.read_only:
        return None
    whole, keep = check_is_due(vault, clock), not is_current(vault)
    if whole or keep:
        return begin(vault, whole=whole, keep=keep)
    second = second_place(vault)
    if second is None or not second.is_dir():
        return None
    places = (vault.directory / _FOLDER, _folder_in(second, vault))
    return Job(None, vault.proof_key(), places, whole=False, keep=False)


def tidy(vault: "Vault") -> None:
    """Remove copies that nobody proved; only while no job runs."""
    from confidant.vault import backup_store

    backup_store.tidy(vault.directory / _FOLDER)


def back_up(
    vault: "Vault", *, directory: Path | None = None, progress: Progress = ignore_progress
) -> BackedUp:
    """Copy the vault, open the copy on its own, check it whole, and only then keep it.

    Args:
        vault: an open vault.
        directory: where this one backup goes; None for the folder beside the database, where
            older ones go as rotation says, and the second place.
        progress: watches the proof.

    Raises:
        BackupError: the copy could not be proved; it is not kept.
        DiskFullError, NotWritableError, OutputExistsError: it could not be written.
    """
    if directory is not None:
        return BackedUp(vault.backup(directory, progress))
    done = begin(vault).run(progress)
    if done.backup is None:
        raise BugError("a backup that is wanted is kept")
    return BackedUp(done.backup, done.second, done.second_error, done.removed)


def replace_older(vault: "Vault", *, progress: Progress = ignore_progress) -> BackedUp:
    """Make a fresh proved backup, and only then remove every older one that can be reached.

    For after an erasure: older backups still hold what was erased.

    Raises:
        As `back_up`; then every older backup is still there.
    """
    done = back_up(vault, progress=progress)
    removed = remove_older(vault, fresh=done.backup)
    return replace(done, removed=done.removed + removed)


def remove_older(vault: "Vault", *, fresh: "Backup") -> int:
    """Remove every backup that can be reached but `fresh`, which was proved; return how many.

    The second half of `replace_older`, for who proves the fresh one on a thread of its own.
    """
    from confidant.vault import backup_store

    second, name = second_place(vault), fresh.path.name
    places = (vault.directory / _FOLDER, *([_folder_in(second, vault)] if second else ()))
    # By name alone: a clock may have gone back.
    older = [one for place in places for one in _kept(vault, place) if one.path.name != name]
    for one in older:
        backup_store.remove(one.path)
    return len(older)


def overview(vault: "Vault") -> Overview:
    """Return where backups lie and what was proved of each; opens none of them."""
    chosen = second_place(vault)
    here = _kept(vault, vault.directory / _FOLDER)
    second = () if chosen is None else _kept(vault, _folder_in(chosen, vault))
    return Overview(
        here=tuple(reversed(here)),
        second_place=chosen,
        second_there=chosen is not None and chosen.is_dir(),
        second=tuple(reversed(second)),
        is_current=_holds_all(vault, here),
        last_check=last_check(vault),
    )


def is_current(vault: "Vault") -> bool:
    """Say whether the newest proved backup holds everything that the vault holds."""
    return _holds_all(vault, _kept(vault, vault.directory / _FOLDER))


def second_place(vault: "Vault") -> Path | None:
    """Return the folder where backups go too, None when none was chosen."""
    chosen = settings.get(vault, SECOND_PLACE)
    return Path(chosen) if chosen else None


def places(vault: "Vault") -> tuple[Path, ...]:
    """Return every folder where backups of this vault lie, whether it can be reached or not."""
    second = second_place(vault)
    beside_it = vault.directory / _FOLDER
    return (beside_it,) if second is None else (beside_it, _folder_in(second, vault))


def choose_second_place(vault: "Vault", clock: Clock, *, directory: Path | None) -> Changes:
    """Let backups go to a second place too, or to none.

    Raises:
        NotWritableError: it is no folder that may be written, or lies inside the vault.
    """
    from confidant.services.output import is_usable_folder

    if directory is None:
        return settings.remove(vault, name=SECOND_PLACE)
    chosen, own = directory.expanduser().absolute(), vault.directory.absolute()
    if chosen == own or own in chosen.parents or not is_usable_folder(chosen):
        raise NotWritableError(name=chosen.name or str(chosen))
    return settings.put(vault, clock, name=SECOND_PLACE, value=str(chosen)).changes


def last_check(vault: "Vault") -> LastCheck | None:
    """Return when everything was checked last."""
    at, _, verdict = settings.get(vault, LAST_CHECK).partition(" ")
    found = _VERDICTS.get(verdict)
    return LastCheck(int(at), found) if found is not None and at.isdecimal() else None


def check_is_due(vault: "Vault", clock: Clock) -> bool:
    """Say whether the weekly check is due; a clock that went back makes it due too."""
    last = last_check(vault)
    return last is None or not 0 <= clock.now_ms() - last.at_ms < CHECK_EVERY_MS


def note_check(vault: "Vault", clock: Clock, *, verdict: Verdict) -> Changes:
    """Remember what a full check found."""
    value = f"{clock.now_ms()} {verdict}"
    return settings.put(vault, clock, name=LAST_CHECK, value=value).changes


def check(vault: "Vault", *, progress: Progress = ignore_progress) -> Checked:
    """Check pages, structure, every link of the chain, attachments, lists and search.

    Raises:
        DatabaseIntegrityError, ChainError: the vault is damaged; it is read-only from now on.
        DerivedTablesError: lists and search are; `rebuild` mends them.
    """
    head = vault.full_check(progress)
    return Checked(
        revisions=head.seq,
        healed=vault.healed,
        waiting=waiting.count(vault),
        backups=len(beside(vault)),
        key_slots=key_slots(vault),
    )


def key_slots(vault: "Vault") -> tuple[str, ...]:
    """Return what opens the vault, as its header says."""
    from confidant.vault import header, header_files

    present = [data for data in header_files.read_both(vault.directory) if data is not None]
    slots = header.parse(present[0]).header
    names = ["passphrase"]
    if slots.passphrase.keyfile:
        names.append("key file")
    if slots.recovery is not None:
        names.append("recovery code")
    return tuple(names)


def rebuild(vault: "Vault", *, progress: Progress = ignore_progress) -> Changes:
    """Make lists and search anew from the records. No record changes."""
    vault.rebuild(progress)
    return NO_CHANGES


def beside(vault: "Vault") -> tuple[Path, ...]:
    """Return the backups beside the database, the oldest first."""
    folder = vault.directory / _FOLDER
    if not folder.is_dir():
        return ()
    return tuple(sorted(place for place in folder.iterdir() if _NAME.match(place.name)))


def _holds_all(vault: "Vault", kept: "tuple[Kept, ...]") -> bool:
    return any(one.proof and one.proof.head == vault.head for one in kept)


def _kept(vault: "Vault", place: Path) -> "tuple[Kept, ...]":
    from confidant.vault import backup_store

    key = vault.proof_key()
    try:
        return backup_store.read_place(place, key)
    finally:
        key.wipe()


def _folder_in(chosen: Path, vault: "Vault") -> Path:
    return chosen / f"{vault.name}{_SECOND_SUFFIX}"
