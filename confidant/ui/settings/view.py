"""The settings page: one page, sections, every change at once."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from confidant import __version__
from confidant.compat import override
from confidant.ui import language, theme
from confidant.ui.commands import Command, Menu
from confidant.ui.lock_guard import IDLE_CHOICES
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore, ThemeChoice
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.settings.about import AboutSheet
from confidant.ui.settings.backups_card import BackupsCard
from confidant.ui.settings.keys_card import KeysCard
from confidant.ui.settings.view_model import LockSettings, SettingsViewModel
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import CheckBox, ComboBox
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label

_WIDTH = 760
_THEMES: tuple[ThemeChoice, ...] = ("system", "light", "dark", "high-contrast")
_SCALES = ("0.9", "1.0", "1.1", "1.25", "1.5", "1.75", "2.0")


class SettingsScreen(Screen):
    """Lock · Passphrase and recovery · Backups · Look · Language · This computer · About."""

    name = "settings"
    icon = "settings"

    def __init__(
        self, session: Session, preferences: PreferenceStore, parent: QWidget | None = None
    ) -> None:
        """Build the page with what is set now."""
        super().__init__(session, parent)
        self._model = SettingsViewModel(session, preferences, self)
        self._model.locking_changed.connect(self._show_locking)
        self._model.saved.connect(lambda: self.status.emit(self.tr("Saved")))
        self._build()
        theme.current().changed.connect(self._show_scale)

    @override
    def title(self) -> str:
        return self.tr("Settings")

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(self, self.tr("&About Confidant…"), self._about, menu=Menu.HELP, icon="info"),
        )

    @override
    def show_place(self, place: Place) -> None:
        self._model.load()
        self.keys.load()
        self.backups.load()

    @override
    def clear(self) -> None:
        self.backups.clear()

    def _build(self) -> None:
        column = QVBoxLayout()
        theme.current().pad(column, spacing=16, margins=(40, 24, 40, 24))
        column.addWidget(Label(self.title(), Role.DISPLAY))
        self.keys = KeysCard(self.session)
        self.keys.said.connect(lambda said: self.done.emit(said, None))
        self.backups = BackupsCard(self.session)
        self.backups.wanted.connect(lambda: self.go_to.emit(Place("backups")))
        for card in (
            self._lock(),
            self.keys,
            self.backups,
            self._look(),
            self._language(),
            self._computer(),
            self._made(),
        ):
            column.addWidget(card)
        column.addStretch(1)
        inner = QWidget()
        inner.setProperty("page", "true")
        inner.setLayout(column)
        inner.setMaximumWidth(theme.current().px(_WIDTH))
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _lock(self) -> Card:
        card = _card(self.tr("Lock"))
        minutes = [(str(m), self.tr("%n minutes", "", m)) for m in IDLE_CHOICES]
        self.idle = ComboBox(minutes)
        self.idle.activated.connect(
            lambda _index: self._model.set_idle_minutes(int(self.idle.chosen))
        )
        self.on_sleep = CheckBox(self.tr("Lock when the computer goes to sleep"))
        self.on_sleep.toggled.connect(lambda on: self._model.set_on_sleep(locks=on))
        self.on_screen_lock = CheckBox(self.tr("Lock when the screen is locked"))
        self.on_screen_lock.toggled.connect(lambda on: self._model.set_on_screen_lock(locks=on))
        sentence = self.tr(
            "Locking closes the vault and forgets its keys. What you are writing is kept. "
            "It cannot be set to never."
        )
        card.column.addWidget(
            Field(self.tr("Lock after nothing was done for"), self.idle, help_text=sentence)
        )
        card.column.addWidget(self.on_sleep)
        card.column.addWidget(self.on_screen_lock)
        for widget in (self.idle, self.on_sleep, self.on_screen_lock):
            widget.setEnabled(self._model.can_change_locking)
        return card

    def _look(self) -> Card:
        card = _card(self.tr("Look"))
        preferences = self._model.preferences.current
        self.colours = ComboBox(
            (
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
                ("high-contrast", self.tr("High contrast")),
            )
        )
        self.colours.choose(preferences.theme)
        self.colours.activated.connect(lambda index: self._model.set_theme(_THEMES[index]))
        self.scale = ComboBox(
            (
                ("", self.tr("As the system")),
                *((s, self.locale().toString(round(float(s) * 100)) + "\u00a0%") for s in _SCALES),
            )
        )
        self.scale.activated.connect(
            lambda _index: self._model.set_scale(float(self.scale.chosen or 0) or None)
        )
        self.movement = CheckBox(self.tr("Let things move when they open and close"))
        self.movement.setChecked(preferences.movement)
        self.movement.toggled.connect(lambda on: self._model.set_movement(movement=on))
        self._show_scale()
        card.column.addWidget(Field(self.tr("Colours"), self.colours))
        card.column.addWidget(Field(self.tr("Size of text"), self.scale))
        card.column.addWidget(self.movement)
        return card

    def _language(self) -> Card:
        card = _card(self.tr("Language"))
        names = ((tag, language.name_of(tag)) for tag in language.available())
        self.language = ComboBox((("", self.tr("As the system")), *names))
        self.language.choose(self._model.preferences.current.language)
        self.language.activated.connect(
            lambda _index: self._model.set_language(self.language.chosen)
        )
        sentence = self.tr("Dates follow at once, words after the next unlock.")
        card.column.addWidget(
            Field(self.tr("Language of the window"), self.language, help_text=sentence)
        )
        return card

    def _computer(self) -> Card:
        card = _card(self.tr("This computer"))
        self.remember = CheckBox(self.tr("Remember which vaults were opened here"))
        self.remember.setChecked(self._model.preferences.current.remember_vaults)
        self.remember.toggled.connect(lambda on: self._model.set_remember_vaults(remember=on))
        sentence = self.tr(
            "The list holds folders only and makes unlocking quicker. Switching it off empties it."
        )
        card.column.addWidget(self.remember)
        card.column.addWidget(Label(sentence, Role.SMALL, "subtle", wrap=True))
        capture = self.tr(
            "Confidant does not keep other programs from recording the screen. Lock it before you "
            "share the screen."
        )
        card.column.addWidget(Label(capture, Role.SMALL, "subtle", wrap=True))
        return card

    def _made(self) -> Card:
        card = _card(self.tr("About"))
        card.column.addWidget(Label(self.tr("Confidant %1").replace("%1", __version__)))
        self.about = Button(self.tr("Versions and licences…"))
        self.about.clicked.connect(self._about)
        card.column.addWidget(self.about, 0, Qt.AlignmentFlag.AlignLeading)
        return card

    def _show_scale(self) -> None:
        stored = self._model.preferences.current.text_scale
        near = "" if stored is None else min(_SCALES, key=lambda s: abs(float(s) - stored))
        with QSignalBlocker(self.scale):
            self.scale.choose(near)

    def _show_locking(self, settings: LockSettings) -> None:
        blocked = [QSignalBlocker(w) for w in (self.idle, self.on_sleep, self.on_screen_lock)]
        self.idle.choose(str(settings.idle_minutes))
        self.on_sleep.setChecked(settings.on_sleep)
        self.on_screen_lock.setChecked(settings.on_screen_lock)
        del blocked

    def _about(self) -> None:
        AboutSheet(self).open()


def _card(title: str) -> Card:
    card = Card("plain", spacing=12)
    card.column.addWidget(Label(title, Role.H3))
    return card
