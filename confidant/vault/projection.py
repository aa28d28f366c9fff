"""What the derived tables say of one revision. Pure: the same body always gives the same rows."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from confidant.crypto import strict_base64
from confidant.records import fields, text
from confidant.records.body import Body, Common
from confidant.records.disclosure import Receipt
from confidant.records.fields import Role
from confidant.records.ids import RecordId, from_b64

LEAD_LENGTH = 200
KIND_MARK = "\ue000"
"""Private-use letter that begins the index word of a kind; queries never contain it."""

_SEQ_BITS = 25
SEQ_MASK = (1 << _SEQ_BITS) - 1
"""Gives the first sequence number back from an order number."""
_INSTANT_BITS = 16
_INSTANT_STEP_MS = 2_000
_DAY_MS = 86_400_000
# Every sign of Markdown needs one of these, or a dash that begins a line.
_SIGNS = "#>*+`~_[]\\="
_DASH = re.compile(r"^[ \t]{0,3}-", re.MULTILINE)
_EPOCH = date(1970, 1, 1).toordinal()
_LAST_INSTANT = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True, repr=False)
class Facts:
    """What the chain says of a record's current revision, besides its body."""

    record: RecordId
    kind: str
    created: int
    first_seq: int
    changed: int
    seq: int
    revision: int
    sealed: bool
    author: bytes | None


@dataclass(frozen=True, repr=False)
class Projection:
    """The derived rows of one record."""

    n: int
    item: tuple[object, ...]
    prose: tuple[int, str, str, str, str] | None
    tags: tuple[tuple[str, int, str], ...]
    refs: tuple[tuple[bytes, bytes, str], ...]
    uses: tuple[tuple[bytes, bytes], ...]
    origin: tuple[int, str, str, bytes] | None


def project(facts: Facts, body: Body) -> Projection:
    """Return the derived rows of a record whose current body this is."""
    day = _day_of(body, facts.created)
    n = order_number(day, facts.created, facts.first_seq)
    tags = body.tags or () if isinstance(body, Common) else ()
    title = text.title_of(body)
    return Projection(
        n=n,
        item=_item(n, facts, body, day, title, tags),
        prose=_prose(n, facts.kind, body, title, tags),
        tags=tuple(_tag_rows(n, tags)),
        refs=tuple(_ref_rows(facts.record, body)),
        uses=uses_of(facts.record, body),
        origin=_origin(n, facts.record, body),
    )


