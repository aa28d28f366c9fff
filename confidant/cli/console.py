"""What a verb prints: lines for people or one JSON document; progress beside it."""

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, TextIO, TypeAlias, cast

from confidant.cli import neutral
from confidant.environment import Progress, ignore_progress
from confidant.errors import OutputLostError

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Report:
    """What a verb has to say.

    Attributes:
        data: the JSON document; its fields are promised in docs/cli.md.
        lines: the same for people; each may hold line breaks.
        failed: the verb found what it looked for and it is bad news (`check`); exit 1.
        raw: bytes for standard output in place of both, when `-o -` was asked for.
        take_back: undoes what the verb did when nobody can read the report: a recovery code is
            shown once.
    """

    data: Mapping[str, Json]
    lines: Iterable[str] = field(default=())
    failed: bool = False
    raw: bytes | None = None
    take_back: Callable[[], None] | None = None


class Console:
    """Standard output and error of one verb."""

    def __init__(self, out: TextIO, err: TextIO, *, as_json: bool) -> None:
        """Write to `out` and `err`."""
        self._out = out
        self._err = err
        self._as_json = as_json
        self._shown = -1

    def report(self, report: Report) -> None:
        """Print what a verb has to say.

        Raises:
            OutputLostError: standard output is full or closed.
            BrokenPipeError: its reader has gone.
        """
        self.end_progress()
        with _losing():
            if report.raw is not None:
                self._write_raw(report.raw)
            elif self._as_json:
                # ASCII: no control or bidi character reaches a terminal, any locale prints it.
                self._out.write(json.dumps(report.data, indent=2) + "\n")
            else:
                for text in report.lines:
                    self._out.write(neutral.block(text) + "\n")
            self._out.flush()

    def complain(self, text: str) -> None:
        """Print one sentence on standard error."""
        self.end_progress()
        self._tell(f"confidant: {neutral.line(text)}\n")

    def say(self, text: str) -> None:
        """Print a line beside the result: a step of long work, a warning."""
        self.end_progress()
        self._tell(neutral.line(text) + "\n")

    def step(self, text: str) -> None:
        """Print a line at once; with `--json` it stands on standard error.

        Raises:
            OutputLostError, BrokenPipeError: as `report`.
        """
        line = neutral.block(text) + "\n"
        if self._as_json:
            self._tell(line)
            return
        with _losing():
            self._out.write(line)
            self._out.flush()

    def progress(self) -> Progress:
        """Return what watches long work: a percentage where a person can see it."""
        return self._percent if self._err.isatty() else ignore_progress

    def end_progress(self) -> None:
        """Take the percentage off the screen."""
        if self._shown >= 0:
            self._tell("\r\x1b[K")
            self._shown = -1

    def _percent(self, done: int, total: int) -> None:
        percent = done * 100 // total if total else 0
        if percent != self._shown:
            self._shown = percent
            self._tell(f"\r{percent:3d} %" if total else f"\r{done:,}")

    def _tell(self, text: str) -> None:
        """Write beside the result; that nobody can read it stops nothing."""
        try:
            self._err.write(text)
            self._err.flush()
        except OSError:
            silence(self._err)

    def _write_raw(self, data: bytes) -> None:
        buffer = cast("BinaryIO | None", getattr(self._out, "buffer", None))
        if buffer is None:
            raise OutputLostError
        buffer.write(data)
        buffer.flush()


def silence(stream: TextIO) -> None:
    """Point a stream at nothing, so that closing it cannot fail again."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)


@contextlib.contextmanager
def _losing() -> Iterator[None]:
    """Raise `OutputLostError` for what standard output does not take."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError:
        raise OutputLostError from None
