"""What a verb that writes one record returns."""

from dataclasses import dataclass

from confidant.records.changes import Changes
from confidant.records.ids import RecordId


@dataclass(frozen=True, slots=True)
class Written:
    """A record that was written.

    Attributes:
        record: its id.
        revision: the number of its newest revision.
        changes: empty when what was to be written stood there already.
    """

    record: RecordId
    revision: int
    changes: Changes
