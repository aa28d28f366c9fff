"""Writing: quick capture, drafts, revisions, stars, tags, and the two passes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from confidant.environment import Clock
from confidant.errors import EmptyRecordError, ForeignRecordError, InvalidValueError
from confidant.records import edit, text
from confidant.records.body import Body, Common
from confidant.records.canonical import JsonValue
from confidant.records.entry import Entry, Feeling
from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId, from_b64
from confidant.services import days, lookup
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.records.record import Revision
    from confidant.vault.transaction import Transaction
    from confidant.vault.vault import Vault

TEXT_FIELD: Mapping[str, str] = {
    "entry": "as_observed",
    "doubt": "statement",
    "decision": "problem",
    "forecast": "question",
}
"""Kind → the field that a plain text goes into."""

_FRESH: Mapping[str, Mapping[str, JsonValue]] = {
    "entry": {"genre": "quick"},
    "doubt": {"state": "open"},
    "decision": {"status": "pending"},
    "forecast": {"shape": "binary"},
}
_TITLED_BY_TEXT = frozenset({"decision"})
_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True)
class RevisionNote:
    """One line of a record's history; `fields` are those that differ from the one before."""

    revision: int
    ts: int
    erased: bool
    sealed: bool
    fields: tuple[str, ...]


def capture(
    vault: "Vault",
    clock: Clock,
    *,
    text: str | None = None,
    title: str | None = None,
    kind: str = "entry",
    day: str | None = None,
    tags: Sequence[str] = (),
    fields: Mapping[str, JsonValue | None] | None = None,
) -> Written:
    """Write a new record: one line is enough.

    Args:
        vault: an open vault.
        clock: tells the day and the instant.
        text: goes into the field that its kind keeps plain text in; a decision's single line
            becomes its title.
        title: a title of its own.
        kind: entry, doubt, decision or forecast.
        day: what it is about; today when absent.
        tags: as typed; the same tag twice counts once.
        fields: further fields as plain JSON.

    Raises:
        EmptyRecordError: no title and no text.
        UnknownDayError, InvalidValueError, UnknownFieldError: a value that does not fit.
    """
    plain = captured(clock, text=text, title=title, kind=kind, day=day, tags=tags, fields=fields)
    return create(vault, clock, plain=plain)


def captured(
    clock: Clock,
    *,
    text: str | None = None,
    title: str | None = None,
    kind: str = "entry",
    day: str | None = None,
    tags: Sequence[str] = (),
    fields: Mapping[str, JsonValue | None] | None = None,
) -> dict[str, JsonValue | None]:
    """Return what `capture` writes as plain JSON, unchecked."""
    title, text = _split_title(kind, title, text)
    plain: dict[str, JsonValue | None] = {
        "kind": kind,
        **_FRESH.get(kind, {}),
        "day": days.checked(day) if day is not None else clock.today().isoformat(),
        "zone": clock.zone(),
        "title": title,
        "tags": [*dict.fromkeys(tag.strip() for tag in tags)],
    }
    if text is not None:
        plain[TEXT_FIELD.get(kind, "text")] = text
    plain.update(fields or {})
    return plain


def create(vault: "Vault", clock: Clock, *, plain: Mapping[str, JsonValue | None]) -> Written:
    """Write a new record of any kind from plain JSON; None, "" and [] leave a field out.

    Raises:
        EmptyRecordError: neither a title nor any text.
        InvalidValueError, UnknownFieldError: a value that does not fit.
    """
    body = build(plain)
    late = comes_late(vault, body)
    with vault.transaction() as tx:
        made = store(tx, body, ts=clock.now_ms(), sealed=late)
    return Written(made.record, made.rev, tx.changes)


def store(
    tx: "Transaction",
    body: Body,
    *,
    ts: int,
    record: RecordId | None = None,
    sealed: bool = False,
) -> "Revision":
    """Write a new record of mine; what is sealed on saving, or `sealed`, is sealed with it."""
    made = tx.create(body, record=record, ts=ts)
    if sealed or body.seals_after(None):
        tx.seal(made.record, ts=ts)
    return made


def comes_late(vault: "Vault", body: Body) -> bool:
    """Say whether a body is a forecast for a decision that is sealed: it is sealed at once."""
    return (
        isinstance(body, Forecast)
        and body.decision is not None
        and vault.seal_of(from_b64(body.decision)) is not None
    )


def build(plain: Mapping[str, JsonValue | None]) -> Body:
    """Return the checked body that plain JSON says.

    Raises:
        EmptyRecordError: neither a title nor any text.
        InvalidValueError, UnknownFieldError: a value that does not fit.
    """
    given = {name: value for name, value in plain.items() if value is not None}
    field = TEXT_FIELD.get(str(given.get("kind")))
    required_text = field in {"statement", "question"} and not str(given.get(field, "")).strip()
    if required_text and not str(given.get("title", "")).strip():
        raise EmptyRecordError
    if required_text and field is not None:
        given[field] = given["title"]
    body = edit.to_body({name: value for name, value in given.items() if value not in ("", [])})
    if text.is_empty(body):
        raise EmptyRecordError
    return body


def revise(
    vault: "Vault",
    clock: Clock,
    *,
    record: RecordId,
    fields: Mapping[str, JsonValue | None],
) -> Written:
    """Write a new revision with other values; None takes an optional field away.

    Raises:
        ForeignRecordError: somebody else wrote the record.
        EmptyRecordError: nothing would be left.
        SealedFieldError, InvalidValueError, UnknownFieldError, TransitionError: a value that
            does not fit.
    """
    new = edit.with_fields(mine(vault, record), fields)
    if text.is_empty(new):
        raise EmptyRecordError
    return keep(vault, clock, record=record, body=new)


