"""Rows for lists: from a derived table, by key and never by scan, without loading a body."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Literal, TypeAlias

from confidant.compat import override
from confidant.errors import RecordErasedError, RecordNotFoundError
from confidant.records import ids
from confidant.records.ids import RecordId
from confidant.vault import projection
from confidant.vault.database import Database

Order: TypeAlias = Literal["day", "due", "changed"]

_COLUMNS = (
    "record, kind, title, codename, lead, day, created, changed, seq, revision, state, due,"
    " measure, starred, sealed, author, tags, classification, altitude, n"
)
_ORDER_BY: dict[Order, str] = {"day": "n DESC", "changed": "seq DESC", "due": "due ASC, n ASC"}
# What each order sorts by; no more, so that an index alone can answer.
_SORTED: dict[Order, str] = {
    "day": "item.n",
    "changed": "item.n, item.seq",
    "due": "item.n, item.due",
}


class Mine(Enum):
    """The author of what was written here."""

    MINE = "mine"


MINE = Mine.MINE


@dataclass(frozen=True, slots=True, repr=False)
class RecordRow:
    """What a list shows of a record. `snippet` is the beginning of its text, in one line.

    `created` and `changed` are UTC ms, `day` and `due` ISO dates, `revision` is the number of
    the current row, `author` the contact who wrote it, None when it is mine. `sealed` tells
    whether a revision is frozen.
    """

    id: RecordId
    kind: str
    title: str
    codename: str | None
    snippet: str
    day: str
    created_ms: int
    changed_ms: int
    seq: int
    revision: int
    state: str | None
    due: str | None
    measure: int | None
    starred: bool
    sealed: bool
    author: RecordId | None
    tags: tuple[str, ...]
    classification: str | None
    altitude: str | None

    @override
    def __repr__(self) -> str:
        """Show kind and id only."""
        return f"RecordRow({self.kind} {ids.to_c32(self.id)})"


@dataclass(frozen=True)
class RowQuery:
    """Which rows, in which order.

    Attributes:
        kinds: names of kinds; None means every kind that travels, what a person writes.
        states: values of the kind's state field, None for all.
        since, until: ISO days, both included.
        tag: that tag and those nested under it, compared by NFC and case folding.
        author: a contact, or `MINE`; None for everybody.
        starred: only starred records.
        limit, offset: the page; `after` pages by key and is quick at any depth.
        after: id of the last row that is already shown.
        order: `day` newest first, `due` soonest first (only records with a due day),
            `changed` latest change first.
    """

    kinds: frozenset[str] | Sequence[str] | None = None
    states: frozenset[str] | Sequence[str] | None = None
    since: str | None = None
    until: str | None = None
    tag: str | None = None
    author: RecordId | Mine | None = None
    starred: bool = False
    limit: int = 50
    offset: int = 0
    after: RecordId | None = None
    order: Order = "day"


def select(database: Database, query: RowQuery) -> list[RecordRow]:
    """Return one page of rows."""
    kinds = [None] if query.kinds is None else sorted(set(query.kinds))
    wanted = query.limit + query.offset
    parts: list[str] = []
    parameters: list[object] = []
    for kind in kinds:
        where, values = _conditions(database, query, kind)
        parts.append(
            f"SELECT * FROM (SELECT {_SORTED[query.order]} FROM {_source(query)}"  # noqa: S608 -- fixed names
            f" WHERE {where} ORDER BY {_qualified(query)} LIMIT ?)"
        )
        parameters += [*values, wanted]
    if not parts:
        return []
    # One branch per kind, each of them along an index and no longer than the page; only what is
    # shown is then looked up.
    union = " UNION ALL ".join(parts)
    sql = f"SELECT n FROM ({union}) ORDER BY {_ORDER_BY[query.order]} LIMIT ? OFFSET ?"  # noqa: S608 -- fixed names
    numbers = [row[0] for row in database.rows(sql, [*parameters, query.limit, query.offset])]
    found = rows_at(database, numbers)
    return [found[n] for n in numbers]


def count(database: Database, query: RowQuery) -> int:
    """Return how many rows a query has on all pages; paging and order are ignored."""
    if query.author is MINE and query.tag is None:
        # An index counts everybody's; mine alone would have to be looked at one by one.
        query = replace(query, author=None)
        return count(database, query) - _count_received(database, query)
    kinds = [None] if query.kinds is None else sorted(set(query.kinds))
    total = 0
    for kind in kinds:
        where, values = _conditions(database, query, kind, paging=False)
        total += database.value(f"SELECT count(*) FROM {_source(query)} WHERE {where}", values)  # noqa: S608 -- fixed names
    return total


def _count_received(database: Database, query: RowQuery) -> int:
    kinds = None if query.kinds is None else sorted(set(query.kinds))
    conditions = [("item.listed = 1 AND item.author IS NOT NULL", []), *_filters(query)]
    if kinds is not None:
        conditions.append((f"+item.kind IN ({', '.join('?' * len(kinds))})", [*kinds]))
    where = " AND ".join(condition for condition, _ in conditions)
    values = [value for _, found in conditions for value in found]
    return int(database.value(f"SELECT count(*) FROM item WHERE {where}", values))  # noqa: S608 -- fixed names


def row_of(database: Database, record: RecordId) -> RecordRow:
    """Return the row of one record.

    Raises:
        RecordNotFoundError: there is no such record.
        RecordErasedError: there was one.
    """
    found = database.row(f"SELECT {_COLUMNS} FROM item WHERE record = ?", (record,))  # noqa: S608 -- fixed names
    if found is not None:
        return to_row(found)
    if database.row("SELECT 1 FROM rev WHERE record = ? LIMIT 1", (record,)) is None:
        raise RecordNotFoundError(id=ids.to_c32(record))
    raise RecordErasedError


def rows_at(database: Database, numbers: Sequence[int]) -> dict[int, RecordRow]:
    """Return the rows with these order numbers."""
    marks = ", ".join("?" * len(numbers))
    found = database.rows(f"SELECT {_COLUMNS} FROM item WHERE n IN ({marks})", numbers)  # noqa: S608 -- fixed names
    return {row[19]: to_row(row) for row in found}


def tags(database: Database) -> dict[str, int]:
    """Return every tag and each tag above a nested one, spelled as first met, with its count."""
    # Read off the table alone: a look at every item costs twenty times as much.
    found = database.rows(
        f"SELECT spelled, count(*), min(n & {projection.SEQ_MASK}) FROM tag"  # noqa: S608 -- a number
        " GROUP BY folded ORDER BY folded"
    )
    return {spelled: number for spelled, number, _ in found}


def linked(database: Database, record: RecordId) -> list[tuple[RecordId, str]]:
    """Return the records that refer to this one, and by which relation or field."""
    found = database.rows(
        "SELECT ref.source, ref.relation FROM ref JOIN item ON item.record = ref.source"
        " WHERE ref.target = ? ORDER BY item.first_seq, ref.relation",
        (record,),
    )
    return [(RecordId(source), relation) for source, relation in found]


def to_row(row: tuple[Any, ...]) -> RecordRow:
    """Return the columns of `item` that a list needs as a `RecordRow`."""
    (record, kind, title, codename, lead, day, created, changed, seq, revision) = row[:10]
    (state, due, measure, starred, sealed, author, joined, classification, altitude) = row[10:19]
    return RecordRow(
        id=RecordId(record),
        kind=kind,
        title=title,
        codename=codename,
        snippet=lead,
        day=day,
        created_ms=created,
        changed_ms=changed,
        seq=seq,
        revision=revision,
        state=state,
        due=due,
        measure=measure,
        starred=bool(starred),
        sealed=bool(sealed),
        author=None if author is None else RecordId(author),
        tags=tuple(joined.split("\n")) if joined else (),
        classification=classification,
        altitude=altitude,
    )


def _source(query: RowQuery) -> str:
    # A tag leads: its rows are few and already in the order of lists.
    return "item" if query.tag is None else "tag CROSS JOIN item ON item.n = tag.n"


def _qualified(query: RowQuery) -> str:
    if query.tag is not None and query.order == "day":
        return "tag.n DESC"
    return _ORDER_BY[query.order].replace("n ", "item.n ").replace("seq ", "item.seq ")


def _conditions(
    database: Database, query: RowQuery, kind: str | None, *, paging: bool = True
) -> tuple[str, list[object]]:
    conditions: list[tuple[str, list[object]]] = []
    if kind is None:
        # The plus leaves the order of changes to the index that has it.
        plus = "" if query.order == "day" else "+"
        conditions.append((f"{plus}item.listed = 1", []))
    elif query.order == "due":
        conditions.append(("+item.kind = ?", [kind]))
    else:
        conditions.append(("item.kind = ?", [kind]))
    if query.tag is not None:
        conditions.append(("tag.folded = ?", [projection.fold(query.tag)]))
    conditions += _filters(query)
    if paging and query.after is not None:
        conditions.append(_after(database, query, query.after))
    text = " AND ".join(condition for condition, _ in conditions)
    return text, [value for _, values in conditions for value in values]


def _filters(query: RowQuery) -> list[tuple[str, list[object]]]:
    filters: list[tuple[str, list[object]]] = []
    if query.states is not None:
        states = sorted(set(query.states))
        filters.append((f"item.state IN ({', '.join('?' * len(states))})", [*states]))
    if query.since is not None:
        filters.append(("item.n >= ?", [projection.first_number(query.since)]))
    if query.until is not None:
        filters.append(("item.n <= ?", [projection.last_number(query.until)]))
    if query.author is MINE:
        filters.append(("item.author IS NULL", []))
    elif query.author is not None:
        filters.append(("item.author = ?", [query.author]))
    if query.starred:
        filters.append(("item.starred = 1", []))
    if query.order == "due":
        filters.append(("item.due IS NOT NULL", []))
    return filters


def _after(database: Database, query: RowQuery, last: RecordId) -> tuple[str, list[object]]:
    """Return what the rows after the last one shown have in common; none when it has gone."""
    found = database.row("SELECT n, seq, due FROM item WHERE record = ?", (last,))
    if found is None:
        return "0", []
    n, seq, due = found
    if query.order == "due":
        return "(item.due, item.n) > (?, ?)", [due or "", n]
    if query.order == "changed":
        return "item.seq < ?", [seq]
    return f"{'item' if query.tag is None else 'tag'}.n < ?", [n]
