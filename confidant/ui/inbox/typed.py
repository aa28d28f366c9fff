"""What is being typed in a conversation, and its draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QObject, QTimer

from confidant.compat import override
from confidant.records import ids
from confidant.records.canonical import JsonValue
from confidant.records.ids import RecordId
from confidant.services import drafts
from confidant.ui.session import Session
from confidant.vault.vault import Vault

PAUSE_MS: Final = 1_200
"""After the last key; with the writing itself a draft lies on the disk within two seconds."""

Kind: TypeAlias = Literal["response", "answer"]
_FORM_FIELD: Final[Mapping[Kind, str]] = {"response": "form", "answer": "outcome"}
_PLAIN: Final = ("text", "altitude", "answer_by", "private_note")


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A response or an answer that is not finished.

    Attributes:
        record: the id that it has or will have.
        kind: which of the two.
        target: what it is about: a record, or the response that is answered.
        rev: the revision of the target, as its author counts.
        form: form of a response, outcome of an answer.
        text: what is said.
        quote: the passage, as its author wrote it; empty for none.
        altitude: empty for none.
        answer_by: ISO day, empty for none.
        private_note: stays here.
    """

    record: RecordId
    kind: Kind
    target: RecordId
    rev: int
    form: str
    text: str = ""
    quote: str = ""
    altitude: str = ""
    answer_by: str = ""
    private_note: str = ""

    @override
    def __repr__(self) -> str:
        """Show kind and id only."""
        return f"Typed({self.kind} {ids.to_c32(self.record)})"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.text.strip() and not self.private_note.strip()

    def fields(self) -> dict[str, JsonValue]:
        """Return the fields of the draft."""
        about: dict[str, JsonValue] = {"target": ids.to_b64(self.target), "rev": max(1, self.rev)}
        if self.quote:
            about["quote"] = self.quote
        plain: dict[str, JsonValue] = {name: getattr(self, name) for name in _PLAIN}
        return {**plain, "about": about, _FORM_FIELD[self.kind]: self.form}


def read(record: RecordId, kind: Kind, fields: Mapping[str, JsonValue]) -> Typed | None:
    """Return what a draft holds, None where it is about nothing."""
    about = fields.get("about")
    target = about.get("target") if isinstance(about, dict) else None
    if not isinstance(about, dict) or not isinstance(target, str):
        return None
    rev, quote = about.get("rev"), about.get("quote")
    plain = {name: str(fields.get(name) or "") for name in _PLAIN}
    return Typed(
        record=record,
        kind=kind,
        target=ids.from_b64(target),
        rev=rev if isinstance(rev, int) else 1,
        form=str(fields.get(_FORM_FIELD[kind]) or ""),
        quote=quote if isinstance(quote, str) else "",
        **plain,
    )


def find(vault: Vault, kind: Kind, targets: frozenset[RecordId]) -> Typed | None:
    """Return the latest draft about one of some records. Runs on the vault thread."""
    for draft in vault.drafts():
        if draft.kind != kind:
            continue
        fields = drafts.load(vault, record=draft.record)
        typed = read(draft.record, kind, fields) if fields else None
        if typed is not None and typed.target in targets:
            return typed
    return None


class TypedKeeper(QObject):
    """Writes what is typed as a draft, soon after the last key."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._session = session
        self._typed: Typed | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.write)

    def touch(self, typed: Typed) -> None:
        """Say what stands there now."""
        if not self._session.read_only:
            self._typed = typed
            self._timer.start()

    def write(self) -> None:
        """Write now what is unwritten; does not wait."""
        for verb in self.unwritten():
            self._session.keep(verb)
        self.forget()

    def unwritten(self) -> tuple[Callable[[Vault], object], ...]:
        """Return the verb that writes what is unwritten."""
        return (partial(_write, self._typed),) if self._typed is not None else ()

    def forget(self) -> None:
        """Drop what is unwritten: it was kept, or thrown away."""
        self._timer.stop()
        self._typed = None


def _write(typed: Typed, vault: Vault) -> object:
    if typed.is_empty:
        return drafts.discard(vault, record=typed.record)
    return drafts.save(vault, record=typed.record, kind=typed.kind, fields=typed.fields())
