"""What a verb prints: lines for people or one JSON document; progress beside it."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, TextIO, TypeAlias, cast

from confidant.cli import neutral
from confidant.environment import Progress, ignore_progress

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Report:
    """What a verb has to say.

    Attributes:
        data: the JSON document; its fields are promised in docs/cli.md.
        lines: the same for people; each may hold line breaks.
        failed: the verb found what it looked for and it is bad news (`check`); exit 1.
        raw: bytes for standard output in place of both, when `-o -` was asked for.
    """

    data: Mapping[str, Json]
    lines: Iterable[str] = field(default=())
    failed: bool = False
    raw: bytes | None = None


class Console:
    """Standard output and error of one verb."""

    def __init__(self, out: TextIO, err: TextIO, *, as_json: bool) -> None:
        """Write to `out` and `err`."""
        self._out = out
        self._err = err
        self._as_json = as_json
        self._shown = -1

    def report(self, report: Report) -> None:
        """Print what a verb has to say."""
        self.end_progress()
        if report.raw is not None:
            self._write_raw(report.raw)
        elif self._as_json:
            # ASCII: no control or bidi character reaches a terminal, and any locale prints it.
            self._out.write(json.dumps(report.data, indent=2) + "\n")
        else:
            for text in report.lines:
                self._out.write(neutral.block(text) + "\n")
        self._out.flush()

    def complain(self, text: str) -> None:
        """Print one sentence on standard error."""
        self.end_progress()
        self._err.write(f"confidant: {neutral.line(text)}\n")
        self._err.flush()

    def say(self, text: str) -> None:
        """Print a line beside the result: a step of long work, a warning."""
        self.end_progress()
        self._err.write(neutral.line(text) + "\n")
        self._err.flush()

    def step(self, text: str) -> None:
        """Print a line at once; with `--json` it stands on standard error."""
        stream = self._err if self._as_json else self._out
        stream.write(neutral.block(text) + "\n")
        stream.flush()

    def progress(self) -> Progress:
        """Return what watches long work: a percentage where a person can see it."""
        return self._percent if self._err.isatty() else ignore_progress

    def end_progress(self) -> None:
        """Take the percentage off the screen."""
        if self._shown >= 0:
            self._err.write("\r\x1b[K")
            self._err.flush()
            self._shown = -1

    def _percent(self, done: int, total: int) -> None:
        percent = done * 100 // total if total else 0
        if percent != self._shown:
            self._shown = percent
            self._err.write(f"\r{percent:3d} %" if total else f"\r{done:,}")
            self._err.flush()

    def _write_raw(self, data: bytes) -> None:
        buffer = cast("BinaryIO | None", getattr(self._out, "buffer", None))
        (buffer if buffer is not None else sys.stdout.buffer).write(data)
        if buffer is not None:
            buffer.flush()
