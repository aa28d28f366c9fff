"""Every widget in one place: each has a name and a role, and grows with its language."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from confidant.ui import theme
from confidant.ui.widgets.sheet import Sheet
from tests.support.gallery import PAGES
from tests.support.pseudo import PseudoTranslator, pseudo

PAGE_NAMES = list(PAGES)


def shown(qtbot: QtBot, name: str, *, translated: bool = False) -> QWidget:
    widget = PAGES[name](pseudo if translated else str)
    qtbot.addWidget(widget)
    widget.show()
    QApplication.processEvents()
    layout = widget.layout()
    if layout is not None and layout.hasHeightForWidth():
        # What a scrolling page does: the height follows the width.
        widget.resize(widget.width(), layout.totalHeightForWidth(widget.width()))
    QApplication.processEvents()
    return widget


def closed(widget: QWidget) -> None:
    for sheet in widget.findChildren(Sheet):
        sheet.reject()


def focusable(widget: QWidget) -> list[QWidget]:
    return [
        child
        for child in widget.findChildren(QWidget)
        if child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and child.isVisibleTo(widget)
        and not isinstance(child, QScrollArea)
        and not child.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_everything_that_takes_the_focus_has_a_name_and_a_role(qtbot: QtBot, name: str) -> None:
    widget = shown(qtbot, name)
    found = focusable(widget)
    assert found
    for child in found:
        interface = QAccessible.queryAccessibleInterface(child)
        assert interface is not None
        said = interface.text(QAccessible.Text.Name)
        assert said, type(child).__name__
        assert interface.role() not in {QAccessible.Role.Client, QAccessible.Role.NoRole}, said
    closed(widget)


@pytest.mark.parametrize("name", PAGE_NAMES)
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("choice", ["light", "dark", "high-contrast"])
def test_every_page_is_drawn_in_every_theme_and_direction(
    qtbot: QtBot,
    qapp: QApplication,
    look: theme.Theme,
    name: str,
    direction: Qt.LayoutDirection,
    choice: theme.Choice,
) -> None:
    qapp.setLayoutDirection(direction)
    look.choose(choice)
    widget = shown(qtbot, name)
    picture = widget.grab().toImage()
    plane = look.colour("surface" if name == "texts" else "raised").name()
    corner = picture.pixelColor(2, picture.height() - 3).name()
    assert corner == plane or name == "sheet"
    closed(widget)


@pytest.fixture
def pseudo_locale(qapp: QApplication) -> Iterator[PseudoTranslator]:
    """Everything that is translated is longer and in brackets."""
    translator = PseudoTranslator(qapp)
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)
    translator.setParent(None)
    translator.deleteLater()


# What people or formats wrote: no language of the window.
DATA = (
    "70", "100", "–", "€", "word", "asparagus", "astronaut", "asymmetric", "atlas", "Signed",
    "28 November", "K7QM", "9WXE", "C3PJ", "candour", "Marcus", "board", "\u2068", "Calendar",
    "All", "Early exit", "····",
)  # fmt: skip


@pytest.mark.usefixtures("pseudo_locale")
@pytest.mark.parametrize("name", PAGE_NAMES)
def test_no_sentence_of_ours_escapes_translation(qtbot: QtBot, name: str) -> None:
    widget = shown(qtbot, name, translated=True)
    texts = [child.text() for child in widget.findChildren(QLabel)]
    texts += [child.text() for child in widget.findChildren(QAbstractButton)]
    texts += [child.placeholderText() for child in widget.findChildren(QLineEdit)]
    texts += [child.accessibleName() for child in focusable(widget)]
    ours = [text for text in texts if text and not text.startswith(DATA)]
    assert ours
    untranslated = [text for text in ours if "[" not in text]
    assert untranslated == []
    closed(widget)


@pytest.mark.usefixtures("pseudo_locale")
@pytest.mark.parametrize("name", PAGE_NAMES)
@pytest.mark.parametrize("scale", [1.0, 1.75])
def test_no_button_is_narrower_than_its_words(
    qtbot: QtBot, look: theme.Theme, name: str, scale: float
) -> None:
    look.set_scale(scale)
    widget = shown(qtbot, name, translated=True)
    for button in widget.findChildren(QAbstractButton):
        if button.text() and button.isVisible():
            assert button.width() >= button.minimumSizeHint().width(), button.text()
            assert button.height() >= button.fontMetrics().height(), button.text()
    closed(widget)
