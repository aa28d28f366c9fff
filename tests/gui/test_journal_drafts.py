"""What is typed survives a lock and a kill; nothing of it survives in the window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from confidant.errors import DiskFullError
from confidant.services import drafts, quick_capture
from confidant.ui.capture.view import CaptureSheet
from confidant.ui.drafting import DraftKeeper, SavedLine
from confidant.ui.journal.view import JournalScreen
from confidant.ui.preferences import PreferenceStore
from confidant.ui.shell.main_window import MainWindow
from confidant.vault.vault import Vault
from tests.support.journal_screen import body, journal, lease, settle, typed, write
from tests.support.sessions import OpenVault, open_vault
from tests.support.vaults import Place


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def test_the_text_being_written_at_a_lock_is_there_after_unlock(
    opened: OpenVault, qtbot: QtBot
) -> None:
    with journal(opened.session, qtbot) as screen:
        screen.new_entry()
        record = screen.model.entry.record
        assert record is not None
        typed(screen, "Half a sentence that")
        last_words = screen.unwritten()
        screen.clear()
        assert opened.session.close(last_words) == []
    session = opened.reopen()
    with journal(session, qtbot) as screen:
        assert screen.model.entry.record == record
        assert screen.page.observed.editor.text() == "Half a sentence that"


def test_a_killed_program_leaves_the_draft_on_the_disk_and_it_is_shown(
    opened: OpenVault, qtbot: QtBot, tmp_path: Path
) -> None:
    with journal(opened.session, qtbot) as screen:
        screen.new_entry()
        typed(screen, "Written before the power went")
        with qtbot.waitSignal(screen.model.entry.keeper.saved, timeout=2_000):
            pass
        killed = Place(tmp_path / "killed")
        # As a kill leaves it: the files as they are, nobody told that it ends.
        shutil.copytree(opened.place.directory, killed.directory)
    found = OpenVault.__new__(OpenVault)
    found.place, found.worker = killed, opened.worker
    found.session = found._session(opened.worker.submit(killed.open).result())
    with journal(found.session, qtbot) as screen:
        assert screen.page.observed.editor.text() == "Written before the power went"
        assert opened.worker.submit(lambda: None).result() is None
    found.session.close()


def test_going_to_another_screen_saves_and_lists_tell(
    opened: OpenVault, qtbot: QtBot, tmp_path: Path
) -> None:
    record = write(opened, lease())
    window = MainWindow(opened.session, PreferenceStore(tmp_path / "preferences.json"))
    qtbot.addWidget(window)
    screen, other = JournalScreen(opened.session), JournalScreen(opened.session)
    other.name = "other"  # type: ignore[misc]  # a second page, for leaving the first
    window.add_screen(screen)
    window.add_screen(other)
    window.show()
    told: list[object] = []
    opened.session.changed.connect(told.append)
    window.go(screen._last)
    settle(opened.session, qtbot)
    typed(screen, " More.")
    window.go(type(screen._last)("other"))
    settle(opened.session, qtbot)
    assert str(body(opened, record).as_observed).endswith("More.")
    assert told
    window.tear_down()


def test_a_full_disk_says_so_and_the_text_stays(opened: OpenVault, qtbot: QtBot) -> None:
    said: list[str] = []
    keeper = DraftKeeper(opened.session, "entry", opened.session)
    SavedLine(keeper).said.connect(said.append)
    record = drafts.new_id(opened.place.entropy)
    fields = {"genre": "quick", "as_observed": "Still here"}
    keeper.follow(record, lambda: fields, base_revision=0)
    keeper.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Vault, "transaction", _full)
        keeper.save()
        settle(opened.session, qtbot)
    assert said[-1].startswith("Not saved: ")
    assert said[-1].endswith("Your text is still here.")
    assert keeper.is_dirty
    keeper.commit()
    settle(opened.session, qtbot)
    assert body(opened, record).as_observed == "Still here"
    assert said[-1].startswith("Saved ")


def test_what_breaks_a_rule_stays_a_draft_and_the_line_says_why(
    opened: OpenVault, qtbot: QtBot
) -> None:
    said: list[str] = []
    outcomes: list[drafts.Committed] = []
    keeper = DraftKeeper(opened.session, "entry", opened.session)
    SavedLine(keeper).said.connect(said.append)
    record = drafts.new_id(opened.place.entropy)
    keeper.follow(record, lambda: {"genre": "no such genre", "title": "T"}, base_revision=0)
    keeper.touch()
    keeper.commit(outcomes.append)
    settle(opened.session, qtbot)
    assert outcomes[0].kept is not None
    assert said[-1].startswith("Kept as a draft: ")
    assert opened.ask(lambda vault: vault.draft(record)) is not None
    assert keeper.is_dirty


def test_a_capture_being_typed_at_a_lock_is_a_draft_after_unlock(
    opened: OpenVault, qtbot: QtBot, tmp_path: Path
) -> None:
    window = MainWindow(opened.session, PreferenceStore(tmp_path / "preferences.json"))
    qtbot.addWidget(window)
    window.show()
    sheet = CaptureSheet(opened.session, window)
    sheet.open()
    settle(opened.session, qtbot)
    sheet.text.insertPlainText("A thought, and then the screen locked")
    last_words = window.unwritten()
    window.tear_down()
    opened.session.close(last_words)
    opened.reopen()
    left = opened.ask(quick_capture.load)
    assert left is not None
    assert left.text == "A thought, and then the screen locked"


def _full(_vault: Vault) -> object:
    raise DiskFullError
