"""What the Markdown editor does with lines of text: lists go on, signs are put round words."""

import re
from enum import Enum
from typing import Final

_ITEM: Final = re.compile(r"^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?")
_QUOTE: Final = re.compile(r"^(\s*(?:>\s?)+)")
_INDENT: Final = "  "


class ListKind(Enum):
    """The lists that the keys make."""

    NUMBERED = "numbered"
    BULLETED = "bulleted"
    TASKS = "tasks"


def continuation(line: str) -> str | None:
    """Return what the line after `line` begins with; None where nothing goes on.

    An empty text means that `line` holds only a sign: the list ends, and the sign goes.
    """
    item = _ITEM.match(line)
    if item is None:
        quote = _QUOTE.match(line)
        if quote is None:
            return None
        return quote[1] if line[quote.end() :].strip() else ""
    if not line[item.end() :].strip():
        return ""
    indent, bullet, number, stop, space, task = item.groups()
    sign = bullet or f"{int(number) + 1}{stop}"
    return f"{indent}{sign}{space}{'[ ] ' if task else ''}"


def as_list(lines: list[str], kind: ListKind) -> list[str]:
    """Return `lines` as a list of `kind`, or without signs where all are of that kind already."""
    written = [line for line in lines if line.strip()]
    bare = all(_kind_of(line) is kind for line in written) and bool(written)
    result, number = [], 0
    for line in lines:
        item = _ITEM.match(line)
        indent = item[1] if item else line[: len(line) - len(line.lstrip())]
        rest = line[item.end() :] if item else line.lstrip()
        if not line.strip() and len(lines) > 1:
            result.append(line)
        elif bare:
            result.append(indent + rest)
        else:
            number += 1
            result.append(indent + _sign(kind, number) + rest)
    return result


def indented(line: str) -> str:
    """Return `line` one step deeper."""
    return _INDENT + line


def outdented(line: str) -> str:
    """Return `line` one step less deep."""
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(len(_INDENT), spaces) :]


def wrapped(text: str, sign: str) -> str:
    """Return `text` between two `sign`s, or without them where it has them.

    Space at its ends stays outside: Markdown wants the signs beside letters.
    """
    core = text.strip()
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :] if core else ""
    size = len(sign)
    has_both = len(core) > 2 * size and core.startswith(sign) and core.endswith(sign)
    longer = sign == "*" and core.startswith("**") and not core.startswith("***")
    if has_both and not longer:
        return before + core[size:-size] + after
    return f"{before}{sign}{core}{sign}{after}"


def _kind_of(line: str) -> ListKind | None:
    item = _ITEM.match(line)
    if item is None:
        return None
    if item[6]:
        return ListKind.TASKS
    return ListKind.BULLETED if item[2] else ListKind.NUMBERED


def _sign(kind: ListKind, number: int) -> str:
    signs = {ListKind.BULLETED: "- ", ListKind.TASKS: "- [ ] "}
    return signs.get(kind, f"{number}. ")
