"""Alarms about backups: raised at once, kept over a lock, taken back by a proof alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from confidant.environment import Progress
from confidant.errors import BackupError, DatabaseIntegrityError, DiskFullError
from confidant.services import backup_failures, backups, erasing, owed
from confidant.services.backup_failures import Failure
from confidant.services.backup_jobs import Done, Job
from confidant.ui.backups import keeper as keeping
from confidant.ui.backups import last_word
from confidant.ui.backups.keeper import State
from confidant.ui.backups.last_word import LastWordWindow
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.buttons import Button
from confidant.vault import backup
from confidant.vault.backup import Unproved
from confidant.vault.vault import Vault
from tests.support.program import Program, program, wait_until
from tests.support.vaults import NOON, PASSPHRASE, write


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        yield made


def banners(running: Program) -> dict[str, Banner]:
    shown = running.window.banners.findChildren(Banner)
    return {one.sentence: one for one in shown if not one.isHidden() and one.sentence}


def said(running: Program) -> str:
    return " ".join(banners(running))


def press(running: Program, text: str) -> None:
    running.settle()
    (found,) = [
        button
        for one in banners(running).values()
        for button in one.findChildren(Button)
        if button.text() == text
    ]
    found.click()


def refuse(_self: Unproved, *_args: object, **_named: object) -> backup.Backup:
    raise BackupError


@contextmanager
def bad_copies() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Unproved, "prove", refuse)
        yield


def mark(running: Program) -> Failure | None:
    return backup_failures.last(running.vault.directory / "backups")


def settled(running: Program) -> None:
    wait_until(lambda: running.keeper.state is State.IDLE)
    running.settle()


# While the vault is open.


def test_a_bad_copy_raises_an_alarm_that_stays_until_a_good_backup(running: Program) -> None:
    keeper = running.keeper
    with bad_copies():
        keeper.make_now()
        wait_until(lambda: "The newest backup could not be proved good" in said(running))
        settled(running)
    assert keeper.alarm is not None
    assert keeper._timer.interval() == keeping.LEAST_MS
    assert mark(running) == Failure("unproved", NOON)
    buttons = [b.text() for one in banners(running).values() for b in one.findChildren(Button)]
    assert "Close" not in buttons
    keeper._timer.timeout.emit()
    wait_until(lambda: keeper.alarm is None and keeper.state is State.IDLE)
    running.settle()
    assert said(running) == ""
    assert mark(running) is None


def test_the_alarm_is_there_before_the_vault_is_looked_at(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two copies are tried, aside; only then is the vault's own thread kept busy."""
    keeper = running.keeper
    seen: list[tuple[str, object]] = []
    keeper.alarmed.connect(lambda error: seen.append(("alarm", type(error))))

    def damaged(_vault: Vault, **_named: object) -> None:
        seen.append(("check", len([one for one in seen if one[0] == "alarm"])))
        raise DatabaseIntegrityError

    monkeypatch.setattr(backups, "check", damaged)
    with bad_copies():
        keeper.make_now()
        wait_until(lambda: isinstance(keeper.alarm, DatabaseIntegrityError))
    assert seen == [
        ("alarm", BackupError),
        ("alarm", BackupError),
        ("check", 2),
        ("alarm", DatabaseIntegrityError),
    ]
    assert mark(running) == Failure("damaged", NOON)
    page = running.go(BackupsScreen)
    assert "the vault was found damaged" in page.checked.text()


def test_one_bad_copy_is_told_and_made_up_for(running: Program) -> None:
    keeper = running.keeper
    real, calls = Unproved.prove, []

    def once(
        self: Unproved, progress: Progress, *, with_derived: bool, keep: bool
    ) -> backup.Backup:
        calls.append(1)
        if len(calls) == 1:
            self.drop()
            raise BackupError
        return real(self, progress, with_derived=with_derived, keep=keep)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Unproved, "prove", once)
        keeper.make_now()
        wait_until(lambda: keeper.last is not None)
    settled(running)
    assert keeper.alarm is None
    assert "the next one could, and is kept" in said(running)
    assert running.ask(backups.is_current)


