"""Buttons, chips, choices, fields, sections: what they are to keys, eyes and screen readers."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from confidant.ui import theme
from confidant.ui.clipboard import KDE_HINT
from confidant.ui.widgets.banner import Banner, BannerStack
from confidant.ui.widgets.buttons import Button, IconButton, Kind
from confidant.ui.widgets.chip import Chip, ChipButton
from confidant.ui.widgets.choices import CheckBox, ComboBox, RadioButton
from confidant.ui.widgets.empty_state import EmptyState
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.ghost_line import GhostLine
from confidant.ui.widgets.inputs import LineEdit, PassphraseField, SearchField
from confidant.ui.widgets.labels import Label, plain_tooltip
from confidant.ui.widgets.section import Section
from confidant.ui.widgets.segments import Segments, Tabs
from tests.support.keys import click, press, write

ROLE = QAccessible.Role
TEXT = QAccessible.Text


def spoken(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


@pytest.mark.parametrize("kind", list(Kind))
def test_a_button_is_as_wide_as_its_words_and_is_pressed_by_return_and_space(
    qtbot: QtBot, kind: Kind
) -> None:
    short, long = Button("Keep", kind), Button("Keep this for a very long time", kind, icon="seal")
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert long.minimumSizeHint().width() > short.minimumSizeHint().width() + 100
    pressed = []
    short.clicked.connect(lambda: pressed.append(kind))
    short.show()
    press(short, Qt.Key.Key_Return)
    press(short, Qt.Key.Key_Space)
    assert pressed == [kind, kind]


def test_the_ring_is_drawn_after_a_key_and_not_after_a_click(qtbot: QtBot) -> None:
    button = Button("Keep")
    qtbot.addWidget(button)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    button.clearFocus()
    click(button)
    assert button.hasFocus()
    assert not button.shows_ring
    press(button, Qt.Key.Key_Shift)
    assert button.shows_ring


def test_a_button_is_never_pressed_by_return_elsewhere_in_a_sheet() -> None:
    assert not Button("Seal this decision", Kind.PRIMARY).autoDefault()


def test_an_icon_button_has_a_name_and_a_place_to_hit(qtbot: QtBot) -> None:
    button = IconButton("share", "Share <this>")
    qtbot.addWidget(button)
    assert spoken(button).text(TEXT.Name) == "Share <this>"
    assert spoken(button).role() == ROLE.Button
    assert "&lt;this&gt;" in button.toolTip()
    assert min(button.sizeHint().width(), button.sizeHint().height()) >= 32


def test_a_chip_is_a_label_and_a_chosen_chip_a_check_box(qtbot: QtBot) -> None:
    chip, choice = Chip("Confidential", icon="shield"), ChipButton("Challenge")
    qtbot.addWidget(chip)
    qtbot.addWidget(choice)
    assert spoken(chip).role() == ROLE.StaticText
    assert spoken(choice).role() == ROLE.CheckBox
    choice.show()
    press(choice, Qt.Key.Key_Space)
    assert choice.isChecked()


def test_labels_never_render_markup(qtbot: QtBot) -> None:
    label = Label("<b>x</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() > Label("x").sizeHint().width() * 3
    assert plain_tooltip("<img src=x>") == "<p>&lt;img src=x&gt;</p>"


def test_a_wrapped_label_does_not_widen_its_page(qtbot: QtBot) -> None:
    label = Label("word " * 200, wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() <= 80
    assert label.minimumSizeHint().height() < 40
    assert label.heightForWidth(300) > label.heightForWidth(600) * 1.5


@pytest.mark.parametrize("make", [CheckBox, RadioButton])
def test_choices_are_taken_anywhere_on_their_words(
    qtbot: QtBot, make: type[CheckBox] | type[RadioButton]
) -> None:
    choice = make("By telephone")
    qtbot.addWidget(choice)
    choice.resize(choice.sizeHint())
    choice.show()
    end = QPoint(choice.width() - 4, choice.height() - 4)
    click(choice, end)
    assert choice.isChecked()


def test_a_combo_box_is_changed_by_keys_and_not_by_scrolling_past(qtbot: QtBot) -> None:
    combo = ComboBox([("a", "Tactical"), ("b", "Strategic")])
    qtbot.addWidget(combo)
    combo.show()
    press(combo, Qt.Key.Key_Down)
    assert combo.chosen == "b"
    combo.choose("a")
    assert combo.currentText() == "Tactical"


def test_segments_tell_the_key_and_go_on_with_the_arrows(qtbot: QtBot) -> None:
    segments = Segments("View", [("list", "List"), ("time", "Timeline")])
    qtbot.addWidget(segments)
    segments.show()
    assert segments.current == "list"
    with qtbot.waitSignal(segments.chosen) as heard:
        segments.choose("time")
    assert heard.args == ["time"]
    first = segments.findChildren(QRadioButton)[0]
    assert spoken(first).role() == ROLE.RadioButton


def test_tabs_tell_the_key(qtbot: QtBot) -> None:
    tabs = Tabs("Doubts", [("open", "Open"), ("all", "All")])
    qtbot.addWidget(tabs)
    with qtbot.waitSignal(tabs.chosen) as heard:
        tabs.setCurrentIndex(1)
    assert heard.args == ["all"]
    tabs.set_text("open", "Open 5")
    assert tabs.tabText(0) == "Open 5"


def test_a_field_names_its_input_and_says_what_is_wrong(qtbot: QtBot) -> None:
    field = Field("Decide &by", LineEdit(), help_text="A day.")
    qtbot.addWidget(field)
    field.show()
    assert spoken(field.editor).text(TEXT.Name) == "Decide by"
    assert spoken(field.editor).text(TEXT.Description) == "A day."
    field.show_error("This is not a day. Write 28 November.")
    assert field.error == "This is not a day. Write 28 November."
    assert spoken(field.editor).text(TEXT.Description) == field.error
    assert field.editor.property("wrong") == "true"
    field.clear_error()
    assert field.error == ""
    assert spoken(field.editor).text(TEXT.Description) == "A day."
    assert field.editor.property("wrong") == "false"


def test_an_error_does_not_move_the_words_in_a_field(qtbot: QtBot) -> None:
    field = Field("Name", LineEdit())
    qtbot.addWidget(field)
    field.show()
    line = field.editor
    assert isinstance(line, QLineEdit)
    line.setText("x")
    line.ensurePolished()
    before = line.sizeHint().height(), line.cursorRect().x()
    line.setProperty("wrong", "true")
    field.show_error("Wrong. Do it again.")
    assert (line.sizeHint().height(), line.cursorRect().x()) == before


def test_escape_empties_a_search_before_it_leaves(qtbot: QtBot) -> None:
    search = SearchField("Search the journal")
    qtbot.addWidget(search)
    search.show()
    write(search, "rent")
    press(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert spoken(search).text(TEXT.Name) == "Search the journal"


def test_a_passphrase_is_bullets_until_the_eye_is_pressed(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    write(field, "secret")
    assert field.displayText() == "•" * 6
    eye = field.findChild(IconButton)
    assert isinstance(eye, IconButton)
    eye.click()
    assert field.displayText() == "secret"
    assert eye.accessibleName() == "Hide the passphrase"
    field.hide_text()
    assert field.displayText() == "•" * 6


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_a_passphrase_never_runs_under_its_eye(
    qtbot: QtBot, qapp: QApplication, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.resize(200, 36)
    field.show()
    write(field, "a passphrase that is longer than its field is wide")
    eye = field.findChild(IconButton)
    assert isinstance(eye, IconButton)
    rtl = direction == Qt.LayoutDirection.RightToLeft
    press(field, Qt.Key.Key_Home if rtl else Qt.Key.Key_End)
    assert not field.cursorRect().adjusted(4, 0, -4, 0).intersects(eye.geometry())


@pytest.mark.parametrize("name", ["leading", "trailing"])
def test_the_focus_ring_moves_no_word(qtbot: QtBot, name: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    line = LineEdit("Name", parent=holder)
    line.setProperty(name, "true")
    line.setGeometry(10, 10, 200, 36)
    button = Button("Keep", parent=holder)
    with qtbot.waitActive(holder):
        holder.show()
        holder.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    before = line.cursorRect()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert line.cursorRect().topLeft() == before.topLeft()


def test_a_hidden_passphrase_cannot_be_copied(qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("before")
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    field.show()
    write(field, "secret")
    field.selectAll()
    press(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "before"
    clipboard.clear()


def test_a_section_folds_by_keys_and_says_so(qtbot: QtBot) -> None:
    section = Section("Premortem")
    qtbot.addWidget(section)
    section.body.addWidget(Label("Cause"))
    section.set_state("4 causes")
    section.show()
    heading = section.heading
    assert spoken(heading).role() == ROLE.Button
    assert spoken(heading).text(TEXT.Name) == "Premortem"
    assert spoken(heading).text(TEXT.Description) == "folded, 4 causes"
    assert not section.content.isVisible()
    press(heading, Qt.Key.Key_Right)
    assert section.content.isVisible()
    assert spoken(heading).text(TEXT.Description) == "unfolded, 4 causes"
    press(heading, Qt.Key.Key_Right)
    assert section.content.isVisible()
    press(heading, Qt.Key.Key_Left)
    assert not section.content.isVisible()
    press(heading, Qt.Key.Key_Space)
    assert section.content.isVisible()


def test_a_section_unfolds_to_its_whole_height_when_things_may_move(
    qtbot: QtBot, look: theme.Theme
) -> None:
    look.set_movement(movement=True)
    section = Section("Options")
    qtbot.addWidget(section)
    section.body.addWidget(Label("One"))
    section.show()
    section.set_open(is_open=True)
    qtbot.waitUntil(lambda: section.content.maximumHeight() > 10_000)
    assert section.content.isVisible()


def test_a_section_follows_the_eye_from_right_to_left(qtbot: QtBot, qapp: QApplication) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    section = Section("Options")
    qtbot.addWidget(section)
    section.show()
    press(section.heading, Qt.Key.Key_Left)
    assert section.heading.is_open


def test_a_banner_is_there_only_while_it_has_something_to_say(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    banner = Banner("", parent=holder)
    holder.show()
    assert banner.isHidden()
    banner.say("The disk is full.", "danger")
    assert banner.isVisible()
    assert banner.sentence == "The disk is full."
    banner.say("")
    assert banner.isHidden()


def test_a_new_banner_of_one_cause_takes_the_place_of_the_old(qtbot: QtBot) -> None:
    stack = BannerStack()
    qtbot.addWidget(stack)
    stack.show()
    stack.show_banner("disk", "The disk is full.")
    second = stack.show_banner("disk", "The disk is still full.", can_close=True)
    qtbot.waitUntil(second.isVisible)
    shown = [b.sentence for b in stack.findChildren(Banner) if b.isVisible()]
    assert shown == ["The disk is still full."]
    close = [b for b in second.findChildren(Button) if b.text() == "Close"]
    close[0].click()
    assert not second.isVisible()


def test_an_empty_state_grows_with_its_words(qtbot: QtBot) -> None:
    empty = EmptyState("doubt", "No open doubts", "That may be true.", primary=Button("New doubt"))
    qtbot.addWidget(empty)
    empty.resize(500, 400)
    empty.show()
    one_line = empty.sentences.height()
    empty.set_words("No open doubts", "That may be true. " * 20)
    qtbot.waitUntil(lambda: empty.sentences.height() > one_line * 2)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_chips_wrap_and_none_lies_outside(
    qtbot: QtBot, qapp: QApplication, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.setSpacing(6)
    chips = [Chip(f"Competency number {n}") for n in range(12)]
    for chip in chips:
        flow.addWidget(chip)
    holder.resize(400, flow.heightForWidth(400))
    holder.show()
    boxes = [chip.geometry() for chip in chips]
    assert len({box.top() for box in boxes}) > 2
    assert all(holder.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    first, second = boxes[0].left(), boxes[1].left()
    assert (first > second) == (direction == Qt.LayoutDirection.RightToLeft)


def made_line(qtbot: QtBot, text: str) -> LineEdit:
    line = LineEdit("Name")
    qtbot.addWidget(line)
    line.show()
    line.setText(text)
    line.selectAll()
    return line


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_line_copies_and_cuts_what_is_marked_as_secret(qtbot: QtBot) -> None:
    line = made_line(qtbot, "Marcus")
    press(line, Qt.Key.Key_C, CONTROL)
    data = QApplication.clipboard().mimeData()
    assert data.text() == "Marcus"
    assert data.hasFormat(KDE_HINT)
    press(line, Qt.Key.Key_X, CONTROL)
    assert line.text() == ""
    line.undo()
    assert line.text() == "Marcus"
    QApplication.clipboard().clear()


def test_the_menu_of_a_line_copies_and_cuts_in_the_same_way(qtbot: QtBot) -> None:
    line = made_line(qtbot, "Marcus")
    for name, left in (("edit-copy", "Marcus"), ("edit-cut", "")):
        QApplication.clipboard().clear()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
        QApplication.sendEvent(line, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = menu.findChild(QAction, name)
        assert isinstance(action, QAction)
        action.trigger()
        menu.close()
        assert QApplication.clipboard().mimeData().hasFormat(KDE_HINT)
        assert line.text() == left
    QApplication.clipboard().clear()


def test_the_expected_ending_is_taken_by_right_or_end_and_drawn_only_in_focus(
    qtbot: QtBot,
) -> None:
    line = GhostLine("Word")
    qtbot.addWidget(line)
    line.resize(200, 36)
    with qtbot.waitActive(line):
        line.show()
        line.activateWindow()
    line.setFocus()
    write(line, "anc")
    plain = line.grab().toImage()
    line.set_ending("hor")
    assert line.grab().toImage() != plain
    with qtbot.waitSignal(line.textEdited) as heard:
        press(line, Qt.Key.Key_Right)
    assert heard.args == ["anchor"]
    assert line.ending == ""
    assert not line.take_ending()
