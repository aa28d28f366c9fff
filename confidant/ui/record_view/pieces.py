"""A record's fields as the pieces of one document, by what the fields say about themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, cast

import msgspec
from PySide6.QtCore import QCoreApplication

from confidant.records import fields
from confidant.records.body import Body, Common
from confidant.records.fields import FieldInfo, Role
from confidant.records.text import Path
from confidant.ui.record_view.values import WORDED, heading, value_words
from confidant.ui.widgets.bidi import isolated
from confidant.ui.words import label

Style: TypeAlias = Literal["heading", "text", "line", "note"]

_CHIPS: Final = ("classification", "altitude")
_SIGNS: Final[Mapping[str, str]] = {"good": "+", "bad": "−", "neutral": "·"}
_OWN: Final = frozenset({"starred", "source", "zone", "template"})
"""What the vault keeps beside a record; nobody reads it in one."""

_ENDS: Final = ("low", "high")
_MOST_ROWS: Final = 200
"""Rows of plain marks that are shown, such as the events of a meeting; the rest is counted."""


@dataclass(frozen=True, slots=True, repr=False)
class Piece:
    """A paragraph, or the Markdown of one field.

    Attributes:
        style: `heading` and `note` are the program's words, `text` is Markdown, `line` plain.
        text: what stands there.
        path: the field that it is, and positions inside it; empty for the program's words.
        before: what the program writes in front of it.
        after: what it writes behind it.
        level: how far it is set in.
        joined: whether it goes on in the paragraph of the piece before it.
    """

    style: Style
    text: str
    path: Path = ()
    before: str = ""
    after: str = ""
    level: int = 0
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Takes bodies apart; `titles` are those of other records, by their id as references say it."""

    titles: Mapping[str, str]

    def facts(self, body: Body) -> Iterator[str]:
        """Yield the short values of a record, each with its label."""
        yield from _ends(body, ())
        for name, info in _own_first(body):
            value = getattr(body, name)
            if _is_fact(info, value) and name not in _CHIPS:
                words = value_words(info, value, self.titles)
                if not words:
                    continue
                due = Role.DUE in info.roles or name == "day"
                yield _fact(name, words, plain=due)

    def pieces(self, body: Body) -> Iterator[Piece]:
        """Yield everything else, field by field, each under its heading."""
        titled, _ = title_of(body)
        for name, info in _own_first(body):
            value = getattr(body, name)
            if value is None or name == titled or _stands_above(info) or _is_fact(info, value):
                continue
            found = list(self._field(info, value))
            if found:
                yield Piece("heading", heading(name))
                yield from found

    def _field(self, info: FieldInfo, value: object) -> Iterator[Piece]:
        if not info.shape.listed:
            yield from self._value(info, value, (info.name,))
            return
        values = cast("tuple[object, ...]", value)
        numbered = info.shape.is_part and len(values) > 1
        for index, one in enumerate(values[:_MOST_ROWS]):
            before = f"{index + 1} " if numbered else ""
            path = (info.name, index)
            if info.shape.name == "line":
                yield Piece("line", str(one), path, joined=index > 0)
            else:
                yield from self._value(info, one, path, before=before)
        if len(values) > _MOST_ROWS:
            rest = len(values) - _MOST_ROWS
            yield Piece("note", _counted("And %n more", rest))

    def _value(
        self, info: FieldInfo, value: object, path: Path, *, before: str = "", level: int = 0
    ) -> Iterator[Piece]:
        if info.shape.is_part:
            yield from self._part(cast("msgspec.Struct", value), path, before=before, level=level)
        elif info.shape.name == "text":
            yield Piece("text", str(value), path, before=before, level=level)
        elif info.shape.name in WORDED and not info.structural:
            yield Piece("line", str(value), path, before=before, level=level)
        elif words := value_words(info, value, self.titles):
            yield Piece("note", words, before=before, level=level)

    def _part(
        self, part: msgspec.Struct, path: Path, *, before: str, level: int
    ) -> Iterator[Piece]:
        """Yield an object: its first words with its short values, then the rest below."""
        infos = fields.of(type(part))
        lead = next((name for name, info in infos.items() if _leads(part, info)), "")
        short = " · ".join(self._short(part, lead))
        if lead:
            style: Style = "text" if infos[lead].shape.name == "text" else "line"
            words = getattr(part, lead)
            yield Piece(style, words, (*path, lead), before=before, after=short, level=level)
        elif short:
            yield Piece("note", short, before=before, level=level)
        for name, info in infos.items():
            value = getattr(part, name)
            if name != lead and value is not None and not _is_fact(info, value):
                yield from self._below(info, value, (*path, name), level + 1)

    def _below(self, info: FieldInfo, value: object, path: Path, level: int) -> Iterator[Piece]:
        sign = _SIGNS.get(info.name)
        before = f"{sign} " if sign else f"{heading(info.name)}: "
        if not info.shape.listed:
            yield from self._value(info, value, path, before=before, level=level)
            return
        for index, one in enumerate(cast("tuple[object, ...]", value)):
            yield from self._value(info, one, (*path, index), before=before, level=level)

    def _short(self, part: msgspec.Struct, lead: str) -> Iterator[str]:
        yield from _ends(part, ())
        for name, info in fields.of(type(part)).items():
            value = getattr(part, name)
            if name != lead and _is_fact(info, value):
                words = value_words(info, value, self.titles)
                if words:
                    yield label(name) if value is True else _in_few_words(info, name, words)


