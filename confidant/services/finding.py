"""Finding: lists, search, and one record whole."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.errors import InvalidValueError
from confidant.records import kinds
from confidant.records.body import Body
from confidant.records.ids import RecordId
from confidant.records.kinds import KINDS
from confidant.services import days, lookup

if TYPE_CHECKING:
    from confidant.vault.history import Seal
    from confidant.vault.rows import RecordRow
    from confidant.vault.search import SearchPage
    from confidant.vault.vault import Vault

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """One record whole.

    Attributes:
        record: its id.
        body: the revision that was asked for.
        revision: its number.
        latest: the newest revision's number.
        ts: when that revision was written here, UTC ms.
        author: petname of who wrote it; None for me.
        mine: whether I wrote it.
        seal: its seal, if it has one.
        backlinks: (record, relation) of what refers to it; what the vault keeps for itself
            apart.
        withheld: fields that its author keeps back from me.
    """

    record: RecordId
    body: Body
    revision: int
    latest: int
    ts: int
    author: str | None
    mine: bool
    seal: "Seal | None"
    backlinks: tuple[tuple[RecordId, str], ...]
    withheld: tuple[str, ...]


def rows(
    vault: "Vault",
    *,
    kind: str | None = None,
    since: str | None = None,
    until: str | None = None,
    tag: str | None = None,
    starred: bool = False,
    limit: int = 50,
) -> list["RecordRow"]:
    """Return rows, the newest day first.

    Raises:
        InvalidValueError: no such kind.
        UnknownDayError: no such day.
    """
    from confidant.vault.rows import RowQuery

    return vault.rows(
        RowQuery(
            kinds=None if kind is None else frozenset({_kind(kind)}),
            since=days.optional(since),
            until=days.optional(until),
            tag=tag,
            starred=starred,
            limit=min(limit, MOST_ROWS),
        )
    )


def search(vault: "Vault", *, query: str, limit: int = 20, offset: int = 0) -> "SearchPage":
    """Return records with these words, the newest first; odd input finds nothing."""
    return vault.search(query, limit=min(limit, MOST_ROWS), offset=offset)


def show(vault: "Vault", *, record: RecordId, revision: int | None = None) -> Shown:
    """Return one record whole.

    Raises:
        RecordNotFoundError, RecordErasedError, RevisionNotFoundError: there is none.
    """
    from confidant.services import contacts

    latest = vault.current(record)
    wanted = latest if revision is None else vault.revision(record, revision)
    author = vault.author(record)
    return Shown(
        record=record,
        body=lookup.whole(wanted),
        revision=wanted.rev,
        latest=latest.rev,
        ts=wanted.ts,
        author=contacts.petname_of(vault, author),
        mine=author is None,
        seal=vault.seal_of(record),
        backlinks=tuple(
            (source, relation)
            for source, relation in vault.linked(record)
            if kinds.travels(vault.row(source).kind)
        ),
        withheld=() if author is None else _withheld(vault, record),
    )


def _kind(kind: str) -> str:
    listed = [name for name in KINDS if name != "identity"]
    if kind not in listed:
        raise InvalidValueError(field="kind", hint="=" + "|".join(listed))
    return kind


def _withheld(vault: "Vault", record: RecordId) -> tuple[str, ...]:
    from confidant.records.ids import to_b64
    from confidant.services import exchange

    came = exchange.read(vault).receipt_of(record)
    if came is None:
        return ()
    wanted = to_b64(record)
    item = next(item for item in came[1].items if item.record == wanted)
    return tuple(item.withheld or ())
