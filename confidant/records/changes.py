"""What a use case touched, so that a window repaints only that."""

import msgspec

from confidant.records.ids import RecordId


class Changes(msgspec.Struct, frozen=True):
    """Kinds and ids that changed, each once, in the order of the first change."""

    touched: tuple[tuple[str, RecordId], ...] = ()

    @classmethod
    def of(cls, kind: str, record: RecordId) -> "Changes":
        """Return the change of one record."""
        return cls(((kind, record),))

    def __or__(self, other: "Changes") -> "Changes":
        """Return both."""
        return Changes(tuple(dict.fromkeys((*self.touched, *other.touched))))

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return bool(self.touched)

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds that changed."""
        return frozenset(kind for kind, _ in self.touched)

    @property
    def records(self) -> frozenset[RecordId]:
        """Return the ids that changed."""
        return frozenset(record for _, record in self.touched)


NO_CHANGES = Changes()
