"""The state of the unlock page: which vault, what is asked, what went wrong."""

from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from confidant.environment import Clock, Entropy
from confidant.errors import (
    CancelledError,
    ExpectedError,
    KeyfileRequiredError,
    NotAVaultError,
    RecoveryCodeError,
    VaultMissingError,
)
from confidant.services import locked, restores, vaults
from confidant.ui.unlock.cost_raiser import CostRaiser
from confidant.ui.unlock.opening import Opened, Opener

if TYPE_CHECKING:
    from confidant.vault.unlocking import VaultSecret
    from confidant.vault.vault import Vault

SUFFIX = ".confidant"


class Way(Enum):
    """What the person opens the vault with."""

    PASSPHRASE = auto()
    CODE = auto()


class UnlockViewModel(QObject):
    """One locked vault. The secret lives here only while a roll-back question is open.

    `changed` says that another vault, way or key file is shown; `refused` carries the error of
    what was typed, `failed` any other; `asked` carries the question that the vault's past asks;
    `opened` carries `Opened`; `waiting_changed` says whether a key is being derived;
    `rebuilding` carries records done and in all while lists and search are made anew.
    """

    changed = Signal()
    refused = Signal(object)
    failed = Signal(object)
    asked = Signal(object)
    opened = Signal(object)
    waiting_changed = Signal(bool)
    rebuilding = Signal(int, int)

    def __init__(
        self,
        opener: Opener,
        clock: Clock,
        entropy: Entropy,
        state_directory: Path,
        parent: QObject | None = None,
        *,
        raiser: CostRaiser | None = None,
    ) -> None:
        """Open vaults through `opener`; `raiser` makes the key dearer afterwards where it can."""
        super().__init__(parent)
        self._opener = opener
        self._clock, self._entropy, self._state = clock, entropy, state_directory
        self.directory = Path()
        self.is_there = True
        self.has_finished_restore = False
        self.way = Way.PASSPHRASE
        self.needs_keyfile = False
        self.keyfile: Path | None = None
        self.is_waiting = False
        self._secret: VaultSecret | None = None
        self._raiser = raiser
        self._percent = -1
        opener.opened.connect(self._opened)
        opener.failed.connect(self._failed)
        opener.crashed.connect(self.clear)
        opener.busy_changed.connect(self._busy)

    @property
    def name(self) -> str:
        """The vault's name: its directory's."""
        return vault_name(self.directory)

    @property
    def has_question(self) -> bool:
        """Whether an answer is waited for."""
        return self._secret is not None and not self.is_waiting

    def show(self, directory: Path) -> None:
        """Turn to another vault; look at it from outside, and end a restore that was killed."""
        self.has_finished_restore = restores.finish(directory)
        seen = locked.look_at(directory)
        self.directory = directory
        self.is_there = seen.is_there
        self.way = Way.PASSPHRASE
        self.needs_keyfile = seen.needs_keyfile
        self.keyfile = None
        self._secret = None
        self.changed.emit()

    def say_if_missing(self) -> None:
        """Say that there is no vault before anybody types a passphrase for it."""
        if not self.is_there:
            missing = NotAVaultError if self.directory.exists() else VaultMissingError
            self.failed.emit(missing(name=self.directory.name))

    def choose_way(self, way: Way) -> None:
        """Ask for the passphrase, or for the recovery code."""
        self.way = way
        self.changed.emit()

    def choose_keyfile(self, path: Path) -> None:
        """Use this key file with the passphrase."""
        self.keyfile = path
        self.changed.emit()

    def unlock(self, typed: str) -> None:
        """Try what was typed: a passphrase, or a recovery code."""
        if self.is_waiting:
            return
        try:
            self._secret = self._secret_of(typed)
        except RecoveryCodeError as error:
            self.refused.emit(error)
        except ExpectedError as error:
            self.failed.emit(error)
        else:
            self._start()

    def open_read_only(self) -> None:
        """Answer the question: only look."""
        self._start(read_only=True)

    def accept(self) -> None:
        """Answer the question: go on from what is here now."""
        self._start(accept=True)

    def clear(self) -> None:
        """Forget the secret and the question."""
        self._secret = None
        if self._raiser is not None:
            self._raiser.forget()
        self.keyfile = None

    def _secret_of(self, typed: str) -> "VaultSecret":
        if self.way is Way.CODE:
            return vaults.recovery_secret(typed)
        return vaults.passphrase_secret(typed, self.keyfile)

    def _start(self, *, read_only: bool = False, accept: bool = False) -> None:
        secret = self._secret
        if secret is None:
            return
        self.is_waiting = True
        self._percent = -1
        self.waiting_changed.emit(True)  # noqa: FBT003 -- the signal's one value
        unlock = partial(
            vaults.unlock,
            directory=self.directory,
            secret=secret,
            clock=self._clock,
            entropy=self._entropy,
            state_directory=self._state,
            read_only=read_only,
            accept=accept,
            progress=self._step,
        )
        self._opener.start(unlock if self._raiser is None else self._raiser.watched(unlock, secret))

    def _opened(self, vault: "Vault") -> None:
        if not self._mine():
            return
        self._secret = None
        if self._raiser is not None:
            self._raiser.start(vault)
        self.opened.emit(Opened(vault, self.directory))

    def _failed(self, error: ExpectedError) -> None:
        if not self._mine():
            return
        if vaults.is_question(error):
            self.asked.emit(error)
            return
        self._secret = None
        if isinstance(error, KeyfileRequiredError):
            self.needs_keyfile = True
            self.changed.emit()
        tell = self.refused if locked.is_about_secret(error) else self.failed
        tell.emit(error)

    def _step(self, done: int, total: int) -> None:
        """Called on the vault thread; a lock ends the rebuilding, which begins anew next time."""
        if not self.is_waiting:
            raise CancelledError
        percent = done * 100 // total if total else 0
        if percent != self._percent:
            self._percent = percent
            self.rebuilding.emit(done, total)

    def _mine(self) -> bool:
        """Whether the opener's news answers this page: the create page shares it."""
        return self._secret is not None

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 -- the signal's one value
        if self.is_waiting and not busy:
            self.is_waiting = False
            self.waiting_changed.emit(False)  # noqa: FBT003 -- the signal's one value


def vault_name(directory: Path) -> str:
    """Return the name that people see for a vault's directory."""
    return directory.name.removesuffix(SUFFIX) or directory.name