def title_of(body: Body) -> tuple[str, str]:
    """Return the name of the field that titles a record and what it says, both empty for none."""
    for name in fields.with_role(type(body), Role.TITLE):
        title = getattr(body, name)
        if title:
            return name, title
    return "", ""


def chips(body: Body) -> Iterator[tuple[str, str]]:
    """Yield state, altitude and classification: (field, value)."""
    for name in (*fields.with_role(type(body), Role.STATE), *reversed(_CHIPS)):
        value = getattr(body, name, None)
        if value is not None:
            yield name, str(value)


def _own_first(body: Body) -> Iterator[tuple[str, FieldInfo]]:
    """Yield a kind's own fields, then those that every kind has."""
    infos = fields.of(type(body))
    common = fields.of(Common)
    yield from ((name, info) for name, info in infos.items() if name not in common)
    yield from ((name, info) for name, info in infos.items() if name in common)


def _stands_above(info: FieldInfo) -> bool:
    """Say whether a field is shown over the text, or never."""
    return Role.STATE in info.roles or info.name in _OWN or info.name in _CHIPS


def _is_fact(info: FieldInfo, value: object) -> bool:
    """Say whether a value is short and nobody's words; technical ones count and are not shown."""
    if value is None or info.shape.listed or info.shape.is_part:
        return False
    if Role.STATE in info.roles or info.name in _ENDS:
        return False
    return info.shape.name not in WORDED


def _leads(part: msgspec.Struct, info: FieldInfo) -> bool:
    return (
        info.shape.name in WORDED
        and not info.shape.listed
        and not info.structural
        and getattr(part, info.name) is not None
    )


def _ends(part: msgspec.Struct, _path: Path) -> Iterator[str]:
    """Yield the two ends of an interval as one value, with its unit."""
    low, high = (getattr(part, name, None) for name in _ENDS)
    if low is None or high is None:
        return
    unit = getattr(part, "unit", None)
    words = _tr("{low} to {high}").format(low=isolated(low), high=isolated(high))
    with_unit = f"{words} {isolated(unit)}" if unit else words
    yield _tr("80\u00a0% interval: {interval}").format(interval=with_unit)


def _fact(name: str, words: str, *, plain: bool) -> str:
    if name == "day":
        return words
    form = _tr("{label} {value}") if plain else _tr("{label}: {value}")
    return form.format(label=heading(name), value=words)


def _in_few_words(info: FieldInfo, name: str, words: str) -> str:
    """Return a value beside its object: a share says itself, everything else is named."""
    if info.shape.name == "bp" or info.shape.choices or name in {"intensity", "size"}:
        return words
    form = _tr("{label}: {value}") if info.shape.python is bool else _tr("{label} {value}")
    return form.format(label=label(name), value=words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordPieces", text)


def _counted(text: str, count: int) -> str:
    return QCoreApplication.translate("RecordPieces", text, "", count)
