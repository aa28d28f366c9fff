"""What can be set: a part is a preference of this computer, a part protects and is in the vault."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from confidant.services import settings
from confidant.ui import language, theme
from confidant.ui.lock_guard import (
    IDLE_CHOICES,
    IDLE_DEFAULT,
    IDLE_SETTING,
    OFF,
    SCREEN_SETTING,
    SLEEP_SETTING,
)
from confidant.ui.preferences import PreferenceStore, ThemeChoice
from confidant.ui.session import Session

ON = "yes"


@dataclass(frozen=True)
class LockSettings:
    """When the open vault locks by itself."""

    idle_minutes: int
    on_sleep: bool
    on_screen_lock: bool


class SettingsViewModel(QObject):
    """Reads and changes settings; each change applies at once."""

    locking_changed = Signal(object)
    saved = Signal()

    def __init__(
        self, session: Session, preferences: PreferenceStore, parent: QObject | None = None
    ) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._session = session
        self._preferences = preferences

    @property
    def preferences(self) -> PreferenceStore:
        """This computer's preferences."""
        return self._preferences

    @property
    def can_change_locking(self) -> bool:
        """Whether the vault takes changes."""
        return not self._session.read_only

    def load(self) -> None:
        """Read the vault's settings; `locking_changed` follows."""
        self._session.read(self, settings.every, self._loaded, key="settings")

    def set_idle_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a sign of life."""
        self._put(IDLE_SETTING, str(minutes))

    def set_on_sleep(self, *, locks: bool) -> None:
        """Lock when the computer goes to sleep."""
        self._put(SLEEP_SETTING, ON if locks else OFF)

    def set_on_screen_lock(self, *, locks: bool) -> None:
        """Lock when the screen locks."""
        self._put(SCREEN_SETTING, ON if locks else OFF)

    def set_theme(self, choice: ThemeChoice) -> None:
        """Take another look."""
        self._preferences.change(theme=choice)
        theme.current().choose(choice)

    def set_scale(self, scale: float | None) -> None:
        """Take another size of text; None follows the system."""
        theme.current().set_scale(scale)
        self._preferences.change(text_scale=scale)

    def set_movement(self, *, movement: bool) -> None:
        """Let things move, or not."""
        self._preferences.change(movement=movement)
        theme.current().set_movement(movement=movement)

    def set_language(self, tag: str) -> None:
        """Take another language; windows that are made from now on speak it."""
        self._preferences.change(language=tag)
        application = QCoreApplication.instance()
        if application is not None:
            language.use(application, tag)

    def set_remember_vaults(self, *, remember: bool) -> None:
        """Keep the list of vaults that were opened, or forget it now."""
        current = self._preferences.change(remember_vaults=remember)
        self._preferences.replace(current.with_vault(self._session.directory))

    def _put(self, name: str, value: str) -> None:
        verb = partial(settings.put, clock=self._session.clock, name=name, value=value)
        self._session.write(self, verb, lambda _written: self.saved.emit())

    def _loaded(self, values: Mapping[str, str]) -> None:
        minutes = values.get(IDLE_SETTING, "")
        known = {str(choice): choice for choice in IDLE_CHOICES}
        self.locking_changed.emit(
            LockSettings(
                known.get(minutes, IDLE_DEFAULT),
                values.get(SLEEP_SETTING) != OFF,
                values.get(SCREEN_SETTING) != OFF,
            )
        )
