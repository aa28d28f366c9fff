"""What looks for cut and untranslated words finds them."""

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.fitting import clipped, untranslated

OWN = frozenset({"The silence after the slide"})


def shown(qtbot: QtBot, *words: str) -> tuple[QWidget, list[QLabel]]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    labels = [QLabel(one, window) for one in words]
    for number, label in enumerate(labels):
        label.setGeometry(0, 40 * number, 300, 30)
    window.show()
    return window, labels


def test_a_label_that_is_too_narrow_or_too_low_is_found(qtbot: QtBot) -> None:
    window, (narrow, low, fine) = shown(qtbot, "A long sentence", "Another", "Fine")
    narrow.resize(20, 30)
    low.resize(300, 5)
    assert fine.width() == 300
    assert len(clipped(window)) == 2


def test_wrapped_words_that_lack_a_line_are_found(qtbot: QtBot) -> None:
    window, (label,) = shown(qtbot, "Words that need more than one line " * 4)
    label.setWordWrap(True)
    label.resize(120, 20)
    assert len(clipped(window)) == 1
    label.resize(120, 290)
    assert clipped(window) == []


def test_a_button_that_reaches_out_of_its_window_is_found(qtbot: QtBot) -> None:
    window, _ = shown(qtbot)
    button = QPushButton("Save", window)
    button.setGeometry(350, 10, 100, 30)
    button.show()
    assert len(clipped(window)) == 1


def test_only_words_of_the_person_may_stand_untranslated(qtbot: QtBot) -> None:
    window, _ = shown(
        qtbot, "Forgotten", "[Tŕáñšlátéd~~]", "The silence", "21 November 2026", "70 % · The slide"
    )
    assert untranslated(window, OWN) == ["Forgotten", "70 % · The slide"]
