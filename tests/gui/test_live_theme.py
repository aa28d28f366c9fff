"""A change of look reaches what is shown already."""

from pytestqt.qtbot import QtBot

from confidant.ui.theme import Role, Theme
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.labels import Label


def test_a_change_of_scale_reaches_the_fonts_that_are_shown(look: Theme, qtbot: QtBot) -> None:
    label, button = Label("Journal", Role.TITLE), Button("Write")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.show()
    look.set_scale(2.0)
    assert label.font().pixelSize() == 44
    assert button.font().pixelSize() == 28
    look.choose("dark")
    assert label.font().pixelSize() == 44


def test_another_tone_leaves_the_font_alone(look: Theme, qtbot: QtBot) -> None:
    label = Label("Passphrase", Role.UI)
    qtbot.addWidget(label)
    label.show()
    look.set_scale(2.0)
    label.set_role(Role.UI_STRONG)
    label.set_tone("muted")
    assert label.font().pixelSize() == 28
    assert label.font().weight() == 600
