"""Writing: every change appends rows to the chain, with its effects, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from confidant.crypto import strict_base64
from confidant.environment import Clock, Entropy
from confidant.errors import (
    AlreadySealedError,
    BugError,
    InvalidValueError,
    NotErasableError,
    RecordErasedError,
    RecordNotFoundError,
    WrongKindError,
)
from confidant.records import canonical, ids, seals
from confidant.records import record as records
from confidant.records.body import NOTHING, Body, Common
from confidant.records.changes import Changes
from confidant.records.disclosure import Dispatch, Receipt
from confidant.records.ids import RecordId
from confidant.records.record import Revision
from confidant.vault import attachments, derived, drafts, history, projection
from confidant.vault.chain import ERASE, MAX_BODY, SEAL, STRUCTURAL
from confidant.vault.database import Database
from confidant.vault.derived import Change
from confidant.vault.drafts import Draft
from confidant.vault.history import Seal
from confidant.vault.links import ID_SIZE, SALT_SIZE, Head, LinkKey, body_hash
from confidant.vault.projection import Facts

BATCH_ROWS = 2_000
BATCH_BYTES = 8 * 1024 * 1024

_INSERT_REV = (
    "INSERT INTO rev(seq, record, kind, rev, ts, salt, hash, body, link)"
    " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True)
class Erased:
    """What an erasure removed: records, their revisions, and attachments nothing else names."""

    records: int
    revisions: int
    attachments: int


class Transaction:
    """An open transaction; `Vault.transaction` makes it and commits it.

    New records are kept back and written many at a time; whoever reads calls `settle` first.
    """

    def __init__(
        self, database: Database, key: LinkKey, head: Head, clock: Clock, entropy: Entropy
    ) -> None:
        """Start after the row that `head` names, inside an open transaction."""
        self._database = database
        self._key = key
        self._clock = clock
        self._entropy = entropy
        self._started = head
        self.head = head
        self._rows: list[tuple[object, ...]] = []
        self._new: list[Change] = []
        self._created: set[bytes] = set()
        self._bytes = 0
        self._touched: dict[tuple[str, RecordId], None] = {}
        self._attached: set[bytes] = set()
        self._naming: set[bytes] = set()

    @property
    def changes(self) -> Changes:
        """Kinds and ids that this transaction has touched."""
        return Changes(tuple(self._touched))

    def create(
        self,
        body: Body,
        *,
        record: RecordId | None = None,
        ts: int | None = None,
        withheld: frozenset[str] = NOTHING,
    ) -> Revision:
        """Write the first revision of a new record.

        Args:
            body: checked here, types and rules, before it is written.
            record: the id of a record that somebody else wrote; a random one if None.
            ts: UTC ms, the present if None.
            withheld: fields that its author keeps back.

        Raises:
            CanonError, ManifestSchemaError: the body is not one of formats.md §9.
        """
        data = _checked(body, withheld)
        if record is None:
            record = RecordId(self._entropy.token(ID_SIZE))
        elif record in self._created or history.exists(self._database, record):
            raise BugError("a record is created once")
        self._created.add(record)
        created = self._append(record, body.kind, 1, ts, data)
        facts = Facts(
            record=record,
            kind=body.kind,
            created=created.ts,
            first_seq=created.seq,
            changed=created.ts,
            seq=created.seq,
            revision=1,
            sealed=False,
            author=None,
        )
        self._new.append(Change(facts, body, fresh=True))
        if len(self._new) >= BATCH_ROWS or self._bytes >= BATCH_BYTES:
            self.settle()
        return _with_body(created, body)

    def revise(
        self,
        record: RecordId,
        body: Body,
        *,
        ts: int | None = None,
        withheld: frozenset[str] = NOTHING,
    ) -> Revision | None:
        """Append a revision, or do nothing and return None when the body is the same.

        Raises:
            CanonError, ManifestSchemaError: the body is not one of formats.md §9.
            RecordNotFoundError, RecordErasedError: there is nothing to revise.
            WrongKindError: a record keeps its kind.
            SealedFieldError: deciding has frozen a field that differs.
        """
        data = _checked(body, withheld)
        self.settle()
        present = history.current(self._database, record)
        if present.kind != body.kind:
            raise WrongKindError(wanted=body.kind, found=present.kind)
        if self._database.value("SELECT body FROM rev WHERE seq = ?", (present.seq,)) == data:
            return None
        frozen = history.sealed_revision(self._database, record)
        if frozen is not None and frozen.body is not None:
            seals.check_unchanged(frozen.body, body)
        added = self._append(record, body.kind, self._next(record), ts, data)
        self._new.append(Change(self._facts(added), body, fresh=False))
        self.settle()
        return _with_body(added, body)

    def seal(self, record: RecordId, *, ts: int | None = None) -> Seal:
        """Freeze the sealed fields of a record's current revision, for good.

        Raises:
            RecordNotFoundError, RecordErasedError: there is nothing to seal.
            AlreadySealedError: it is sealed.
        """
        self.settle()
        present = history.current(self._database, record)
        if history.seal_of(self._database, record) is not None:
            raise AlreadySealedError
        digest = self._database.value("SELECT hash FROM rev WHERE seq = ?", (present.seq,))
        fields: dict[str, canonical.JsonValue] = {
            "hash": strict_base64.encode(digest),
            "seq": present.seq,
        }
        row = self._append(record, SEAL, self._next(record), ts, canonical.encode(fields))
        self.settle()
        derived.mark_sealed(self._database, record)
        self._touched[present.kind, record] = None
        return Seal(row.seq, present.seq, present.rev, row.ts)

    def erase(self, chosen: Sequence[RecordId], *, ts: int | None = None) -> Erased:
        """Remove text and salt of every revision of records, and all that followed from them.

        The hashes stay, so the chain still verifies. Files sent and older backups are out of
        reach.

        Raises:
            RecordNotFoundError, RecordErasedError: there is nothing to erase.
            NotErasableError: what was sent or received stays while its contact exists.
        """
        self.settle()
        revisions = dropped = 0
        for record in dict.fromkeys(chosen):
            present = history.current(self._database, record)
            self._check_erasable(present)
            revisions += self._empty(record, before=None, ts=ts)
            attached = attachments.used_by(self._database, record)
            draft = drafts.load(self._database, record)
            attached |= attachments.named_in(draft.data) if draft else set()
            drafts.drop(self._database, record)
            derived.remove(self._database, record)
            dropped += attachments.drop_unused(self._database, attached)
            self._touched[present.kind, record] = None
        return Erased(len(set(chosen)), revisions, dropped)

    def erase_older(self, record: RecordId, *, ts: int | None = None) -> int:
        """Remove text and salt of all revisions but the current one; return how many went.

        A dispatch that is cut down gets a new revision first, and then this.
        """
        self.settle()
        present = history.current(self._database, record)
        attached = attachments.used_by(self._database, record)
        emptied = self._empty(record, before=present.seq, ts=ts)
        if emptied and present.body is not None:
            derived.replace_uses(self._database, record, projection.uses_of(record, present.body))
            attachments.drop_unused(self._database, attached)
        return emptied

    def put_attachment(self, data: bytes) -> bytes:
        """Keep an attachment and return its SHA-256.

        It goes again at the end of the transaction when no revision and no draft names it by then:
        nobody could ever reach it, or erase it.

        Raises:
            AttachmentTooLargeError: more than 25 MiB.
        """
        sha256 = attachments.put(self._database, data)
        self._attached.add(sha256)
        return sha256

    def save_draft(self, record: RecordId, kind: str, base_rev: int, data: bytes) -> None:
        """Keep unsaved text over what was kept before."""
        draft = Draft(record, kind, base_rev, self._clock.now_ms(), data)
        drafts.save(self._database, draft)

    def drop_draft(self, record: RecordId) -> bool:
        """Forget unsaved text, with attachments that only it named; tell whether there was any."""
        self.settle()
        draft = drafts.load(self._database, record)
        if draft is None:
            return False
        drafts.drop(self._database, record)
        attachments.drop_unused(self._database, attachments.named_in(draft.data))
        return True

    def settle(self) -> None:
        """Write what was kept back, so that reading finds it."""
        rows, new = self._rows, self._new
        self._rows, self._new, self._bytes = [], [], 0
        if rows:
            self._database.execute_many(_INSERT_REV, rows)
        if new:
            derived.put(self._database, new)
            self._naming |= {
                change.facts.record
                for change in new
                if isinstance(change.body, Common) and change.body.attachments
            }

    def finish(self) -> None:
        """Write what was kept back, and the head; the caller commits.

        Raises:
            AttachmentMissingError: a new revision names an attachment that is not here.
        """
        self.settle()
        attachments.check_named(self._database, self._naming)
        attachments.drop_unused(self._database, self._attached)
        if self.head != self._started:
            self._database.execute_many(
                "UPDATE meta SET value = ? WHERE key = ?",
                [(self.head.seq, "head_seq"), (self.head.link, "head_link")],
            )

    def _append(
        self, record: RecordId, kind: str, rev: int, ts: int | None, data: bytes
    ) -> Revision:
        instant = self._clock.now_ms() if ts is None else ts
        salt = self._entropy.token(SALT_SIZE)
        digest = body_hash(salt, data)
        seq = self.head.seq + 1
        link = self._key.link(self.head.link, seq, rev, instant, record, digest, kind)
        self.head = Head(seq, link)
        self._rows.append((seq, record, kind, rev, instant, salt, digest, data, link))
        self._bytes += len(data)
        if kind not in STRUCTURAL:
            self._touched[kind, record] = None
        return Revision(seq=seq, record=record, kind=kind, rev=rev, ts=instant, body=None)

    def _next(self, record: RecordId) -> int:
        last = self._database.value("SELECT max(rev) FROM rev WHERE record = ?", (record,))
        if last is None:
            raise RecordNotFoundError(id=ids.to_c32(record))
        return int(last) + 1

    def _facts(self, added: Revision) -> Facts:
        first = self._database.row(
            "SELECT seq, ts FROM rev WHERE record = ? AND rev = 1", (added.record,)
        )
        if first is None:
            raise BugError("a revision without a first one")
        return Facts(
            record=added.record,
            kind=added.kind,
            created=first[1],
            first_seq=first[0],
            changed=added.ts,
            seq=added.seq,
            revision=added.rev,
            sealed=history.seal_of(self._database, added.record) is not None,
            author=None,
        )

    def _empty(self, record: RecordId, *, before: int | None, ts: int | None) -> int:
        """Append an erase row and empty the rows that it names; return how many those are."""
        found = self._database.rows(
            "SELECT seq FROM rev WHERE record = ? AND kind NOT IN ('erase', 'seal')"
            " AND body IS NOT NULL AND seq < ? ORDER BY seq",
            (record, self.head.seq + 1 if before is None else before),
        )
        numbers: list[canonical.JsonValue] = [row[0] for row in found]
        if not numbers:
            return 0
        body = canonical.encode({"erases": numbers})
        self._append(record, ERASE, self._next(record), ts, body)
        self.settle()
        self._database.execute_many(
            "UPDATE rev SET salt = NULL, body = NULL WHERE seq = ?", [(n,) for n in numbers]
        )
        return len(numbers)

    def _check_erasable(self, present: Revision) -> None:
        if not isinstance(present.body, Dispatch | Receipt):
            return
        try:
            history.current(self._database, ids.from_b64(present.body.contact))
        except (RecordErasedError, RecordNotFoundError):
            return
        raise NotErasableError


def _checked(body: Body, withheld: frozenset[str]) -> bytes:
    data = records.check(body, withheld=withheld)
    if len(data) > MAX_BODY:
        raise InvalidValueError(field="", hint="16 MiB")
    return data


def _with_body(row: Revision, body: Body) -> Revision:
    return Revision(
        seq=row.seq, record=row.record, kind=row.kind, rev=row.rev, ts=row.ts, body=body
    )
