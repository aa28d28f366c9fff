"""What can be done on the screen of conversations, for menus, keys and palette."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from confidant.ui.commands import Command, Menu


@dataclass(frozen=True)
class Doing:
    """What the commands run, and what they ask first: `can_seal`, `has_file`."""

    add: Callable[[], object]
    next_passage: Callable[[], object]
    seal: Callable[[], object]
    mark_done: Callable[[], object]
    can_seal: Callable[[], bool]
    has_file: Callable[[], bool]


def commands_of(screen: QWidget, doing: Doing) -> tuple[Command, ...]:
    """Return the commands; their keys work while `screen` is shown only."""

    def elsewhere() -> str:
        return "" if screen.isVisible() else _tr("Open a conversation first.")

    def no_reply() -> str:
        return elsewhere() or ("" if doing.can_seal() else _tr("No response or answer waits."))

    def no_file() -> str:
        return elsewhere() or ("" if doing.has_file() else _tr("No received file is shown."))

    add, following = _tr("Add the &response"), _tr("&Next quoted passage")
    seal, done = _tr("Seal the re&ply…"), _tr("Mark the file as &done")
    made = partial(Command, screen, menu=Menu.SHARE)
    moves = partial(Command, screen, menu=Menu.VIEW)
    return (
        made(add, doing.add, icon="reply", keys="Ctrl+Return", why_not=elsewhere),
        moves(following, doing.next_passage, icon="chevron-down", keys="F7", why_not=elsewhere),
        made(seal, doing.seal, icon="file-encrypted", why_not=no_reply),
        made(done, doing.mark_done, icon="check", why_not=no_file),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConversationCommands", text)