def test_looking_at_the_vault_shows_how_far_it_is_and_can_be_stopped(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, line = running.keeper, running.window.status_area.work

    def slow(_vault: Vault, *, progress: Callable[[int, int], None]) -> None:
        for done in range(2000):
            progress(done, 2000)
            sleep(0.005)

    monkeypatch.setattr(backups, "check", slow)
    with bad_copies():
        keeper.make_now()
        wait_until(line.isVisible)
    wait_until(lambda: "\u00a0%" in line.sentence)
    assert line.sentence.startswith("The vault itself is being checked. ")
    line.stop.click()
    settled(running)
    assert not line.isVisible()
    assert isinstance(keeper.alarm, BackupError)


# Over a lock and a quit.


def test_what_failed_on_quit_is_said_at_the_next_unlock_until_a_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with program(tmp_path) as first:
        first.make_vault()
        first.open()
        first.ask(lambda vault: write(vault, "the last words"))
        monkeypatch.setattr(Unproved, "prove", refuse)
    monkeypatch.undo()
    for _session in range(2):  # a session too short for another backup does not silence it
        with program(tmp_path) as short:
            short.open()
            assert "could not be proved good and was not kept" in said(short)
            monkeypatch.setattr(Unproved, "prove", refuse)
        monkeypatch.undo()
    with program(tmp_path) as again:
        again.open()
        assert "could not be proved good" in said(again)
        assert again.keeper._timer.interval() == keeping.SOON_MS
        again.keeper._timer.timeout.emit()
        wait_until(lambda: again.keeper.last is not None)
        settled(again)
        assert said(again) == ""
        assert mark(again) is None
        assert len(again.ask(backups.beside)) == 1


def test_a_copy_that_could_not_be_made_on_quit_is_said_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise DiskFullError

    with program(tmp_path) as first:
        first.make_vault()
        first.open()
        first.ask(lambda vault: write(vault, "the last words"))
        monkeypatch.setattr(Vault, "begin_backup", full)
    monkeypatch.undo()
    with program(tmp_path) as again:
        again.open()
        assert "could not be made, or was broken off" in said(again)


def test_a_vault_that_is_only_read_says_it_too(tmp_path: Path) -> None:
    with program(tmp_path) as first:
        first.make_vault()
        first.vault.snapshot(tmp_path / "yesterday")
        with first.vault.open() as vault:
            write(vault, "today")
        first.vault.put_back(tmp_path / "yesterday")
        folder = first.vault.directory / "backups"
        backup_failures.note(folder, BackupError(), NOON)
        left = folder / "20260101T000000Z.tmp"
        left.mkdir()
        first.start(first.vault.directory)
        field = first.entrance.unlock_view.passphrase
        QTest.keyClicks(field, PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        question = first.entrance.unlock_view._question
        wait_until(question.isVisible)
        question.look_only.emit()
        wait_until(lambda: first.is_open)
        first.settle()
        keeper = first.keeper
        assert not keeper.is_possible
        wait_until(lambda: keeper.failure == Failure("unproved", NOON))
        said_of_it = said(first)
        assert "could not be proved good" in said_of_it
        assert "made and checked now" not in said_of_it
        assert not keeper.waits
        keeper.make_now()
        keeper.replace_older()
        assert keeper.state is State.IDLE
        assert left.exists()  # whoever only reads removes nothing
        page = first.go(BackupsScreen)
        wait_until(lambda: "could not be proved good" in page._alarm.sentence)
        assert "open for reading only" in page.state.text()
        assert not page.make.isEnabled()
        before = sorted(folder.iterdir())
        first.application.quit()
        assert not first.application.is_ending
        assert sorted(folder.iterdir()) == before  # no last copy either


def test_a_killed_proof_begins_again_soon(tmp_path: Path) -> None:
    with program(tmp_path) as made:
        made.make_vault()
        left = made.vault.directory / "backups" / "20260101T000000Z.tmp"
        left.mkdir(parents=True)
        made.open()
        assert not left.exists()
        assert made.keeper._timer.interval() == keeping.SOON_MS
        made.keeper._timer.timeout.emit()
        wait_until(lambda: made.keeper.last is not None)
        settled(made)
        assert len(made.ask(backups.beside)) == 1


def slow_run(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Let a proof take its time, and go on or stop as a real one does."""
    real = Job._prove

    def prove(self: Job, progress: Callable[[int, int], None]) -> backup.Backup | None:
        for done in range(steps):
            progress(done, steps)
            sleep(0.01)
        return real(self, progress)

    monkeypatch.setattr(Job, "_prove", prove)


def test_a_long_proof_on_quit_is_waited_for_with_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_word, "QUIET_S", 0.01)
    shown: list[LastWordWindow] = []
    real = LastWordWindow.advance

    def advance(self: LastWordWindow, done: int, total: int) -> None:
        if self not in shown:
            shown.append(self)
        real(self, done, total)

    monkeypatch.setattr(LastWordWindow, "advance", advance)
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        made.ask(lambda vault: write(vault, "the last words"))
        slow_run(monkeypatch, 60)
    assert len(shown) == 1
    with made.vault.open() as vault:
        assert backups.is_current(vault)
    assert mark(made) is None


def test_whoever_does_not_wait_is_told_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_word, "QUIET_S", 0.01)
    real = LastWordWindow.advance

    def advance(self: LastWordWindow, done: int, total: int) -> None:
        real(self, done, total)
        self.end.click()

    monkeypatch.setattr(LastWordWindow, "advance", advance)
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        made.ask(lambda vault: write(vault, "the last words"))
        slow_run(monkeypatch, 100_000)
    monkeypatch.undo()
    folder = made.vault.directory / "backups"
    assert [one.name for one in folder.iterdir()] == ["failure"]
    assert mark(made) == Failure("not-made", NOON)


def test_the_window_of_the_last_word_names_everything_and_closing_it_ends_the_wait(
    qtbot: QtBot,
) -> None:
    window = LastWordWindow()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.unwanted):
        window.close()
    assert window.isVisible()  # it goes when the proof has ended
    QTest.qWait(500)
    window.advance(40, 100)
    assert "Before Confidant ends" in window.progress.bar.accessibleName()
    assert "copied to the second place" in window.progress.bar.accessibleName()
    window.hide()


# The second place, and lists.


def test_a_second_place_that_is_gone_is_said_until_it_is_back(
    running: Program, tmp_path: Path
) -> None:
    stick, keeper = tmp_path / "stick", running.keeper
    stick.mkdir()
    running.ask(lambda v: backups.choose_second_place(v, running.clock, directory=stick))
    stick.rename(tmp_path / "away")
    keeper.make_now()
    wait_until(lambda: "The second place for backups is not there." in said(running))
    (tmp_path / "away").rename(stick)
    keeper.make_now()
    wait_until(lambda: "The second place" not in said(running))


def test_a_second_place_that_refuses_is_said(running: Program, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    running.ask(lambda v: backups.choose_second_place(v, running.clock, directory=stick))
    (folder,) = running.ask(backups.places)[1:2]
    folder.rmdir()
    folder.write_bytes(b"a file where the folder belongs")
    running.keeper.make_now()
    wait_until(lambda: "The second place for backups took none." in said(running))


def test_a_backup_that_lost_its_proof_is_said_at_every_unlock(tmp_path: Path) -> None:
    with program(tmp_path) as made:
        made.make_vault()
        with made.vault.open() as vault:
            path = backups.back_up(vault).backup.path
        (path / "proof.json").unlink()
        for _session in range(2):
            made.open() if not made.is_open else None
            assert "1 backup has changed since" in said(made)
            made.application.lock()
            made.settle()
            made.unlock()


def test_lists_are_made_anew_with_progress_and_a_stop_that_leaves_the_offer(
    running: Program,
) -> None:
    line, keeper = running.window.status_area.work, running.keeper

    def slow(_vault: Vault, *, progress: Callable[[int, int], None]) -> None:
        for done in range(2000):
            progress(done, 2000)
            sleep(0.005)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(backups, "rebuild", slow)
        keeper.done.emit(Done(None, verdict="lists"))
        press(running, "Make them anew")
        wait_until(line.isVisible)
        wait_until(lambda: "\u00a0%" in line.sentence)
        assert said(running) == ""
        line.stop.click()
        wait_until(lambda: "Lists and search do not match" in said(running))
    assert not line.isVisible()
    press(running, "Make them anew")
    wait_until(lambda: keeper.last is not None and keeper.last.verdict == "whole")
    settled(running)
    assert said(running) == ""
    assert running.window.toast.isVisible()


# After an erasure.


def owe(running: Program) -> Path:
    """Erase something that a backup holds, and want that replaced; return that backup."""
    (record,) = running.ask(lambda vault: write(vault, "what must go"))
    older = running.ask(backups.back_up).backup.path
    running.ask(lambda v: erasing.erase(v, running.clock, records=[record], replaces_backups=True))
    return older


def test_a_lock_amid_erasing_is_made_good_at_the_next_unlock(running: Program) -> None:
    older = owe(running)
    running.application.lock()
    running.settle()
    assert older.exists()
    running.unlock()
    wait_until(lambda: not older.exists())
    settled(running)
    wait_until(lambda: not running.ask(owed.is_owed))
    assert len(running.ask(backups.beside)) == 1
    assert said(running) == ""


def test_replacing_is_proved_aside_while_the_vault_answers(running: Program) -> None:
    older, line = owe(running), running.window.status_area.work
    with pytest.MonkeyPatch.context() as patched:
        slow_run(patched, 100_000)
        running.session.replacement_wanted.emit()
        wait_until(line.isVisible)
        assert line.sentence.startswith("Older backups are being replaced.")
        assert running.ask(owed.is_owed)  # answers although the proof goes on
        assert running.keeper.state is State.PROVING
        line.stop.click()
        settled(running)
    assert not line.isVisible()
    assert older.exists()
    assert "The older backups are still there, and hold what was erased." in said(running)
    press(running, "Replace them now")
    wait_until(lambda: not older.exists())
    settled(running)
    assert said(running) == ""


def test_a_replacement_waits_for_the_backup_that_is_under_way(running: Program) -> None:
    older, keeper = owe(running), running.keeper
    with pytest.MonkeyPatch.context() as patched:
        slow_run(patched, 20)
        keeper.check_now()
        keeper.replace_older()
        assert keeper.is_replacing
        wait_until(lambda: not older.exists())
    settled(running)
    assert not keeper.is_replacing


def test_it_is_said_where_the_second_place_still_holds_what_was_erased(
    running: Program, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    running.ask(lambda v: backups.choose_second_place(v, running.clock, directory=stick))
    owe(running)
    stick.rename(tmp_path / "away")
    running.keeper.replace_older()
    wait_until(lambda: "could not be reached and still hold what was erased" in said(running))
    running.application.lock()
    running.settle()
    running.unlock()
    wait_until(lambda: "could not be reached and still hold what was erased" in said(running))
    assert running.keeper.state is State.IDLE  # no new backup at every unlock for nothing
    QApplication.processEvents()


def test_many_banners_in_a_small_window_keep_their_words(running: Program) -> None:
    """Squeezed to empty strips, an alarm would be missed."""
    running.window.resize(1024, 640)
    stack = running.window.banners
    for number in range(6):
        stack.show_banner(f"{number}", "words " * 40, "danger" if number == 5 else "caution")
    running.settle()
    shown = [one for one in stack.findChildren(Banner) if not one.isHidden()]
    assert len(shown) == 6
    for one in shown:
        assert one.height() >= one.heightForWidth(one.width())
    first = min(shown, key=lambda one: one.y())
    assert first.tone == "danger"
    assert stack.height() < running.window.height() / 2
    for number in range(6):
        stack.remove(f"{number}")
    running.settle()
    assert stack.height() == 0
