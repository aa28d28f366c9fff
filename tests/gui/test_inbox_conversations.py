"""Conversations: opening what came, responding to passages, sealing the reply, answering."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from confidant.records.response import Response
from confidant.services import contacts, conversation, inbox, journal
from confidant.ui import theme
from confidant.ui.inbox.sheets import LinkSheet, RemoveSheet
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.navigation import Place
from confidant.ui.session import Session
from confidant.vault.vault import Vault
from tests.support.keys import press
from tests.support.outline import check_outline, nameless
from tests.support.pseudo import PseudoTranslator
from tests.support.sessions import open_vault
from tests.support.talking import PROBLEM, QUOTE, TITLE, Talking, know, talking

READ_QUOTE = "I believe them, because the buyer and I worked well at the last place."
WIDE = (1257, 807)


@pytest.fixture
def talk(tmp_path: Path) -> Iterator[Talking]:
    with talking(tmp_path) as found:
        yield found


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as found:
        yield found


def shown(qtbot: QtBot, session: Session, size: tuple[int, int] = WIDE) -> ConversationsScreen:
    screen = ConversationsScreen(session)
    qtbot.addWidget(screen, before_close_func=lambda one: one.clear())
    screen.resize(*size)
    screen.show()
    qtbot.waitUntil(lambda: screen.model.is_read)
    return screen


def open_path(qtbot: QtBot, screen: ConversationsScreen, path: Path) -> None:
    with qtbot.waitSignal(screen.talk.loaded):
        screen.open_file(path)
    settle(qtbot, screen)


def settle(qtbot: QtBot, screen: ConversationsScreen) -> None:
    """Wait until everything that was asked of the vault has arrived."""
    arrived: list[object] = []
    screen.session.read(screen, lambda _vault: True, arrived.append)
    qtbot.waitUntil(lambda: bool(arrived))
    arrived.clear()
    screen.session.read(screen, lambda _vault: True, arrived.append)
    qtbot.waitUntil(lambda: bool(arrived))


def select(screen: ConversationsScreen, words: str) -> None:
    text = screen.page.record._text
    at = text.toPlainText().index(words)
    cursor = text.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at + len(words), QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)


def everything(screen: ConversationsScreen) -> str:
    labels = [one.text() for one in screen.findChildren(QLabel)]
    return "\n".join(labels + [one.toPlainText() for one in screen.findChildren(QTextEdit)])


def respond(qtbot: QtBot, screen: ConversationsScreen, form: str, quote: str, text: str) -> None:
    if quote:
        select(screen, quote)
    screen.page.press_form(form)
    screen.page.panel.response.text.setPlainText(text)
    with qtbot.waitSignal(screen.talk.kept):
        screen.page.add()
    settle(qtbot, screen)


# Opening.


def test_a_file_shows_its_verified_sender_and_manifest_and_then_its_records(
    talk: Talking, qtbot: QtBot
) -> None:
    path = talk.share("decision", "entry")
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, path)
    head = screen.page.head
    assert head.name.text() == "Imani"
    assert "verified" in head.verified.text()
    assert "by telephone" in head.verified.text()
    assert head.manifest.text().startswith("2 records · ")
    assert head.manifest.text().endswith("no attachments")
    tabs = screen.page.subjects
    assert [tabs.tabText(n) for n in range(tabs.count())] == [TITLE, "After the slide"]
    assert "I believe them" in screen.page.record._text.toPlainText()
    with qtbot.waitSignal(screen.talk.loaded):
        tabs.setCurrentIndex(1)
    assert "Nobody asked about the rate" in screen.page.record._text.toPlainText()


def test_opening_marks_a_file_read_and_done_takes_it_off_the_list(
    talk: Talking, qtbot: QtBot
) -> None:
    counts: list[int] = []
    screen = shown(qtbot, talk.mentor.session)
    screen.attention.connect(counts.append)
    open_path(qtbot, screen, talk.share("decision"))
    (row,) = talk.mentor.ask(inbox.rows)
    assert row.receipt.state == "read"
    assert counts[-1] == 1
    screen.page.head.done_button.click()
    qtbot.waitUntil(lambda: counts[-1] == 0)
    assert talk.mentor.ask(inbox.rows)[0].receipt.state == "done"
    assert screen.rows.rowCount() == 0
    screen.pane.views.choose("all")  # type: ignore[union-attr] # this pane has views
    assert screen.rows.rowCount() == 1


def test_a_row_says_who_what_and_by_when(talk: Talking, qtbot: QtBot) -> None:
    receipt = talk.take(talk.mentor, talk.share("decision"))
    screen = shown(qtbot, talk.mentor.session)
    row = screen.model.row_of(receipt)
    assert row is not None
    said = screen.words_of.present(row)
    assert (said.kind, said.title) == ("I mentor them", "Imani")
    assert [state.text for state in said.states] == ["New"]
    assert said.snippet.endswith("answer wanted by 26 Nov 2026")
    assert "today" in said.date or said.date.endswith("2026")
    QAbstractItemModelTester(
        screen.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, screen
    )
    screen.model.search("nobody")
    assert screen.rows.rowCount() == 0
    screen.model.search("imani")
    assert screen.rows.rowCount() == 1


def test_a_file_opened_before_says_so_and_changes_nothing(talk: Talking, qtbot: QtBot) -> None:
    path = talk.share("decision")
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, path)
    with qtbot.waitSignal(screen.model.refused):
        screen.open_file(path)
    assert "opened before" in screen.said.sentence
    assert len(talk.mentor.ask(inbox.rows)) == 1
    screen.close_said.click()
    assert screen.said.sentence == ""


def test_a_file_from_somebody_not_verified_is_not_opened(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "ruth").mkdir()
    with talking(tmp_path / "pair") as pair, open_vault(tmp_path / "ruth", "Ruth") as ruth:
        know(ruth, pair.leader, "Imani", "i_mentor", verify=False)
        know(pair.leader, ruth, "Ruth", "my_mentor")
        place = pair.leader.place

        def verb(vault: Vault) -> None:
            from confidant.services import sharing
            from confidant.services.selection import Selection

            sharing.share(
                vault,
                place.clock,
                place.entropy,
                contact=contacts.find(vault, "Ruth"),
                selection=Selection(records=[pair.records["entry"]]),
                output=tmp_path / "to-ruth.age",
            )

        pair.leader.ask(verb)
        screen = shown(qtbot, ruth.session)
        with qtbot.waitSignal(screen.model.refused):
            screen.open_file(tmp_path / "to-ruth.age")
        assert screen.said.sentence == (
            "This file is from someone you have not verified. It was not opened."
        )
        assert "Nobody asked" not in everything(screen)
        screen.clear()


def test_a_file_from_a_stranger_is_not_opened(talk: Talking, qtbot: QtBot) -> None:
    (talk.root / "ruth").mkdir()
    with open_vault(talk.root / "ruth", "Ruth") as ruth:
        know(ruth, talk.mentor, "Helena", "peer")
        made = ruth.ask(
            lambda vault: journal.capture(vault, ruth.place.clock, text="From a stranger")
        )
        talk.records["entry"] = made.record
        stranger = Talking(talk.root, ruth, talk.mentor, records=talk.records, files=50)
        path = stranger.share("entry")
    screen = shown(qtbot, talk.mentor.session)
    with qtbot.waitSignal(screen.model.refused):
        screen.open_file(path)
    assert "not among your contacts" in screen.said.sentence
    assert "From a stranger" not in everything(screen)


def test_what_is_no_file_of_ours_gets_one_sentence(talk: Talking, qtbot: QtBot) -> None:
    path = talk.root / "notes.txt"
    path.write_text("Just notes")
    screen = shown(qtbot, talk.mentor.session)
    with qtbot.waitSignal(screen.model.refused):
        screen.open_file(path)
    assert "not an encrypted file" in screen.said.sentence


def test_a_file_that_needs_another_one_says_what_it_waits_for(
    talk: Talking, qtbot: QtBot, stack: ExitStack
) -> None:
    """The leader's vault is an older copy: it does not know what the mentor replies to."""
    before = talk.root / "before"
    shutil.copytree(talk.root / "leader", before)
    talk.take(talk.mentor, talk.share("decision"))
    talk.respond("Why?", form="challenge")
    reply = talk.reply()
    old = stack.enter_context(open_vault(before, "Imani"))
    screen = shown(qtbot, old.session)
    with qtbot.waitSignal(screen.model.opened):
        screen.open_file(reply)
    assert "genuine" in screen.said.sentence
    assert "tried again after their next file" in screen.said.sentence
    qtbot.waitUntil(lambda: "kept" in screen._kept.sentence)


