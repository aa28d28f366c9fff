import gc
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from confidant.errors import DiskFullError, ExpectedError
from confidant.ui.task_runner import TaskRunner


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=1) as pool:
        yield pool


class Waits(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[ExpectedError] = []
        self.threads: set[int] = set()

    def receive(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(get_ident())


def idle(runner: TaskRunner) -> Callable[[], bool]:
    return lambda: runner.pending == 0


def test_work_runs_elsewhere_and_its_result_arrives_here(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    runner, owner = TaskRunner(executor), Waits()
    runner.submit(owner, get_ident, owner.receive, owner.errors.append)
    qtbot.waitUntil(idle(runner))
    assert owner.results != [get_ident()]
    assert owner.threads == {get_ident()}


def test_a_result_that_is_there_at_once_is_still_delivered_later(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    runner, owner = TaskRunner(executor), Waits()
    runner.submit(owner, lambda: 1, owner.receive, owner.errors.append)
    executor.submit(int).result()
    assert owner.results == []
    qtbot.waitUntil(idle(runner))
    assert owner.results == [1]


def test_an_expected_error_goes_to_the_one_who_waits(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    runner, owner = TaskRunner(executor), Waits()

    def full() -> None:
        raise DiskFullError

    runner.submit(owner, full, owner.receive, owner.errors.append)
    qtbot.waitUntil(idle(runner))
    assert [error.code for error in owner.errors] == ["disk-full"]
    assert owner.results == []


def test_an_unexpected_error_is_reported_as_a_crash(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    runner, owner = TaskRunner(executor), Waits()
    with qtbot.waitSignal(runner.crashed) as crashed:
        runner.submit(owner, lambda: 1 // 0, owner.receive, owner.errors.append)
    assert isinstance(crashed.args[0], ZeroDivisionError)
    assert owner.errors == owner.results == []


def test_of_work_with_one_key_only_the_newest_is_delivered(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    runner, owner = TaskRunner(executor), Waits()
    for number in range(5):
        runner.submit(owner, partial(int, number), owner.receive, owner.errors.append, key="search")
    runner.submit(owner, lambda: "another", owner.receive, owner.errors.append, key="list")
    runner.submit(owner, lambda: "keyless", owner.receive, owner.errors.append)
    qtbot.waitUntil(idle(runner))
    assert owner.results == [4, "another", "keyless"]


def test_nothing_is_delivered_to_what_was_deleted(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    runner, owner = TaskRunner(executor), Waits()
    results: list[object] = []
    runner.submit(owner, lambda: 1, results.append, results.append)
    delete(owner)
    qtbot.waitUntil(idle(runner))
    assert results == []


def test_a_lock_drops_what_is_still_to_come_and_cancels_what_has_not_begun(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    runner, owner = TaskRunner(executor), Waits()
    begun, go_on, ran = Event(), Event(), []

    def long_work() -> str:
        begun.set()
        go_on.wait(10)
        return "text"

    runner.submit(owner, long_work, owner.receive, owner.errors.append)
    runner.submit(owner, lambda: ran.append(1), owner.receive, owner.errors.append)
    assert begun.wait(10)
    runner.new_epoch()
    go_on.set()
    qtbot.waitUntil(idle(runner))
    assert owner.results == []
    assert ran == []


def test_no_result_is_kept_after_it_was_delivered(
    qtbot: QtBot, executor: ThreadPoolExecutor
) -> None:
    class Text:
        pass

    runner, owner = TaskRunner(executor), Waits()
    references: list[weakref.ref[Text]] = []

    def receive(text: Text) -> None:
        references.append(weakref.ref(text))

    runner.submit(owner, Text, receive, owner.errors.append)
    qtbot.waitUntil(idle(runner))
    executor.submit(int).result()
    qtbot.waitUntil(lambda: gc.collect() >= 0 and references[0]() is None)
    assert references[0]() is None


def test_being_busy_is_told_once_for_many_tasks(qtbot: QtBot, executor: ThreadPoolExecutor) -> None:
    runner, owner = TaskRunner(executor), Waits()
    told: list[bool] = []
    runner.busy_changed.connect(told.append)
    for _ in range(3):
        runner.submit(owner, int, owner.receive, owner.errors.append)
    qtbot.waitUntil(idle(runner))
    assert told == [True, False]