def order_number(day: str, created: int, first_seq: int) -> int:
    """Return the row number whose order is that of lists: day, then instant, then sequence.

    22 bits of day, 16 of the instant in steps of two seconds from noon of the day before, 25 of
    the sequence number: unique for the first 33 million rows of a vault.

    Args:
        day: ISO date, what the record is about.
        created: UTC ms of the first revision.
        first_seq: sequence number of the first revision, ≥ 1.
    """
    ordinal = date.fromisoformat(day).toordinal()
    since = created - (ordinal - _EPOCH) * _DAY_MS + _DAY_MS // 2
    instant = min(max(since // _INSTANT_STEP_MS, 0), (1 << _INSTANT_BITS) - 1)
    low = first_seq & SEQ_MASK
    return (ordinal << (_INSTANT_BITS + _SEQ_BITS)) | (instant << _SEQ_BITS) | low


def first_number(day: str) -> int:
    """Return the smallest order number that a record of this day or a later one can have."""
    return date.fromisoformat(day).toordinal() << (_INSTANT_BITS + _SEQ_BITS)


def last_number(day: str) -> int:
    """Return the largest order number that a record of this day can have."""
    return first_number(day) | ((1 << (_INSTANT_BITS + _SEQ_BITS)) - 1)


def fold(tag: str) -> str:
    """Return the form in which tags and competencies compare: NFC and case folding.

    Any string has one; what no record can hold (a lone surrogate) becomes a question mark.
    """
    tag = tag.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", tag).casefold())


def receipt_rows(facts: Facts, body: Body) -> list[tuple[bytes, int, bytes, bytes]]:
    """Return which records this body says have come, from whom; none unless it is a receipt."""
    if not isinstance(body, Receipt):
        return []
    contact = from_b64(body.contact)
    records = {from_b64(item.record) for item in body.items}
    return [(record, facts.first_seq, facts.record, contact) for record in sorted(records)]


def uses_of(record: RecordId, body: Body) -> tuple[tuple[bytes, bytes], ...]:
    """Return the hashes of the attachments that a body names, each with the record."""
    attachments = body.attachments or () if isinstance(body, Common) else ()
    hashes = {strict_base64.decode(attachment.sha256, 32) for attachment in attachments}
    return tuple((sha256, record) for sha256 in sorted(hashes))


def _item(
    n: int, facts: Facts, body: Body, day: str, title: str, tags: Sequence[str]
) -> tuple[object, ...]:
    common = body if isinstance(body, Common) else None
    return (
        n,
        facts.record,
        facts.kind,
        int(body.travels),
        title,
        common and common.codename,
        _lead(body, title),
        day,
        facts.created,
        facts.changed,
        facts.first_seq,
        facts.seq,
        facts.revision,
        _first(body, Role.STATE),
        _first(body, Role.DUE),
        _first(body, Role.MEASURE),
        int(bool(common and common.starred)),
        int(facts.sealed),
        facts.author,
        "\n".join(tags),
        common and common.classification,
        common and common.altitude,
    )


def _prose(
    n: int, kind: str, body: Body, title: str, tags: Sequence[str]
) -> tuple[int, str, str, str, str] | None:
    if not body.travels:
        return None
    return n, title, "\n".join(tags), _text(body), KIND_MARK + kind


def _text(body: Body) -> str:
    """Return what search looks through besides title and tags, so that snippets show text."""
    apart = {*fields.with_role(type(body), Role.TITLE), "tags"}
    return "\n".join(
        found.value if found.type == "line" else _plain(found.value)
        for found in text.strings(body)
        if not found.structural and found.path[0] not in apart
    )


def _plain(value: str) -> str:
    """Return a text without Markdown signs; one that has none is spared the search for them."""
    if _DASH.search(value) is None and not any(sign in value for sign in _SIGNS):
        return value
    return text.without_markdown(value)


def _tag_rows(n: int, tags: Sequence[str]) -> list[tuple[str, int, str]]:
    rows: dict[str, tuple[str, int, str]] = {}
    for tag in tags:
        parts = tag.split("/")
        for depth in range(len(parts), 0, -1):
            above = "/".join(parts[:depth])
            rows.setdefault(fold(above), (fold(above), n, above))
    return [rows[folded] for folded in sorted(rows)]


def _ref_rows(record: RecordId, body: Body) -> list[tuple[bytes, bytes, str]]:
    rows = {
        (bytes(ref.target), bytes(record), ref.relation or str(ref.path[0]))
        for ref in text.refs(body)
    }
    return sorted(rows)


def _origin(n: int, record: RecordId, body: Body) -> tuple[int, str, str, bytes] | None:
    """Return where an import found the record, None when it was written here."""
    source = body.source if isinstance(body, Common) else None
    return None if source is None else (n, source.program, source.key, record)


def _day_of(body: Body, created: int) -> str:
    if isinstance(body, Common) and body.day is not None:
        return body.day
    last = int(_LAST_INSTANT.timestamp()) * 1000
    instant = datetime.fromtimestamp(min(created, last) / 1000, UTC)
    return instant.date().isoformat()


def _lead(body: Body, title: str) -> str:
    """Return the beginning of the first text that is not itself the title."""
    for name in fields.with_role(type(body), Role.BODY):
        value = getattr(body, name)
        if not isinstance(value, str):
            continue
        flat = " ".join(_plain(value[: 2 * LEAD_LENGTH]).split())
        if flat and flat != title:
            return flat[:LEAD_LENGTH]
    return ""


def _first(body: Body, role: Role) -> str | int | None:
    """Return the value of the first present field that plays a role."""
    for name in fields.with_role(type(body), role):
        value: object = getattr(body, name)
        if isinstance(value, str | int):
            return value
    return None
