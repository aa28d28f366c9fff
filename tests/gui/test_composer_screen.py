"""The composer over a real vault: starts empty, shows exactly what leaves, seals by typed count."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from confidant.bundles import inspect
from confidant.records.ids import RecordId
from confidant.services import aliases, contacts, exchange, journal, share_drafts
from confidant.ui.composer.stay_rows import FieldRow
from confidant.ui.composer.view import ComposerScreen
from confidant.ui.navigation import Place
from tests.support.outline import check_outline, nameless
from tests.support.people import Person, meet, person
from tests.support.sessions import OpenVault, open_vault


@dataclass
class World:
    """An open vault with a verified and an unverified contact."""

    opened: OpenVault
    helena: RecordId
    tomas: RecordId

    def write(self, **fields: object) -> RecordId:
        usual = {"kind": "entry", "genre": "reflection", "day": "2026-11-21"}
        plain = {**({"day": "2026-11-21"} if "kind" in fields else usual), **fields}
        return self.opened.ask(
            lambda vault: journal.create(vault, self.opened.place.clock, plain=plain)  # type: ignore[arg-type] # the test's own fields
        ).record


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Person]:
    root = tmp_path_factory.mktemp("people")
    return {name: person(root, name) for name in ("Helena", "Tomás")}


@pytest.fixture
def world(tmp_path: Path, people: dict[str, Person]) -> Iterator[World]:
    with open_vault(tmp_path) as opened:
        helena = opened.ask(lambda vault: meet(vault, people["Helena"], "Helena"))
        tomas = opened.ask(lambda vault: meet(vault, people["Tomás"], "Tomás", verified=False))
        yield World(opened, helena, tomas)


@pytest.fixture
def screen(world: World, qtbot: QtBot) -> ComposerScreen:
    return made(world, qtbot)


def made(world: World, qtbot: QtBot) -> ComposerScreen:
    screen = ComposerScreen(world.opened.session)
    qtbot.addWidget(screen, before_close_func=lambda w: w.hide())
    screen.resize(1257, 806)
    screen.show()
    return screen


def begin(screen: ComposerScreen, qtbot: QtBot, contact: RecordId, *records: RecordId) -> None:
    screen.show_place(Place("composer", contact))
    qtbot.waitUntil(lambda: bool(screen.model.desk.contacts))
    for record in records:
        screen.model.add(record)
    settle(screen, qtbot)


def settle(screen: ComposerScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: screen.model.is_current)


def missing(screen: ComposerScreen) -> str:
    return screen.footer.missing.text()


def row(screen: ComposerScreen, key: str) -> FieldRow:
    found = next(one for one in screen.stays.rows if one.key == key)
    assert isinstance(found, FieldRow)
    return found


def seen(screen: ComposerScreen) -> str:
    return "\n".join(
        part.toPlainText()  # type: ignore[attr-defined] # texts of the view
        for part in screen.seen.record.texts()
    )


def test_it_opens_empty_whatever_was_offered(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="The silence", as_observed="Nobody spoke.")
    world.write(title="A newer note", as_observed="Words.", day="2026-11-22")
    screen.offer((record,))
    begin(screen, qtbot, world.helena)
    assert screen.selected.model.rowCount() == 0
    assert screen.stack.currentWidget() is screen._page
    assert missing(screen) == "Nothing selected"
    assert not screen.footer.save.isEnabled()
    check_outline(screen, "composer-empty")
    screen.ask_for_records()
    picker = screen.picker
    assert picker is not None
    qtbot.waitUntil(lambda: picker.rows_model.rowCount() == 2)
    first = picker.rows_model.row(0)
    assert first is not None
    assert first.id == record
    qtbot.waitUntil(picker.pick.isEnabled)
    picker.pick.click()
    assert screen.model.composition.records == (record,)
    assert not picker.pick.isEnabled()
    picker.reject()


def test_the_picker_searches_my_own_records(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="Offer the lease", as_observed="Early exit.")
    world.write(title="Another", as_observed="Words.")
    begin(screen, qtbot, world.helena)
    screen.ask_for_records()
    picker = screen.picker
    assert picker is not None
    qtbot.waitUntil(lambda: picker.rows_model.rowCount() == 2)
    picker.search.setText("lease")
    qtbot.waitUntil(lambda: picker.rows_model.rowCount() == 1)
    picker.search.setText("nothing like it")
    qtbot.waitUntil(lambda: "these words" in picker.none.text())
    picker.search.setText("lease")
    qtbot.waitUntil(lambda: picker.rows_model.rowCount() == 1)
    picker.rows.select_first()
    picker.pick.click()
    assert screen.model.composition.records == (record,)
    picker.reject()


def test_it_shows_the_words_that_leave_and_no_other(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    opened = world.opened
    opened.ask(lambda v: aliases.put(v, opened.place.clock, name="Rotterdam", alias="Site R"))
    record = world.write(
        title="After the Rotterdam slide", as_observed="Silence in Rotterdam.", as_felt="Ashamed."
    )
    begin(screen, qtbot, world.helena, record)
    text = seen(screen)
    assert "After the Site R slide" in text
    assert "Silence in Site R." in text
    assert "Rotterdam" not in text
    assert "Ashamed" not in text
    places = screen.seen.record.texts()[1].places("alias")  # type: ignore[attr-defined] # a text
    assert [mark.words for _, _, mark in places] == ["Site R"]
    check_outline(screen, "composer-one")


def test_the_file_is_made_only_by_the_right_number(
    screen: ComposerScreen, world: World, tmp_path: Path, qtbot: QtBot
) -> None:
    records = [world.write(title=f"Note {n}", as_observed="Words.") for n in range(2)]
    begin(screen, qtbot, world.helena, *records)
    assert missing(screen) == "Type the number of records"
    QTest.keyClicks(screen.footer.count, "1")
    assert not screen.footer.save.isEnabled()
    screen.footer.count.clear()
    QTest.keyClicks(screen.footer.count, "2")
    assert screen.footer.save.isEnabled()
    assert missing(screen) == ""
    screen.model.remove(records[0])
    settle(screen, qtbot)
    assert not screen.footer.save.isEnabled()
    QTest.keyClicks(screen.footer.count, "1")
    folder = tmp_path / "out"
    folder.mkdir()
    with qtbot.waitSignal(screen.model.shared):
        screen.model.save(folder)
    [file] = folder.iterdir()
    assert file.name.startswith("confidant-")
    assert file.suffix == ".age"
    assert "Helena" not in file.name
    assert inspect.kind_of(file.read_bytes()) in {"bundle", "age"}
    [(_, sent)] = world.opened.ask(exchange.read).dispatches
    assert len(sent.items) == 1
    assert screen.stack.currentWidget() is screen.saved
    assert "does not send it" in screen.saved.page.sentences.text()
    assert file.name in screen.saved.page.sentences.text()
    assert screen.model.composition.records == ()


def test_a_slipped_name_is_settled_by_an_alias_or_left(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="On Tomás", as_observed="Tomás and Helena disagreed.")
    begin(screen, qtbot, world.helena, record)
    card = screen.seen.slips
    assert card.isVisible()
    assert missing(screen).endswith("to settle")
    assert len(screen.model.look.slips) == 2
    name = screen.model.look.slips[0].name
    card.alias.setText("a peer")
    card.give.click()
    qtbot.waitUntil(lambda: len(screen.model.look.slips) == 1)
    [note] = world.opened.ask(aliases.every)
    assert (note.alias.name, note.alias.alias, note.contact) == (name, "a peer", world.helena)
    card.leave.click()
    settle(screen, qtbot)
    assert not card.isVisible()
    assert missing(screen) == "Type the number of records"
    assert "A peer and Helena disagreed." in seen(screen)


def test_an_alias_of_another_contact_is_offered(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    opened = world.opened
    opened.ask(
        lambda v: aliases.put(
            v, opened.place.clock, name="Maasvlakte", alias="harbour site", contact=world.tomas
        )
    )
    record = world.write(title="Slot", as_observed="We lose the Maasvlakte slot.")
    begin(screen, qtbot, world.helena, record)
    card = screen.seen.slips
    assert "harbour site" in card.use.text()
    assert not card.alias.isVisible()
    card.use.click()
    qtbot.waitUntil(lambda: not card.isVisible())
    assert "the harbour site slot" in seen(screen)


def test_what_is_felt_needs_the_typed_sentence(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="Slide", as_observed="Silence.", as_felt="Ashamed of it.")
    begin(screen, qtbot, world.helena, record)
    felt = row(screen, "as_felt")
    assert "3 words" in felt.holds.text()
    felt.box.click()
    assert not felt.box.isChecked()
    assert not felt.check.isHidden()
    assert screen.model.ticked(record).fields == frozenset()
    felt.check.setText("send what I felt")
    assert not felt.box.isChecked()
    felt.check.setText("send what I feel")
    assert felt.box.isChecked()
    settle(screen, qtbot)
    assert "Ashamed of it." in seen(screen)
    row(screen, "as_felt").box.click()
    settle(screen, qtbot)
    assert "Ashamed" not in seen(screen)


def test_a_private_field_has_a_box_that_is_off(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(
        title="Slide", as_observed="Silence.", before=[{"word": "angry", "intensity": 4}]
    )
    begin(screen, qtbot, world.helena, record)
    assert "angry" not in seen(screen)
    box = row(screen, "before").box
    assert not box.isChecked()
    box.click()
    settle(screen, qtbot)
    assert "angry" in seen(screen)


def test_blind_withholds_the_leaning(screen: ComposerScreen, world: World, qtbot: QtBot) -> None:
    record = world.write(
        kind="decision",
        status="pending",
        title="Lease",
        problem="Stay?",
        leaning="Exit",
        confidence=7000,
    )
    begin(screen, qtbot, world.helena, record)
    assert "Exit" in seen(screen)
    screen.selected.blind.click()
    settle(screen, qtbot)
    assert "Exit" not in seen(screen)
    assert "withheld" in screen.seen.record._withheld_words.text()


def test_price_sensitive_needs_reason_and_authority(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(
        title="Results", as_observed="Before the call.", classification="price_sensitive"
    )
    begin(screen, qtbot, world.helena, record)
    assert screen.stays.red.isVisible()
    assert missing(screen) == "Something must be settled first"
    assert screen.seen.problem.sentence
    screen.footer.count.setText("1")
    QTest.keyClicks(screen.stays.reason, "Advice")
    QTest.keyClicks(screen.stays.authority, "Counsel")
    qtbot.waitUntil(lambda: missing(screen) == "")
    assert screen.footer.save.isEnabled()
    contacts_ceiling = {"ceiling": "confidential"}
    opened = world.opened
    opened.ask(
        lambda v: contacts.change(
            v, opened.place.clock, contact=world.helena, fields=contacts_ceiling
        )
    )
    screen.model.begin()
    qtbot.waitUntil(lambda: "confidential at most" in screen.seen.problem.sentence)
    assert not screen.footer.save.isEnabled()


def test_an_unverified_contact_needs_a_tick_each_time(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="Slide", as_observed="Silence.")
    begin(screen, qtbot, world.tomas, record)
    assert "not verified" in screen.header.warning.sentence
    assert missing(screen) == "This contact cannot be sent anything yet"
    screen.header.override.click()
    settle(screen, qtbot)
    screen.footer.count.setText("1")
    assert screen.footer.save.isEnabled()
    screen.model.choose_contact(world.helena)
    screen.model.choose_contact(world.tomas)
    settle(screen, qtbot)
    assert not screen.header.override.isChecked()
    assert not screen.footer.save.isEnabled()


def test_a_blocked_contact_is_refused_without_a_way_round(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    opened, record = world.opened, world.write(title="Slide", as_observed="Silence.")
    opened.ask(
        lambda v: contacts.change(
            v, opened.place.clock, contact=world.helena, fields={"blocked": True}
        )
    )
    begin(screen, qtbot, world.helena, record)
    screen.footer.count.setText("1")
    assert "blocked" in screen.header.warning.sentence
    assert not screen.header.override.isVisible()
    assert not screen.footer.save.isEnabled()


def test_what_they_have_is_said_beside_it(
    screen: ComposerScreen, world: World, tmp_path: Path, qtbot: QtBot
) -> None:
    record = world.write(title="Slide", as_observed="Silence.")
    begin(screen, qtbot, world.helena, record)
    with qtbot.waitSignal(screen.model.shared):
        screen.model.save(tmp_path)
    opened = world.opened
    opened.ask(
        lambda v: journal.revise(
            v, opened.place.clock, record=record, fields={"as_observed": "A long silence."}
        )
    )
    begin(screen, qtbot, world.helena, record)
    words = screen.stays.held_words.text()
    assert "has version 1" in words
    assert "You are at version 2" in words


def test_a_share_is_kept_as_a_draft_and_goes_on_after_a_lock(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="Slide", as_observed="Silence.")
    begin(screen, qtbot, world.helena, record)
    QTest.keyClicks(screen.selected.note, "Am I too close?")
    verbs = screen.unwritten()
    screen.clear()
    for verb in verbs:
        world.opened.ask(verb)
    [draft] = world.opened.ask(share_drafts.every)
    assert draft.composition.note == "Am I too close?"
    screen.show_place(Place("composer"))
    qtbot.waitUntil(lambda: screen.selected.waiting.count == 1)
    assert not screen.model.composition.records
    screen.selected.waiting.wanted.emit(draft)
    settle(screen, qtbot)
    assert screen.model.composition.records == (record,)
    assert screen.selected.note.text() == "Am I too close?"
    screen.model.discard(draft.draft)
    qtbot.waitUntil(lambda: world.opened.ask(share_drafts.every) == ())


def test_a_draft_lies_on_the_disk_soon_after_a_change(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="Slide", as_observed="Silence.")
    begin(screen, qtbot, world.helena, record)
    with qtbot.waitSignal(screen.model.kept, timeout=4_000):
        QTest.keyClicks(screen.selected.note, "W")
    [draft] = world.opened.ask(share_drafts.every)
    assert draft.composition.note == "W"


def test_a_narrow_window_has_tabs_and_keeps_the_foot(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="Slide", as_observed="Silence.")
    begin(screen, qtbot, world.helena, record)
    screen.resize(960, 560)
    assert screen.columns.is_narrow
    assert screen.selected.isVisible()
    assert not screen.seen.isVisible()
    screen.columns.show_column("seen")
    assert screen.seen.isVisible()
    assert not screen.selected.isVisible()
    assert screen.footer.save.isVisible()
    assert screen.columns.tabs.tabText(0) == "Selected 1"


def test_without_contacts_it_says_what_to_do_first(tmp_path: Path, qtbot: QtBot) -> None:
    with open_vault(tmp_path) as opened:
        screen = ComposerScreen(opened.session)
        qtbot.addWidget(screen, before_close_func=lambda w: w.hide())
        screen.show_place(Place("composer"))
        qtbot.waitUntil(lambda: screen.stack.currentWidget() is screen.nobody)
        with qtbot.waitSignal(screen.go_to) as gone:
            screen.add_contact.click()
        assert gone.args == [Place("contacts")]


def test_nothing_holds_a_text_after_clearing(
    screen: ComposerScreen, world: World, qtbot: QtBot, qapp: QApplication
) -> None:
    record = world.write(
        title="Canary one", as_observed="Canary two and Tomás.", as_felt="Canary three"
    )
    begin(screen, qtbot, world.helena, record)
    QTest.keyClicks(screen.selected.note, "Canary four")
    settle(screen, qtbot)
    assert "Canary two" in seen(screen)
    screen.clear()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    held = [
        str(say())
        for widget in screen.findChildren(QWidget)
        for name in ("text", "toPlainText", "accessibleName", "accessibleDescription")
        if callable(say := getattr(widget, name, None))
    ]
    assert not [text for text in held if "Canary" in text or "Tomás" in text or "Helena" in text]
    assert screen.selected.model.rowCount() == 0


def test_everything_that_can_be_reached_has_a_name(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(
        title="On Tomás", as_observed="Tomás.", as_felt="F", classification="privileged"
    )
    begin(screen, qtbot, world.tomas, record)
    assert nameless(screen) == []


def test_sharing_anew_keeps_what_was_put_together_as_a_draft(
    screen: ComposerScreen, world: World, qtbot: QtBot
) -> None:
    record = world.write(title="Slide", as_observed="Silence.")
    begin(screen, qtbot, world.helena, record)
    with qtbot.waitSignal(screen.go_to) as gone:
        screen.commands()[0].trigger()
    assert gone.args == [Place("composer")]
    assert not screen.model.composition.records
    qtbot.waitUntil(lambda: screen.selected.waiting.count == 1)
    [draft] = world.opened.ask(share_drafts.every)
    assert draft.composition.records == (record,)
