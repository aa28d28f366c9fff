"""Erases from a screen; the older backups go after it where the person wants that."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from confidant.records.ids import RecordId
from confidant.services import erasing
from confidant.ui.session import Session


def erase(
    session: Session,
    owner: QObject,
    record: RecordId,
    *,
    then: Callable[[], None],
    replaces_backups: bool = False,
) -> None:
    """Erase a record for good.

    Args:
        session: the open vault.
        owner: who waits.
        record: what goes.
        then: called once it is gone.
        replaces_backups: older backups shall be replaced by a fresh proved one. The vault
            remembers that at once; who makes backups does it, and the window says how far it is.
    """
    verb = partial(
        erasing.erase, clock=session.clock, records=(record,), replaces_backups=replaces_backups
    )

    def gone(_erasure: erasing.Erasure) -> None:
        then()
        if replaces_backups:
            session.replacement_wanted.emit()

    session.write(owner, verb, gone)
