"""Replacing older backups after erasures that follow each other, and stopping that."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from confidant.environment import Progress
from confidant.errors import BackupError
from confidant.services import backups, erasing, owed
from confidant.services.backup_jobs import Job
from confidant.services.erasing import Replaced
from confidant.ui.backups.keeper import State
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.widgets.banner import Banner
from confidant.vault.backup import Backup, Unproved
from confidant.vault.vault import Vault
from tests.support.outline import nameless
from tests.support.program import Program, program, wait_until
from tests.support.vaults import write


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        yield made


def said(running: Program) -> str:
    shown = running.window.banners.findChildren(Banner)
    return " ".join(one.sentence for one in shown if not one.isHidden())


def erase_one(running: Program, title: str) -> None:
    (record,) = running.ask(lambda vault: write(vault, title))
    running.ask(lambda v: erasing.erase(v, running.clock, records=[record], replaces_backups=True))


def older_backup(running: Program) -> Path:
    running.ask(lambda vault: write(vault, "what must go"))
    return running.ask(backups.back_up).backup.path


def slow_proofs(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    real = Job._prove

    def prove(self: Job, progress: Progress) -> Backup | None:
        for done in range(steps):
            progress(done, steps)
            sleep(0.01)
        return real(self, progress)

    monkeypatch.setattr(Job, "_prove", prove)


def slow_removal(monkeypatch: pytest.MonkeyPatch) -> tuple[Event, Event]:
    """Return what tells that the removal has begun, and what lets it go on."""
    begun, go_on = Event(), Event()
    real: Callable[..., Replaced] = erasing.remove_replaced

    def remove(vault: Vault, **named: object) -> Replaced:
        begun.set()
        assert go_on.wait(10)
        return real(vault, **named)

    monkeypatch.setattr(erasing, "remove_replaced", remove)
    return begun, go_on


def at_rest(running: Program) -> None:
    keeper = running.keeper
    wait_until(lambda: keeper.state is State.IDLE and not keeper.is_replacing)
    running.settle()


def test_an_erasure_during_the_proof_of_another_replaces_its_backups_too(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, older = running.keeper, older_backup(running)
    told: list[object] = []
    keeper.replaced.connect(told.append)
    erase_one(running, "one")
    slow_proofs(monkeypatch, 50)
    running.session.replacement_wanted.emit()
    wait_until(lambda: keeper.state is State.PROVING)
    erase_one(running, "two")
    running.session.replacement_wanted.emit()
    at_rest(running)
    assert not older.exists()
    assert not running.ask(owed.is_owed)
    assert len(running.ask(backups.beside)) == 1
    assert [isinstance(one, Replaced) and one.is_complete for one in told] == [True]
    assert said(running) == ""


def test_an_erasure_while_older_backups_go_is_followed_by_another_backup(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = running.keeper
    older_backup(running)
    told: list[object] = []
    keeper.replaced.connect(told.append)
    erase_one(running, "one")
    begun, go_on = slow_removal(monkeypatch)
    keeper.replace_older()
    wait_until(begun.is_set)
    running.session.replacement_wanted.emit()
    go_on.set()
    wait_until(lambda: len(told) == 1)
    at_rest(running)
    assert len(running.ask(backups.beside)) == 1
    assert running.ask(backups.is_current)
    assert not running.ask(owed.is_owed)
    assert said(running) == ""


def test_stop_while_older_backups_go_ends_what_was_to_follow(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = running.keeper
    older_backup(running)
    erase_one(running, "one")
    begun, go_on = slow_removal(monkeypatch)
    keeper.replace_older()
    wait_until(begun.is_set)
    keeper.replace_older()
    running.window.status_area.work.stop.click()
    assert not keeper.is_replacing
    go_on.set()
    running.settle()
    kept = set(running.ask(backups.beside))
    running.ask(lambda vault: write(vault, "another"))
    keeper.make_now()
    at_rest(running)
    assert kept < set(running.ask(backups.beside))  # an ordinary backup replaces nothing


def test_stop_during_a_copy_that_a_replacement_waits_for_replaces_nothing(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, older = running.keeper, older_backup(running)
    erase_one(running, "one")
    go_on, real = Event(), backups.begin

    def begin(vault: Vault) -> Job:
        assert go_on.wait(10)
        return real(vault)

    monkeypatch.setattr(backups, "begin", begin)
    keeper.make_now()
    keeper.replace_older()
    assert keeper.state is State.COPYING
    keeper.cancel()
    go_on.set()
    at_rest(running)
    assert running.ask(backups.beside) == (older,)
    assert [one.name for one in older.parent.iterdir()] == [older.name]
    assert "The older backups are still there, and hold what was erased." in said(running)


def test_stop_while_the_vault_is_looked_at_drops_the_replacement_that_waits(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = running.keeper

    def slow(_vault: Vault, *, progress: Callable[[int, int], None]) -> None:
        for done in range(2000):
            progress(done, 2000)
            sleep(0.005)

    def refuse(_self: Unproved, *_args: object, **_named: object) -> Backup:
        raise BackupError

    monkeypatch.setattr(backups, "check", slow)
    monkeypatch.setattr(Unproved, "prove", refuse)
    keeper.make_now()
    wait_until(lambda: keeper.state is State.LOOKING)
    keeper.replace_older()
    keeper.cancel()
    at_rest(running)
    assert "The older backups are still there" in said(running)


# A place that is lost.


def lose_a_place(running: Program, tmp_path: Path) -> Path:
    """Let backups go to a stick, lose it, and erase what they hold; return where it was."""
    stick = tmp_path / "a" / "stick"
    stick.mkdir(parents=True)
    running.ask(lambda v: backups.choose_second_place(v, running.clock, directory=stick))
    older_backup(running)
    shutil.rmtree(stick.parent)
    running.ask(lambda v: backups.choose_second_place(v, running.clock, directory=None))
    erase_one(running, "one")
    running.keeper.replace_older()
    wait_until(lambda: "could not be reached" in said(running))
    at_rest(running)
    return stick


def test_a_place_that_is_lost_can_be_forgotten_and_is_not_waited_for_any_more(
    running: Program, tmp_path: Path
) -> None:
    stick = lose_a_place(running, tmp_path)
    page = running.go(BackupsScreen)
    wait_until(page.forget.isVisible)
    assert str(stick) in page._lost.text()
    sheet = page.ask_what_to_forget()
    assert nameless(sheet) == []
    sheet.go.click()
    wait_until(lambda: not page.forget.isVisible())
    running.settle()
    assert said(running) == ""
    assert not running.ask(owed.is_owed)
    running.application.lock()
    running.settle()
    running.unlock()
    at_rest(running)
    assert said(running) == ""


def test_forgetting_one_place_replaces_what_another_still_holds(
    running: Program, tmp_path: Path
) -> None:
    lose_a_place(running, tmp_path)
    erase_one(running, "two")  # a lock came before its backups were replaced
    page = running.go(BackupsScreen)
    wait_until(page.forget.isVisible)
    page.ask_what_to_forget().go.click()
    wait_until(lambda: not running.ask(owed.is_owed))
    at_rest(running)
    assert len(running.ask(backups.beside)) == 1
    assert said(running) == ""