def test_with_nobody_yet_the_page_says_what_to_do_first(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    places: list[Place] = []
    screen.go_to.connect(places.append)
    assert screen._stack.currentWidget() is screen._nobody
    press(screen._nobody.add_button, Qt.Key.Key_Return)
    assert places == [Place("contacts")]
    assert nameless(screen) == []
    check_outline(screen, "conversations_empty")


def test_contacts_leads_away_and_the_view_stays(talk: Talking, qtbot: QtBot) -> None:
    talk.take(talk.mentor, talk.share("decision"))
    screen = shown(qtbot, talk.mentor.session)
    places: list[Place] = []
    screen.go_to.connect(places.append)
    views = screen.pane.views
    assert views is not None
    views.choose("contacts")
    assert places == [Place("contacts")]
    screen.show_place(Place("conversations"))
    assert views.current == "waiting"
    assert screen.rows.rowCount() == 1


def test_a_record_leads_to_its_conversation(talk: Talking, qtbot: QtBot) -> None:
    talk.take(talk.mentor, talk.share("decision", "entry"))
    screen = shown(qtbot, talk.mentor.session)
    with qtbot.waitSignal(screen.talk.loaded):
        screen.show_place(Place("conversations", talk.records["entry"]))
    assert "Nobody asked" in screen.page.record._text.toPlainText()
    assert screen.page.head.name.text() == "Imani"


# The mentor.


def test_a_form_takes_the_selected_passage_as_its_author_wrote_it(
    talk: Talking, qtbot: QtBot
) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    select(screen, READ_QUOTE)
    screen.page.panel.response.forms["challenge"].click()
    form = screen.page.panel.response
    assert form.quote.words == f"“{READ_QUOTE}”"
    assert screen.talk.typed is not None
    assert screen.talk.typed.quote == QUOTE.replace("Marta", "the buyer")
    form.text.setPlainText("What would you need to see?")
    form.altitude.choose("strategic")
    with qtbot.waitSignal(screen.talk.kept):
        form.add_button.click()
    settle(qtbot, screen)
    (card,) = screen.page.panel.cards
    assert card.is_ready
    body = card.voice.body
    assert isinstance(body, Response)
    assert (body.form, body.altitude) == ("challenge", "strategic")
    marks = [mark.words for _, _, mark in screen.page.record._text.places()]
    assert marks == [QUOTE.replace("Marta", "the buyer")]
    assert form.text.toPlainText() == ""


@pytest.mark.parametrize(
    ("key", "form"),
    [
        (Qt.Key.Key_1, "affirm"),
        (Qt.Key.Key_3, "challenge"),
        (Qt.Key.Key_7, "warn"),
    ],
)
def test_alt_and_a_digit_choose_the_form(
    talk: Talking, qtbot: QtBot, key: Qt.Key, form: str
) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.page.record._text.setFocus()
    select(screen, "floor")
    press(screen.page.record._text, key, Qt.KeyboardModifier.AltModifier)
    assert screen.talk.typed is not None
    assert (screen.talk.typed.form, screen.talk.typed.quote) == (form, "floor")
    assert screen.page.panel.response.forms[form].isChecked()


def test_writing_without_a_form_begins_a_response(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    form = screen.page.panel.response
    form.text.insertPlainText("One thought")
    assert screen.talk.typed is not None
    assert (screen.talk.typed.form, screen.talk.typed.text) == ("advise", "One thought")
    form.forms["warn"].click()
    assert screen.talk.typed.form == "warn"
    assert form.text.toPlainText() == "One thought"


def test_what_is_typed_is_a_draft_that_comes_back_after_a_lock(talk: Talking, qtbot: QtBot) -> None:
    receipt = talk.take(talk.mentor, talk.share("decision"))
    screen = shown(qtbot, talk.mentor.session)
    with qtbot.waitSignal(screen.talk.loaded):
        screen.show_place(Place("conversations", receipt))
    settle(qtbot, screen)
    select(screen, "floor")
    screen.page.press_form("ask")
    screen.page.panel.response.text.setPlainText("Which floor")
    screen.page.panel.response.with_note.click()
    screen.page.panel.response.note.setPlainText("He avoids this")
    last = screen.unwritten()
    assert last
    screen.clear()
    for verb in last:
        talk.mentor.ask(verb)
    screen.hide()
    session = talk.mentor.reopen()
    again = shown(qtbot, session)
    with qtbot.waitSignal(again.talk.loaded):
        again.show_place(Place("conversations", receipt))
    form = again.page.panel.response
    assert form.text.toPlainText() == "Which floor"
    assert form.note.toPlainText() == "He avoids this"
    assert form.quote.words == "“floor”"
    assert form.forms["ask"].isChecked()
    assert again.page.panel.cards == []


def test_a_draft_is_written_soon_after_the_last_key(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    screen.page.press_form("advise")
    screen.page.panel.response.text.setPlainText("Soon")
    qtbot.waitUntil(
        lambda: bool(talk.mentor.ask(lambda vault: tuple(vault.drafts()))), timeout=3000
    )
    with qtbot.waitSignal(screen.talk.typed_changed):
        screen.page.panel.response.drop_button.click()
    settle(qtbot, screen)
    assert talk.mentor.ask(lambda vault: tuple(vault.drafts())) == ()


def test_a_response_without_text_says_so_beside_its_field(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    screen.page.press_form("affirm")
    with qtbot.waitSignal(screen.talk.refused):
        screen.page.add()
    assert screen.page.panel.response.text_field.error
    assert screen.page.panel.cards == []


def test_a_draft_that_is_written_leaves_the_cards_and_the_focus_alone(
    talk: Talking, qtbot: QtBot
) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    respond(qtbot, screen, "advise", "floor", "First")
    before = list(screen.page.panel.cards)
    screen.page.press_form("ask")
    screen.page.panel.response.text.setPlainText("More")
    screen.talk.keeper.write()
    settle(qtbot, screen)
    assert screen.page.panel.cards == before
    assert screen.page.panel.response.text.toPlainText() == "More"


def test_a_ready_response_can_be_changed_and_removed(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    respond(qtbot, screen, "advise", "floor", "First thought")
    screen.page.panel.edit_wanted.emit(screen.page.panel.cards[0].voice)
    form = screen.page.panel.response
    assert form.text.toPlainText() == "First thought"
    form.text.setPlainText("Second thought")
    with qtbot.waitSignal(screen.talk.kept):
        screen.page.add()
    settle(qtbot, screen)
    (card,) = screen.page.panel.cards
    assert card.voice.body.text == "Second thought"
    screen.page.panel.remove_wanted.emit(card.voice)
    assert isinstance(screen.sheet, RemoveSheet)
    screen.sheet.erase_button.click()
    qtbot.waitUntil(lambda: screen.page.panel.cards == [])
    assert screen.page.footer.isHidden()


def test_the_reply_takes_every_ready_response_and_leaves_the_private_notes(
    talk: Talking, qtbot: QtBot
) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    respond(qtbot, screen, "challenge", READ_QUOTE, "Why?")
    screen.page.press_form("affirm")
    screen.page.panel.response.text.setPlainText("Good.")
    screen.page.panel.response.with_note.click()
    screen.page.panel.response.note.setPlainText("Not for him")
    with qtbot.waitSignal(screen.talk.kept):
        screen.page.add()
    settle(qtbot, screen)
    assert screen.page.footer.words.text().startswith("2 responses ready")
    screen.page.footer.seal_button.click()
    (dialog,) = screen.findChildren(QFileDialog)
    assert "Imani" not in dialog.selectedFiles()[0]
    path = talk.root / "reply.age"
    with qtbot.waitSignal(screen.talk.sealed, timeout=10_000):
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    settle(qtbot, screen)
    assert "does not send it" in screen.said.sentence
    assert screen.page.footer.isHidden()
    assert talk.mentor.ask(inbox.rows)[0].receipt.state == "done"
    talk.take(talk.leader, path)

    def heard(vault: Vault) -> list[Response]:
        thread = conversation.thread(vault, record=talk.records["decision"])
        return [voice.body for voice in thread.voices if isinstance(voice.body, Response)]

    said = talk.leader.ask(heard)
    assert [body.text for body in said] == ["Why?", "Good."]
    assert all(body.private_note is None for body in said)


def test_a_file_that_exists_already_is_not_written_over(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision"))
    respond(qtbot, screen, "advise", "", "A thought")
    path = talk.root / "there.age"
    path.write_bytes(b"something")
    with qtbot.waitSignal(screen.talk.not_sealed, timeout=10_000):
        screen.talk.seal(path)
    assert screen.said.sentence
    assert path.read_bytes() == b"something"
    assert screen.page.footer.can_seal


def test_a_withheld_record_shows_its_box_and_nothing_to_press(talk: Talking, qtbot: QtBot) -> None:
    clock = talk.leader.place.clock
    record = talk.records["decision"]
    talk.leader.ask(
        lambda vault: journal.revise(
            vault, clock, record=record, fields={"leaning": "Offer the floor", "confidence": 7000}
        )
    )
    path = talk.next_file()
    place = talk.leader.place

    def verb(vault: Vault) -> None:
        from confidant.services import sharing
        from confidant.services.selection import Selection

        sharing.share(
            vault,
            place.clock,
            place.entropy,
            contact=contacts.find(vault, "Helena"),
            selection=Selection(records=[record], blind=True),
            output=path,
        )

    talk.leader.ask(verb)
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, path)
    assert not screen.page.record._withheld.isHidden()
    said = screen.page.record._withheld_words.text()
    assert said.startswith("Leaning")
    assert said.endswith("confidence are withheld until your estimate is in")
    assert screen.page.panel.response.isHidden()
    screen.page.press_form("advise")
    assert screen.talk.typed is None


# The leader.


def came_back(talk: Talking, qtbot: QtBot) -> ConversationsScreen:
    talk.take(talk.mentor, talk.share("decision"))
    talk.respond("Why?", form="challenge", quote=QUOTE.replace("Marta", "the buyer"))
    talk.respond("The buyer will leave.", form="warn")
    path = talk.reply()
    screen = shown(qtbot, talk.leader.session)
    open_path(qtbot, screen, path)
    return screen


def test_the_answer_stands_beside_my_record_with_the_passage_marked_by_its_real_names(
    talk: Talking, qtbot: QtBot
) -> None:
    screen = came_back(talk, qtbot)
    assert "Marta and I" in screen.page.record._text.toPlainText()
    assert [mark.words for _, _, mark in screen.page.record._text.places()] == [QUOTE]
    assert [card.voice.body.text for card in screen.page.panel.cards] == [
        "Why?",
        "The buyer will leave.",
    ]
    assert "Marta" in everything(screen)
    assert screen.page.panel.open_line.text().startswith("1 ")
    assert screen.page.panel.response.isHidden()


def test_an_open_challenge_says_its_age_and_counts_on_the_rail(talk: Talking, qtbot: QtBot) -> None:
    screen = came_back(talk, qtbot)
    counts: list[int] = []
    screen.attention.connect(counts.append)
    voice = screen.page.panel.cards[0].voice
    talk.leader.place.clock.advance(6 * 86_400_000)
    assert screen.words_of.age(voice) == "open for 6 days"
    screen.model.reload()
    qtbot.waitUntil(lambda: bool(counts))
    assert counts == [1]


def test_the_revision_that_was_quoted_is_shown_after_the_record_went_on(
    talk: Talking, qtbot: QtBot
) -> None:
    path = talk.share("decision")
    talk.take(talk.mentor, path)
    talk.respond("Why?", form="challenge", quote=QUOTE.replace("Marta", "the buyer"))
    reply = talk.reply()
    clock, record = talk.leader.place.clock, talk.records["decision"]
    changed = PROBLEM.replace("I believe", "I no longer believe")
    talk.leader.ask(
        lambda vault: journal.revise(vault, clock, record=record, fields={"problem": changed})
    )
    screen = shown(qtbot, talk.leader.session)
    open_path(qtbot, screen, reply)
    assert "version 1" in screen.page.record._eyebrow.text()
    assert "I believe them" in screen.page.record._text.toPlainText()
    assert len(screen.page.record._text.places()) == 1


def test_an_answer_is_kept_beside_the_response_and_says_that_it_travels(
    talk: Talking, qtbot: QtBot
) -> None:
    screen = came_back(talk, qtbot)
    screen.page.panel.answer_wanted.emit(screen.page.panel.cards[0].voice, "answered")
    form = screen.page.panel.answer
    assert not form.isHidden()
    form.text.setPlainText("A signed floor.")
    with qtbot.waitSignal(screen.talk.kept):
        form.add_button.click()
    settle(qtbot, screen)
    assert form.isHidden()
    answers = screen.page.panel.cards[0].voice.answers
    assert [one.body.text for one in answers] == ["A signed floor."]
    assert "travel" in everything(screen)
    assert screen.page.panel.open_line.text() == ""
    path = talk.next_file()
    with qtbot.waitSignal(screen.talk.sealed, timeout=10_000):
        screen.talk.seal(path)
    talk.take(talk.mentor, path)
    theirs = talk.mentor.ask(
        lambda vault: conversation.thread(vault, record=talk.records["decision"])
    )
    assert [one.body.text for one in theirs.voices[0].answers] == ["A signed floor."]


def test_a_challenge_is_declined_with_a_reason(talk: Talking, qtbot: QtBot) -> None:
    screen = came_back(talk, qtbot)
    voice = screen.page.panel.cards[0].voice
    screen.page.panel.answer_wanted.emit(voice, "declined")
    with qtbot.waitSignal(screen.talk.refused):
        screen.page.add()
    assert screen.page.panel.answer.text_field.error
    screen.page.panel.answer.text.setPlainText("It is not mine to say.")
    with qtbot.waitSignal(screen.talk.kept):
        screen.page.add()
    settle(qtbot, screen)
    (answer,) = screen.page.panel.cards[0].voice.answers
    assert getattr(answer.body, "outcome", "") == "declined"
    assert "You declined" in everything(screen)


def test_showing_a_passage_goes_to_it_and_f7_walks_on(talk: Talking, qtbot: QtBot) -> None:
    screen = came_back(talk, qtbot)
    screen.page.panel.passage_wanted.emit(screen.page.panel.cards[0].voice)
    text = screen.page.record._text
    assert text.textCursor().position() == text.places()[0][0]
    screen.page.next_passage()
    assert text.textCursor().position() == text.places()[0][0]


def test_an_address_in_a_response_is_asked_about_before_a_browser_opens_it(
    talk: Talking, qtbot: QtBot
) -> None:
    screen = came_back(talk, qtbot)
    screen.page.link_wanted.emit("https://example.org/a")
    assert isinstance(screen.sheet, LinkSheet)
    assert "https://example.org/a" in [one.text() for one in screen.sheet.findChildren(QLabel)]
    screen.sheet.reject()


# The window.


def test_the_outlines_of_both_sides_stay_as_they_are(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    open_path(qtbot, screen, talk.share("decision", "entry"))
    respond(qtbot, screen, "challenge", READ_QUOTE, "Why?")
    assert nameless(screen) == []
    check_outline(screen, "conversations_mentor")
    screen.hide()
    leader = shown(qtbot, talk.leader.session)
    open_path(qtbot, leader, talk.reply())
    assert nameless(leader) == []
    check_outline(leader, "conversations_leader")


def test_in_a_narrow_window_text_and_thread_are_tabs_and_a_form_brings_its_own(
    talk: Talking, qtbot: QtBot
) -> None:
    screen = shown(qtbot, talk.mentor.session, (960, 590))
    open_path(qtbot, screen, talk.share("decision"))
    assert screen.page.sides.is_narrow
    assert screen.page.record.isVisible()
    assert not screen.page.panel.isVisible()
    select(screen, "floor")
    screen.page.press_form("ask")
    assert screen.page.panel.isVisible()
    assert screen.page.panel.response.quote.words == "“floor”"
    screen.resize(*WIDE)
    qtbot.waitUntil(lambda: not screen.page.sides.is_narrow)
    assert screen.page.record.isVisible()
    assert screen.page.panel.isVisible()


@pytest.mark.parametrize("choice", ["dark", "high-contrast"])
def test_nothing_is_cut_at_large_text(talk: Talking, qtbot: QtBot, choice: str) -> None:
    theme.current().choose(choice)  # type: ignore[arg-type] # one of the choices
    theme.current().set_scale(1.75)
    screen = shown(qtbot, talk.mentor.session, (1024, 640))
    open_path(qtbot, screen, talk.share("decision"))
    for side in ("text", "thread"):
        screen.page.sides.show_side(side)
        area = screen.page.record if side == "text" else screen.page.panel
        qtbot.waitUntil(area.isVisible)
        page = area.widget()
        assert page is not None
        assert page.width() <= area.viewport().width()


def test_every_word_of_the_program_is_translated(
    talk: Talking, qtbot: QtBot, qapp: QCoreApplication
) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        screen = shown(qtbot, talk.mentor.session)
        open_path(qtbot, screen, talk.share("decision"))
        screen.page.press_form("challenge")
        buttons = [
            button.text()
            for button in screen.findChildren(type(screen.pane.new_button))
            if button.text()
        ]
        assert buttons
        assert all(text.startswith("[") for text in buttons)
    finally:
        qapp.removeTranslator(translator)


def test_after_clear_nothing_holds_a_text(talk: Talking, qtbot: QtBot) -> None:
    screen = came_back(talk, qtbot)
    screen.page.panel.answer_wanted.emit(screen.page.panel.cards[0].voice, "answered")
    screen.page.panel.answer.text.setPlainText("A signed floor.")
    screen.clear()
    left = everything(screen)
    for secret in ("Gdańsk", "Marta", "Helena", "Why?", "signed floor", "customer"):
        assert secret not in left
    assert screen.rows.rowCount() == 0
    assert screen.talk.document is None
    assert screen.talk.typed is None
    names = [one.accessibleName() for one in screen.findChildren(QLabel)]
    assert not any("Helena" in name for name in names)


def test_commands_say_why_they_are_not_possible(talk: Talking, qtbot: QtBot) -> None:
    screen = shown(qtbot, talk.mentor.session)
    commands = {command.icon_name: command for command in screen.commands()}
    for command in commands.values():
        command.refresh()
    assert commands["file-encrypted"].reason
    open_path(qtbot, screen, talk.share("decision"))
    respond(qtbot, screen, "advise", "", "A thought")
    commands["file-encrypted"].refresh()
    assert commands["file-encrypted"].isEnabled()
    screen.hide()
    commands["reply"].refresh()
    assert not commands["reply"].isEnabled()
