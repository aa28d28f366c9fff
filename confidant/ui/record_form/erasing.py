"""Erases from a screen, and replaces the older backups after it where the person wants that."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from confidant.records.ids import RecordId
from confidant.services import erasing
from confidant.ui.session import Session


def erase(
    session: Session,
    owner: QObject,
    record: RecordId,
    *,
    then: Callable[[], None],
    replaced: Callable[[], None] | None = None,
) -> None:
    """Erase a record for good.

    Args:
        session: the open vault.
        owner: who waits.
        record: what goes.
        then: called once it is gone.
        replaced: older backups shall be replaced by a fresh proved one; called when they were.
            What hinders it is told by the window, and they are still there.
    """
    clock = session.clock

    def gone(_erasure: erasing.Erasure) -> None:
        then()
        if replaced is not None:
            verb = partial(erasing.replace_backups, progress=session.progress())
            session.read(session, verb, lambda _done: replaced())

    session.write(owner, lambda vault: erasing.erase(vault, clock, records=(record,)), gone)


def replaced_words() -> str:
    """Return the sentence about backups that were replaced."""
    return QCoreApplication.translate(
        "Erasing", "The older backups are replaced by a new one that was checked."
    )
