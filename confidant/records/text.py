"""The lines, texts and references of a body, found by type; no kind is named here."""

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple, TypeAlias, TypeVar, cast

import msgspec

from confidant.records import fields, ids
from confidant.records.body import Body, Link
from confidant.records.fields import FieldInfo, Role
from confidant.records.ids import RecordId
from confidant.records.kinds import KINDS

Path: TypeAlias = tuple[str | int, ...]
"""Field, then index and field, and so on inwards."""

TITLE_LENGTH = 120

_PartT = TypeVar("_PartT", bound=msgspec.Struct)

# Bounded, so that a text of a million brackets costs a million steps and not their square.
_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\(([^()\n]{0,400})\)")
_LINE_START = re.compile(
    r"^[ \t]{0,3}(?:#{1,6}[ \t]+|(?:>[ \t]?)+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)", re.MULTILINE
)
_RULE = re.compile(r"^[ \t]{0,3}(?:[-*_=][ \t]?){3,80}$", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_UNDERSCORES = re.compile(r"(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])")
_PAIRS = ("*", "`", "~~", "[[", "]]")


class StringAt(NamedTuple):
    """A line or text and where it stands."""

    path: Path
    value: str
    type: Literal["line", "text"]
    structural: bool


class Ref(NamedTuple):
    """A reference to another record.

    `optional` is about the field in its own object; `kind` is set where the field is named after
    one; `relation` is that of a link.
    """

    path: Path
    target: RecordId
    optional: bool
    kind: str | None
    relation: str | None


def strings(body: msgspec.Struct) -> Iterator[StringAt]:
    """Yield every line and text in the order of declaration."""
    for path, info, value in _walk(body, ()):
        if info.shape.name in ("line", "text"):
            kind = cast("Literal['line', 'text']", info.shape.name)
            yield StringAt(path, value, kind, info.structural)


def refs(body: msgspec.Struct) -> Iterator[Ref]:
    """Yield every reference to a record in the order of declaration."""
    for path, info, value in _walk(body, ()):
        if info.shape.name == "ref":
            kind = info.name if info.name in KINDS else None
            relation = _relation(body, path)
            yield Ref(path, ids.from_b64(value), info.optional, kind, relation)


def replace_strings(body: _PartT, replace: Callable[[str], str]) -> _PartT:
    """Return a copy with every line and text put through a function, structural ones apart.

    A line can grow past its limit: check the result.
    """
    changes: dict[str, object] = {}
    for name, info in fields.of(type(body)).items():
        value = getattr(body, name)
        if value is None or info.structural:
            continue
        if info.shape.is_part:
            changes[name] = _each(info, value, lambda part: replace_strings(part, replace))
        elif info.shape.name in ("line", "text"):
            changes[name] = _each(info, value, replace)
    return msgspec.structs.replace(body, **changes)


def title_of(body: Body) -> str:
    """Return what stands for a record in lists: its title, else its first text's first line.

    Cut at 120 characters; empty where the record has no text (the kind and the day stand then).
    """
    kind = type(body)
    for name in fields.with_role(kind, Role.TITLE):
        title = getattr(body, name)
        if title:
            return _cut(title)
    for name in fields.with_role(kind, Role.BODY):
        first = _first_line(getattr(body, name) or "")
        if first:
            return first
    rest = (found for found in strings(body) if found.type == "text" and not found.structural)
    return next(filter(None, (_first_line(found.value) for found in rest)), "")


def searchable(body: Body) -> str:
    """Return what search looks through: every line and text, without Markdown signs."""
    return "\n".join(
        found.value if found.type == "line" else without_markdown(found.value)
        for found in strings(body)
        if not found.structural
    )


def is_empty(body: Body) -> bool:
    """Say whether a body holds neither a title nor any text."""
    return not any(
        found.value.strip()
        for found in strings(body)
        if found.type == "text" or found.path == ("title",)
    )


def without_markdown(text: str) -> str:
    """Return a text without the signs of Markdown; words, link targets and line ends stay."""
    text = _RULE.sub("", text)
    text = _LINE_START.sub("", text)
    # Most text has none of these, and a hundred thousand entries are indexed in one go.
    if "](" in text:
        text = _LINK.sub(r"\1 \2", text)
    text = _ESCAPE.sub(r"\1", text)
    for sign in _PAIRS:
        text = text.replace(sign, "")
    return _UNDERSCORES.sub("", text) if "_" in text else text


def _walk(part: msgspec.Struct, path: Path) -> Iterator[tuple[Path, FieldInfo, str]]:
    """Yield the strings of a body and of the objects inside it, with their fields."""
    for name, info in fields.of(type(part)).items():
        value = getattr(part, name)
        if value is None or (info.shape.python is not str and not info.shape.is_part):
            continue
        found = enumerate(value) if info.shape.listed else ((None, value),)
        for index, inner in found:
            at = (*path, name) if index is None else (*path, name, index)
            if info.shape.is_part:
                yield from _walk(inner, at)
            else:
                yield at, info, inner


def _each(info: FieldInfo, value: object, change: Callable[..., object]) -> object:
    """Return a field's value, or each of its values, changed."""
    if info.shape.listed:
        return tuple(change(inner) for inner in cast("tuple[object, ...]", value))
    return change(value)


def _relation(body: msgspec.Struct, path: Path) -> str | None:
    """Return the relation of the link that a path to a reference leads into."""
    owner: object = body
    for step in path[:-1]:
        if isinstance(step, int):
            owner = cast("tuple[object, ...]", owner)[step]
        else:
            owner = getattr(owner, step)
    return owner.relation if isinstance(owner, Link) else None


def _first_line(text: str) -> str:
    """Return the first line with words in it, without Markdown signs."""
    for line in text[: TITLE_LENGTH * 8].splitlines():
        words = without_markdown(line).strip()
        if words:
            return _cut(words)
    return ""


def _cut(title: str) -> str:
    """Return a title of at most 120 characters."""
    return title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…"
