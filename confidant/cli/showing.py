"""How records, rows and instants look in text and in JSON."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias, cast
from zoneinfo import ZoneInfo

from confidant.cli import neutral
from confidant.cli.console import Json
from confidant.records.ids import RecordId, from_b64, to_c32

if TYPE_CHECKING:
    from msgspec import Struct

    from confidant.records.body import Body
    from confidant.records.changes import Changes
    from confidant.records.fields import FieldInfo
    from confidant.services.finding import Shown
    from confidant.services.results import Written
    from confidant.vault.rows import RecordRow

Columns: TypeAlias = Sequence[Sequence[str]]
SHORT_ID = 8
_GAP = "  "
_INDENT = "    "


def short(record: RecordId) -> str:
    """Return the beginning of an id, as lists show it."""
    return to_c32(record)[:SHORT_ID]


def instant(ms: int, zone: str) -> str:
    """Return an instant as the person's clock showed it, to the minute."""
    return datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def day_of(ms: int, zone: str) -> str:
    """Return the local day of an instant."""
    return datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).strftime("%Y-%m-%d")


def plural(count: int, one: str, several: str) -> str:
    """Return a number with its noun."""
    return f"{count:,} {one if count == 1 else several}"


def table(rows: Columns) -> list[str]:
    """Return rows as lines with aligned columns; the last column is as long as it likes."""
    shown = [[neutral.line(cell) for cell in row] for row in rows]
    if not shown:
        return []
    widths = [max(len(row[index]) for row in shown) for index in range(len(shown[0]))]
    return [
        _GAP.join(
            cell.ljust(width) if index < len(row) - 1 else cell
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    ]


def label(name: str) -> str:
    """Return the words for a field, kind or state."""
    from confidant.messages import labels

    return labels.label(name)


def written(result: "Written") -> dict[str, Json]:
    """Return the JSON of a record that was written."""
    return {
        "id": to_c32(result.record),
        "revision": result.revision,
        "changed": bool(result.changes),
    }


def row(found: "RecordRow", authors: "dict[RecordId, str]") -> dict[str, Json]:
    """Return the JSON of one row; `authors` are petnames by contact."""
    return {
        "id": to_c32(found.id),
        "kind": found.kind,
        "title": found.title,
        "day": found.day,
        "state": found.state,
        "due": found.due,
        "starred": found.starred,
        "sealed": found.sealed,
        "author": authors.get(found.author) if found.author is not None else None,
        "mine": found.author is None,
        "tags": list(found.tags),
        "revision": found.revision,
        "created_ms": found.created_ms,
        "changed_ms": found.changed_ms,
    }


def row_cells(found: "RecordRow") -> list[str]:
    """Return the cells of one row: id, day, kind, state, title."""
    star = "*" if found.starred else ""
    state = label(found.state) if found.state else ""
    sealed = " (sealed)" if found.sealed else ""
    return [short(found.id), found.day, found.kind, f"{state}{sealed}", f"{star}{found.title}"]


def body_json(body: "Body") -> dict[str, Json]:
    """Return the fields of a record as they stand in its canonical form."""
    from confidant.records.record import to_plain

    return dict(to_plain(body).items())


def body_lines(body: "Body", zone: str) -> list[str]:
    """Return the fields of a record for people: names, then values, texts indented."""
    return [line for name, value in _values(body) for line in _field_lines(name, value, zone)]


def shown_lines(found: "Shown", zone: str) -> list[str]:
    """Return one record whole, for people."""
    who = "" if found.mine else f" · from {found.author or 'a contact who is gone'}"
    later = "" if found.revision == found.latest else f" (the newest is {found.latest})"
    head = (
        f"{found.body.kind} {to_c32(found.record)} · revision {found.revision}{later}"
        f" · {instant(found.ts, zone)}{who}"
    )
    lines = [neutral.line(head)]
    if found.seal is not None:
        lines.append(f"sealed {instant(found.seal.ts, zone)}, revision {found.seal.sealed_rev}")
    if found.withheld:
        names = ", ".join(label(name) for name in found.withheld)
        lines.append(f"withheld until your own estimate is in: {names}")
    lines += body_lines(found.body, zone)
    lines += [f"{relation} ← {to_c32(source)}" for source, relation in found.backlinks]
    return lines


def changes_json(changes: "Changes") -> list[Json]:
    """Return what was touched: ids by kind."""
    return [{"kind": kind, "id": to_c32(record)} for kind, record in changes.touched]


def _values(part: "Struct") -> list[tuple["FieldInfo", object]]:
    """Return what an object holds, field by field, in the order of its kind."""
    from confidant.records import fields

    infos = fields.of(type(part))
    return [
        (info, value)
        for name, info in infos.items()
        if (value := getattr(part, name)) is not None and name != "source"
    ]


def _field_lines(info: "FieldInfo", value: object, zone: str) -> list[str]:
    name = label(info.name)
    if isinstance(value, tuple):
        return _list_lines(name, info, value, zone)
    if info.shape.is_part:
        return [f"{name}:", *_indented(_part_lines(value, zone))]
    text = _plain(info, value, zone)
    if "\n" in text:
        return [f"{name}:", *_indented(text.split("\n"))]
    return [f"{name}: {text}"]


def _list_lines(name: str, info: "FieldInfo", values: tuple[object, ...], zone: str) -> list[str]:
    if info.shape.is_part:
        lines = [f"{name}:"]
        for part in values:
            first, *rest = _part_lines(part, zone) or [""]
            lines += _indented([f"- {first}", *(f"  {line}" for line in rest)])
        return lines
    texts = [_plain(info, value, zone) for value in values]
    if info.shape.name == "text":
        return [f"{name}:", *_indented(f"- {neutral.line(text)}" for text in texts)]
    return [f"{name}: {', '.join(texts)}"]


def _part_lines(part: object, zone: str) -> list[str]:
    return [
        line
        for info, value in _values(cast("Struct", part))
        for line in _field_lines(info, value, zone)
    ]


def _plain(info: "FieldInfo", value: object, zone: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if info.shape.name == "bp" and isinstance(value, int):
        return f"{value / 100:g} %"
    if info.shape.name == "ms" and isinstance(value, int):
        return instant(value, zone)
    if info.shape.name in {"ref", "id"}:
        return to_c32(from_b64(str(value)))
    if info.shape.choices:
        return label(str(value))
    return str(value)


def _indented(lines: Iterable[str]) -> list[str]:
    return [_INDENT + line if line else "" for line in lines]
