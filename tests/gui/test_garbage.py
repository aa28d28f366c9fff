"""Widgets in cycles are destroyed on the thread that they live on, whoever allocates."""

import gc
import weakref
from collections.abc import Iterator
from threading import Thread, get_ident

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from confidant.ui import garbage
from confidant.ui.garbage import GarbageCollector, collect_due


@pytest.fixture
def collecting() -> Iterator[None]:
    """Collect by threads, as Python does; then as the tests do again."""
    gc.collect()
    gc.enable()
    yield
    gc.disable()


class Watched(QWidget):
    """A widget in a cycle with itself."""

    def __init__(self, ended_on: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended_on.append(get_ident()))


def allocate() -> None:
    """Make enough cycles on another thread for a collection of every generation."""

    def work() -> None:
        for _ in range(3):
            kept: list[list[object]] = []
            for _ in range(200_000):
                one: list[object] = []
                one.append(one)
                kept.append(one)

    thread = Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.usefixtures("qapp", "collecting")
def test_while_it_runs_no_other_thread_collects(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(garbage, "_EVERY_MS", 10)
    ended_on: list[int] = []
    collector = GarbageCollector()
    collector.start()
    try:
        Watched(ended_on)
        allocate()
        assert ended_on == []
        qtbot.waitUntil(lambda: bool(ended_on), timeout=10_000)
    finally:
        collector.stop()
    assert ended_on == [get_ident()]
    assert gc.isenabled()


@pytest.mark.usefixtures("qapp")
def test_only_what_is_due_is_collected() -> None:
    gc.collect()
    ended_on: list[int] = []
    Watched(ended_on)
    collect_due()
    assert ended_on == []
    kept: list[list[int]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    collect_due()
    assert len(kept) > 0
    assert ended_on == [get_ident()]
