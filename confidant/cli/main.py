"""From arguments to an exit code: 0 done, 1 an expected error, 2 wrong usage, 130 stopped."""

import argparse
import contextlib
import errno
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO, cast

from confidant.cli.console import Console, Report, silence
from confidant.cli.parser import build_parser
from confidant.cli.verbs import verb_of
from confidant.cli.world import Screenshots, WindowCheck, World
from confidant.compat import override
from confidant.errors import ExpectedError, OutputLostError, RecoveryCodeLostError

EXIT_DONE, EXIT_EXPECTED, EXIT_USAGE, EXIT_STOPPED = 0, 1, 2, 130
_LAST_STANDARD = 2


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
    _take_free_descriptors()
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
        silence(out)
        return EXIT_DONE
    except ExpectedError as error:
        _explain(error, arguments, console)
        if isinstance(error, OutputLostError | RecoveryCodeLostError):
            silence(out)
        return EXIT_EXPECTED


def _run(arguments: argparse.Namespace, console: Console, world: World) -> int:
    from confidant.cli.unlocking import check_all

    check_all(arguments)
    report = verb_of(arguments.verb)(arguments, console, world)
    _deliver(report, console)
    return EXIT_EXPECTED if report.failed else EXIT_DONE


def _deliver(report: Report, console: Console) -> None:
    """Print a report; one that has to be read and cannot be takes back what it tells of.

    Raises:
        RecoveryCodeLostError: that one.
        OutputLostError, BrokenPipeError: any other.
    """
    if report.take_back is None:
        console.report(report)
        return
    try:
        console.report(report)
    except (BrokenPipeError, OutputLostError):
        report.take_back()
        raise RecoveryCodeLostError from None
    except BaseException:
        report.take_back()
        raise


def _explain(error: ExpectedError, arguments: argparse.Namespace, console: Console) -> None:
    from confidant.cli.advice import advice
    from confidant.messages import describe

    by_code = arguments.verb == "recover" or getattr(arguments, "code_file", None) is not None
    console.complain(f"{describe(error).line} {advice(error.code, by_code=by_code)}".rstrip())


def _parsed(argv: Sequence[str] | None, out: TextIO, err: TextIO) -> argparse.Namespace | int:
    said = io.StringIO()  # argparse would hide that its help could not be written
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(err):
            given = sys.argv[1:] if argv is None else argv
            return build_parser(next(iter(given), None)).parse_args(given)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else EXIT_USAGE
    try:
        out.write(said.getvalue())
        out.flush()
    except BrokenPipeError:
        silence(out)
    except OSError:
        silence(out)
        return code or EXIT_EXPECTED
    return code


class _Closed(io.TextIOBase):
    """Standard output or error that the shell has closed: nothing can be written."""

    @override
    def write(self, text: str, /) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _take_free_descriptors() -> None:
    """Keep a file of the vault from being opened where a closed standard stream was."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD:
        pass
    os.close(descriptor)


def _prepared(stream: TextIO | None) -> TextIO:
    """Let a terminal of another encoding show an escape where it lacks a character."""
    if stream is None:  # what Python makes of a closed one, whatever its stubs say
        return cast("TextIO", _Closed())
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream
