"""Which screens there are, and on which of them a record is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication

from confidant.ui.backups.keeper import BackupKeeper
from confidant.ui.backups.view import BackupsScreen
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

__all__ = ["FIRST", "Planned", "icon_of", "place_of", "plan"]

FIRST = Place(JournalScreen.name)
_ICONS = {"entry": "journal", "doubt": "doubt", "decision": "decision", "forecast": "target"}


def icon_of(kind: str) -> str:
    """Return the name of the picture that stands for a kind."""
    return _ICONS.get(kind, "conversation")


@dataclass(frozen=True)
class Planned:
    """A screen that can be built: its words and picture are there before it is."""

    screen: type[Screen]
    title: str
    build: Callable[[], Screen]
    on_rail: bool = False
    at_foot: bool = False

    @property
    def name(self) -> str:
        """The name of the place."""
        return self.screen.name


def plan(
    session: Session, preferences: PreferenceStore, keeper: BackupKeeper | None = None
) -> list[Planned]:
    """Return every screen, in the order in which menus and palette name what it can do."""
    keeper = keeper or BackupKeeper(session, session)
    tr = QCoreApplication.translate
    return [
        _on_rail(JournalScreen, tr("JournalScreen", "Journal"), session),
        _on_rail(DoubtsScreen, tr("DoubtsScreen", "Doubts"), session),
        _on_rail(DecisionsScreen, tr("DecisionsScreen", "Decisions"), session),
        _on_rail(ConversationsScreen, tr("ConversationsScreen", "Conversations"), session),
        Planned(
            SettingsScreen,
            tr("SettingsScreen", "Settings"),
            partial(SettingsScreen, session, preferences),
            on_rail=True,
            at_foot=True,
        ),
        Planned(ContactsScreen, tr("ContactsScreen", "Contacts"), partial(ContactsScreen, session)),
        Planned(ComposerScreen, tr("ComposerScreen", "Share"), partial(ComposerScreen, session)),
        Planned(
            BackupsScreen,
            tr("BackupsScreen", "Backups"),
            partial(BackupsScreen, session, keeper),
        ),
    ]


def _on_rail(
    screen: type[JournalScreen | DoubtsScreen | DecisionsScreen | ConversationsScreen],
    title: str,
    session: Session,
) -> Planned:
    return Planned(screen, title, partial(screen, session), on_rail=True)
