"""The contacts screen over a real vault: cards, words, aliases, what they have."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from confidant.records.ids import RecordId
from confidant.services import aliases, contacts, sharing
from confidant.services.selection import Selection
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.navigation import Place
from tests.support.outline import check_outline, nameless
from tests.support.people import Person, meet, person
from tests.support.sessions import OpenVault, open_vault
from tests.support.vaults import write


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Person]:
    root = tmp_path_factory.mktemp("people")
    names = ("Helena Brandt", "Tomás Rey", "Helena Brandt again")
    return {name: person(root, name) for name in names}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(opened: OpenVault, qtbot: QtBot) -> ContactsScreen:
    screen = ContactsScreen(opened.session)
    qtbot.addWidget(screen, before_close_func=lambda w: w.hide())
    screen.places = []  # type: ignore[attr-defined] # where the shell would go
    screen.go_to.connect(lambda place: _go(screen, place))
    screen.resize(1257, 806)
    screen.show()
    return screen


def _go(screen: ContactsScreen, place: Place) -> None:
    screen.places.append(place)  # type: ignore[attr-defined] # put there by the fixture
    if place.screen == screen.name:
        screen.show_place(place)


def show(
    screen: ContactsScreen, qtbot: QtBot, record: RecordId | None = None, view: str = ""
) -> None:
    with qtbot.waitSignal(screen.model.loaded):
        screen.show_place(Place("contacts", record, view))


def paste(screen: ContactsScreen, card: bytes) -> None:
    assert screen.sheet is not None
    screen.sheet.text.set_text(card.decode())
    screen.sheet.text.edited.emit()


def type_words(screen: ContactsScreen, words: tuple[str, ...]) -> None:
    for field, word in zip(screen.verify_page.theirs.fields, words, strict=True):
        QTest.keyClicks(field, word[:3])
        QTest.keyClick(field, Qt.Key.Key_Space)
    screen.verify_page.ways.buttons()[1].click()


def test_an_empty_list_says_what_to_do_first(screen: ContactsScreen, qtbot: QtBot) -> None:
    show(screen, qtbot)
    assert screen.stack.currentWidget() is screen.empty
    assert screen.empty.title.text() == "No mentor yet"
    check_outline(screen, "contacts-empty")
    screen.add_button.click()
    assert screen.sheet is not None
    check_outline(screen.sheet, "contacts-add")
    screen.sheet.reject()


def test_a_card_is_added_from_pasted_text_and_its_words_are_asked_for(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    show(screen, qtbot)
    screen.ask_for_card()
    sheet = screen.sheet
    assert sheet is not None
    assert not sheet.keep.isEnabled()
    paste(screen, people["Tomás Rey"].card)
    qtbot.waitUntil(lambda: sheet.petname.text() == "Tomás Rey")
    sheet.petname.setText("Tomás")
    sheet.roles["i_mentor"].click()
    sheet.keep.click()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.verify_page)
    [note] = opened.ask(contacts.every)
    assert (note.contact.petname, note.contact.role) == ("Tomás", "i_mentor")
    assert note.contact.state == "unverified"
    check_outline(screen.verify_page.theirs, "contacts-words")


def test_what_is_no_card_is_refused_beside_the_field(screen: ContactsScreen, qtbot: QtBot) -> None:
    show(screen, qtbot)
    screen.ask_for_card()
    sheet = screen.sheet
    assert sheet is not None
    paste(screen, b"not a card")
    qtbot.waitUntil(lambda: "not an identity card" in sheet.text_field.error)
    assert not sheet.keep.isEnabled()
    sheet.reject()


def test_a_card_comes_from_a_file(
    screen: ContactsScreen, people: dict[str, Person], tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "tomas.confidant-card"
    file.write_bytes(people["Tomás Rey"].card)
    screen.add_card(file)
    sheet = screen.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.petname.text() == "Tomás Rey")
    assert sheet.keep.isEnabled()
    sheet.reject()


def test_three_letters_of_each_word_verify_a_contact(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    who = people["Tomás Rey"]
    record = opened.ask(lambda vault: meet(vault, who, "Tomás", verified=False))
    show(screen, qtbot, record, "verify")
    page = screen.verify_page
    assert not page.mark.isEnabled()
    type_words(screen, who.words)
    assert page.mark.isEnabled()
    page.mark.click()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.page)
    [note] = opened.ask(contacts.every)
    assert note.contact.state == "verified"
    assert note.current.channel == "by telephone"
    qtbot.waitUntil(lambda: screen.page.state.text().startswith("Verified by telephone on"))


def test_their_words_stand_nowhere_on_the_screen(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    who = people["Tomás Rey"]
    record = opened.ask(lambda vault: meet(vault, who, "Tomás", verified=False))
    mine = set(opened.ask(contacts.my_words))
    show(screen, qtbot, record, "verify")
    shown = texts(screen)
    assert mine <= shown
    assert not (set(who.words) - mine) & shown


def test_three_wrong_tries_stop_and_change_nothing(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás", verified=False))
    show(screen, qtbot, record, "verify")
    page = screen.verify_page
    type_words(screen, people["Helena Brandt"].words)
    for left in (2, 1, 0):
        with qtbot.waitSignal(screen.model.mismatched) as told:
            page.mark.click()
        assert told.args == [left]
        assert page.theirs.isEnabled() == (left > 0)
    assert not page.mark.isEnabled()
    assert "Three times" in page.result.sentence
    [note] = opened.ask(contacts.every)
    assert note.contact.state == "unverified"


def test_words_that_differ_are_stopped_by_a_button_and_nothing_is_compared(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás", verified=False))
    show(screen, qtbot, record, "verify")
    page = screen.verify_page
    type_words(screen, people["Tomás Rey"].words)
    page.differ.click()
    assert page.theirs.words() == ("",) * 6
    assert not page.mark.isEnabled()
    assert "Tomás" in page.result.sentence
    [note] = opened.ask(contacts.every)
    assert note.contact.state == "unverified"
    page.later.click()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.page)


def test_a_changed_card_asks_for_the_new_words(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Helena Brandt"], "Helena"))
    show(screen, qtbot, record)
    assert screen.page.changed_banner.isHidden()
    assert screen.page.share.isVisible()
    screen.ask_for_card()
    sheet = screen.sheet
    assert sheet is not None
    paste(screen, people["Helena Brandt again"].card)
    qtbot.waitUntil(sheet.keep.isEnabled)
    sheet.petname.setText("helena")
    assert "replaces the one you have" in sheet.replaces.sentence
    sheet.keep.click()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.verify_page)
    show(screen, qtbot, record)
    assert "Nothing can be sent" in screen.page.changed_banner.sentence
    assert not screen.page.share.isVisible()
    screen.page.verify_new.click()
    qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.verify_page)


def test_what_is_noted_is_written_when_the_field_is_left(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás"))
    opened.ask(lambda vault: meet(vault, people["Helena Brandt"], "Helena"))
    show(screen, qtbot, record)
    details = screen.page.details
    details.petname.setText("Tomás R.")
    with qtbot.waitSignal(screen.model.loaded):
        details.petname.left_focus.emit()
    assert screen.page.name.text() == "Tomás R."
    details.petname.setText("HELENA")
    details.petname.left_focus.emit()
    qtbot.waitUntil(lambda: "Helena" in details.fields["petname"].error)
    names = {note.contact.petname for note in opened.ask(contacts.every)}
    assert names == {"Tomás R.", "Helena"}
    details.ceiling.choose("confidential")
    with qtbot.waitSignal(screen.model.loaded):
        details.ceiling.activated.emit(0)
    note = next(n for n in opened.ask(contacts.every) if n.record == record)
    assert note.contact.ceiling == "confidential"


def test_what_is_typed_is_written_by_a_lock(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás"))
    show(screen, qtbot, record)
    screen.page.details.note.set_text("Knows the landlord.")
    verbs = screen.unwritten()
    screen.clear()
    for verb in verbs:
        opened.ask(verb)
    [note] = opened.ask(contacts.every)
    assert note.contact.note == "Knows the landlord."


def test_blocking_says_so_and_is_taken_back(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás"))
    show(screen, qtbot, record)
    with qtbot.waitSignal(screen.model.loaded):
        screen.page.block.click()
    assert "blocked Tomás" in screen.page.blocked_banner.sentence.replace("\u2068", "").replace(
        "\u2069", ""
    )
    assert not screen.page.share.isVisible()
    with qtbot.waitSignal(screen.model.loaded):
        screen.page.block.click()
    assert screen.page.blocked_banner.sentence == ""


def test_aliases_are_added_for_one_or_all_and_removed(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás"))
    show(screen, qtbot, view="aliases")
    form = screen.aliases_page.aliases
    form.name.setText("Rotterdam")
    form.alias.setText("Site R")
    form.category.choose("place")
    with qtbot.waitSignal(screen.model.loaded):
        form.add.click()
    assert form.name.text() == ""
    form.name.setText("Marcus")
    form.alias.setText("marcus")
    form.add.click()
    qtbot.waitUntil(lambda: form.name_field.error != "")
    form.alias.setText("the CFO")
    form.category.choose("person")
    form.whom.setCurrentIndex(1)
    with qtbot.waitSignal(screen.model.loaded):
        form.add.click()
    notes = opened.ask(aliases.every)
    assert [(n.alias.name, n.alias.category, n.contact) for n in notes] == [
        ("Marcus", "person", record),
        ("Rotterdam", "place", None),
    ]
    with qtbot.waitSignal(screen.model.loaded):
        form.remove_wanted.emit(notes[0].record)
    assert [n.alias.name for n in opened.ask(aliases.every)] == ["Rotterdam"]


def test_what_a_contact_has_stands_on_their_page(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás"))
    (sent,) = opened.ask(lambda vault: write(vault, "The silence after the slide."))
    opened.ask(
        lambda vault: sharing.share(
            vault,
            opened.place.clock,
            opened.place.entropy,
            contact=contacts.find(vault, "Tomás"),
            selection=Selection((sent,)),
            output=None,
        )
    )
    show(screen, qtbot, record)
    qtbot.waitUntil(lambda: any("Has version 1 since" in text for text in texts(screen)))
    check_outline(screen, "contacts-contact")
    screen.page.held.opened.emit(sent, "entry")
    assert screen.places[-1] == Place("journal", sent)  # type: ignore[attr-defined] # put there


def test_my_card_is_written_into_a_folder_beside_what_is_there(
    screen: ContactsScreen, opened: OpenVault, tmp_path: Path, qtbot: QtBot
) -> None:
    show(screen, qtbot, view="card")
    folder = tmp_path / "cards"
    folder.mkdir()
    for _ in range(2):
        with qtbot.waitSignal(screen.model.card_saved):
            screen.model.save_card(folder)
    assert {path.name for path in folder.iterdir()} == {
        "Ann Leader.confidant-card",
        "Ann Leader 2.confidant-card",
    }
    text = opened.ask(contacts.my_card).text
    assert all(path.read_text() == text for path in folder.iterdir())
    screen.card_page.copy.click()
    assert QApplication.clipboard().text() == text
    QApplication.clipboard().clear()


def test_the_segments_lead_to_the_conversations(screen: ContactsScreen, qtbot: QtBot) -> None:
    show(screen, qtbot)
    views = screen.pane.views
    assert views is not None
    views.choose("waiting")
    assert screen.places[-1] == Place("conversations", view="waiting")  # type: ignore[attr-defined] # put there
    assert views.current == "contacts"


def test_the_list_is_searched_by_name_and_organisation(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás"))
    helena = opened.ask(lambda vault: meet(vault, people["Helena Brandt"], "Helena"))
    opened.ask(
        lambda vault: contacts.change(
            vault,
            opened.place.clock,
            contact=helena,
            fields={"organisation": "Brandt Turnarounds"},
        )
    )
    show(screen, qtbot)
    model = screen.rows
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 2
    screen.pane.search.setText("turnaround")
    assert [screen.rows.row(0).record] == [helena]  # type: ignore[union-attr] # it is there
    assert model.rowCount() == 1


def test_nothing_holds_a_name_after_clearing(
    screen: ContactsScreen,
    opened: OpenVault,
    people: dict[str, Person],
    qtbot: QtBot,
    qapp: QApplication,
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás Canary"))
    opened.ask(
        lambda vault: aliases.put(
            vault, opened.place.clock, name="Canary Wharf", alias="the canary site"
        )
    )
    for view in ("", "verify", "card", "aliases"):
        show(screen, qtbot, record, view)
    assert any("Canary" in text for text in texts(screen))
    screen.clear()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not [text for text in texts(screen) if "canary" in text.casefold()]
    assert screen.rows.rowCount() == 0


def test_everything_that_can_be_reached_has_a_name(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás", verified=False))
    for view in ("", "verify", "card", "aliases"):
        show(screen, qtbot, record, view)
        assert nameless(screen) == []


def test_the_command_verifies_whoever_waits(
    screen: ContactsScreen, opened: OpenVault, people: dict[str, Person], qtbot: QtBot
) -> None:
    verify = screen.commands()[2]
    opened.ask(lambda vault: meet(vault, people["Helena Brandt"], "Helena"))
    show(screen, qtbot)
    assert verify.reason == "Nobody waits to be verified."
    record = opened.ask(lambda vault: meet(vault, people["Tomás Rey"], "Tomás", verified=False))
    show(screen, qtbot)
    assert verify.isEnabled()
    verify.trigger()
    assert screen.places[-1] == Place("contacts", record, "verify")  # type: ignore[attr-defined] # put there


def texts(root: QWidget) -> set[str]:
    """Return every text and spoken word of a screen, hidden ones too."""
    found: set[str] = set()
    for widget in root.findChildren(QWidget):
        for name in ("text", "toPlainText", "accessibleName", "accessibleDescription", "toolTip"):
            say = getattr(widget, name, None)
            if callable(say):
                found.add(str(say()))
        count = getattr(widget, "count", None)
        item = getattr(widget, "itemText", None)
        if callable(count) and callable(item):
            found |= {item(n) for n in range(count())}
    return found
