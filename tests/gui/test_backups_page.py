"""Backups in the window: made by themselves, said truly, an alarm that stays, a lock that wins."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from confidant.services import backups, settings
from confidant.ui.backups.keeper import FIRST_MS, LEAST_MS, QUIET_MS, BackupKeeper, State
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.ui.widgets.banner import Banner
from tests.support.outline import nameless
from tests.support.program import Program, program, wait_until
from tests.support.sessions import OpenVault, open_vault
from tests.support.vaults import write


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


@pytest.fixture
def keeper(opened: OpenVault) -> Iterator[BackupKeeper]:
    made = BackupKeeper(opened.session)
    yield made
    made.stop()
    made.deleteLater()


@pytest.fixture
def screen(opened: OpenVault, keeper: BackupKeeper, qtbot: QtBot) -> BackupsScreen:
    made = BackupsScreen(opened.session, keeper)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show_place(Place("backups"))
    made.show()
    settled(opened, keeper)
    return made


def settled(opened: OpenVault, keeper: BackupKeeper) -> None:
    wait_until(lambda: opened.session.runner.pending == 0 and keeper.state is State.IDLE)


def beside(opened: OpenVault) -> int:
    return len(opened.ask(backups.beside))


def test_a_backup_follows_the_last_change_and_not_the_one_before_it_too_soon(
    opened: OpenVault, keeper: BackupKeeper
) -> None:
    keeper.start()
    assert keeper._timer.interval() == FIRST_MS
    opened.session.tell(
        opened.ask(lambda v: settings.put(v, opened.place.clock, name="a", value="b")).changes
    )
    assert keeper._timer.interval() == QUIET_MS
    keeper._timer.timeout.emit()
    settled(opened, keeper)
    assert beside(opened) == 1
    opened.session.tell(
        opened.ask(lambda v: settings.put(v, opened.place.clock, name="a", value="c")).changes
    )
    assert QUIET_MS < keeper._timer.interval() <= LEAST_MS


def test_what_is_due_is_made_once(opened: OpenVault, keeper: BackupKeeper) -> None:
    keeper.make_due()
    settled(opened, keeper)
    assert keeper.last is not None
    assert keeper.last.verdict == "whole"
    assert beside(opened) == 1
    opened.place.clock.advance(60_000)
    keeper.make_due()
    settled(opened, keeper)
    opened.place.clock.advance(60_000)
    keeper.make_due()
    settled(opened, keeper)
    assert beside(opened) == 2  # the note of the check was a change


def test_the_page_says_what_is_proved_and_what_is_not(
    screen: BackupsScreen, opened: OpenVault, keeper: BackupKeeper
) -> None:
    assert "no proved backup yet" in screen.state.text()
    assert screen.here.text() == "None yet."
    assert "No full check was made yet" in screen.checked.text()
    screen.make.click()
    settled(opened, keeper)
    wait_until(lambda: "proved when it was made" in screen.here.text())
    assert "1 record" in screen.here.text()
    assert "opened and proved" in screen.state.text()
    opened.ask(lambda vault: write(vault, "one"))
    (opened.ask(backups.beside)[0] / "proof.json").unlink()
    screen.show_place(Place("backups"))
    wait_until(lambda: "nobody has proved it" in screen.here.text())
    assert "no proved backup yet" in screen.state.text()
    assert nameless(screen) == []


def test_a_check_reads_every_backup_again(
    screen: BackupsScreen, opened: OpenVault, keeper: BackupKeeper
) -> None:
    screen.make.click()
    settled(opened, keeper)
    path = next(opened.ask(backups.beside)[0].glob("journal-*.db"))
    data = bytearray(path.read_bytes())
    data[5000] ^= 1
    path.write_bytes(data)
    opened.place.clock.advance(60_000)
    screen.check.click()
    settled(opened, keeper)
    wait_until(lambda: "1 backup had changed" in screen.checked.text())
    assert "everything was right" in screen.checked.text()
    assert "nobody has proved it" in screen.here.text()


def test_the_second_place_is_chosen_shown_and_missed(
    screen: BackupsScreen, opened: OpenVault, keeper: BackupKeeper, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert not screen.no_second.isVisible()
    screen._model.choose_second_place(stick)
    wait_until(screen.second.isVisible)
    settled(opened, keeper)
    assert "proved" in screen.second.text()
    stick.rename(tmp_path / "away")
    opened.place.clock.advance(60_000)
    screen.make.click()
    settled(opened, keeper)
    wait_until(lambda: "is not there now" in screen._place.text())
    screen.no_second.click()
    wait_until(lambda: "None was chosen" in screen._place.text())


def test_a_folder_that_cannot_be_written_is_said(
    screen: BackupsScreen, opened: OpenVault, keeper: BackupKeeper, tmp_path: Path
) -> None:
    screen._model.choose_second_place(tmp_path / "nowhere")
    wait_until(lambda: "may not be written" in screen._trouble.sentence)
    screen.make.click()
    settled(opened, keeper)
    assert screen._trouble.sentence == ""


def test_a_lock_while_a_backup_is_proved_leaves_nothing(
    opened: OpenVault, keeper: BackupKeeper
) -> None:
    opened.ask(lambda vault: write(vault, *(f"entry {n} " + "words " * 300 for n in range(300))))
    keeper.make_now()
    wait_until(lambda: keeper.state is State.PROVING or beside(opened) == 1)
    keeper.stop()
    opened.session.close()
    keeper._threads.shutdown(wait=True)
    folder = opened.place.directory / "backups"
    assert all(not one.name.endswith(".tmp") for one in folder.iterdir())


def test_a_lock_before_the_copy_is_taken_over_leaves_nothing(
    opened: OpenVault, keeper: BackupKeeper
) -> None:
    keeper.make_now()
    keeper.stop()
    opened.session.close()
    folder = opened.place.directory / "backups"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_clearing_drops_names_and_paths(
    screen: BackupsScreen, opened: OpenVault, keeper: BackupKeeper, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    screen._model.choose_second_place(stick)
    wait_until(screen.second.isVisible)
    settled(opened, keeper)
    screen.clear()
    assert screen._place.text() == screen.here.text() == screen.second.text() == ""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        yield made


def banners(running: Program) -> str:
    shown = running.window.banners.findChildren(Banner)
    return " ".join(one.sentence for one in shown if not one.isHidden())


def test_the_page_is_reached_from_the_palette(running: Program) -> None:
    page = running.go(BackupsScreen)
    assert page.isVisible()
    texts = [one.text().replace("&", "") for one in running.window.commands]
    assert "Back up now" in texts
    command = next(c for c in running.window.commands if "Bac&kups and" in c.text())
    running.go(JournalScreen)
    command.trigger()
    running.settle()
    assert running.window.current_screen() is page


def test_quitting_leaves_a_proved_backup_of_the_last_change(tmp_path: Path) -> None:
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        made.ask(lambda vault: write(vault, "the last words"))
    with made.vault.open() as vault:
        assert backups.is_current(vault)
        assert len(backups.beside(vault)) == 1


def test_a_lock_takes_no_backup(running: Program) -> None:
    running.ask(lambda vault: write(vault, "words"))
    running.application.lock()
    running.settle()
    assert not (running.vault.directory / "backups").exists()
