"""Makes the key harder to guess after an unlock, where this computer can do more than it had to.

Silent, in the background, and never in the way: the derivation runs on a thread of its own, the
vault thread only writes the header. A lock meanwhile lets it go.
"""

import time
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from confidant.environment import Entropy
from confidant.errors import VaultLockedError
from confidant.ui.task_runner import Worker

if TYPE_CHECKING:
    from confidant.services.keys import CostRaise
    from confidant.vault.unlocking import VaultSecret
    from confidant.vault.vault import Vault


class CostRaiser:
    """Watches one unlock at a time, and raises the cost of what it opened."""

    def __init__(self, worker: Worker, entropy: Entropy) -> None:
        """Write headers on the vault thread `worker`."""
        self._worker, self._entropy = worker, entropy
        self._plan: CostRaise | None = None
        self.thread: Thread | None = None

    def watched(
        self, unlock: "Callable[[], Vault]", secret: "VaultSecret"
    ) -> "Callable[[], Vault]":
        """Return `unlock` with a watch over how long it takes; runs on the vault thread."""
        self._plan = None

        def timed() -> "Vault":
            start = time.perf_counter()
            vault = unlock()
            from confidant.services import keys

            self._plan = keys.plan_cost_raise(vault, secret, time.perf_counter() - start)
            return vault

        return timed

    def forget(self) -> None:
        """Let go of what an unlock has left that nobody wanted any more."""
        self._plan = None

    def start(self, vault: "Vault") -> None:
        """Raise the cost of the vault that has just been opened, if there is anything to raise."""
        plan, self._plan = self._plan, None
        if plan is not None:
            from confidant.services import keys

            work = partial(keys.raise_cost, plan, vault, self._entropy, self._put)
            self.thread = Thread(target=work, name="cost", daemon=True)
            self.thread.start()

    def _put(self, work: Callable[[], None]) -> None:
        try:
            self._worker.submit(work).result()
        except VaultLockedError:
            return
