"""No arguments or one path opens the window; everything else is the command line's."""

import subprocess
import sys
import types
from collections.abc import Sequence

import pytest

from confidant import __main__, bootstrap
from confidant.errors import NoDisplayError
from confidant.messages import describe


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Sequence[str]]]:
    """Record which way a start goes instead of going it."""
    ways: list[tuple[str, Sequence[str]]] = []

    def go(way: str, arguments: Sequence[str]) -> int:
        ways.append((way, list(arguments)))
        return 0

    monkeypatch.setattr(bootstrap, "prepare_process", lambda: None)
    monkeypatch.setattr(bootstrap, "open_window", lambda paths: go("window", paths))
    monkeypatch.setattr(bootstrap, "run_verb", lambda arguments: go("verb", arguments))
    return ways


@pytest.mark.parametrize(
    "argument", ["Journal.confidant", "./list", "a/b", "Anna", "confidant-K7.age", "Ä"]
)
def test_one_path_opens_the_window(opened: list[object], argument: str) -> None:
    assert __main__.main([argument]) == 0
    assert opened == [("window", [argument])]


def test_no_argument_opens_the_window(opened: list[object]) -> None:
    assert __main__.main([]) == 0
    assert opened == [("window", [])]


@pytest.mark.parametrize(
    "arguments",
    [
        ["list", "Journal.confidant"],
        ["demo"],
        ["self-test"],
        ["--help"],
        ["-h"],
        ["lst"],
        ["a.b", "c"],
    ],
)
def test_a_verb_goes_to_the_command_line(opened: list[object], arguments: list[str]) -> None:
    assert __main__.main(arguments) == 0
    assert opened == [("verb", arguments)]


def test_arguments_are_the_process_s_when_none_are_given(
    opened: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["confidant", "self-test"])
    assert __main__.main() == 0
    assert opened == [("verb", ["self-test"])]


def test_a_misspelt_verb_is_wrong_usage() -> None:
    finished = run("from confidant.__main__ import main; raise SystemExit(main(['lst']))")
    assert finished.returncode == 2
    assert "lst" in finished.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a screen optional")
def test_a_window_without_a_screen_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert bootstrap.open_window([]) == 1
    assert capsys.readouterr().err == describe(NoDisplayError()).line + "\n"


def test_a_mistake_of_ours_is_reported_without_its_content() -> None:
    finished = run(
        "import confidant.bootstrap as b; b.prepare_process(); raise RuntimeError('top secret')"
    )
    assert finished.returncode == 1
    assert "top secret" not in finished.stderr
    assert "code " in finished.stderr


def test_a_developer_sees_the_whole_mistake() -> None:
    finished = run(
        "import confidant.bootstrap as b; b.prepare_process(); raise RuntimeError('details')",
        "-X",
        "dev",
    )
    assert "details" in finished.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="systems differ")
def test_the_process_leaves_no_core_and_is_not_dumpable() -> None:
    finished = run(
        "import ctypes, resource, confidant.bootstrap as b\n"
        "b.prepare_process()\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    assert finished.stdout == "(0, 0) 0\n"


def run(code: str, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run `code` in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, *options, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_window_gets_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Sequence[str]] = []

    def run_window(paths: Sequence[str]) -> int:
        given.append(paths)
        return 7

    window = types.ModuleType("confidant.ui.application")
    monkeypatch.setattr(window, "run_window", run_window, raising=False)
    monkeypatch.setitem(sys.modules, "confidant.ui.application", window)
    monkeypatch.setenv("DISPLAY", ":99")
    assert bootstrap.open_window(["Journal.confidant"]) == 7
    assert given == [["Journal.confidant"]]
