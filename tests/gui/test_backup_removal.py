"""A lock waits for no slow stick: what is being removed goes on by itself, and is owed still."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from confidant.services import backups, erasing, kept_backups, owed
from tests.support.program import Program, program, wait_until
from tests.support.vaults import write

SLOW_S, SOON_S = 4.0, 2.0


class SlowStick:
    """Lets the first removal of a database take seconds, in one call of the system."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        self.begun = Event()
        self._let_go = Event()
        self._real = Path.unlink
        stick = self

        def unlink(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002 -- as it is
            if path.suffix == ".db" and not stick.begun.is_set():
                stick.begun.set()
                stick._let_go.wait(SLOW_S)
            stick._real(path, missing_ok)

        patched.setattr(Path, "unlink", unlink)

    def let_go(self) -> None:
        self._let_go.set()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        yield made


@pytest.fixture
def slow() -> Iterator[SlowStick]:
    with pytest.MonkeyPatch.context() as patched:
        made = SlowStick(patched)
        yield made
        made.let_go()


def locks_at_once(running: Program) -> None:
    begun = time.monotonic()
    running.application.lock()
    assert time.monotonic() - begun < SOON_S


def test_a_lock_does_not_wait_for_backups_that_are_replaced(
    running: Program, slow: SlowStick
) -> None:
    (record,) = running.ask(lambda vault: write(vault, "what must go"))
    running.ask(backups.back_up)
    running.clock.advance(60_000)
    running.ask(
        lambda vault: erasing.erase(vault, running.clock, records=[record], replaces_backups=True)
    )
    fresh = running.ask(backups.begin).run().backup
    assert fresh is not None
    session = running.session
    verb = partial(erasing.remove_replaced, fresh=fresh, progress=session.progress())
    session.read(running.window, verb, lambda _done: None)
    wait_until(slow.begun.is_set)
    locks_at_once(running)
    slow.let_go()
    with running.vault.open() as vault:
        assert owed.is_owed(vault)


def test_nor_for_one_that_is_removed_by_hand(running: Program, slow: SlowStick) -> None:
    name = running.ask(backups.back_up).backup.path.name
    session = running.session
    session.read(
        running.window,
        lambda vault: kept_backups.remove(vault, name=name, progress=session.progress()),
        lambda _paths: None,
    )
    wait_until(slow.begun.is_set)
    locks_at_once(running)


def test_nor_for_what_a_kill_left(running: Program, slow: SlowStick) -> None:
    made = running.ask(backups.back_up).backup.path
    made.rename(made.with_name(made.name + ".tmp"))
    running.keeper.start()
    wait_until(slow.begun.is_set)
    locks_at_once(running)
