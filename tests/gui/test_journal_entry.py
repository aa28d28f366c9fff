from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCharFormat
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from confidant.errors import RecordErasedError
from confidant.services import backups, drafts, owed
from confidant.ui import drafting, file_dialogs
from confidant.ui.backups.keeper import BackupKeeper
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from tests.support.journal_screen import body, journal, lease, settle, typed, write
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault

_MINUTE = 60_000


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def command(screen: JournalScreen, keys: str) -> None:
    """Trigger the command with these keys."""
    for one in screen.commands():
        if one.shortcut().toString() == keys:
            one.refresh()
            assert one.isEnabled(), one.reason
            one.trigger()
            return
    raise AssertionError(keys)


def test_what_is_typed_is_a_draft_within_two_seconds(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        said: list[str] = []
        screen.status.connect(said.append)
        typed(screen, " More.")
        assert drafting.PAUSE_MS < 2_000
        with qtbot.waitSignal(screen.model.entry.keeper.saved, timeout=2_000):
            pass
        draft = opened.ask(lambda vault: drafts.load(vault, record=record))
        assert draft is not None
        assert str(draft["as_observed"]).endswith("More.")
        assert body(opened, record) == lease()
        assert said[-2:] == ["Saving", said[-1]]
        assert said[-1].startswith("Saved ")


def test_saving_makes_a_revision_and_drops_the_draft(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        typed(screen, " More.")
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        assert body(opened, record).as_observed == "The CFO asked nothing. I never asked him. More."
        assert opened.ask(lambda vault: vault.draft(record)) is None
        assert screen.model.entry.revision == 2


def test_leaving_the_entry_makes_a_revision(opened: OpenVault, qtbot: QtBot) -> None:
    other = write(opened, lease(title="Other", day="2026-11-01"))
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        typed(screen, " More.")
        screen.show_place(Place("journal", other))
        settle(opened.session, qtbot)
        assert screen.page.header.title.text() == "Other"
        assert str(body(opened, record).as_observed).endswith("More.")
        assert body(opened, other) == lease(title="Other", day="2026-11-01")


def test_looking_at_an_entry_writes_nothing(opened: OpenVault, qtbot: QtBot) -> None:
    other = write(opened, lease(title="Other", day="2026-11-01"))
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        screen.show_place(Place("journal", other))
        settle(opened.session, qtbot)
        assert screen.unwritten() == ()
        assert len(opened.ask(lambda vault: vault.revisions(record))) == 1


def test_a_new_entry_is_of_today_and_one_line_is_enough(opened: OpenVault, qtbot: QtBot) -> None:
    with journal(opened.session, qtbot) as screen:
        command(screen, "Ctrl+N")
        record = screen.model.entry.record
        assert record is not None
        check_outline(screen, "journal-new")
        typed(screen, "One line.")
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        made = body(opened, record)
        assert (made.as_observed, made.day) == ("One line.", opened.place.clock.today().isoformat())
        assert screen.pane.rows.model().rowCount() == 1


def test_an_entry_in_which_nothing_was_written_leaves_nothing(
    opened: OpenVault, qtbot: QtBot
) -> None:
    with journal(opened.session, qtbot) as screen:
        screen.new_entry()
        assert screen.unwritten() == ()
        screen.new_entry()
        settle(opened.session, qtbot)
        assert opened.ask(lambda vault: vault.drafts()) == []


def test_return_in_the_title_leads_into_the_text(opened: OpenVault, qtbot: QtBot) -> None:
    with journal(opened.session, qtbot) as screen:
        screen.new_entry()
        screen.page.header.title.finished.emit()
        qtbot.waitUntil(screen.page.observed.editor.hasFocus)


def test_chips_tags_people_and_the_star_are_kept(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        header = screen.page.header
        header.genre._choose("meeting")
        header.classification._choose("privileged")
        header.tags._commit("Harbour")
        screen.page.people._commit("Marcus")
        screen.page.competencies._commit("Listening")
        command(screen, "Ctrl+D")
        settle(opened.session, qtbot)
        made = body(opened, record)
        assert (made.genre, made.classification, made.starred) == ("meeting", "privileged", True)
        assert made.tags == ("Candour", "Board/CFO", "Harbour")
        assert (made.people, made.competencies) == (("Marcus",), ("Listening",))
        assert header.star.accessibleName() == "Take the star away"
        command(screen, "Ctrl+D")
        settle(opened.session, qtbot)
        assert body(opened, record).starred is None


def test_the_day_is_changed_by_typing_one(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        command(screen, "Ctrl+T")
        header = screen.page.header
        assert header.day.hasFocus()
        header.day.setText("nonsense")
        header.day.commit()
        header._day_left()
        assert header.day_field.error
        header.day.setText("14 November 2026")
        header.day.commit()
        assert header.day_field.error == ""
        assert "14 November 2026" in header.eyebrow.text()
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        assert body(opened, record).day == "2026-11-14"


def test_feelings_are_words_with_a_strength(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        screen.page.felt.feelings._commit("relieved 2")
        screen.page.felt.feelings._commit("tired")
        screen.page.observed.after._commit("calmer 2")
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        made = body(opened, record)
        before = [(one.word, one.intensity) for one in made.before or ()]
        assert before == [("angry", 4), ("relieved", 2), ("tired", 3)]
        assert [(one.word, one.intensity) for one in made.after or ()] == [("calmer", 2)]


def test_one_pass_is_the_default_and_a_second_can_be_added(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease(as_felt=None, before=None))
    with journal(opened.session, qtbot) as screen:
        assert not screen.page.felt.isVisible()
        screen.page.second_pass.click()
        assert screen.page.felt.editor.hasFocus()
        screen.page.felt.editor.insertPlainText("Hot.")
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        assert body(opened, record).as_felt == "Hot."


def test_the_second_pass_waits_and_can_be_opened_early(opened: OpenVault, qtbot: QtBot) -> None:
    clock = opened.place.clock
    record = write(opened, lease(as_observed=None, cool_off_until=clock.now_ms() + 30 * _MINUTE))
    with journal(opened.session, qtbot) as screen:
        observed = screen.page.observed
        assert observed.is_shut
        assert not observed.editor.isVisible()
        assert observed.shut.text().startswith("Opens at ")
        assert nameless(screen) == []
        observed.open_now.click()
        assert observed.editor.isVisible()
        assert observed.editor.hasFocus()
        assert observed.note.text().startswith("Opened early")
        typed(screen, "Cool.")
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        assert body(opened, record).as_observed == "Cool."


def test_the_second_pass_opens_by_itself_when_the_time_is_up(
    opened: OpenVault, qtbot: QtBot
) -> None:
    clock = opened.place.clock
    write(opened, lease(as_observed=None, cool_off_until=clock.now_ms() + 50))
    with journal(opened.session, qtbot) as screen:
        clock.advance(60)
        qtbot.waitUntil(lambda: not screen.page.observed.is_shut)


def test_choosing_a_wait_shuts_the_second_pass(opened: OpenVault, qtbot: QtBot) -> None:
    with journal(opened.session, qtbot) as screen:
        screen.new_entry()
        screen.page.add_second_pass()
        felt = screen.page.felt
        felt.editor.insertPlainText("Hot.")
        felt.wait.choose("30")
        felt.wait.activated.emit(felt.wait.currentIndex())
        assert screen.page.observed.is_shut
        record = screen.model.entry.record
        assert record is not None
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        until = opened.place.clock.now_ms() + 30 * _MINUTE
        assert body(opened, record).cool_off_until == until


def test_a_long_first_pass_folds_to_its_beginning(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease(as_felt="one\ntwo\nthree\nfour\nfive"))
    with journal(opened.session, qtbot) as screen:
        felt = screen.page.felt
        assert felt.is_folded
        assert felt.folded.text() == "one\ntwo\nthree …"
        felt.edit_button.click()
        assert felt.editor.hasFocus()
        assert felt.editor.text().endswith("five")


def test_a_question_of_distance_becomes_a_heading(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        screen.page.observed.insert("What would the auditor write?")
        text = screen.page.observed.editor.text()
        assert text.endswith("asked him.\n\n## What would the auditor write?\n")
        assert screen.page.observed.editor.hasFocus()


def test_absolutes_mind_reading_and_blame_are_marked_and_explained(
    opened: OpenVault, qtbot: QtBot
) -> None:
    write(opened, lease(as_observed="He never asked. He thinks I signed. It is his fault."))
    with journal(opened.session, qtbot) as screen:
        marks = screen.page.observed.marks
        said = []
        for _ in range(3):
            assert marks.go_to_next()
            said.append(marks.sentence)
        assert ["absolute" in said[0], "mind" in said[1], "blame" in said[2]] == [True] * 3
        assert marks.isVisible()
        marks.keep_button.click()
        assert not marks.isVisible()
        formats = screen.page.observed.editor.document().firstBlock().layout().formats()
        dashed = QTextCharFormat.UnderlineStyle.DashUnderline
        marked = [f.start for f in formats if f.format.underlineStyle() == dashed]
        assert marked == [3, 16]


def test_words_are_counted_while_typing(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease(as_felt=None, before=None, as_observed="one two three"))
    with journal(opened.session, qtbot) as screen:
        counts: list[int] = []
        screen.words.connect(counts.append)
        typed(screen, " four five")
        qtbot.waitUntil(lambda: counts[-1:] == [5])


def test_revisions_are_compared_word_by_word_and_one_is_restored(
    opened: OpenVault, qtbot: QtBot
) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        editor = screen.page.observed.editor
        editor.selectAll()
        editor.insertPlainText("The CFO asked everything. I never asked him.")
        command(screen, "Ctrl+S")
        settle(opened.session, qtbot)
        command(screen, "Ctrl+Shift+H")
        settle(opened.session, qtbot)
        page = screen.history
        assert underlined(page.text.document()) == ["everything"]
        assert struck(page.text.document()) == ["nothing"]
        page.restore_button.click()
        settle(opened.session, qtbot)
        assert screen.page.isVisible()
        assert screen.page.observed.editor.text() == lease().as_observed
        revisions = opened.ask(lambda vault: vault.revisions(record))
        assert [one.rev for one in revisions] == [1, 2, 3]
        assert revisions[2].body == revisions[0].body


def test_erasing_asks_for_the_first_word_and_says_what_it_cannot_reach(
    opened: OpenVault, qtbot: QtBot
) -> None:
    record = write(opened, lease())
    other = write(opened, lease(title="Other", day="2026-11-01"))
    with journal(opened.session, qtbot) as screen:
        said: list[str] = []
        screen.done.connect(lambda sentence, _undo: said.append(sentence))
        screen.page.ask_to_erase()
        settle(opened.session, qtbot)
        sheet = screen.page.sheet
        assert sheet is not None
        assert any("out of reach" in sentence for sentence in sheet.sentences)
        assert not sheet.erase_button.isEnabled()
        sheet.check.setText("silence")
        assert not sheet.erase_button.isEnabled()
        sheet.check.setText("the")
        sheet.erase_button.click()
        settle(opened.session, qtbot)
        with pytest.raises(RecordErasedError):
            opened.ask(lambda vault: vault.current(record))
        assert said == ["The entry is erased."]
        assert screen.model.entry.record == other


def test_a_tick_replaces_the_backups_that_hold_the_entry(opened: OpenVault, qtbot: QtBot) -> None:
    write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        keeper = BackupKeeper(opened.session, screen)
        gone: list[int] = []
        keeper.replaced.connect(lambda replaced: gone.append(replaced.removed))
        screen.page.ask_to_erase()
        settle(opened.session, qtbot)
        assert screen.page.sheet is not None
        assert screen.page.sheet.replace.isHidden()
        screen.page.sheet.reject()
        opened.ask(backups.back_up)
        opened.place.clock.advance(60_000)
        screen.page.ask_to_erase()
        settle(opened.session, qtbot)
        sheet = screen.page.sheet
        assert "One backup still holds it." in sheet.sentences
        assert not sheet.replace.isHidden()
        assert not sheet.replaces_backups
        (older,) = opened.ask(backups.beside)
        sheet.replace.click()
        sheet.check.setText("the")
        sheet.erase_button.click()
        qtbot.waitUntil(lambda: len(gone) == 1)
        (fresh,) = opened.ask(backups.beside)
        assert fresh != older
        assert gone == [1]
        assert not opened.ask(owed.is_owed)
        keeper.stop()


def test_keeping_the_entry_erases_nothing(opened: OpenVault, qtbot: QtBot) -> None:
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        screen.page.ask_to_erase()
        settle(opened.session, qtbot)
        assert screen.page.sheet is not None
        screen.page.sheet.reject()
        settle(opened.session, qtbot)
        assert body(opened, record) == lease()
        assert screen.page.header.title.text() == lease().title


def test_files_are_attached_copied_and_removed(
    opened: OpenVault, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = write(opened, lease())
    source, target = tmp_path / "minutes.txt", tmp_path / "copy.txt"
    source.write_bytes(b"minutes of the meeting")
    monkeypatch.setattr(
        file_dialogs, "save_file", lambda _parent, _title, _name, then: then(target)
    )
    with journal(opened.session, qtbot) as screen:
        drop(screen.page, source)
        settle(opened.session, qtbot)
        attached = body(opened, record).attachments or ()
        assert [one.name for one in attached] == ["minutes.txt"]
        files = screen.page.files
        assert files.heading.accessibleDescription() == "unfolded, 1 file"
        named = {button.accessibleName(): button for button in files.findChildren(QWidget)}
        named["Save a copy of minutes.txt…"].click()  # type: ignore[attr-defined]  # a button
        settle(opened.session, qtbot)
        assert target.read_bytes() == source.read_bytes()
        back: list[object] = []
        screen.done.connect(lambda _sentence, undo: back.append(undo))
        named["Remove minutes.txt"].click()  # type: ignore[attr-defined]  # a button
        settle(opened.session, qtbot)
        assert body(opened, record).attachments is None
        assert callable(back[0])
        back[0]()
        settle(opened.session, qtbot)
        assert body(opened, record).attachments == attached


def test_a_vault_that_can_only_be_read_shows_the_entry_and_changes_nothing(
    opened: OpenVault, qtbot: QtBot
) -> None:
    record = write(opened, lease())
    opened.session.read_only = True
    with journal(opened.session, qtbot) as screen:
        assert screen.page.observed.editor.isReadOnly()
        assert screen.page.header.title.isReadOnly()
        assert not screen.page.header.star.isEnabled()
        screen.model.entry.set("title", "Changed")
        assert screen.unwritten() == ()
        assert body(opened, record) == lease()


def drop(page: QWidget, path: Path) -> None:
    """Let a file fall on the page."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)


def underlined(document: object) -> list[str]:
    return _with(document, "fontUnderline")


def struck(document: object) -> list[str]:
    return _with(document, "fontStrikeOut")


def _with(document: object, property_name: str) -> list[str]:
    found = []
    block = document.begin()  # type: ignore[attr-defined]  # a QTextDocument
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            if getattr(fragment.charFormat(), property_name)():
                found.append(fragment.text())
            fragments += 1
        block = block.next()
    return found


def test_a_tag_that_was_typed_without_return_is_kept_on_leaving(
    opened: OpenVault, qtbot: QtBot
) -> None:
    other = write(opened, lease(title="Other", day="2026-11-01", tags=None))
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        screen.page.header.tags.input.setText("Pending")
        screen.show_place(Place("journal", other))
        settle(opened.session, qtbot)
        assert "Pending" in (body(opened, record).tags or ())
        assert screen.page.header.tags.tags == ()
        assert screen.page.header.tags.input.text() == ""


def test_a_revision_is_made_ten_minutes_after_the_last_change(
    opened: OpenVault, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert drafting.COMMIT_AFTER_MS == 600_000
    monkeypatch.setattr(drafting, "COMMIT_AFTER_MS", 50)
    record = write(opened, lease())
    with journal(opened.session, qtbot) as screen:
        typed(screen, " More.")
        qtbot.waitUntil(lambda: screen.model.entry.revision == 2)
        assert str(body(opened, record).as_observed).endswith("More.")
