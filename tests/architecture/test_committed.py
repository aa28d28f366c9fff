"""What is committed names no machine, no registry, and locks every package by its hash."""

import re
from pathlib import Path

import pytest

from tests.support.source import ROOT, committed

REQUIREMENTS = ROOT / "requirements"
BINARY = frozenset({".png", ".age", ".db", ".ico", ".icns", ".ttf", ".qm", ".copy", ".hdr"})
# In pieces, so that this file does not name what it looks for.
ROOTS = ("work", "opt", "root", r"home/(?!ann\b)[a-z]+", r"Users/(?!ann\b)[a-z]+")  # Ann is ours
MACHINE = re.compile(rf"(?<![\w.~}}-])/(?:{'|'.join(ROOTS)})/\w")
REGISTRY = re.compile(
    r"https?://[\w.-]*(?:py" + r"pi\.org/simple|pythonhos" + r"ted\.org|registry\.npm" + r"js)"
    r"|(?<![\w-])-{2}(?:extra-)?index-url|(?<![\w-])-{2}find-links|(?<![\w-])-{2}trusted-host"
)
PINNED = re.compile(r"^[a-z0-9][a-z0-9._-]*(?:\[[a-z,-]+\])?==[^\s;]+(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def texts() -> dict[str, str]:
    """Return the text files of the project by name."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in committed()
        if path.suffix not in BINARY and "tests/data" not in path.as_posix()
    }


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_committed_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name}:{number}"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_a_machine_or_registry_would_be_found() -> None:
    assert MACHINE.search("see /hom" + "e/hilda/notes")
    assert MACHINE.search('"/op' + 't/tools/x"')
    assert not MACHINE.search("docs/work/x and $root/opt/x")
    assert REGISTRY.search("--index" + "-url https://example.org")
    assert not REGISTRY.search("--no-emit-index-url")


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_package_is_pinned_and_hashed(name: str) -> None:
    lines = (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    odd = [line for line in told if not PINNED.match(line) and not HASH.match(line)]
    assert odd == []
    pins = [number for number, line in enumerate(lines) if PINNED.match(line)]
    assert len(pins) > 10
    assert all(HASH.match(lines[number + 1]) for number in pins)


def test_what_runs_is_pinned_the_same_for_development() -> None:
    run, develop = (pins(REQUIREMENTS / name) for name in ("run.txt", "dev.txt"))
    assert run.items() <= develop.items()


def test_the_window_toolkit_is_the_one_that_survives() -> None:
    assert pins(REQUIREMENTS / "run.txt")["pyside6-essentials"] == "6.11.3"


def test_the_package_asks_for_what_the_lock_gives() -> None:
    asked = {
        re.split(r"[<>=!~\[ ;]", line, maxsplit=1)[0]
        for line in (REQUIREMENTS / "run.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    assert asked <= pins(REQUIREMENTS / "run.txt").keys()


def pins(path: Path) -> dict[str, str]:
    """Return package → version of a lock file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pinned = [line.split(" ", 1)[0].split("==", 1) for line in lines if PINNED.match(line)]
    return {name.partition("[")[0]: version for name, version in pinned}
