"""What is left to do for a backup away from the vault thread, and what it came to."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant.environment import Progress, ignore_progress
from confidant.errors import CancelledError, ExpectedError

if TYPE_CHECKING:
    from confidant.vault.backup import Backup, Unproved
    from confidant.vault.backup_store import Kept
    from confidant.vault.proofs import ProofKey

Verdict: TypeAlias = Literal["whole", "lists", "damaged"]
"""What a full check found: all well; only lists and search differ; the content is damaged."""
SecondState: TypeAlias = Literal["none", "done", "missing", "failed"]
"""No second place; the newest backup lies there too; it is not plugged in; it refused."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a job came to; attributes as those of `BackedUp`.

    Attributes:
        backup: None when nothing had changed, or only a check was wanted.
        verdict: of a full check; None when lists were not looked at.
        rotten: backups that a full check found changed since they were proved; nobody calls
            them good any more.
    """

    backup: "Backup | None"
    second: SecondState = "none"
    second_error: ExpectedError | None = None
    removed: int = 0
    verdict: Verdict | None = None
    rotten: int = 0


class Job:
    """What is left to do for a backup away from the vault thread. Run or drop it, once."""

    def __init__(
        self,
        unproved: "Unproved | None",
        key: "ProofKey",
        places: tuple[Path, Path | None],
        *,
        whole: bool,
        keep: bool,
    ) -> None:
        """Take over a copy, None where there is only something to carry to the second place."""
        self._unproved, self._key = unproved, key
        self._place, self._chosen = places
        self._whole, self._keep = whole, keep
        self._lock = Lock()
        self._begun = self._ended = False

    @property
    def has_copy(self) -> bool:
        """Whether there is a copy to prove."""
        return self._unproved is not None

    @property
    def place(self) -> Path:
        """The folder beside the vault where its backups lie."""
        return self._place

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
        from confidant.vault import backup_store

        with self._lock:
            self._begun = True
        if self._ended:
            self.drop()
            raise CancelledError
        progress = self._stopping(progress)
        try:
            made = self._prove(progress)
            rotten = self._look_at_kept(progress) if self._whole else 0
            removed = len(backup_store.rotate(self._place, self._key)) if self._keep else 0
            second, error = self._carry()
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
            if self._ended:
                raise CancelledError
            progress(done, total)

        return step

    def _prove(self, progress: Progress) -> "Backup | None":
        if self._unproved is None:
            return None
        return self._unproved.prove(progress, with_derived=self._whole, keep=self._keep)

    def _look_at_kept(self, progress: Progress) -> int:
        """Read every backup again, and take the proof from those that have changed."""
        from confidant.vault import backup_store

        places = [self._place, *([self._chosen] if self._chosen is not None else [])]
        kept = [one for place in places for one in backup_store.read_place(place, self._key)]
        proved = [one for one in kept if one.proof is not None]
        rotten = 0
        for number, one in enumerate(proved, start=1):
            if not one.is_unchanged():
                backup_store.disprove(one)
                rotten += 1
            progress(number, len(proved))
        return rotten

    def _carry(self) -> tuple[SecondState, ExpectedError | None]:
        from confidant.vault import backup_store

        if self._chosen is None:
            return "none", None
        if not self._chosen.parent.is_dir():
            return "missing", None
        good = [one for one in backup_store.read_place(self._place, self._key) if one.proof]
        try:
            if good:
                backup_store.duplicate(max(good, key=latest), self._chosen)
            backup_store.rotate(self._chosen, self._key)
        except ExpectedError as error:
            return "failed", error
        return "done", None


def _verdict(made: "Backup | None") -> Verdict | None:
    if made is None or made.derived is None:
        return None
    return "whole" if made.derived else "lists"


def latest(kept: "Kept") -> tuple[int, int]:
    """Order by what is held: the clock that names backups may have gone back."""
    return (kept.proof.head.seq if kept.proof else 0, kept.made_ms)
