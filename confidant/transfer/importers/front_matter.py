"""Front matter: the fields between two `---` lines at the top of a note.

Every scalar is read as a string, so `001` and dates stay as written. What no YAML reader takes is
read line by line, as other programs do.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from confidant.transfer.fitting import line

Value: TypeAlias = str | tuple[str, ...]

MARKER = "confidant"
"""The field by which notes that Confidant exported are known."""

MAX_BYTES = 65_536
_MAX_NODES = 2_000
_MAX_VALUE = 4_000

_BLOCK = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([^\s:#-][^:\n]{0,80}?)[ \t]*:(?:[ \t]+(.*))?\Z")
_ITEM = re.compile(r"\s*-\s+(.*)\Z")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields by their name in lower case; `valid` is false when YAML did not take them."""

    fields: Mapping[str, Value] = field(repr=False)
    valid: bool = True

    @property
    def own(self) -> bool:
        """Say whether Confidant exported it."""
        return MARKER in self.fields

    def text(self, *names: str) -> str | None:
        """Return the first of these fields that says something, as one text."""
        for name in names:
            value = self.fields.get(name, "")
            joined = value if isinstance(value, str) else ", ".join(value)
            if joined.strip():
                return joined
        return None

    def words(self, *names: str) -> list[str]:
        """Return the values of a list, or of a text with commas, from all these fields."""
        found: list[str] = []
        for name in names:
            value = self.fields.get(name, "")
            found += value.split(",") if isinstance(value, str) else value
        return [word for word in (line(w) for w in found) if word]


EMPTY = FrontMatter({})


def split(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter of a note and the text behind it."""
    match = _BLOCK.match(text, 0, MAX_BYTES)
    if match is None:
        return EMPTY, text
    found = _read(match[1])
    if found is None:
        return EMPTY, text
    return found, text[match.end() :]


def _read(block: str) -> FrontMatter | None:
    """Return the fields of a block, None when it has none: then it is text between rules."""
    if not block.strip():
        return EMPTY
    document = _yaml(block)
    if isinstance(document, dict):
        budget = [_MAX_NODES]
        return FrontMatter({_name(key): _value(value, budget) for key, value in document.items()})
    found = _by_lines(block)
    return FrontMatter(found, valid=False) if found else None


def _yaml(block: str) -> Any:  # noqa: ANN401 - whatever a foreign document holds
    import yaml

    # The base loader knows no types: a tag, also one that names Python code, is only a word.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.load(block, Loader=loader)  # noqa: S506 - builds strings, lists and dicts only
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _name(key: object) -> str:
    return (line(str(key)[:200]) or "").lower()


def _value(value: object, budget: list[int]) -> Value:
    if isinstance(value, list):
        return tuple(_flat(member, budget) for member in value[:_MAX_NODES])
    return _flat(value, budget)


def _flat(value: object, budget: list[int]) -> str:
    """Return any value as text. Aliases can make a small document endless: `budget` ends it."""
    budget[0] -= 1
    if budget[0] < 0 or value is None:
        return ""
    if isinstance(value, dict):
        parts = [f"{key}: {_flat(v, budget)}" for key, v in list(value.items())[:_MAX_NODES]]
        return ", ".join(parts)[:_MAX_VALUE]
    if isinstance(value, list):
        return ", ".join(_flat(v, budget) for v in value[:_MAX_NODES])[:_MAX_VALUE]
    return str(value)


def _by_lines(block: str) -> dict[str, Value]:
    found: dict[str, Value] = {}
    current: str | None = None
    for written in block.splitlines():
        item = _ITEM.match(written)
        if item is not None and current is not None:
            before = found[current]
            listed = before if isinstance(before, tuple) else tuple(filter(None, [before]))
            found[current] = (*listed, _unquoted(item[1]))
            continue
        match = _FIELD.match(written)
        if match is not None:
            current = _name(match[1])
            found[current] = _scalar_or_list((match[2] or "").strip())
    return found


def _scalar_or_list(written: str) -> Value:
    if written.startswith("[") and written.endswith("]"):
        return tuple(filter(None, (_unquoted(part) for part in written[1:-1].split(","))))
    return _unquoted(written)


def _unquoted(written: str) -> str:
    written = written.strip()
    if len(written) > 1 and written[0] == written[-1] and written[0] in "\"'":
        return written[1:-1]
    return written
