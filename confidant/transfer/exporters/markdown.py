"""A folder of Markdown notes with front matter (imports.md, C3), and the attachments beside them.

Entries are their text, decisions have the sections of MADR, every other kind has a section per
field. What has no place in the text stands in the front matter. Reading such a folder again gives
the same days, titles, tags and texts.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import msgspec

from confidant.records import ids, text
from confidant.records.body import Body
from confidant.records.decision import Decision
from confidant.records.entry import Entry
from confidant.transfer.exporters import madr
from confidant.transfer.exporters.exportable import (
    Exportable,
    Exported,
    Paths,
    ReadAttachment,
    attachment_path,
    digest_of,
)
from confidant.transfer.exporters.sections import section
from confidant.transfer.importers.front_matter import MARKER
from confidant.transfer.importers.note_records import AS_FELT

VERSION = "1"

_DATES = frozenset({"date", "created", "updated"})
_LISTS = frozenset({"competencies", "people", "links", "before", "after"})
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HANDLED = frozenset({"kind", "title", "day", "tags", "attachments", "source"})


def export(records: Iterable[Exportable], attachment: ReadAttachment) -> Iterator[Exported]:
    """Yield notes and attachments in the order of the records.

    Args:
        records: what is exported.
        attachment: reads an attachment by its SHA-256.
    """
    paths = Paths()
    given: set[str] = set()
    for exportable in records:
        yield _note(exportable, paths)
        for file in exportable.attachments:
            path = attachment_path(file)
            if path not in given:
                given.add(path)
                yield path, attachment(digest_of(file))


def _note(exportable: Exportable, paths: Paths) -> Exported:
    body = exportable.body
    day = getattr(body, "day", None)
    title = text.title_of(body)
    name = f"{day} {title}" if day and title != day else title
    fields = _fields(body)
    sections = _sections(body, fields)
    front = {**_front(exportable), **{k: v for k, v in fields.items() if k not in sections}}
    if isinstance(body, Entry):
        written = _entry(body)
    elif isinstance(body, Decision):
        for placed in madr.PEOPLE_FIELDS:
            front[placed.replace("_", "-")] = sections.pop(placed, None)
        front.pop("leaning", None)
        written = madr.written(body, sections)
    else:
        written = "\n\n".join(section(2, name, value) for name, value in sections.items())
    path = paths.path(_folder(body.kind), name, ".md")
    return path, f"{_front_matter(front)}\n{written}\n".encode()


def _front(exportable: Exportable) -> dict[str, object]:
    body, revision = exportable.body, exportable.revision
    return {
        MARKER: int(VERSION),
        "kind": body.kind,
        "id": ids.to_c32(revision.record),
        "title": getattr(body, "title", None),
        "date": getattr(body, "day", None),
        "created": _instant(exportable.created),
        "updated": _instant(revision.ts),
        "author": exportable.author,
        "sealed": exportable.sealed or None,
        "tags": getattr(body, "tags", None),
        "attachments": [f"../{attachment_path(file)}" for file in exportable.attachments],
    }


def _fields(body: Body) -> dict[str, object]:
    """Return the fields that are not in every front matter; references as they are typed."""
    fields = {k: v for k, v in msgspec.to_builtins(body).items() if k not in _HANDLED}
    for ref in text.refs(body):
        if len(ref.path) == 1:
            fields[str(ref.path[0])] = ids.to_c32(ref.target)
    links = getattr(body, "links", None) or ()
    if links:
        fields["links"] = [f"{x.relation} {ids.to_c32(ids.from_b64(x.target))}" for x in links]
    return fields


def _sections(body: Body, fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields that have a section: texts, and what holds other values."""
    texts = {s.path[0] for s in text.strings(body) if s.type == "text" and len(s.path) == 1}
    return {
        name: value
        for name, value in fields.items()
        if name in texts or (isinstance(value, (dict, list, tuple)) and name not in _LISTS)
    }


def _entry(body: Entry) -> str:
    parts = [body.as_observed or ""]
    if body.as_felt:
        parts.append(f"{AS_FELT}\n{body.as_felt}")
    return "\n\n".join(part for part in parts if part)


def _folder(kind: str) -> str:
    return {"entry": "entries", "practice": "practices"}.get(kind, f"{kind}s")


def _instant(ms: int) -> str:
    """Return an instant as ISO 8601; what no calendar holds stays a number."""
    try:
        return f"{_EPOCH + timedelta(milliseconds=ms):%Y-%m-%dT%H:%M:%SZ}"
    except OverflowError:
        return str(ms)


def _front_matter(front: Mapping[str, object]) -> str:
    lines = ["---"]
    for name, value in front.items():
        if value is None or value in ([], ()):
            continue
        if isinstance(value, (list, tuple)):
            lines += [f"{name}:", *(f"  - {_scalar(member)}" for member in value)]
        elif name in _DATES:
            lines.append(f"{name}: {value}")
        else:
            lines.append(f"{name}: {_scalar(value)}")
    return "\n".join([*lines, "---", ""])


def _scalar(value: object) -> str:
    """Return a value as a YAML scalar; text reads back as the same text everywhere."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        value = ", ".join(str(member) for member in value.values())
    quoted = json.dumps(str(value), ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda m: f"\\u{ord(m[0]):04x}", quoted)
