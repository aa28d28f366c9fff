"""The options of a decision record: what speaks for and against them, and which was chosen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from confidant.records.decision_parts import Option
from confidant.transfer import fitting
from confidant.transfer.imported import Findings
from confidant.transfer.importers import decision_words as words
from confidant.transfer.importers.decision_words import Part, Sense
from confidant.transfer.importers.markdown_text import Section, bullets, is_filler, plain

MAX_OPTIONS = 20
MAX_ARGUMENTS = 20

_BLOCK = re.compile(r"\s*(?:[-*+>|]|\d{1,9}[.)]|```|~~~)")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class _Draft:
    """An option that is still being read."""

    title: str = field(repr=False)
    texts: list[str] = field(default_factory=list, repr=False)
    arguments: dict[Sense, list[str]] = field(default_factory=dict, repr=False)

    @property
    def key(self) -> str:
        return _key(self.title)


class Options:
    """Reads the options of one record.

    `chosen` is the title of the option that was chosen, `reason` why, `kept` are texts that have
    no field, under their headings. All are complete once `built` was called.
    """

    def __init__(self, title: str, findings: Findings, where: str) -> None:
        """Start without options.

        Args:
            title: of the record; what was decided without options is named after it.
            findings: takes the report.
            where: what the report calls the record.
        """
        self.chosen: str | None = None
        self.reason: str = ""
        self.kept: list[str] = []
        self._title = title
        self._findings = findings
        self._where = where
        self._drafts: list[_Draft] = []
        self._outcome: Sequence[Section] = ()
        self._alone = False

    def read(self, parts: Mapping[Part, Sequence[Section]]) -> None:
        """Take in the parts that speak about options."""
        self._read_considered(parts.get("options", ()))
        self._read_pros_and_cons(parts.get("pros_and_cons", ()))
        self._read_outcome(parts.get("outcome", ()))
        self._read_consequences(parts.get("consequences", ()), "neutral")
        self._read_consequences(parts.get("good_consequences", ()), "good")
        self._read_consequences(parts.get("bad_consequences", ()), "bad")

    def built(self, *, with_outcome: bool) -> tuple[Option, ...]:
        """Return the options.

        Args:
            with_outcome: the words of the outcome have no verdict to stand in and are kept here.
        """
        if with_outcome and self._outcome:
            if self._alone:
                self._drafts[0].texts.insert(0, self.reason)
            else:
                self.kept.insert(0, rendered(self._outcome))
        return tuple(self._option(draft) for draft in self._drafts)

    def _option(self, draft: _Draft) -> Option:
        def argued(sense: Sense) -> tuple[str, ...] | None:
            given = draft.arguments.get(sense, [])
            return fitted_list(given, MAX_ARGUMENTS, self._findings, self._where) or None

        return Option(
            title=draft.title,
            description=fitting.text_or_none("\n\n".join(draft.texts)),
            good=argued("good"),
            bad=argued("bad"),
            neutral=argued("neutral"),
        )

    def _read_considered(self, found: Sequence[Section]) -> None:
        if not found:
            return
        before, items = bullets(found[0].text)
        if before:
            self.kept.append(f"## {found[0].title}\n\n{before}")
        for item in items:
            self._named(*_first_paragraph(item), exactly=True)
        self._read_below(found)

    def _read_pros_and_cons(self, found: Sequence[Section]) -> None:
        if found and not is_filler(found[0].text):
            self.kept.append(f"## {found[0].title}\n\n{found[0].text.strip()}")
        self._read_below(found)

    def _read_below(self, found: Sequence[Section]) -> None:
        """Read the sections below a heading: each is an option, deeper ones belong to it."""
        level = min((s.level for s in found[1:]), default=0)
        draft: _Draft | None = None
        for section in found[1:]:
            if section.level == level:
                draft = self._named(section.title, "")
                if draft is not None:
                    self._argue(draft, section.text)
                    continue
            if not is_filler(section.text):
                (self.kept if draft is None else draft.texts).append(rendered([section]))

    def _argue(self, draft: _Draft, text: str) -> None:
        before, items = bullets(text)
        senses = [words.sense_of(item) for item in items]
        if not any(sense for sense, _ in senses):
            if not is_filler(text):
                draft.texts.append(text.strip())
            return
        if not is_filler(before):
            draft.texts.append(before)
        for sense, argument in senses:
            draft.arguments.setdefault(sense or "neutral", []).append(argument)

    def _read_outcome(self, found: Sequence[Section]) -> None:
        text = joined(found)
        if is_filler(text):
            return
        self._outcome = found
        named = words.chosen(text)
        if named is not None and named[0]:
            draft = self._known(plain(named[0])) or self._named(named[0], "")
            if draft is not None:
                self.chosen = draft.title
                self.reason = words.because(named[1]) or text.strip()
        elif not self._drafts and self._title:
            self._alone = True
            self._drafts.append(_Draft(self._title))
            self.chosen, self.reason = self._title, text.strip()

    def _read_consequences(self, found: Sequence[Section], plain_sense: Sense) -> None:
        text = joined(found)
        if is_filler(text):
            return
        draft = next((d for d in self._drafts if d.title == self.chosen), None)
        if draft is None:
            self.kept.append(rendered(found))
            return
        before, items = bullets(text)
        senses = [words.sense_of(item) for item in items]
        if plain_sense == "neutral" and not any(sense for sense, _ in senses):
            draft.arguments.setdefault("neutral", []).append(text.strip())
            return
        if not is_filler(before):
            draft.arguments.setdefault(plain_sense, []).append(before)
        for sense, argument in senses:
            draft.arguments.setdefault(sense or plain_sense, []).append(argument)

    def _named(self, written: str, more: str, *, exactly: bool = False) -> _Draft | None:
        """Return the option with this title, a new one where there is none yet.

        None when there is no room for another; its text is then kept.

        Args:
            written: the title with its Markdown.
            more: text that belongs to it.
            exactly: a title that only begins alike is another option.
        """
        bare = plain(written)
        title, cut = fitting.short_line(bare)
        if title is None or is_filler(written):
            return None
        draft = self._exactly(title) if exactly else self._known(title)
        if draft is not None:
            return draft
        texts = [more] if more.strip() else []
        if cut or bare != " ".join(written.split()):
            texts.insert(0, written)
        if len(self._drafts) == MAX_OPTIONS:
            self._findings.report("list-joined", self._where, count=MAX_OPTIONS + 1)
            self.kept.append("\n\n".join([written, *texts]))
            return None
        draft = _Draft(title, texts)
        self._drafts.append(draft)
        return draft

    def _exactly(self, title: str) -> _Draft | None:
        wanted = _key(title)
        return next((d for d in self._drafts if d.key == wanted), None)

    def _known(self, title: str) -> _Draft | None:
        """Return the one option that a title means: all of its title, or its first words."""
        same = self._exactly(title)
        wanted = f"{_key(title)} "
        if same is not None or not wanted.strip():
            return same
        keys = [(d, f"{d.key} ") for d in self._drafts]
        near = [d for d, key in keys if key.startswith(wanted) or wanted.startswith(key)]
        return near[0] if len(near) == 1 else None


def joined(found: Sequence[Section]) -> str:
    """Return the text of a part: of its heading, and of the sections below with theirs."""
    if not found:
        return ""
    return "\n\n".join([found[0].text.strip("\n"), *(rendered([s]) for s in found[1:])]).strip("\n")


def rendered(found: Sequence[Section]) -> str:
    """Return sections as Markdown, headings and all."""
    return "\n\n".join(
        f"{'#' * s.level} {s.title}\n\n{s.text.strip(chr(10))}".rstrip() for s in found
    )


def fitted_list(items: Sequence[str], most: int, findings: Findings, where: str) -> tuple[str, ...]:
    """Return at most `most` texts; what is too much is joined to the last one."""
    kept = [text for text in map(fitting.text_or_none, items) if text]
    if len(kept) <= most:
        return tuple(kept)
    findings.report("list-joined", where, count=len(kept))
    return (*kept[: most - 1], "\n".join(kept[most - 1 :]))


def _first_paragraph(item: str) -> tuple[str, str]:
    """Return the first paragraph of a bullet as one line, and what follows it."""
    lines = item.split("\n")
    end = next(
        (n for n, line in enumerate(lines[1:], 1) if not line.strip() or _BLOCK.match(line)),
        len(lines),
    )
    return " ".join(line.strip() for line in lines[:end]), "\n".join(lines[end:])


def _key(title: str) -> str:
    return _SIGNS.sub(" ", title.casefold()).strip()
