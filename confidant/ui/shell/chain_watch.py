"""Verifies the revision chain after unlock, in the background, a slice at a time."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from confidant.errors import ExpectedError
from confidant.ui.session import Session
from confidant.vault.vault import Vault

Slices = Iterator[tuple[int, int]]


class ChainWatch(QObject):
    """Walks the chain in slices of at most 10 ms, so that nothing waits behind it.

    `failed` carries the error that names the first bad change; the vault has turned read-only.
    """

    finished = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        """Do nothing yet."""
        super().__init__(parent)
        self._session = session

    def start(self) -> None:
        """Begin the walk."""
        self._session.read(
            self, lambda vault: vault.verify_chain_slices(), self._walk, failed=self._wrong
        )

    def _walk(self, slices: Slices) -> None:
        def step(_vault: Vault) -> bool:
            return next(slices, None) is not None

        def stepped(more: bool) -> None:  # noqa: FBT001 -- the step's one result
            if more:
                self._session.read(self, step, stepped, failed=self._wrong)
            else:
                self.finished.emit()

        self._session.read(self, step, stepped, failed=self._wrong)

    def _wrong(self, error: ExpectedError) -> None:
        self.failed.emit(error)
