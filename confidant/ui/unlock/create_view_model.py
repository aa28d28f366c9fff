"""The state of making a vault: place, passphrase, recovery code, and what is still missing."""

from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from PySide6.QtCore import QObject, Signal

from confidant.environment import Clock, Entropy
from confidant.errors import ExpectedError
from confidant.services import vaults
from confidant.services.vaults import Strength
from confidant.ui.file_dialogs import documents
from confidant.ui.task_runner import TaskRunner, Worker
from confidant.ui.unlock.blockers import Blocker, name_blocker, passphrase_blocker, place_blocker
from confidant.ui.unlock.opening import Opened, Opener
from confidant.ui.unlock.unlock_view_model import SUFFIX

if TYPE_CHECKING:
    from confidant.crypto.argon2 import KdfParameters
    from confidant.vault.vault import Vault

GENERATED_BITS = 64
"""Five words out of 7,776: 64.6 bits, rounded down."""
GROUPS = 8
"""Groups of four letters in a recovery code."""
_GROUPS_TOGETHER = 2


class Step(Enum):
    """Where the person is."""

    PASSPHRASE = 0
    RECOVERY = 1
    READY = 2


class CreateViewModel(QObject):
    """A vault to be, then a vault that is made and not handed over yet.

    `changed` says that anything below changed, `step_changed` that another step is shown;
    `failed` carries an error, `opened` the `Opened` that the person goes on with.
    """

    changed = Signal()
    step_changed = Signal()
    failed = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        opener: Opener,
        worker: Worker,
        clock: Clock,
        entropy: Entropy,
        state_directory: Path,
        *,
        kdf: "KdfParameters | None" = None,
        parent: QObject | None = None,
    ) -> None:
        """Make vaults through `opener`; `kdf` None measures this computer."""
        super().__init__(parent)
        self._opener, self._runner = opener, TaskRunner(worker, self)
        self._clock, self._entropy, self._state = clock, entropy, state_directory
        self._kdf = kdf
        self._making = False
        self._made: Opened | None = None
        self.step = Step.PASSPHRASE
        self.example = False
        self.person = ""
        self.vault = ""
        self.folder = documents()
        self.own_words = False
        self.words = vaults.suggest_passphrases(entropy, count=1)[0]
        self.typed = ""
        self.repeated = ""
        self.strength: Strength | None = None
        self.code = vaults.new_recovery_code(entropy)
        self.matching = 0
        self.understood = False
        opener.opened.connect(self._opened)
        opener.failed.connect(self._failed)
        opener.crashed.connect(self._crashed)
        opener.busy_changed.connect(self._busy)

    @property
    def directory(self) -> Path:
        """Where the vault will lie."""
        return self.folder / (self.vault.strip() + SUFFIX)

    @property
    def is_making(self) -> bool:
        """Whether the vault is being made."""
        return self._making

    @property
    def made_directory(self) -> Path | None:
        """The vault that is being made, or is made and not handed over; None before."""
        if self._made is not None:
            return self._made.directory
        return self.directory if self._making else None

    @property
    def passphrase(self) -> str:
        """What will open the vault."""
        return self.typed if self.own_words else self.words

    @property
    def code_parts(self) -> tuple[str, ...]:
        """The recovery code, two groups to a part."""
        groups = self.code.split("-") if self.code else [""] * GROUPS
        starts = range(0, len(groups), _GROUPS_TOGETHER)
        return tuple("-".join(groups[n : n + _GROUPS_TOGETHER]) for n in starts)

    @property
    def blocker(self) -> Blocker:
        """What keeps the person from going on, the first thing first."""
        if self.step is Step.PASSPHRASE:
            return (
                name_blocker(self.person, self.vault)
                or passphrase_blocker(
                    self.passphrase, self.repeated, self.strength, own=self.own_words
                )
                or Blocker.NOTHING
            )
        if self.groups_left:
            return Blocker.GROUPS_LEFT
        return Blocker.NOTHING if self.understood else Blocker.NOT_UNDERSTOOD

    @property
    def groups_left(self) -> int:
        """How many groups of the code are not typed back right."""
        return GROUPS - self.matching

    def today(self) -> date:
        """Return the local day, for what is printed."""
        return self._clock.today()

    def set_example(self, *, example: bool) -> None:
        """Make a vault full of examples, or one's own; what was typed stays."""
        self.example = example
        self.step = Step.PASSPHRASE
        self.changed.emit()
        self.step_changed.emit()

    def set_person(self, name: str) -> None:
        """Set the name for the card."""
        self.person = name
        self.changed.emit()

    def set_vault(self, name: str) -> None:
        """Set the name of the vault's directory."""
        self.vault = name
        self.changed.emit()

    def set_folder(self, folder: Path) -> None:
        """Set where the vault's directory will lie."""
        self.folder = folder
        self.changed.emit()

    def set_own_words(self, *, own: bool) -> None:
        """Use a passphrase of one's own, or the generated words."""
        self.own_words = own
        self.changed.emit()

    def other_words(self) -> None:
        """Generate other words."""
        self.words = vaults.suggest_passphrases(self._entropy, count=1)[0]
        self.changed.emit()

    def set_typed(self, passphrase: str) -> None:
        """Take a passphrase of one's own and have it judged on the other thread."""
        self.typed = passphrase
        self.strength = None
        self.changed.emit()
        self._runner.submit(
            self, partial(vaults.strength, passphrase), self._judged, self._unjudged, key="strength"
        )

    def set_repeated(self, passphrase: str) -> None:
        """Take what was typed the second time, or the generated words typed once."""
        self.repeated = passphrase
        self.changed.emit()

    def set_matching(self, groups: int) -> None:
        """Take how many groups of the recovery code were typed back right."""
        self.matching = groups
        self.changed.emit()

    def set_understood(self, *, understood: bool) -> None:
        """Take the tick."""
        self.understood = understood
        self.changed.emit()

    def go_on(self) -> Blocker:
        """Go to the next step or make the vault, unless something blocks; return what does."""
        blocker = self.blocker
        if self.step is Step.PASSPHRASE and not blocker.blocks:
            blocker = place_blocker(self.folder, self.directory)
        if blocker.blocks or self.is_making:
            return blocker
        if self.step is Step.PASSPHRASE and not self.example:
            self._show(Step.RECOVERY)
        elif self.step is not Step.READY:
            self._make()
        return Blocker.NOTHING

    def go_back(self) -> None:
        """Go back; nothing that was typed is lost."""
        if self.step is Step.RECOVERY and not self.is_making:
            self._show(Step.PASSPHRASE)

    def hand_over(self) -> None:
        """Give the new vault to whoever shows it."""
        made, self._made = self._made, None
        if made is not None:
            self.opened.emit(made)

    def abandon(self) -> None:
        """Close a vault that was made and not handed over: a lock came first."""
        made, self._made = self._made, None
        self._making = False
        self._opener.close(made.vault if made is not None else None)

    def clear(self) -> None:
        """Forget every secret and begin anew."""
        self._runner.new_epoch()
        self.typed = self.repeated = self.person = self.vault = ""
        self.strength = None
        self.understood = False
        self.matching = 0
        self.words = vaults.suggest_passphrases(self._entropy, count=1)[0]
        self.code = vaults.new_recovery_code(self._entropy)
        self.step = Step.PASSPHRASE
        self.example = self.own_words = False
        self.changed.emit()
        self.step_changed.emit()

    def _make(self) -> None:
        self._making = True
        code = None if self.example else self.code
        self._opener.start(partial(_made, self._recipe(), code))
        self.changed.emit()

    def _recipe(self) -> "_Recipe":
        return _Recipe(
            directory=self.directory,
            name=self.person.strip(),
            passphrase=self.passphrase,
            clock=self._clock,
            entropy=self._entropy,
            kdf=self._kdf,
            state_directory=self._state,
        )

    def _opened(self, vault: "Vault") -> None:
        if self._making:
            self._making = False
            self._made = Opened(vault, self.directory, first_time=not self.example)
            self.typed = self.repeated = self.words = self.code = ""
            self._show(Step.READY)

    def _failed(self, error: ExpectedError) -> None:
        if self._making:
            self._making = False
            self.changed.emit()
            self.failed.emit(error)

    def _crashed(self, _error: BaseException) -> None:
        self._making = False
        self.changed.emit()

    def _busy(self, busy: bool) -> None:  # noqa: FBT001 -- the signal's one value
        if not busy:
            self.changed.emit()

    def _judged(self, strength: Strength) -> None:
        self.strength = strength
        self.changed.emit()

    def _unjudged(self, error: ExpectedError) -> None:
        self.failed.emit(error)

    def _show(self, step: Step) -> None:
        self.step = step
        self.changed.emit()
        self.step_changed.emit()


class _Recipe(TypedDict):
    """What both makers of vaults take."""

    directory: Path
    name: str
    passphrase: str
    clock: Clock
    entropy: Entropy
    kdf: "KdfParameters | None"
    state_directory: Path


def _made(recipe: _Recipe, code: str | None) -> "Vault":
    """Make a vault with this recovery code, or without one an example."""
    if code is None:
        from confidant.services import example

        return example.make(**recipe).vault
    return vaults.create(**recipe, recovery_code=code).vault
