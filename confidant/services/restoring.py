"""Going back to what a record said before: as a new revision, nothing is lost by it."""

from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.errors import WrongKindError
from confidant.records.body import Common
from confidant.records.ids import RecordId
from confidant.services import journal, lookup
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.vault.vault import Vault


def restore(vault: "Vault", clock: Clock, *, record: RecordId, revision: int) -> Written:
    """Write what an older revision said as a new one. The star stays as it is now.

    Raises:
        ForeignRecordError: somebody else wrote the record.
        RevisionNotFoundError, RecordErasedError: there is no such revision any more.
        SealedFieldError, TransitionError, InvalidValueError: it may not be said any more.
    """
    present = journal.mine(vault, record)
    old = lookup.whole(vault.revision(record, revision))
    if not isinstance(old, Common) or type(old) is not type(present):
        raise WrongKindError(wanted=present.kind, found=old.kind)
    new = old.with_changes(starred=present.starred)
    present.check_change(new)
    return journal.keep(vault, clock, record=record, body=new)
