"""What stands where in a Markdown text: code, headings, lists, tags, links."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(`{3,}|~{3,})([^\n]*)\Z")
_RUN = re.compile(r"`+")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_LIST_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|\Z)")
_CODE_INDENT = re.compile(r"(?: {4}| {0,3}\t)")
_TAG = re.compile(r"(?<!\S)#([\w/-]+)")
_INLINE = re.compile(
    r"(!?)\[[^\[\]\n]{0,400}\]\([ \t]*<?([^()<>\s]{1,600})>?"
    r"(?:[ \t]+[\"'][^\"'\n]{0,200}[\"'])?[ \t]*\)"
)
_EMBED = re.compile(r"!\[\[([^\[\]|#\n]{1,400})(?:[|#][^\[\]\n]{0,200})?\]\]")
_IMG = re.compile(r"<img\b[^<>]{0,600}?\bsrc=[\"']([^\"'<>]{1,600})[\"']", re.IGNORECASE)
_MD_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\([^()\n]{0,600}\)")
_MARKS = re.compile(
    r"\*{1,3}(?=\S)([^*\n]{1,400}?)(?<=\S)\*{1,3}"
    r"|(?<!\w)_{1,3}(?=\S)([^_\n]{1,400}?)(?<=\S)_{1,3}(?!\w)"
)
_NOT_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of some level and the text up to the next heading of any level.

    Level 0 is what stands before the first heading.
    """

    level: int
    title: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link points; `image` says that it is shown in its place."""

    path: str = field(repr=False)
    image: bool
    by_name: bool = False


def mask(text: str) -> str:
    """Return the text with code blanked out, every character and line in its place."""
    if not any(sign in text for sign in ("`", "~~~", "    ", "\t")):
        return text
    blocks = _Blocks()
    lines = [" " * len(w) if blocks.is_code(w) else w for w in text.split("\n")]
    return _mask_spans("\n".join(lines))


def tags(masked: str) -> list[str]:
    """Return the tags `#word` in a masked text; a number is none."""
    found = []
    for match in _TAG.finditer(masked):
        tag = match[1].strip("/-")
        if tag and not tag.replace("/", "").isdigit():
            found.append(tag)
    return found


def sections(text: str, masked: str) -> list[Section]:
    """Return a text in order, cut at its headings."""
    found: list[Section] = []
    level, title = 0, ""
    begun: list[str] = []
    for written, plain in zip(text.split("\n"), masked.split("\n"), strict=True):
        match = _HEADING.match(written) if plain.lstrip().startswith("#") else None
        if match is None:
            begun.append(written)
            continue
        found.append(Section(level, title, "\n".join(begun)))
        level, title, begun = len(match[1]), (match[2] or "").strip(), []
    found.append(Section(level, title, "\n".join(begun)))
    return found


def targets(masked: str) -> Iterator[Target]:
    """Yield where the links and images in a masked text point, in no special order."""
    for match in _INLINE.finditer(masked):
        yield Target(match[2], bool(match[1]))
    for match in _IMG.finditer(masked):
        yield Target(match[1], image=True)
    for match in _EMBED.finditer(masked):
        yield Target(match[1].strip(), image=True, by_name=True)


def bullets(text: str) -> tuple[str, list[str]]:
    """Return what stands before the first bullet, and the bullets with all that belongs to them.

    Only the outermost list is taken apart. A text behind the list belongs to the last bullet.
    """
    before: list[str] = []
    items: list[list[str]] = []
    outer: int | None = None
    masked = mask(text).split("\n")
    for written, plain in zip(text.split("\n"), masked, strict=True):
        match = _LIST_ITEM.match(written) if plain.strip() else None
        if match is not None and (outer is None or len(match[1].expandtabs(4)) <= outer):
            outer = len(match[1].expandtabs(4))
            items.append([written[match.end() :]])
        elif items:
            items[-1].append(written)
        else:
            before.append(written)
    found = ["\n".join(_dedented(item)).strip() for item in items]
    return "\n".join(before).strip(), [item for item in found if not is_filler(item)]


def is_filler(text: str) -> bool:
    """Say whether a text is only dots or a comment, as templates have them."""
    return not without_comments(text).strip(" \t\n.…")


def plain(text: str) -> str:
    """Return a line without the signs of links, emphasis and code."""
    text = _MD_LINK.sub(r"\1", text)
    text = _MARKS.sub(lambda m: m[1] or m[2], text)
    return text.replace("`", "").strip()


def without_comments(text: str) -> str:
    """Return a text without its HTML comments."""
    kept: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0:
        end = text.find("-->", start)
        if end < 0:
            break
        kept.append(text[position:start])
        position = end + len("-->")
    return "".join([*kept, text[position:]])


class _Blocks:
    """Follows a text line by line and knows which lines are code."""

    def __init__(self) -> None:
        """Start before the first line."""
        self._fence: str | None = None
        self._after_blank = True
        self._in_list = False
        self._in_code = False

    def is_code(self, written: str) -> bool:
        """Say whether the next line is code, fenced or indented."""
        match = _FENCE.match(written)
        if self._fence is not None:
            if match is not None and match[1].startswith(self._fence) and not match[2].strip():
                self._fence = None
            return True
        if match is not None and not (match[1][0] == "`" and "`" in match[2]):
            self._fence = match[1]
            self._after_blank = False
            return True
        blank = not written.strip()
        if not blank:
            self._enter(written)
        self._after_blank = blank
        return self._in_code and not blank

    def _enter(self, written: str) -> None:
        indented = _CODE_INDENT.match(written) is not None
        self._in_code = indented and not self._in_list and (self._after_blank or self._in_code)
        if not indented:
            # A list goes on over blank lines as long as what follows is indented or an item.
            lazy = self._in_list and not self._after_blank
            self._in_list = _LIST_ITEM.match(written) is not None or lazy


def _dedented(lines: list[str]) -> list[str]:
    rest = [w for w in lines[1:] if w.strip()]
    indent = min((len(w) - len(w.lstrip()) for w in rest), default=0)
    return [lines[0], *(w[indent:] if w.strip() else "" for w in lines[1:])]


def _mask_spans(text: str) -> str:
    """Blank out code between backticks; a span may cross lines and no blank line."""
    parts = re.split(r"(\n[ \t]*\n)", text)
    return "".join(_mask_paragraph(part) if "`" in part else part for part in parts)


def _mask_paragraph(text: str) -> str:
    runs = [(m.start(), m.end()) for m in _RUN.finditer(text)]
    closing = _next_of_same_length(runs)
    out: list[str] = []
    position = index = 0
    while index < len(runs):
        last = closing[index]
        if last is not None:
            start, end = runs[index][0], runs[last][1]
            out += [text[position:start], _NOT_LINE_END.sub(" ", text[start:end])]
            position, index = end, last
        index += 1
    return "".join([*out, text[position:]])


def _next_of_same_length(runs: Sequence[tuple[int, int]]) -> list[int | None]:
    """Return per run of backticks which later one closes it."""
    found: list[int | None] = [None] * len(runs)
    last: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        found[index] = last.get(length)
        last[length] = index
    return found
