"""An entry of a journal, before it becomes a record."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from confidant.transfer.dates import Stamp


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as the journal has it."""

    stamp: Stamp
    title: str = field(repr=False)
    body: str = field(repr=False)
    starred: bool
    where: str = field(repr=False)
    line: int | None
    tags: Sequence[str] | None = field(default=None, repr=False)
    native_id: str | None = field(default=None, repr=False)
