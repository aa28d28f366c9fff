"""The two commands of the README do what it says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.source import ROOT

VENV = ROOT / ".venv"

pytestmark = pytest.mark.skipif(
    Path(sys.prefix).resolve() != VENV.resolve(),
    reason="script/run works in .venv, and these tests run elsewhere",
)


def run(*arguments: str, home: Path) -> "subprocess.CompletedProcess[str]":
    """Run script/run where there is no screen."""
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in screens}
    return subprocess.run(
        [ROOT / "script" / "run", *arguments],
        cwd=home,
        env={**environment, "TMPDIR": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_a_verb_and_its_exit_code_pass_through(tmp_path: Path) -> None:
    good = run("--version", home=tmp_path)
    assert (good.returncode, good.stdout.split()[0]) == (0, "confidant")
    assert run("list", "no-such.confidant", home=tmp_path).returncode == 1
    assert run("no-such-verb", home=tmp_path).returncode == 2


def test_without_a_screen_the_demo_is_played_and_says_where_it_is(tmp_path: Path) -> None:
    finished = run(home=tmp_path)
    assert finished.returncode == 0, finished.stderr
    assert "There is no screen here" in finished.stderr
    left = [path.name for path in tmp_path.rglob("*.age")]
    assert left
    assert str(tmp_path) in finished.stdout


def test_a_window_for_a_file_without_a_screen_is_refused(tmp_path: Path) -> None:
    finished = run("./some.age", home=tmp_path)
    assert finished.returncode == 1
    assert "no screen" in finished.stderr


def test_packages_that_are_there_are_not_installed_again(tmp_path: Path) -> None:
    run("--version", home=tmp_path)
    again = run("--version", home=tmp_path)
    assert "Installing" not in again.stderr
