"""The vault thread: one piece of work after another, and none after the end."""

import threading
import time

import pytest

from confidant.errors import (
    VaultLockedError,
)
from confidant.vault.executor import VaultThread

OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from confidant.errors import ExpectedError
from tests.support.vaults import Place
place = Place(Path(sys.argv[1]))
try:
    place.open().close()
except ExpectedError as error:
    print(error.code)
else:
    print("opened")
"""


def test_the_vault_thread_runs_work_in_order_on_one_thread() -> None:
    thread = VaultThread()
    order: list[int] = []

    def work(number: int) -> int:
        order.append(number)
        return threading.get_ident()

    futures = [thread.submit(work, number) for number in (1, 2)]
    assert len({future.result(10) for future in futures}) == 1
    assert order == [1, 2]
    thread.close()


def test_a_closed_vault_thread_refuses_work_and_drops_what_waits() -> None:
    thread = VaultThread()
    started, release = threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> str:
        started.set()
        release.wait(10)
        return "ran to its end"

    running = thread.submit(first)
    waiting = thread.submit(done.append, "never")
    started.wait(10)
    closer = threading.Thread(target=thread.close, args=(lambda: done.append("last"),))
    closer.start()
    while not waiting.cancelled():
        time.sleep(0.001)
    release.set()
    closer.join(10)
    assert running.result(10) == "ran to its end"
    assert done == ["last"]
    with pytest.raises(VaultLockedError):
        thread.submit(first)
    thread.close()
