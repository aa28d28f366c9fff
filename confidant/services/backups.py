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
from confidant.services import (
    backup_failures,
    backup_places,
    backup_replacing,
    owed,
    settings,
    waiting,
)
from confidant.services.backup_jobs import Job, SecondState, Verdict
from confidant.services.owed import Removed
from confidant.vault import presence

if TYPE_CHECKING:
    from confidant.vault.aside import Check
    from confidant.vault.backup import Backup
    from confidant.vault.backup_store import Kept
    from confidant.vault.vault import Vault

SECOND_PLACE, second_place = backup_places.SECOND_PLACE, backup_places.second_place
LAST_CHECK = "backup.last-check"
CHECK_EVERY_MS = 7 * 24 * 60 * 60 * 1000

_FOLDER = backup_places.FOLDER
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
        older: what became of those that were to be replaced; None where none were.
    """

    backup: "Backup"
    second: SecondState = "none"
    second_error: ExpectedError | None = None
    removed: int = 0
    older: Removed | None = None
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
        second: those in it, and in places where backups went before.
        is_current: the newest proved backup holds everything that the vault holds.
        last_check: None when there was none yet.
        away: how many places are not there now, earlier second places among them.
    """

    here: "tuple[Kept, ...]"
    second_place: Path | None
    second_there: bool
    second: "tuple[Kept, ...]"
    is_current: bool
    last_check: LastCheck | None
    away: int = 0


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
    where = backup_places.prepared(vault)
    line = _line(vault, where)
    unproved = vault.begin_backup()
    return Job(unproved, vault.proof_key(), where, whole=whole, keep=keep, line=line)


def begin_due(vault: "Vault", clock: Clock, *, progress: Progress = ignore_progress) -> Job | None:
    """Begin what is due: a backup of changes, the weekly check, the way to the second place.

    Raises:
        CancelledError: by `progress`, while older backups are removed that an erasure owes.
        OutputExistsError, DiskFullError, NotWritableError: it could not be copied.
    """
    if vault.read_only:
        return None
    backup_replacing.settle(vault, progress)
    whole, keep = check_is_due(vault, clock), not is_current(vault)
    if whole or keep:
        return begin(vault, whole=whole, keep=keep)
    return begin_carrying(vault)


def begin_carrying(vault: "Vault") -> Job | None:
    """Bring the newest backup to the second place, where there is one; copy nothing."""
    where = backup_places.of(vault)
    if not any(one.is_there for one in where.elsewhere):
        return None
    line = _line(vault, where)
    return Job(None, vault.proof_key(), where, whole=False, keep=False, line=line)


def _line(vault: "Vault", where: backup_places.Places) -> frozenset[bytes]:
    """Return the last links of the present vault and of its backups from before on its own line."""
    proofs = (one.proof for one in backup_places.kept(vault, where.beside))
    heads = (vault.head, *(proof.head for proof in proofs if proof is not None))
    return frozenset(head.link for head in heads if vault.has_passed(head))


def tidy(vault: "Vault", *, progress: Progress = ignore_progress) -> None:
    """Remove copies that nobody proved, in every place; a job that runs keeps its own.

    Raises:
        CancelledError: by `progress`, which may end it between two files.
    """
    from confidant.vault import aside, backup_store

    places, vault_id = backup_places.of(vault).every, vault.vault_id

    def clear(check: "Check") -> None:
        for place in places:
            only = vault_id if place.is_shared else None
            backup_store.tidy(place.path, only=only, check=check)

    aside.run(clear, progress)


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
    job = begin(vault)
    done = job.run(progress)
    if done.backup is None:
        raise BugError("a backup that is wanted is kept")
    backup_failures.forget(job.place)
    made = BackedUp(done.backup, done.second, done.second_error, done.removed)
    return _replaced(vault, made) if owed.can_be_settled(vault) else made


def replace_older(vault: "Vault", *, progress: Progress = ignore_progress) -> BackedUp:
    """Make a fresh proved backup, and only then remove every older one that can be reached.

    For after an erasure: older backups still hold what was erased. What refuses, or lies where the
    fresh backup has not arrived, is counted, and goes with a later backup.

    Raises:
        As `back_up`; then every older backup is still there.
    """
    done = back_up(vault, progress=progress)
    # What was owed from before is done by now.
    return _replaced(vault, done) if done.older is None else done


