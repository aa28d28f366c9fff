"""Which screens there are, and on which of them a record is shown."""

from confidant.records.ids import RecordId
from confidant.ui.composer.view import ComposerScreen
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.doubts.view import DoubtsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.settings.view import SettingsScreen

ON_RAIL: tuple[type[Screen], ...] = (
    JournalScreen,
    DoubtsScreen,
    DecisionsScreen,
    ConversationsScreen,
)
AT_FOOT: tuple[type[Screen], ...] = (SettingsScreen,)
OFF_RAIL: tuple[type[Screen], ...] = (ContactsScreen, ComposerScreen)

FIRST = Place(JournalScreen.name)
_SCREENS = {
    "entry": JournalScreen.name,
    "doubt": DoubtsScreen.name,
    "decision": DecisionsScreen.name,
    "forecast": DecisionsScreen.name,
    "review": DecisionsScreen.name,
    "contact": ContactsScreen.name,
}
"""Kind of a record of mine → the screen that shows it; every other kind is a conversation's."""

_ICONS = {"entry": "journal", "doubt": "doubt", "decision": "decision", "forecast": "target"}


def place_of(record: RecordId, kind: str, *, mine: bool) -> Place:
    """Return where a record is shown."""
    name = _SCREENS.get(kind, ConversationsScreen.name) if mine else ConversationsScreen.name
    return Place(name, record)


def icon_of(kind: str) -> str:
    """Return the name of the picture that stands for a kind."""
    return _ICONS.get(kind, "conversation")


def make(session: Session) -> list[tuple[Screen, bool, bool]]:
    """Build every screen: (screen, on the rail, at its foot)."""
    return [
        *((made(session), True, False) for made in ON_RAIL),
        *((made(session), True, True) for made in AT_FOOT),
        *((made(session), False, False) for made in OFF_RAIL),
    ]
