"""What is left to do for a backup away from the vault thread, and what it came to."""

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.environment import Progress, ignore_progress
from confidant.errors import CancelledError, ExpectedError
from confidant.services.backup_places import Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from confidant.vault.backup import Backup, Unproved
    from confidant.vault.proofs import ProofKey

Verdict: TypeAlias = Literal["whole", "lists", "damaged"]
"""What a full check found: all well; only lists and search differ; the content is damaged, or
attachments are not there any more."""
SecondState: TypeAlias = Literal["none", "done", "missing", "failed"]
"""No second place; the newest backup lies there too; it is not plugged in; it refused."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a job came to; attributes as those of `BackedUp`.

    Attributes:
        backup: None when nothing had changed, or only a check was wanted.
        verdict: of a full check, or that attachments are missing; None when lists were not
            looked at.
        rotten: backups that a full check found changed since they were proved, or without the
            proof that they had; nobody calls them good any more.
    """

    backup: "Backup | None"
    second: SecondState = "none"
    second_error: ExpectedError | None = None
    removed: int = 0
    verdict: Verdict | None = None
    rotten: int = 0


class Job:
    """What is left to do for a backup away from the vault thread. Run or drop it, once.

    Whatever it is for, it also gives the present header to backups that a change of keys has not
    reached.
    """

    def __init__(
        self,
        unproved: "Unproved | None",
        key: "ProofKey",
        places: Places,
        *,
        whole: bool,
        keep: bool,
        line: frozenset[bytes] = frozenset(),
    ) -> None:
        """Take over a copy, None where there is only something to carry to the second place.

        Args:
            unproved: the copy.
            key: tells the backups of this vault; wiped in the end.
            places: where they lie.
            whole: look at everything, the backups that are kept too.
            keep: the copy becomes a backup.
            line: links that the vault has passed: a backup that ends with another is of a line
                that a restore has left, and not newer, however much it holds.
        """
        self._unproved, self._key, self._places = unproved, key, places
        self._whole, self._keep, self._line = whole, keep, line
        self._lock = Lock()
        self._begun = self._ended = False
        self.is_kept = False
        """Whether the copy has become a backup; what follows only carries it elsewhere."""

    @property
    def has_copy(self) -> bool:
        """Whether there is a copy to prove."""
        return self._unproved is not None

    @property
    def place(self) -> "Path":
        """The folder beside the vault where its backups lie."""
        return self._places.beside.path

    def stop(self) -> None:
        """End with `CancelledError` as soon as possible; from any thread."""
        self._ended = True
        if self._unproved is not None:
            self._unproved.stop()

    def drop(self) -> None:
        """Remove the copy and forget the keys, without running."""
        if self._unproved is not None:
            self._unproved.drop()
        self._key.wipe()

    def end(self) -> None:
        """Stop what runs, drop what has not begun; from any thread. Waits for nothing."""
        with self._lock:
            self._ended = True
            begun = self._begun
        if begun:
            self.stop()
        else:
            self.drop()

    def run(self, progress: Progress = ignore_progress) -> Done:
        """Prove, rotate, carry the newest backup to the second place.

        Raises:
            BackupError: the copy is not what the vault was; it is not kept, nothing is rotated.
            CancelledError: it was stopped.
            DiskFullError, NotWritableError, OutputExistsError: it could not be written.
        """
        with self._lock:
            self._begun = True
        if self._ended:
            self.drop()
            raise CancelledError
        progress = self._stopping(progress)
        try:
            made = self._prove(progress)
            fresh = made.path if made is not None and self._keep else None
            self.is_kept = fresh is not None
            self._refresh_headers()
            rotten = self._look_at_kept(progress) if self._whole else 0
            beside, removed = self._places.beside.path, 0
            if self._keep:
                removed = self._rotate(beside, fresh)
            second, error = self._carry(fresh)
        finally:
            self.drop()
        return Done(
            backup=made if self._keep else None,
            second=second,
            second_error=error,
            removed=removed,
            verdict=_verdict(made),
            rotten=rotten,
        )

    def _stopping(self, progress: Progress) -> Progress:
        def step(done: int, total: int) -> None:
            self._check()
            progress(done, total)

        return step

    def _check(self) -> None:
        """Raise CancelledError once it is to end; asked between the pieces of what takes long."""
        if self._ended:
            raise CancelledError

    def _prove(self, progress: Progress) -> "Backup | None":
        if self._unproved is None:
            return None
        return self._unproved.prove(progress, with_derived=self._whole, keep=self._keep)

    def _refresh_headers(self) -> None:
        from confidant.vault import backup_headers

        # As it is now: keys may have been changed since the copy was made.
        folders = self._each_folder()
        backup_headers.refresh(folders, self._places.vault, self._key)

    def _each_folder(self) -> "Iterator[Path]":
        for one in self._places.every:
            self._check()
            yield one.path

    def _look_at_kept(self, progress: Progress) -> int:
        """Read every backup again, and take the proof from those that have changed."""
        from confidant.vault import backup_store, presence

        kept = [
            one
            for place in self._places.every
            for one in backup_store.read_place(place.path, self._key)
            if one.vault_id == self._key.vault_id or not place.is_shared
        ]
        watched = [one for one in kept if one.proof is not None or one.lost_proof]
        rotten = 0
        for number, one in enumerate(watched, start=1):
            is_bad = one.lost_proof or not one.is_unchanged(self._check)
            # It may have been removed meanwhile, for it held what was erased.
            if is_bad and presence.is_there(one.path):
                backup_store.disprove(one)
                rotten += 1
            progress(number, len(watched))
        return rotten

    def _rotate(self, place: "Path", spare: "Path | None") -> int:
        from confidant.vault import backup_store

        return len(
            backup_store.rotate(place, self._key, spare=spare, line=self._line, check=self._check)
        )

    def _carry(self, fresh: "Path | None") -> tuple[SecondState, ExpectedError | None]:
        """Bring the backup that was just made to the second place, or else the newest."""
        from confidant.vault import backup_store

        second = self._places.second
        if second is None:
            return "none", None
        if not second.is_there:
            return "missing", None
        beside = self._places.beside.path
        good = [one for one in backup_store.read_place(beside, self._key) if one.proof]
        try:
            carried = None
            if good:
                newest = max(
                    good,
                    key=lambda one: (one.path == fresh, *backup_store.latest(one, self._line)),
                )
                carried = backup_store.duplicate(newest, second.path, self._key, check=self._check)
            self._rotate(second.path, carried)
        except CancelledError:
            raise
        except ExpectedError as error:
            return "failed", error
        return "done", None


def _verdict(made: "Backup | None") -> Verdict | None:
    if made is not None and made.missing:
        return "damaged"
    if made is None or made.derived is None:
        return None
    return "whole" if made.derived else "lists"
