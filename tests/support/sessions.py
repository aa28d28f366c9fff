"""Open sessions over real vaults, on a real vault thread."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from confidant.ui.session import Session
from confidant.vault.executor import VaultThread
from confidant.vault.vault import Vault
from tests.support.vaults import Place

T = TypeVar("T")


class OpenVault:
    """A vault's session, with a way to run verbs beside it as the command line would."""

    def __init__(self, root: Path, name: str = "Journal") -> None:
        self.place = Place(root, name)
        self.worker = VaultThread()
        begin = self.place.open if self.place.directory.exists() else self.place.create
        self.session = self._session(self.worker.submit(begin).result())

    def ask(self, verb: Callable[[Vault], T]) -> T:
        """Run a verb on the vault thread and wait for it."""
        vault = self.session._vault
        assert vault is not None
        return self.worker.submit(lambda: verb(vault)).result()

    def reopen(self) -> Session:
        """Close the session and open the vault again, as lock and unlock do."""
        self.session.close()
        self.session = self._session(self.worker.submit(self.place.open).result())
        return self.session

    def close(self) -> None:
        self.session.close()
        self.worker.close()

    def _session(self, vault: Vault) -> Session:
        return Session(vault, self.worker, self.place.clock, self.place.entropy)


@contextmanager
def open_vault(root: Path, name: str = "Journal") -> Iterator[OpenVault]:
    """Give a vault with an open session, a new one where none is there; close it at the end."""
    opened = OpenVault(root, name)
    try:
        yield opened
    finally:
        opened.close()
        application = QApplication.instance()
        if application is not None:
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
