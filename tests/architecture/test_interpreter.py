"""What Qt and the interpreter do to each other, and what starting costs."""

import subprocess
import sys

EMITS = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rang = Signal(int)

application = QCoreApplication([])
bell, heard = Bell(), []
bell.rang.connect(heard.append)
for number in range(20_000):
    bell.rang.emit(number)
assert len(heard) == 20_000
"""


def run(code: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run `code` in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, *arguments, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_twenty_thousand_signals_leave_the_interpreter_alive() -> None:
    """PySide6 6.12.0 lost a reference to True on every emit, and Python 3.11 aborted."""
    finished = run(EMITS)
    assert (finished.returncode, finished.stderr) == (0, "")


def test_the_command_line_is_loaded_without_qt_or_anything_heavy() -> None:
    finished = run(
        "import sys, confidant.__main__, confidant.cli.main\n"
        "heavy = {'PySide6', 'shiboken6', 'msgspec', 'cryptography', 'sqlcipher3', 'yaml',"
        " 'zxcvbn', 'markdownify', 'icalendar'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    assert finished.stdout == "[]\n", finished.stderr


def test_a_verb_runs_without_qt() -> None:
    finished = run(
        "import sys\n"
        "from confidant.__main__ import main\n"
        "code = main(['inspect', 'nothing-there'])\n"
        "print(code, 'PySide6' in sys.modules)"
    )
    assert finished.stdout == "1 False\n", finished.stderr
