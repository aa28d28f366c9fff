from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from confidant.records.decision import Decision
from confidant.services import drafts
from confidant.ui.commands import Command
from confidant.ui.decisions.options import OptionEditor, OptionsEditor
from confidant.ui.decisions.sections import FieldSection
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.navigation import Place
from confidant.ui.record_form.lists import PartsEditor
from tests.support.deciding import OPTIONS, body, day, decision, forecast, forecast_body
from tests.support.keys import click, press, write
from tests.support.outline import check_outline, nameless
from tests.support.sessions import OpenVault, open_vault
from tests.support.shown import settle, shown


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def command(screen: DecisionsScreen, keys: str) -> Command:
    found = next(one for one in screen.commands() if one.shortcut().toString() == keys)
    found.refresh()
    return found


def section(screen: DecisionsScreen, key: str) -> FieldSection:
    found = next(one for one in screen.page.sections if one.spec.key == key)
    assert isinstance(found, FieldSection)
    found.unfold()
    return found


def options(screen: DecisionsScreen) -> list[OptionEditor]:
    editor = screen.page.options.editors["options"]
    return [one for one in editor.editors if isinstance(one, OptionEditor)]  # type: ignore[attr-defined] # a list


def test_a_decision_is_written_in_a_minute(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DecisionsScreen(opened.session), qtbot) as screen:
        command(screen, "Ctrl+Shift+N").trigger()
        settle(screen.session, qtbot)
        head = screen.page.head
        write(head.title, "Offer the lease an early exit")
        write(head.leaning.edit, "Early exit")
        head.sure.probability.slider.setFocus()
        press(head.sure.probability.slider, Qt.Key.Key_7)
        press(head.sure.probability.slider, Qt.Key.Key_0)
        head.decide_by.field.setFocus()
        write(head.decide_by.field, "+7")
        write(head.doubt.edit, "He bluffs")
        command(screen, "Ctrl+S").trigger()
        settle(screen.session, qtbot)
        assert screen.form.record is not None
        made = body(opened, screen.form.record)
        assert made.title == "Offer the lease an early exit"
        assert (made.leaning, made.confidence) == ("Early exit", 7000)
        assert (made.decide_by, made.biggest_doubt) == (day(opened, 7), "He bluffs")
        assert made.status == "pending"


def test_typing_becomes_a_draft_within_two_seconds(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DecisionsScreen(opened.session), qtbot) as screen:
        said: list[str] = []
        screen.status.connect(said.append)
        screen.new_decision()
        settle(screen.session, qtbot)
        write(screen.page.head.title, "Half a question")
        qtbot.waitUntil(lambda: bool(said) and said[-1].startswith("Saved"), timeout=3000)
        record = screen.form.record
        assert record is not None
        kept = opened.ask(lambda vault: drafts.load(vault, record=record))
        assert kept is not None
        assert kept["title"] == "Half a question"


def test_another_decision_opens_only_after_this_one_is_kept(
    opened: OpenVault, qtbot: QtBot
) -> None:
    first, second = decision(opened, "First"), decision(opened, "Second")
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", first)) as screen:
        write(screen.page.head.doubt.edit, "A doubt")
        screen.show_place(Place("decisions", second))
        settle(screen.session, qtbot)
        assert body(opened, first).biggest_doubt == "A doubt"
        assert screen.page.head.title.text() == "Second"


