"""The share that is being put together: what is selected, what it comes to, its draft."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from confidant.errors import ExpectedError
from confidant.records.changes import NO_CHANGES, Changes
from confidant.records.ids import RecordId
from confidant.services import aliases, composing, contacts, drafts, share_drafts, sharing
from confidant.services.composing import Composition, Look, Ticked
from confidant.services.contacts import ContactNote
from confidant.services.share_drafts import ShareDraft
from confidant.services.sharing import Shared
from confidant.ui.session import Session
from confidant.vault.rows import RecordRow
from confidant.vault.vault import Vault

TYPING_MS: Final = 250
"""After the last key the preview follows."""
DRAFT_MS: Final = 1_200
"""After the last change a draft is written; it lies on the disk within two seconds."""
_CHECKED: Final = frozenset({"contact", "alias"})


@dataclass(frozen=True, slots=True, repr=False)
class Desk:
    """Whom one can share with, and the shares that wait."""

    contacts: tuple[ContactNote, ...] = ()
    waiting: tuple[ShareDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What writing a draft returns."""

    changes: Changes


class ComposerModel(QObject):
    """Holds a `Composition` and asks what it comes to after every change.

    `composed` follows a change of the composition by somebody else than a field; `looked` a new
    `look`; `desk_changed` other contacts or drafts; `found` gives records to add; `kept` follows
    a draft on the disk; `shared` gives a `Shared`; `refused` the error that kept a file from being
    made.
    """

    composed = Signal()
    looked = Signal()
    desk_changed = Signal()
    found = Signal(object)
    kept = Signal()
    shared = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Begin with nothing selected."""
        super().__init__(parent)
        self.session = session
        self.composition = Composition()
        self.look = Look()
        self.desk = Desk()
        self.offered: tuple[RecordId, ...] = ()
        self.is_current = True
        self.is_sealing = False
        self._draft: RecordId | None = None
        self._unsaved = False
        self._begun = False
        self._look_soon = self._timer(TYPING_MS, self._look)
        self._keep_soon = self._timer(DRAFT_MS, self.keep)
        session.changed.connect(self._changed)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was selected or written yet."""
        made = self.composition
        return not (made.records or made.note.strip() or made.reason or made.authority)

    @property
    def count(self) -> int:
        """How many records would leave."""
        return len(self.look.preview.items) if self.look.preview else 0

    # Beginning and ending.

    def begin(self, contact: RecordId | None = None) -> None:
        """Show what is there; a contact that is named becomes the one it is for."""
        self._begun = True
        self._load_desk()
        if contact is not None and contact != self.composition.contact:
            self.choose_contact(contact)
        else:
            self._look()

    def start_anew(self) -> None:
        """Begin with nothing; a draft of what was there before stays."""
        contact = self.composition.contact
        self._reset(Composition(contact=contact))

    def go_on_with(self, draft: ShareDraft) -> None:
        """Go on with a share that waits."""
        self._reset(draft.composition)
        self._draft = draft.draft

    def discard(self, draft: RecordId) -> None:
        """Forget a share that waits."""
        if draft == self._draft:
            self._draft = None
        self._write_draft(partial(share_drafts.discard, draft=draft))

    def clear(self) -> None:
        """Forget everything; what is unwritten must be written before."""
        self._stop()
        self.composition, self.look, self.desk = Composition(), Look(), Desk()
        self.offered = ()
        self._draft, self._unsaved, self._begun = None, False, False
        self.is_current, self.is_sealing = True, False

    # Changing what leaves.

    def choose_contact(self, contact: RecordId | None) -> None:
        """Say whom it is for: what was settled and overridden for another no longer holds."""
        self._change(contact=contact, left=frozenset(), confirmed=frozenset(), unverified=False)
        self.composed.emit()

    def add(self, record: RecordId) -> None:
        """Select a record."""
        if record not in self.composition.records:
            self._change(records=(*self.composition.records, record))

    def remove(self, record: RecordId) -> None:
        """Take a record out, with what was ticked for it."""
        ticked = {r: one for r, one in self.composition.ticked.items() if r != record}
        records = tuple(one for one in self.composition.records if one != record)
        self._change(records=records, ticked=ticked)

    def tick_field(self, record: RecordId, field: str, *, on: bool) -> None:
        """Let a private field of a record go, or keep it."""
        ticked = self.ticked(record)
        fields = ticked.fields | {field} if on else ticked.fields - {field}
        self._tick(record, replace(ticked, fields=fields))

    def tick_attachment(self, record: RecordId, sha256: bytes, *, on: bool) -> None:
        """Let an attachment go, or keep it."""
        ticked = self.ticked(record)
        files = ticked.attachments | {sha256} if on else ticked.attachments - {sha256}
        self._tick(record, replace(ticked, attachments=files))

    def rename_attachment(self, record: RecordId, sha256: bytes, name: str) -> None:
        """Give an attachment another name in the file; an empty one gives its own back."""
        ticked = self.ticked(record)
        names = {key: one for key, one in ticked.names.items() if key != sha256}
        if name.strip():
            names[sha256] = name.strip()
        self._tick(record, replace(ticked, names=names))

    def ticked(self, record: RecordId) -> Ticked:
        """Return what was let go of a record."""
        return self.composition.ticked.get(record, Ticked())

    def set_blind(self, *, on: bool) -> None:
        """Ask for the reader's own estimate first, or not."""
        self._change(blind=on)

    def set_respond_by(self, day: str | None) -> None:
        """Wish for an answer by a day."""
        self._change(respond_by=day)

    def type_note(self, text: str) -> None:
        """Take a few words to go with it."""
        self._change(soon=True, note=text)

    def type_reason(self, reason: str, authority: str) -> None:
        """Take why it leaves, and who allowed it."""
        self._change(soon=True, reason=reason, authority=authority)

    def allow_unverified(self, *, on: bool) -> None:
        """Share with somebody who is not verified, or not."""
        self._change(unverified=on)

    def leave_name(self, name: str) -> None:
        """Let a name stand as it is."""
        self._change(left=self.composition.left | {name})

    def use_alias(self, name: str, alias: str, *, is_ordinary: bool) -> None:
        """Put an alias where a name stands; the dictionary keeps it for this contact."""
        if is_ordinary:
            self._change(confirmed=self.composition.confirmed | {name})
            return
        verb = partial(
            aliases.put,
            clock=self.session.clock,
            name=name,
            alias=alias,
            category="person",
            contact=self.composition.contact,
        )
        self.session.write(self, verb, failed=self.refused.emit)

    # Finding records to add.

    def search(self, query: str) -> None:
        """Look for records to add; `found` follows."""
        verb = partial(composing.candidates, query=query, offered=self.offered)
        self.session.read(self, verb, self._found, key="candidates")

    # Drafts and the file.

    def keep(self) -> None:
        """Write the draft now, if something is unwritten."""
        verb = self._draft_verb()
        if verb is not None:
            self._write_draft(verb, told=True)

    def unwritten(self) -> tuple[Callable[[Vault], object], ...]:
        """Return the verb that writes the draft, for a lock."""
        verb = self._draft_verb()
        return (verb,) if verb is not None else ()

    def save(self, folder: Path) -> None:
        """Seal what is selected as one file in a folder; `shared` or `refused` follows."""
        note, draft = self.look.contact, self._draft
        if note is None or self.is_sealing:
            return
        session, selection = self.session, self.composition.selection
        self.is_sealing = True
        output = folder / sharing.suggested_file_name(session.entropy)

        def verb(vault: Vault) -> Shared:
            made = sharing.share(
                vault,
                session.clock,
                session.entropy,
                contact=note,
                selection=selection,
                output=output,
                progress=session.progress(),
            )
            if draft is not None:
                share_drafts.discard(vault, draft=draft)
            return made

        session.write(self, verb, self._shared, failed=self._refused)

    def _shared(self, made: Shared) -> None:
        contact = self.composition.contact
        self._draft = None
        self._stop()
        self._unsaved = False
        self.is_sealing = False
        self.composition = Composition(contact=contact)
        self.offered = ()
        self.shared.emit(made)
        self._load_desk()

    def _refused(self, error: ExpectedError) -> None:
        self.is_sealing = False
        self.refused.emit(error)
        self._look()

    def _found(self, rows: Sequence[RecordRow]) -> None:
        self.found.emit(rows)

    def _tick(self, record: RecordId, ticked: Ticked) -> None:
        self._change(ticked={**self.composition.ticked, record: ticked})

    def _change(self, *, soon: bool = False, **changes: object) -> None:
        self.composition = replace(self.composition, **changes)  # type: ignore[arg-type] # its fields
        self.is_current = False
        self._unsaved = True
        self._keep_soon.start()
        if soon:
            self._look_soon.start()
            self.looked.emit()
        else:
            self._look()

    def _reset(self, composition: Composition) -> None:
        self.keep()
        self._stop()
        self.composition = composition
        self._draft, self._unsaved = None, False
        self.composed.emit()
        self._look()

    def _look(self) -> None:
        self._look_soon.stop()
        self.is_current = False
        verb = partial(composing.look, composition=self.composition)
        self.session.read(self, verb, self._looked, key="look")

    def _looked(self, look: Look) -> None:
        self.look = look
        self.is_current = not self._look_soon.isActive()
        self.looked.emit()

    def _load_desk(self) -> None:
        def verb(vault: Vault) -> Desk:
            return Desk(contacts.every(vault), share_drafts.every(vault))

        self.session.read(self, verb, self._desk_loaded, key="desk")

    def _desk_loaded(self, desk: Desk) -> None:
        self.desk = desk
        self.desk_changed.emit()

    def _draft_verb(self) -> Callable[[Vault], Changes] | None:
        if not self._unsaved or self.session.read_only or (self.is_empty and self._draft is None):
            return None
        if self._draft is None:
            self._draft = drafts.new_id(self.session.entropy)
        self._unsaved = False
        self._keep_soon.stop()
        if self.is_empty:
            return partial(share_drafts.discard, draft=self._draft)
        return partial(share_drafts.save, draft=self._draft, composition=self.composition)

    def _write_draft(self, verb: Callable[[Vault], Changes], *, told: bool = False) -> None:
        def done(_kept: _Kept) -> None:
            if told:
                self.kept.emit()
            self._load_desk()

        self.session.write(self, lambda vault: _Kept(verb(vault)), done, failed=self._not_kept)

    def _not_kept(self, error: ExpectedError) -> None:
        self._unsaved = True
        self.session.failed.emit(error)

    def _changed(self, changes: Changes) -> None:
        if not self._begun or changes == NO_CHANGES:
            return
        if changes.kinds & _CHECKED:
            self._load_desk()
        if changes.kinds & _CHECKED or changes.records & set(self.composition.records):
            self._look()

    def _stop(self) -> None:
        self._look_soon.stop()
        self._keep_soon.stop()

    def _timer(self, interval: int, run: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(run)
        return timer
