"""What can be done on the screen of conversations, for menus, keys and palette."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from confidant.ui.commands import Command, Menu

if TYPE_CHECKING:
    from confidant.ui.inbox.view import ConversationsScreen


def commands_of(screen: "ConversationsScreen") -> tuple[Command, ...]:
    """Return the commands; their keys work on this screen only."""

    def elsewhere() -> str:
        return "" if screen.isVisible() else _tr("Open a conversation first.")

    def no_reply() -> str:
        nothing = "" if screen.page.footer.can_seal else _tr("No response or answer waits.")
        return elsewhere() or nothing

    def nothing_new() -> str:
        found = screen.talk.received
        is_file = found is not None and found.file is not None
        return elsewhere() or ("" if is_file else _tr("No received file is shown."))

    page = screen.page
    return (
        Command(
            screen,
            _tr("Add the &response"),
            page.add,
            menu=Menu.SHARE,
            icon="reply",
            keys="Ctrl+Return",
            why_not=elsewhere,
        ),
        Command(
            screen,
            _tr("&Next quoted passage"),
            page.next_passage,
            menu=Menu.VIEW,
            icon="chevron-down",
            keys="F7",
            why_not=elsewhere,
        ),
        Command(
            screen,
            _tr("Seal the re&ply…"),
            screen.ask_where,
            menu=Menu.SHARE,
            icon="file-encrypted",
            why_not=no_reply,
        ),
        Command(
            screen,
            _tr("Mark the file as &done"),
            screen.mark_done,
            menu=Menu.SHARE,
            icon="check",
            why_not=nothing_new,
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConversationCommands", text)
