from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.navigation import Place
from confidant.ui.screen import Screen
from confidant.ui.theme.theme import Theme
from tests.support.deciding import OPTIONS, decision, forecast
from tests.support.pseudo import PseudoTranslator
from tests.support.sessions import OpenVault, open_vault
from tests.support.shown import settle, shown


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


@pytest.fixture
def _pseudo(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator(qapp)
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def plain(screen: Screen) -> list[str]:
    """Return the words on the screen that no translator has seen."""
    found: list[str] = []
    widgets: list[QLabel | QPushButton] = [
        *screen.findChildren(QLabel),
        *screen.findChildren(QPushButton),
    ]
    for widget in widgets:
        text = widget.text()
        shown_words = widget.isVisibleTo(screen) and any(c.isalpha() for c in text)
        if shown_words and "]" not in text:
            found.append(text)
    return found


@pytest.mark.usefixtures("_pseudo")
def test_every_word_of_a_decision_is_translated(opened: OpenVault, qtbot: QtBot) -> None:
    record = decision(
        opened,
        "[Title]",
        options=[{"title": "[One]"}, {"title": "[Two]"}],
        premortem=[{"text": "[He bluffs]", "p": 2500}],
        state_of_mind={"energy": 2},
    )
    forecast(opened, record, "[He accepts]")
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        for number in range(1, len(screen.page.sections) + 1):
            screen.page.jump(number)
        settle(screen.session, qtbot)
        assert plain(screen) == []


@pytest.mark.usefixtures("_pseudo")
def test_every_word_of_the_doubts_is_translated(opened: OpenVault, qtbot: QtBot) -> None:
    with shown(DoubtsScreen(opened.session), qtbot) as screen:
        assert plain(screen) == []
        screen.new_doubt()
        settle(screen.session, qtbot)
        assert plain(screen) == []


def test_nothing_is_cut_at_large_text_in_a_small_window(
    opened: OpenVault, qtbot: QtBot, look: Theme
) -> None:
    record = decision(opened, leaning="Early exit", options=OPTIONS, confidence=7000)
    look.set_scale(1.75)
    with shown(DecisionsScreen(opened.session), qtbot, Place("decisions", record)) as screen:
        screen.window().resize(960, 590)
        settle(screen.session, qtbot)
        area = screen.page._scroll
        inner = area.widget()
        assert inner is not None
        assert inner.width() <= area.viewport().width()
        assert inner.minimumSizeHint().width() <= area.viewport().width()
        for widget in screen.page.findChildren(QWidget):
            if isinstance(widget, QPushButton) and widget.isVisible():
                assert widget.width() >= widget.sizeHint().width()
