"""Which screens there are, and on which of them a record is shown."""

from confidant.ui.composer.view import ComposerScreen
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place, place_of
from confidant.ui.preferences import PreferenceStore
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.settings.view import SettingsScreen

ON_RAIL = (JournalScreen, DoubtsScreen, DecisionsScreen, ConversationsScreen)
AT_FOOT = (SettingsScreen,)
OFF_RAIL = (ContactsScreen, ComposerScreen)

__all__ = ["AT_FOOT", "FIRST", "OFF_RAIL", "ON_RAIL", "icon_of", "make", "place_of"]

FIRST = Place(JournalScreen.name)
_ICONS = {"entry": "journal", "doubt": "doubt", "decision": "decision", "forecast": "target"}


def icon_of(kind: str) -> str:
    """Return the name of the picture that stands for a kind."""
    return _ICONS.get(kind, "conversation")


def make(session: Session, preferences: PreferenceStore) -> list[tuple[Screen, bool, bool]]:
    """Build every screen: (screen, on the rail, at its foot)."""
    return [
        *((made(session), True, False) for made in ON_RAIL),
        (SettingsScreen(session, preferences), True, True),
        *((made(session), False, False) for made in OFF_RAIL),
    ]
