"""Puts the screens of an open vault into its window, and takes everything apart again."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from confidant.bundles.inspect import kind_of
from confidant.errors import ExpectedError, NotABundleError, NotReadableError
from confidant.ui.backups.keeper import BackupKeeper
from confidant.ui.backups.view import BackupsScreen
from confidant.ui.capture.view import CaptureSheet
from confidant.ui.commands import Command, Menu
from confidant.ui.composer.view import ComposerScreen
from confidant.ui.contacts.view import ContactsScreen
from confidant.ui.file_dialogs import open_file
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.journal.view import JournalScreen
from confidant.ui.navigation import Place
from confidant.ui.preferences import PreferenceStore
from confidant.ui.screen import Screen
from confidant.ui.session import Session
from confidant.ui.shell import places
from confidant.ui.shell.building import ScreenBuilder
from confidant.ui.shell.chain_watch import ChainWatch
from confidant.ui.shell.key_reminders import KeyReminders
from confidant.ui.shell.locking import Locking
from confidant.ui.shell.main_window import MainWindow
from confidant.ui.shell.palette import CommandPalette
from confidant.ui.shell.palette_delegate import FoundRecord
from confidant.ui.shell.places import Planned
from confidant.ui.shell.record_lookup import RecordLookup
from confidant.ui.shell.safekeeping import Safekeeping
from confidant.ui.shell.shell_commands import ShellCommands

_HEAD = 65_536
"""Bytes that tell a bundle from a card."""


class Desk(QObject):
    """The window of an open vault with everything on it. Exists as long as the session."""

    lock_requested = Signal()
    leave_requested = Signal()
    """Lock, and show what can be done with the vault: restore a backup, save what is readable."""

    def __init__(
        self,
        application: QApplication,
        session: Session,
        preferences: PreferenceStore,
        *,
        first_time: bool = False,
    ) -> None:
        """Build window and screens; nothing is shown before `show`.

        Args:
            application: its events tell whether somebody is there.
            session: the open vault; closed by `close`.
            preferences: look and sizes.
            first_time: whether the vault was made just now: its first entry is begun.
        """
        super().__init__(application)
        self.session = session
        self._first_time = first_time
        self.window = MainWindow(session, preferences)
        self._locking = Locking(application, session, self.window)
        self._locking.lock_requested.connect(self.lock_requested)
        self.window.lock_requested.connect(self.lock_requested)
        self._lookup = RecordLookup(session, self)
        self.palette: CommandPalette | None = None
        self.keeper = BackupKeeper(session, self)
        self._safekeeping = Safekeeping(session, self.keeper, self.window)
        self._safekeeping.leave_requested.connect(self.leave_requested)
        plan = places.plan(session, preferences, self.keeper)
        self.builder = ScreenBuilder(self.window, plan)
        self.builder.built.connect(self._built)
        self._add_commands(preferences, plan)
        self.window.file_dropped.connect(self.open_path)
        self._chain = ChainWatch(session, self)
        self._chain.failed.connect(self._safekeeping.chain_failed)
        self._reminders = KeyReminders(session, self.window)

    def show(self, place: Place | None = None) -> None:
        """Show the window at `place`, by default the journal, and begin to verify the chain."""
        self.window.go(place or places.FIRST)
        self.window.show()
        self.builder.start()
        self._chain.start()
        self._safekeeping.start()
        self.keeper.start()
        self._reminders.start()
        journal = self.window.screen_named(JournalScreen.name)
        if self._first_time and isinstance(journal, JournalScreen):
            journal.new_entry()

    def close(self, *, quitting: bool = False) -> list[ExpectedError]:
        """Write what is unwritten, destroy the window, close the vault.

        Args:
            quitting: copy what changed since the newest backup too; `keeper.finish` proves it.

        Returns:
            Why something that was typed could not be written: that text is gone.
        """
        self._locking.stop()
        self.builder.stop()
        self.keeper.stop()
        last_words = list(self.window.unwritten())
        if quitting:
            last_words.append(self.keeper.last_copy())
        self.window.tear_down()
        failures = self.session.close(last_words)
        self.window.hide()
        self.window.deleteLater()
        self.deleteLater()
        return failures

    def share(self, records: object) -> None:
        """Open the composer; what it is offered is not selected by that."""
        composer = self.window.screen_named(ComposerScreen.name)
        if isinstance(composer, ComposerScreen) and isinstance(records, tuple):
            self.window.go(Place(ComposerScreen.name))
            composer.offer(records)

    def capture(self) -> None:
        """Open quick capture over whatever is there."""
        CaptureSheet(self.session, self.window).open()

    def open_palette(self) -> None:
        """Open the command palette."""
        self.palette = CommandPalette(self.window.commands, self._lookup, self.window)
        self.palette.record_chosen.connect(self._go_to_found)
        self.palette.open()

    def ask_for_file(self) -> None:
        """Ask for a received file or a card."""
        open_file(self.window, self.tr("Open a received file"), self.open_path)

    def open_path(self, path: object) -> None:
        """Open a received file or a card, whichever it is."""
        if not isinstance(path, Path):
            return
        try:
            with path.open("rb") as file:
                kind = kind_of(file.read(_HEAD))
        except OSError:
            self.window.show_error(NotReadableError(name=path.name))
            return
        conversations = self.window.screen_named(ConversationsScreen.name)
        contacts = self.window.screen_named(ContactsScreen.name)
        if kind == "card" and isinstance(contacts, ContactsScreen):
            self.window.go(Place(ContactsScreen.name))
            contacts.add_card(path)
        elif kind == "neither":
            self.window.show_error(NotABundleError())
        elif isinstance(conversations, ConversationsScreen):
            self.window.go(Place(ConversationsScreen.name))
            conversations.open_file(path)

    def _built(self, screen: Screen) -> None:
        screen.share_requested.connect(self.share)
        if isinstance(screen, BackupsScreen):
            screen.restore_requested.connect(self.leave_requested)

    def _go_to_found(self, found: FoundRecord) -> None:
        self.window.go(found.place)

    def _add_commands(self, preferences: PreferenceStore, plan: Sequence[Planned]) -> None:
        window = self.window
        shell = ShellCommands(
            window, preferences, open_palette=self.open_palette, open_file=self.ask_for_file
        )
        window.add_commands(
            Command(
                window,
                self.tr("Quick &capture…"),
                self.capture,
                menu=Menu.FILE,
                icon="add",
                keys="Ctrl+J",
            ),
            Command(
                window,
                self.tr("Bac&kups and checks…"),
                lambda: window.go(Place(BackupsScreen.name)),
                menu=Menu.FILE,
                icon="history",
            ),
            *shell.file_commands(),
            *shell.view_commands(),
            *shell.place_commands(
                tuple((p.name, p.title, p.screen.icon) for p in plan if p.on_rail)
            ),
        )
