"""From arguments to an exit code: 0 done, 1 an expected error, 2 wrong usage, 130 stopped."""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from confidant.cli.console import Console
from confidant.cli.parser import build_parser
from confidant.cli.verbs import verb_of
from confidant.cli.world import Screenshots, WindowCheck, World
from confidant.errors import ExpectedError

EXIT_DONE, EXIT_EXPECTED, EXIT_USAGE, EXIT_STOPPED = 0, 1, 2, 130


def main(
    argv: Sequence[str] | None = None,
    *,
    out: TextIO | None = None,
    err: TextIO | None = None,
    world: World | None = None,
    screenshots: Screenshots | None = None,
    window_check: WindowCheck | None = None,
) -> int:
    """Run one verb and return the exit code.

    Args:
        argv: arguments after the program's name; the process's when absent.
        out: standard output.
        err: standard error.
        world: clock, entropy and the rest of the outside; the real one when absent.
        screenshots: takes the pictures of `demo`.
        window_check: the part of `self-test` that needs Qt.
    """
    out, err = _prepared(out or sys.stdout), _prepared(err or sys.stderr)
    world = world or World()
    world.screenshots = screenshots or world.screenshots
    world.window_check = window_check or world.window_check
    arguments = _parsed(argv, out, err)
    if isinstance(arguments, int):
        return arguments
    console = Console(out, err, as_json=arguments.json)
    try:
        return _run(arguments, console, world)
    except KeyboardInterrupt:
        console.complain("Stopped. What was not finished was not kept.")
        return EXIT_STOPPED
    except BrokenPipeError:
        _silence(out)
        return EXIT_DONE


def _run(arguments: argparse.Namespace, console: Console, world: World) -> int:
    from confidant.cli.unlocking import check_all

    try:
        check_all(arguments)
        report = verb_of(arguments.verb)(arguments, console, world)
    except ExpectedError as error:
        from confidant.cli.advice import ADVICE
        from confidant.messages import describe

        console.complain(f"{describe(error).line} {ADVICE.get(error.code, '')}".rstrip())
        return EXIT_EXPECTED
    console.report(report)
    return EXIT_EXPECTED if report.failed else EXIT_DONE


def _parsed(argv: Sequence[str] | None, out: TextIO, err: TextIO) -> argparse.Namespace | int:
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            given = sys.argv[1:] if argv is None else argv
            return build_parser(next(iter(given), None)).parse_args(given)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else EXIT_USAGE


def _prepared(stream: TextIO) -> TextIO:
    """Let a terminal of another encoding show an escape where it lacks a character."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream


def _silence(out: TextIO) -> None:
    """Point standard output at nothing, so that closing it cannot fail again."""
    try:
        descriptor = out.fileno()
    except (OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, descriptor)
    os.close(nothing)
