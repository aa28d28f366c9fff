"""The JSON export of jrnl, and of programs that write its form."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from confidant.errors import SourceFormatError, SourceSyntaxError
from confidant.transfer import dates
from confidant.transfer.imported import Findings
from confidant.transfer.importers.jrnl_entry import Written

_KNOWN = frozenset({"title", "body", "date", "time", "tags", "starred", "uuid"})


def written(text: str, name: str, findings: Findings) -> Iterator[Written]:
    """Yield the entries of an export.

    Raises:
        SourceSyntaxError: it is not JSON.
        SourceFormatError: it is the JSON of something else.
    """
    for number, entry in enumerate(_entries(text, name), start=1):
        if not isinstance(entry, dict):
            findings.report("entry-invalid", name, number=number)
            continue
        for field, value in entry.items():
            if field not in _KNOWN and value not in (None, "", [], {}):
                findings.left_out[field] += 1
        found = _written(entry, name)
        if found is None:
            findings.report("date-unreadable", name, number=number)
        else:
            yield found


def is_export(document: object) -> bool:
    """Say whether a JSON document is an export of jrnl."""
    if not isinstance(document, dict) or not isinstance(document.get("entries"), list):
        return False
    entries = document["entries"]
    return all(isinstance(e, dict) and "date" in e and "body" in e for e in entries[:1])


def _entries(text: str, name: str) -> list[Any]:
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise SourceSyntaxError(name=name, line=1) from None
    if not is_export(document):
        raise SourceFormatError(name=name)
    entries: list[Any] = document["entries"]
    return entries


def _written(entry: Mapping[str, Any], name: str) -> Written | None:
    stamp = dates.read_in_order(f"{_text(entry, 'date')} {_text(entry, 'time')}", None)
    if stamp is None:
        return None
    tags = entry.get("tags")
    return Written(
        stamp,
        _text(entry, "title"),
        _text(entry, "body"),
        entry.get("starred") is True,
        name,
        None,
        [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else None,
        _text(entry, "uuid").strip() or None,
    )


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
