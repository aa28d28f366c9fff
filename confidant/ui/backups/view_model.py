"""The state of the page of backups: what lies where, what is going on, what went wrong."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError
from confidant.records.changes import Changes
from confidant.services import backup_failures, backups, evidence, former_places, kept_backups
from confidant.services.backup_failures import Failure
from confidant.services.backup_jobs import Done
from confidant.services.backups import Overview
from confidant.services.kept_backups import One
from confidant.ui.backups.keeper import BackupKeeper, State
from confidant.ui.session import Session
from confidant.vault.vault import Vault


@dataclass(frozen=True)
class Shown:
    """What is known of the vault's backups, and names of files beside it that it never reads.

    Attributes:
        overview: where they lie.
        every: each by itself.
        stray: copies that a synchroniser left.
        failure: why the last backup is none, as far as an earlier session told.
        lost: earlier second places that are not there now.
    """

    overview: Overview
    every: tuple[One, ...]
    stray: tuple[str, ...]
    failure: Failure | None
    lost: tuple[Path, ...]


class BackupsViewModel(QObject):
    """Reads what is there and asks the keeper. `changed` says that it is to be shown anew."""

    changed = Signal()
    progressed = Signal(int, int)

    def __init__(
        self, session: Session, keeper: BackupKeeper, parent: QObject | None = None
    ) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._session, self._keeper = session, keeper
        self.shown: Shown | None = None
        self.trouble: ExpectedError | None = None
        keeper.changed.connect(self.load)
        keeper.done.connect(self._done)
        keeper.troubled.connect(self._troubled)
        keeper.progressed.connect(self.progressed)

    @property
    def state(self) -> State:
        """What the keeper does now."""
        return self._keeper.state

    @property
    def is_possible(self) -> bool:
        """Whether backups can be made of this vault."""
        return self._keeper.is_possible

    @property
    def last(self) -> Done | None:
        """What the last backup or check of this session came to."""
        return self._keeper.last

    @property
    def alarm(self) -> ExpectedError | None:
        """Why the last backup is none."""
        return self._keeper.alarm

    def load(self) -> None:
        """Read what is there; `changed` follows."""
        self.changed.emit()
        self._session.read(self, _look, self._loaded, key="backups")

    def make_now(self) -> None:
        """Make a backup."""
        self.trouble = None
        self._keeper.make_now()

    def check_now(self) -> None:
        """Check everything."""
        self.trouble = None
        self._keeper.check_now()

    def cancel(self) -> None:
        """Stop what is going on."""
        self._keeper.cancel()

    def remove(self, name: str) -> None:
        """Remove one backup for good, and its twin in the second place. Asked before."""
        self.trouble = None
        self._session.read(
            self,
            partial(kept_backups.remove, name=name, progress=self._session.progress()),
            lambda _paths: self.load(),
            failed=self._not_removed,
        )

    def choose_second_place(self, directory: Path | None) -> None:
        """Let backups go to a folder too, or to none; the newest one follows at once."""
        clock = self._session.clock
        self._session.write(
            self,
            lambda vault: _Chosen(backups.choose_second_place(vault, clock, directory=directory)),
            lambda _chosen: self._second_chosen(directory),
            failed=self._troubled,
        )

    def forget_place(self, directory: Path) -> None:
        """Look no more for an earlier second place. Asked before."""
        clock = self._session.clock
        self._session.write(
            self,
            lambda vault: _Chosen(former_places.forget(vault, clock, directory=directory)),
            lambda _chosen: self._place_forgotten(),
            failed=self._troubled,
        )

    def clear(self) -> None:
        """Forget paths and names."""
        self.shown = None
        self.trouble = None

    def _second_chosen(self, directory: Path | None) -> None:
        self.trouble = None
        self.load()
        if directory is not None:
            self._keeper.make_now()

    def _place_forgotten(self) -> None:
        self.trouble = None
        self.load()
        self._keeper.place_forgotten.emit()

    def _loaded(self, shown: Shown) -> None:
        self.shown = shown
        self.changed.emit()

    def _not_removed(self, error: ExpectedError) -> None:
        self.load()
        self._troubled(error)

    def _done(self, _done: Done) -> None:
        self.trouble = None
        self.changed.emit()

    def _troubled(self, error: ExpectedError) -> None:
        self.trouble = error
        self.changed.emit()


@dataclass(frozen=True)
class _Chosen:
    changes: Changes


def _look(vault: Vault) -> Shown:
    return Shown(
        backups.overview(vault),
        kept_backups.every(vault),
        evidence.stray_copies(vault.directory),
        backup_failures.last(backups.places(vault)[0]),
        former_places.away(vault),
    )