def mine(vault: "Vault", record: RecordId) -> Common:
    """Return the current body of a record that I wrote and that travels.

    Raises:
        ForeignRecordError: somebody else wrote it.
        InvalidValueError: it is one of the records that the vault keeps for itself.
        RecordNotFoundError, RecordErasedError: there is none.
    """
    body = lookup.body_of(vault, record)
    if vault.author(record) is not None:
        raise ForeignRecordError
    if not isinstance(body, Common):
        raise InvalidValueError(field="kind", hint="local")
    return body


def keep(vault: "Vault", clock: Clock, *, record: RecordId, body: Body) -> Written:
    """Append a revision; an equal body makes none. A draft of the record goes with it.

    A status that closes the reasoning seals it, and the forecasts that belong to it.

    Raises:
        SealedFieldError: a sealed field would change.
    """
    before = lookup.body_of(vault, record)
    now = clock.now_ms()
    sealing = body.seals_after(before) and vault.seal_of(record) is None
    forecasts = open_forecasts(vault, record) if sealing else ()
    with vault.transaction() as tx:
        made = tx.revise(record, body, ts=now)
        tx.drop_draft(record)
        for one in (record, *forecasts) if sealing else ():
            tx.seal(one, ts=now)
    revision = made.rev if made is not None else vault.current(record).rev
    return Written(record, revision, tx.changes)


def open_forecasts(vault: "Vault", decision: RecordId) -> tuple[RecordId, ...]:
    """Return my forecasts that belong to a decision and are not sealed, the oldest first."""
    return tuple(
        source
        for source, relation in vault.linked(decision)
        if relation == "decision"
        and isinstance(lookup.body_of(vault, source), Forecast)
        and vault.author(source) is None
        and vault.seal_of(source) is None
    )


def set_star(vault: "Vault", clock: Clock, *, record: RecordId, starred: bool) -> Written:
    """Star a record, or take the star away. A star never travels."""
    body = mine(vault, record)
    return keep(
        vault, clock, record=record, body=body.with_changes(starred=True if starred else None)
    )


def set_tags(vault: "Vault", clock: Clock, *, record: RecordId, tags: Sequence[str]) -> Written:
    """Replace the tags of a record.

    Raises:
        InvalidValueError: a tag that is no line, or too many.
    """
    return revise(vault, clock, record=record, fields={"tags": [*dict.fromkeys(tags)]})


def write_as_felt(
    vault: "Vault",
    clock: Clock,
    *,
    record: RecordId,
    felt: str,
    before: Sequence[Feeling] = (),
    cool_off_minutes: int = 0,
) -> Written:
    """Write the first pass: as I feel it. It never leaves the vault without an override.

    Args:
        vault: an open vault.
        clock: tells the instant.
        record: an entry.
        felt: the text.
        before: emotion words with their intensity.
        cool_off_minutes: how long the second pass stays shut; 0 for not at all.
    """
    entry = lookup.mine(vault, record, Entry)
    until = clock.now_ms() + cool_off_minutes * _MINUTE_MS if cool_off_minutes > 0 else None
    new = edit.with_fields(
        entry,
        {"as_felt": felt, "cool_off_until": until, "before": _feelings(before)},
    )
    return keep(vault, clock, record=record, body=new)


def write_as_observed(
    vault: "Vault",
    clock: Clock,
    *,
    record: RecordId,
    observed: str,
    after: Sequence[Feeling] = (),
) -> Written:
    """Write the second pass: as an observer would put it. This is the one that may be shared."""
    entry = lookup.mine(vault, record, Entry)
    new = edit.with_fields(entry, {"as_observed": observed, "after": _feelings(after)})
    return keep(vault, clock, record=record, body=new)


def cool_off_left(entry: Entry, clock: Clock) -> int:
    """Return the milliseconds until the second pass opens; 0 when it is open."""
    return max(0, (entry.cool_off_until or 0) - clock.now_ms())


def history(vault: "Vault", *, record: RecordId) -> tuple[RevisionNote, ...]:
    """Return every revision of a record, oldest first."""
    notes: list[RevisionNote] = []
    seal = vault.seal_of(record)
    before: Body | None = None
    for revision in vault.revisions(record):
        notes.append(
            RevisionNote(
                revision=revision.rev,
                ts=revision.ts,
                erased=revision.erased,
                sealed=seal is not None and seal.sealed_rev == revision.rev,
                fields=_different(before, revision.body),
            )
        )
        before = revision.body or before
    return tuple(notes)


def _split_title(
    kind: str, title: str | None, content: str | None
) -> tuple[str | None, str | None]:
    """Make a decision's first line its title: lists show it, and it is asked for first."""
    if kind not in _TITLED_BY_TEXT or title is not None or content is None:
        return title, content
    first, _, rest = content.strip().partition("\n")
    return first.strip() or None, rest.strip() or None


def _feelings(feelings: Sequence[Feeling]) -> list[JsonValue] | None:
    if not feelings:
        return None
    return [{"word": one.word, "intensity": one.intensity} for one in feelings]


def _different(before: Body | None, now: Body | None) -> tuple[str, ...]:
    if now is None:
        return ()
    return tuple(
        name
        for name in now.__struct_fields__
        if getattr(now, name) != (getattr(before, name) if before is not None else None)
    )