def _replaced(vault: "Vault", done: BackedUp) -> BackedUp:
    older = remove_older(vault, fresh=done.backup)
    owed.note(vault, older, fresh=done.backup)
    return replace(done, removed=done.removed + older.removed, older=older)


def remove_older(
    vault: "Vault", *, fresh: "Backup", progress: Progress = ignore_progress
) -> Removed:
    """Remove every backup that can be reached but `fresh`, which was proved.

    The second half of `replace_older`, for who proves the fresh one on a thread of its own.

    Raises:
        CancelledError: by `progress`, which may end it between two files.
    """
    return backup_replacing.remove_older(vault, fresh=fresh, progress=progress)


def overview(vault: "Vault") -> Overview:
    """Return where backups lie and what was proved of each; opens none of them."""
    where, chosen = backup_places.of(vault), second_place(vault)
    here = backup_places.kept(vault, where.beside)
    second = [one for place in where.elsewhere for one in backup_places.kept(vault, place)]
    return Overview(
        here=tuple(reversed(here)),
        second_place=chosen,
        second_there=where.second is not None and where.second.is_there,
        second=tuple(sorted(second, key=lambda one: one.made_ms, reverse=True)),
        is_current=_holds_all(vault, here),
        last_check=last_check(vault),
        away=len(where.away),
    )


def is_current(vault: "Vault") -> bool:
    """Say whether the newest proved backup holds everything that the vault holds."""
    return _holds_all(vault, backup_places.kept(vault, backup_places.of(vault).beside))


def places(vault: "Vault") -> tuple[Path, ...]:
    """Return every folder where backups of this vault lie, whether it can be reached or not."""
    return tuple(one.path for one in backup_places.of(vault).every)


def choose_second_place(vault: "Vault", clock: Clock, *, directory: Path | None) -> Changes:
    """Let backups go to a second place too, or to none.

    Raises:
        NotWritableError: it is no folder that may be written, or lies inside the vault.
    """
    from confidant.services.output import is_usable_folder

    if directory is None:
        _remember_former(vault, clock, "")
        return settings.remove(vault, name=SECOND_PLACE)
    chosen, own = directory.expanduser().absolute(), vault.directory.absolute()
    usable = presence.is_folder(chosen) and is_usable_folder(chosen)
    if chosen == own or own in chosen.parents or not usable:
        raise NotWritableError(name=chosen.name or str(chosen))
    _remember_former(vault, clock, str(chosen))
    changes = settings.put(vault, clock, name=SECOND_PLACE, value=str(chosen)).changes
    return changes | backup_places.prepare(vault)


def _remember_former(vault: "Vault", clock: Clock, chosen: str) -> None:
    """Remember places where backups stay behind: they still hold what is erased later."""
    former = backup_places.former_after(vault, chosen)
    if former:
        settings.put(vault, clock, name=backup_places.FORMER_PLACES, value=former)
    else:
        settings.remove(vault, name=backup_places.FORMER_PLACES)


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
    # By the header that opened it: opened for reading only, another copy may still be damaged.
    names = ["passphrase"]
    if vault.wants_keyfile:
        names.append("key file")
    if vault.has_recovery:
        names.append("recovery code")
    return tuple(names)


def rebuild(vault: "Vault", *, progress: Progress = ignore_progress) -> Changes:
    """Make lists and search anew from the records. No record changes."""
    vault.rebuild(progress)
    return NO_CHANGES


def beside(vault: "Vault") -> tuple[Path, ...]:
    """Return the backups beside the database, the oldest first."""
    folder = vault.directory / _FOLDER
    try:
        return tuple(sorted(place for place in folder.iterdir() if _NAME.match(place.name)))
    except OSError:
        return ()


def _holds_all(vault: "Vault", kept: "tuple[Kept, ...]") -> bool:
    key = vault.proof_key()
    try:
        held = (vault.head, key.of_drafts(vault.drafts()))
    finally:
        key.wipe()
    return any(one.proof and (one.proof.head, one.proof.drafts) == held for one in kept)
