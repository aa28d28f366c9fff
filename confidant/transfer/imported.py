"""What an importer is asked and what it answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Literal, TypeAlias

from confidant.errors import SourceUnreadableError
from confidant.records.body import Common

ProblemCode: TypeAlias = Literal[
    "attachment-limit",
    "attachment-missing",
    "attachment-outside",
    "attachment-too-large",
    "blank-day",
    "date-ambiguous",
    "date-order-assumed",
    "date-unreadable",
    "empty-entry",
    "entry-invalid",
    "file-not-read",
    "file-not-text",
    "front-matter-invalid",
    "headings-unknown",
    "index-page",
    "link-unresolved",
    "link-not-followed",
    "list-joined",
    "status-missing",
    "status-partly",
    "status-unknown",
    "tags-moved",
    "template",
    "text-before-first-entry",
    "text-split",
    "title-cut",
]
"""What a person should know about an import; messages.py has the sentences."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to read a source.

    `format` names one of `detect.FORMATS`, None guesses. `date_format` is a strptime format.
    `zone` is the IANA name of the zone in which times without an offset are meant.
    """

    format: str | None = None
    date_format: str | None = None
    passphrase: str | None = field(default=None, repr=False)
    zone: str = "UTC"
    tag_symbols: str = "@"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that did not come over as it stood.

    `where` is the name of a file relative to the source and `line` counts from 1; both are
    private, like the source itself.
    """

    code: ProblemCode
    where: str = field(repr=False)
    line: int | None = None
    params: Mapping[str, str | int] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that belongs to an item. Its bytes are read when they are stored."""

    sha256: bytes
    size: int
    path: Path = field(repr=False)

    def read(self) -> bytes:
        """Return the bytes.

        Raises:
            SourceUnreadableError: the file has changed since it was looked at, or is gone.
        """
        try:
            with self.path.open("rb") as file:
                data = file.read(self.size + 1)
        except OSError:
            raise SourceUnreadableError(name=self.path.name) from None
        if sha256(data).digest() != self.sha256:
            raise SourceUnreadableError(name=self.path.name)
        return data


@dataclass(frozen=True, slots=True)
class ImportedLink:
    """A link to another item of the same source, by its key."""

    relation: Literal["supersedes"]
    target_key: str


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One record to be: a valid body without `source` and `links`.

    `source_key` is the same whenever the same thing is read again. `instant` is when it was
    written, in UTC milliseconds; None before 1970 or unknown.
    """

    body: Common
    source_key: str
    instant: int | None = None
    attachments: tuple[ImportedFile, ...] = ()
    links: tuple[ImportedLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """Everything that was found in a source, in its order.

    `left_out` counts, per field of the other program, how often it held something that has no
    place here.
    """

    program: str
    items: tuple[ImportedItem, ...]
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]


class Findings:
    """Gathers problems and fields that were left out while a source is read."""

    def __init__(self) -> None:
        """Start with nothing found."""
        self.problems: list[Problem] = []
        self.left_out: Counter[str] = Counter()

    def report(
        self, code: ProblemCode, where: str, line: int | None = None, **params: str | int
    ) -> None:
        """Note a problem."""
        self.problems.append(Problem(code, where, line, params))

    def imported(self, program: str, items: list[ImportedItem]) -> Imported:
        """Return the answer of an importer."""
        return Imported(program, tuple(items), tuple(self.problems), dict(self.left_out))


class SourceKeys:
    """Makes keys that come out the same on every reading of a source.

    Things that are alike to the letter get a running number, so that none of them is lost.
    """

    def __init__(self) -> None:
        """Start with no key given."""
        self._given: Counter[str] = Counter()

    def of_text(self, date: str, text: str) -> str:
        """Return the key of something that has no id of its own."""
        words = " ".join(text.split())
        digest = sha256(f"{date}\n{words}".encode("utf-8", "replace")).hexdigest()
        return self.of_id(digest)

    def of_id(self, native: str) -> str:
        """Return the key of something under its own id."""
        self._given[native] += 1
        count = self._given[native]
        return native if count == 1 else f"{native}/{count}"
