"""Changing what opens the vault, for the sheets of the settings: one verb at a time."""

from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from confidant.errors import CancelledError, ExpectedError
from confidant.services import keys, vaults
from confidant.services.keys import NewCode, Reencryption, Rekeying, State
from confidant.services.vaults import Strength
from confidant.ui.session import Session

if TYPE_CHECKING:
    from confidant.vault.unlocking import PassphraseSecret
    from confidant.vault.vault import Vault


class KeysModel(QObject):
    """What opens the vault now, and the verbs that change it.

    `state_changed` carries a `State`; `busy_changed` says whether a verb runs; `refused` carries
    the error of what was typed or of the vault; `rekeyed` a `Rekeying`, `code_made` a `NewCode`,
    `reencrypted` a `Reencryption`; `progressed` (done, total); `judged` (passphrase, `Strength`).
    """

    state_changed = Signal(object)
    busy_changed = Signal(bool)
    refused = Signal(object)
    rekeyed = Signal(object)
    code_made = Signal(object)
    reencrypted = Signal(object)
    progressed = Signal(int, int)
    judged = Signal(str, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Know nothing before `load`."""
        super().__init__(parent)
        self._session = session
        self._stop = Event()
        self.state = State(
            keyfile=False, recovery=True, by_recovery=False, read_only=session.read_only
        )
        self.is_busy = False

    @property
    def session(self) -> Session:
        """The open vault."""
        return self._session

    def load(self) -> None:
        """Read what opens the vault now; `state_changed` follows."""
        self._session.read(self, keys.state, self._loaded, key="state")

    def suggest(self) -> str:
        """Return five random words."""
        return vaults.suggest_passphrases(self._session.entropy, count=1)[0]

    def new_code(self) -> str:
        """Return a new recovery code, which opens nothing yet."""
        return vaults.new_recovery_code(self._session.entropy)

    def judge(self, passphrase: str) -> None:
        """Have a passphrase judged on the other thread; `judged` follows."""

        def tell(strength: Strength) -> None:
            self.judged.emit(passphrase, strength)

        self._session.read(self, lambda _vault: vaults.strength(passphrase), tell, key="strength")

    def change_passphrase(self, present: "Present", passphrase: str) -> None:
        """Let another passphrase open the vault; a key file stays what it was."""
        secret = self._secret(present)
        if isinstance(secret, ExpectedError):
            return
        key = secret.keyfile if secret is not None and self.state.keyfile else None
        verb = partial(keys.change_passphrase, present=secret, passphrase=passphrase, keyfile=key)
        self._run(verb, self.rekeyed)

    def add_keyfile(self, present: "Present", path: Path, *, passphrase: str = "") -> None:
        """Make a key file that the passphrase needs from now on.

        Args:
            present: what opens the vault so far.
            path: where the key file goes.
            passphrase: a new one; empty for the one so far, which the recovery code does not tell.
        """
        secret = self._secret(present)
        if isinstance(secret, ExpectedError):
            return
        kept = "" if secret is None else secret.text
        if not (passphrase or kept):
            return
        verb = partial(
            keys.add_keyfile,
            entropy=self._session.entropy,
            present=secret,
            passphrase=passphrase or kept,
            path=path,
        )
        self._run(verb, self.rekeyed)

    def remove_keyfile(self, present: "Present") -> None:
        """Let the passphrase alone open the vault."""
        secret = self._secret(present)
        if secret is None or isinstance(secret, ExpectedError):
            return
        self._run(partial(keys.remove_keyfile, present=secret), self.rekeyed)

    def make_code(self, present: "Present", code: str) -> None:
        """Let another recovery code, which was written down already, open the vault."""
        secret = self._secret(present)
        if isinstance(secret, ExpectedError):
            return
        verb = partial(keys.new_recovery_code, clock=self._session.clock, present=secret, code=code)
        self._run(verb, self.code_made)

    def check_present(self, present: "Present") -> None:
        """See whether this opens the vault, before the person does anything that takes long."""
        secret = self._secret(present)
        if isinstance(secret, ExpectedError):
            return

        def verb(vault: "Vault") -> Rekeying:
            keys.check(vault, secret)
            return Rekeying(vault.header_generation, 0, 0)

        self._run(verb, self.rekeyed)

    def reencrypt(self, present: "Present", code: str) -> None:
        """Copy everything under a new vault key; the passphrase stays what it is."""
        secret = self._secret(present)
        if secret is None or isinstance(secret, ExpectedError):
            return
        self._stop.clear()
        verb = partial(
            keys.reencrypt,
            clock=self._session.clock,
            present=secret,
            passphrase=secret.text,
            keyfile=secret.keyfile if self.state.keyfile else None,
            code=code,
            progress=self._session.progress(self._step),
        )
        self._run(verb, self.reencrypted)

    def stop(self) -> None:
        """Stop a re-encryption at its next step; the vault stays what it was."""
        self._stop.set()

    def _step(self, done: int, total: int) -> None:
        """Hear of progress; called on the vault thread."""
        if self._stop.is_set():
            raise CancelledError
        self.progressed.emit(done, total)

    def _secret(self, present: "Present") -> "PassphraseSecret | ExpectedError | None":
        """Return what the person gave, None where nothing is asked, or tell why it is nothing."""
        if self.state.by_recovery and not present[0]:
            return None
        try:
            return vaults.passphrase_secret(*present)
        except ExpectedError as error:
            self.refused.emit(error)
            return error

    def _run(self, verb: "Verb", done: "SignalInstance") -> None:
        if self.is_busy:
            return
        self._set_busy(busy=True)

        def then(result: object) -> None:
            self._set_busy(busy=False)
            self.load()
            done.emit(result)

        def wrong(error: ExpectedError) -> None:
            self._set_busy(busy=False)
            self.refused.emit(error)

        self._session.write(self, verb, then, failed=wrong)

    def _set_busy(self, *, busy: bool) -> None:
        self.is_busy = busy
        self.busy_changed.emit(busy)

    def _loaded(self, state: State) -> None:
        self.state = state
        self.state_changed.emit(state)


if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from PySide6.QtCore import SignalInstance

    Present: TypeAlias = tuple[str, Path | None]
    """The passphrase so far as typed, and the key file if one is needed."""
    Verb: TypeAlias = Callable[[Vault], Rekeying | NewCode | Reencryption]
