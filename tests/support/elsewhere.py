"""Another program that has a vault open: a process of its own."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from confidant.errors import ExpectedError
from confidant.vault.unlocking import PassphraseSecret
from tests.support.vaults import PASSPHRASE, Place, write

_WAIT_S = 60


class Elsewhere:
    """What the other program can be asked while it has the vault open."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def hears(self, text: str) -> str:
        """Let it write an entry; return `written`, or the name of the error."""
        self._pipe.send(text)
        assert self._pipe.poll(_WAIT_S)
        return str(self._pipe.recv())


@contextmanager
def opened_elsewhere(place: Place, passphrase: str = PASSPHRASE) -> Iterator[Elsewhere]:
    """Have the vault open in another process while the block runs."""
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe()
    process = fork.Process(target=_hold, args=(place, passphrase, there))
    process.start()
    try:
        assert here.poll(_WAIT_S)
        assert here.recv() == "open"
        yield Elsewhere(here)
    finally:
        here.send(None)
        process.join(_WAIT_S)
        assert process.exitcode == 0


def _hold(place: Place, passphrase: str, pipe: Connection) -> None:
    with place.open(PassphraseSecret(passphrase)) as vault:
        pipe.send("open")
        while (text := pipe.recv()) is not None:
            try:
                write(vault, text)
                pipe.send("written")
            except ExpectedError as error:
                pipe.send(type(error).__name__)
