"""The look: faces, sizes, colours, icons, and that widgets follow when it changes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from confidant.errors import BugError
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.icons import DIRECTIONAL, icon_names
from confidant.ui.theme.style_sheet import style_sheet
from confidant.ui.theme.theme import tokens_for
from confidant.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.labels import Label


def ink(role: Role, text: str = "Confidant") -> int:
    """How much paint the text takes."""
    image = QImage(400, 60, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(theme.current().font(role))
    painter.drawText(10, 40, text)
    painter.end()
    return sum(255 - byte for byte in bytes(image.constBits()))


def darkest(image: QImage) -> QColor:
    """The most opaque pixel of an icon."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda colour: colour.alpha())


def test_all_eight_faces_are_loaded(look: theme.Theme) -> None:
    assert len(look.faces.loaded) == 8
    assert look.faces.missing == ()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_its_own_face_and_not_a_substitute(look: theme.Theme, role: Role) -> None:
    font = look.font(role)
    assert QFontInfo(font).family() == role.value.family
    assert font.pixelSize() == role.value.size
    assert QFontInfo(font).weight() == role.value.weight


def test_semibold_is_heavier_than_regular() -> None:
    assert ink(Role.UI_STRONG) > ink(Role.UI) * 1.15


@pytest.mark.parametrize("role", [Role.READ, Role.UI, Role.NUMBER])
def test_figures_are_equally_wide(look: theme.Theme, role: Role) -> None:
    metrics = QFontMetrics(look.font(role))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_the_theme_is_installed_once(qapp: QApplication, look: theme.Theme) -> None:
    assert theme.install(qapp, choice="dark") is look
    assert look.tokens is LIGHT


def test_a_chosen_theme_changes_palette_and_style_sheet(
    qapp: QApplication, look: theme.Theme
) -> None:
    look.choose("dark")
    assert look.tokens is DARK
    assert qapp.palette().window().color() == QColor(DARK.surface)
    assert DARK.raised in qapp.styleSheet()
    assert LIGHT.raised not in qapp.styleSheet()


SCHEME = Qt.ColorScheme
CONTRAST = Qt.ContrastPreference


@pytest.mark.parametrize(
    ("choice", "scheme", "contrast", "tokens"),
    [
        ("system", SCHEME.Dark, CONTRAST.NoPreference, DARK),
        ("system", SCHEME.Light, CONTRAST.NoPreference, LIGHT),
        ("system", SCHEME.Unknown, CONTRAST.NoPreference, LIGHT),
        ("system", SCHEME.Light, CONTRAST.HighContrast, HIGH_CONTRAST),
        ("light", SCHEME.Dark, CONTRAST.HighContrast, LIGHT),
        ("dark", SCHEME.Light, CONTRAST.NoPreference, DARK),
        ("high-contrast", SCHEME.Light, CONTRAST.NoPreference, HIGH_CONTRAST),
    ],
)
def test_the_system_is_followed_only_when_asked_to(
    choice: theme.Choice, scheme: Qt.ColorScheme, contrast: Qt.ContrastPreference, tokens: Tokens
) -> None:
    assert tokens_for(choice, scheme, contrast) is tokens


@pytest.mark.parametrize(("wanted", "given"), [(0.1, 0.9), (1.25, 1.25), (9.0, 2.0)])
def test_the_scale_stays_within_its_limits(look: theme.Theme, wanted: float, given: float) -> None:
    look.set_scale(wanted)
    assert look.scale == given


def test_nothing_scaled_stays_nothing_and_hair_lines_are_not_invented(look: theme.Theme) -> None:
    look.set_scale(2.0)
    assert look.px(0) == 0
    assert look.px(8) == 16


def test_fonts_paddings_and_controls_follow_the_scale(look: theme.Theme, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = QVBoxLayout(widget)
    look.pad(layout, spacing=8, margins=(16, 12, 16, 12))
    label, button = Label("Text", Role.READ), Button("Keep")
    layout.addWidget(label)
    layout.addWidget(button)
    before = button.sizeHint()
    look.set_scale(2.0)
    assert label.font().pixelSize() == 34
    assert (layout.spacing(), layout.contentsMargins().left()) == (16, 32)
    assert button.sizeHint().height() == 72
    assert button.sizeHint().width() > before.width() * 1.8


def test_no_movement_takes_no_time(look: theme.Theme) -> None:
    assert look.duration(120) == 0
    look.set_movement(movement=True)
    assert look.duration(120) == 120


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_draws_in_the_colour_of_its_token(look: theme.Theme, name: str) -> None:
    image = look.pixmap(name, "danger", 20, 2.0).toImage()
    assert (image.width(), image.height()) == (40, 40)
    shade = darkest(image)
    assert shade.alpha() > 200
    wanted = QColor(LIGHT.danger)
    assert abs(shade.red() - wanted.red()) < 8
    assert abs(shade.blue() - wanted.blue()) < 8


def test_icons_are_drawn_anew_after_a_change_of_theme(look: theme.Theme) -> None:
    before = look.pixmap("lock", "accent", 20)
    assert look.pixmap("lock", "accent", 20).cacheKey() == before.cacheKey()
    look.choose("dark")
    assert darkest(look.pixmap("lock", "accent", 20).toImage()).red() > 100


@pytest.mark.parametrize("name", sorted(DIRECTIONAL))
def test_icons_with_a_direction_are_mirrored(
    qapp: QApplication, look: theme.Theme, name: str
) -> None:
    plain = look.pixmap(name, "ink", 24).toImage()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert look.pixmap(name, "ink", 24).toImage() == plain.flipped(Qt.Orientation.Horizontal)
    assert look.pixmap("clock", "ink", 24).toImage() != plain


def test_an_unknown_icon_is_a_bug(look: theme.Theme) -> None:
    with pytest.raises(BugError):
        look.pixmap("unicorn")


def test_hair_lines_have_the_colour_of_lines() -> None:
    sheet = style_sheet(LIGHT, 1.0)
    assert f"border-bottom: 1px solid {LIGHT.line};" in sheet
    assert f"QSplitter::handle {{ background: {LIGHT.line}; }}" in sheet
