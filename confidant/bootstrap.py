"""Composition root: the only module that knows both the window and the command line."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType

from confidant.crypto.process import harden_process
from confidant.errors import ExpectedError, NoDisplayError, crash_code

EXIT_EXPECTED = 1


def prepare_process() -> None:
    """Keep memory out of core files and other programs' hands, and mistakes free of content."""
    harden_process()
    if not sys.flags.dev_mode:
        sys.excepthook = _report_bug


def run_verb(arguments: Sequence[str]) -> int:
    """Run one verb of the command line; Qt is imported by `demo` and `self-test` alone."""
    from confidant.cli.main import main

    return main(
        arguments,
        screenshots=_take_screenshots if _has("confidant.ui.screenshots") else None,
        window_check=_check_window,
    )


def open_window(paths: Sequence[str]) -> int:
    """Open the window, with the vault, bundle or card at the one path that may be given."""
    try:
        _require_display()
    except NoDisplayError as error:
        return _complain(error)
    from confidant.ui.application import run_window

    return run_window(paths)


def _take_screenshots(leader: Path, mentor: Path, passphrase: str, other: str) -> None:
    import_module("confidant.ui.screenshots").take(leader, mentor, passphrase, other)


def _check_window() -> list[str]:
    from confidant.ui.self_check import check

    return check()


def _has(module: str) -> bool:
    return find_spec(module) is not None


def _require_display() -> None:
    """Say so where Qt would abort without a screen.

    Raises:
        NoDisplayError: neither X nor Wayland, and no other platform was chosen.
    """
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named):
        raise NoDisplayError


def _complain(error: ExpectedError) -> int:
    from confidant.messages import describe

    sys.stderr.write(describe(error).line + "\n")
    return EXIT_EXPECTED


def _report_bug(
    _kind: type[BaseException], error: BaseException, _traceback: TracebackType | None
) -> None:
    """Report a mistake of ours without a word of its content; `python -X dev` shows the rest."""
    sys.stderr.write(f"Confidant made a mistake and stopped (code {crash_code(error)}).\n")
