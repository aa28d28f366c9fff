"""Quick capture: a thought that is kept at once, or stays a draft until somebody comes back.

There is one capture draft in a vault. It belongs to no record until it is kept.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, cast, get_args

from confidant.compat import override
from confidant.environment import Clock
from confidant.records import canonical
from confidant.records.changes import Changes
from confidant.records.ids import RecordId
from confidant.services import drafts, journal
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.records.canonical import JsonValue
    from confidant.vault.vault import Vault

CaptureKind: TypeAlias = Literal["entry", "doubt", "decision"]
DRAFT: Final = RecordId(b"quick capture".ljust(16, b"\0"))
"""The draft's place in the table of drafts; no record has this id, since ids are drawn."""
_KIND: Final = "capture"


@dataclass(frozen=True)
class Capture:
    """What was typed so far; `kind` is what it becomes."""

    text: str = ""
    kind: CaptureKind = "entry"
    tags: tuple[str, ...] = ()
    classification: str = ""

    @override
    def __repr__(self) -> str:
        """Show the kind only."""
        return f"Capture({self.kind})"


def load(vault: "Vault") -> Capture | None:
    """Return what was typed and neither kept nor discarded."""
    draft = vault.draft(DRAFT)
    if draft is None:
        return None
    fields = canonical.decode_object(draft.data)
    kind, tags = fields.get("becomes"), fields.get("tags")
    return Capture(
        text=str(fields.get("text", "")),
        kind=cast("CaptureKind", kind) if kind in get_args(CaptureKind) else "entry",
        tags=tuple(map(str, tags)) if isinstance(tags, list) else (),
        classification=str(fields.get("classification", "")),
    )


def save(vault: "Vault", *, capture: Capture) -> Changes:
    """Keep what was typed as the draft."""
    fields: dict[str, JsonValue] = {
        "text": capture.text,
        "becomes": capture.kind,
        "tags": [*capture.tags],
        "classification": capture.classification,
    }
    return drafts.save(vault, record=DRAFT, kind=_KIND, fields=fields)


def keep(vault: "Vault", clock: Clock, *, capture: Capture) -> Written:
    """Write the record and drop the draft, in one transaction.

    Raises:
        EmptyRecordError: nothing was typed.
        InvalidValueError: a tag that does not fit.
    """
    plain = journal.captured(
        clock,
        text=capture.text,
        kind=capture.kind,
        tags=capture.tags,
        fields={"classification": capture.classification or None},
    )
    body = journal.build(plain)
    with vault.transaction() as tx:
        made = journal.store(tx, body, ts=clock.now_ms())
        tx.drop_draft(DRAFT)
    return Written(made.record, made.rev, tx.changes)


def discard(vault: "Vault") -> Changes:
    """Forget the draft. There is no undo."""
    return drafts.discard(vault, record=DRAFT)