def test_alt_and_a_digit_unfolds_a_section(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        known = screen.page.sections[1]
        assert [one.heading.is_open for one in screen.page.sections[:2]] == [True, False]
        screen.page.head.title.setFocus()
        press(screen.page.head.title, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert known.heading.is_open
        assert known.heading.hasFocus()


def test_every_section_unfolds_with_a_name_for_everything(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(
        opened,
        options=OPTIONS,
        premortem=[{"text": "He bluffs", "p": 2500}],
        assumptions=[{"text": "Rents fall"}],
        state_of_mind={"energy": 2, "feelings": [{"word": "tired", "intensity": 4}]},
        review_on=[day(opened, 30), day(opened, 90)],
    )
    forecast(opened, record)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        for number in range(1, len(screen.page.sections) + 1):
            screen.page.jump(number)
        settle(screen.session, qtbot)
        assert nameless(screen) == []
        check_outline(screen, "decision-unfolded")
        screen.page.commit()
        assert not screen.form.keeper.is_dirty
        before = body(opened, record)
        screen.form.typed("title")
        screen.save()
        settle(screen.session, qtbot)
        assert body(opened, record) == before


def test_texts_and_lists_of_texts_are_kept(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        known = section(screen, "knowns")
        knowns = known.editors["knowns"]
        knowns.add()  # type: ignore[attr-defined] # a list
        knowns.add()  # type: ignore[attr-defined] # a list
        first, second = knowns.editors  # type: ignore[attr-defined] # a list
        write(first.edit, "The slot is free")
        write(second.edit, " ")
        screen.save()
        settle(screen.session, qtbot)
        assert body(opened, record).knowns == ("The slot is free",)


def test_options_are_numbered_and_the_leaning_has_a_word(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, leaning="early exit", options=OPTIONS)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        cards = options(screen)
        assert [card.number.text() for card in cards] == ["1", "2", "3"]
        assert [card.chip.text() for card in cards] == ["Rejected", "Leaning", "Open"]
        click(cards[2].lean)
        assert screen.page.head.leaning.edit.text() == "Sub-let"
        assert [card.chip.text() for card in cards] == ["Rejected", "Open", "Leaning"]
        screen.save()
        settle(screen.session, qtbot)
        assert body(opened, record).leaning == "Sub-let"
        assert (
            body(opened, record).options
            == Decision(status="pending", options=body(opened, record).options).options
        )


def test_alt_o_adds_an_option_with_a_line_for_it(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        command(screen, "Alt+O").trigger()
        qtbot.waitUntil(
            lambda: len(options(screen)) == 1 and options(screen)[0].title.edit.hasFocus()
        )
        (card,) = options(screen)
        write(card.title.edit, "Early exit")
        good = card._parts["good"]
        good.add()  # type: ignore[attr-defined] # a list
        write(good.editors[0].edit, "Frees a team")  # type: ignore[attr-defined] # a list
        screen.save()
        settle(screen.session, qtbot)
        (made,) = body(opened, record).options or ()
        assert (made.title, made.good) == ("Early exit", ("Frees a team",))


def test_a_removed_option_comes_back_by_undo(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, options=OPTIONS)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        editor = screen.page.options.editors["options"]
        assert isinstance(editor, OptionsEditor)
        with qtbot.waitSignal(screen.done) as said:
            editor.remove(editor.editors[1])
        assert [card.title.value() for card in options(screen)] == ["Stay to term", "Sub-let"]
        assert said.args is not None
        said.args[1]()
        assert [card.title.value() for card in options(screen)] == [
            "Stay to term",
            "Early exit",
            "Sub-let",
        ]


def test_two_options_are_asked_about_once(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, options=OPTIONS[:2])
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        nudge = screen.page.options._nudge
        assert nudge is not None
        assert nudge.isVisible()
        buttons = {button.text(): button for button in nudge.findChildren(QPushButton)}
        click(buttons["Two are enough"])
        assert not nudge.isVisible()
        screen.form.reload(record)
        settle(screen.session, qtbot)
        assert screen.page.options._nudge is not None
        assert not screen.page.options._nudge.isVisible()


def test_best_likely_and_worst_say_what_they_sum_to(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(
        opened,
        best={"text": "Leaves early", "p": 2000},
        likely={"text": "Leaves", "p": 5000},
        worst={"text": "Stays", "p": 2000},
    )
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        chances = section(screen, "chances")
        assert "sums to 90 %, 10 missing" in chances.heading.accessibleDescription()


def test_a_cause_becomes_a_tripwire(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, premortem=[{"text": "Maasvlakte slips"}])
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        causes = section(screen, "premortem").editors["premortem"]
        assert isinstance(causes, PartsEditor)
        buttons = {b.text(): b for b in causes.findChildren(QPushButton)}
        click(buttons["Make it a tripwire"])
        screen.save()
        settle(screen.session, qtbot)
        (wire,) = body(opened, record).tripwires or ()
        assert wire.signal == "Maasvlakte slips"


def test_what_the_rules_refuse_is_said_at_its_section(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, options=[{"title": "One"}])
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        (card,) = options(screen)
        card.title.edit.selectAll()
        press(card.title.edit, Qt.Key.Key_Delete)
        write(card.description.edit, "A description without a name")
        screen.save()
        settle(screen.session, qtbot)
        assert screen.page.options.shown_fields["options"].error
        assert body(opened, record).options[0].title == "One"  # type: ignore[index] # one option
        write(card.title.edit, "Named")
        screen.save()
        settle(screen.session, qtbot)
        assert not screen.page.options.shown_fields["options"].error


def test_the_slider_of_a_forecast_is_kept_when_it_rests(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    held = forecast(opened, record, p=7000)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        settle(screen.session, qtbot)
        (row,) = screen.page.forecasts.table.rows
        assert row.chance is not None
        press(row.chance.slider, Qt.Key.Key_PageUp)
        qtbot.waitUntil(lambda: forecast_body(opened, held).p == 7500)


def test_a_moved_slider_is_written_at_a_lock(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    held = forecast(opened, record, p=7000)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        settle(screen.session, qtbot)
        (row,) = screen.page.forecasts.table.rows
        assert row.chance is not None
        press(row.chance.slider, Qt.Key.Key_PageUp)
        assert screen.session.close(screen.unwritten()) == []
    opened.reopen()
    assert forecast_body(opened, held).p == 7500


def test_the_status_can_be_taken_back(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        with qtbot.waitSignal(screen.done) as said:
            screen.page.head.status.chosen.emit("draft")
        assert screen.form.text("status") == "draft"
        assert said.args is not None
        said.args[1]()
        assert screen.page.head.status.current == "pending"


def test_sharing_offers_the_saved_decision(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        with qtbot.waitSignal(screen.share_requested) as offered:
            click(screen.page.head.share)
        assert offered.args == [(record,)]


def test_a_felt_card_says_that_it_stays(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(opened, as_felt="I want this over.")
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        assert section(screen, "mind").spec.felt
        check_outline(section(screen, "mind"), "decision-mind")
