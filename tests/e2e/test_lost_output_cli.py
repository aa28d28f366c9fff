"""A result that nobody can read: a full disk, a closed stream, a reader that has gone."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.story import Person

FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
SCRIPT = """
import sys
from pathlib import Path
from confidant.cli import World, main
from tests.support.vaults import CHEAP
sys.exit(main(sys.argv[2:], world=World(state_directory=Path(sys.argv[1]), kdf=CHEAP)))
"""


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    return Person(tmp_path / "ada", "Ada")


def started(
    person: Person, verb: str, *arguments: str, redirect: str
) -> "subprocess.CompletedProcess[str]":
    """Run a verb in a process of its own, with the streams as a shell would give them."""
    words = [str(person.vault), "--passphrase-file", str(person.secret), *arguments]
    shell = ["/bin/bash", "-c", f'"$@" {redirect}', "-"]
    return subprocess.run(
        [*shell, sys.executable, "-c", SCRIPT, str(person.state), verb, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def sentence(ran: "subprocess.CompletedProcess[str]") -> str:
    """Return the one line that was said."""
    assert ran.returncode == 1, ran
    assert ran.stderr.startswith("confidant: ")
    assert ran.stderr.count("\n") == 1
    return ran.stderr


LOST = [
    pytest.param(">/dev/full", marks=needs_full, id="full"),
    pytest.param(">&-", id="closed"),
    pytest.param("| true; exit ${PIPESTATUS[0]}", id="reader-gone"),
]


@pytest.mark.parametrize("redirect", LOST)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_a_vault_whose_recovery_code_nobody_could_read_is_not_kept(
    ada: Person, redirect: str, form: tuple[str, ...]
) -> None:
    ran = started(ada, "create", "--name", "Ada", *form, redirect=redirect)
    assert "recovery code could not be written" in sentence(ran)
    assert not ada.vault.exists()


@needs_full
def test_only_what_creating_made_is_taken_back(ada: Person) -> None:
    ada.vault.mkdir()
    key = ada.root / "vault.key"
    sentence(started(ada, "create", "--name", "Ada", "--keyfile", str(key), redirect=">/dev/full"))
    assert list(ada.vault.iterdir()) == []
    assert not key.exists()


@pytest.mark.parametrize("redirect", LOST[:2])
def test_what_was_written_stays_and_that_is_said(ada: Person, redirect: str) -> None:
    ada.create()
    ran = started(ada, "add", "A line that is kept", redirect=redirect)
    assert "is done, but the result could not be written" in sentence(ran)
    assert [row["title"] for row in ada.do("list")["rows"]] == ["A line that is kept"]


def test_a_reader_that_goes_away_is_no_error_elsewhere(ada: Person) -> None:
    ada.create()
    ran = started(ada, "list", redirect="| true; exit ${PIPESTATUS[0]}")
    assert (ran.returncode, ran.stderr) == (0, "")


@needs_full
def test_a_sentence_that_nobody_can_read_changes_no_exit_code(ada: Person) -> None:
    ran = started(ada, "list", redirect="2>/dev/full")
    assert (ran.returncode, ran.stdout) == (1, "")


@needs_full
def test_help_that_cannot_be_written_is_no_success(ada: Person) -> None:
    ran = started(ada, "list", "--help", redirect=">/dev/full")
    assert ran.returncode == 1
    assert "Exception" not in ran.stderr


def test_without_standard_input_nobody_is_asked(ada: Person) -> None:
    ada.create()
    ada.secret.unlink()
    ran = started(ada, "list", redirect="<&-")
    assert "passphrase" in sentence(ran)


@pytest.mark.parametrize("verb", ["export", "backup"])
def test_a_folder_does_not_go_to_standard_output(
    ada: Person, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.create()
    monkeypatch.chdir(tmp_path)
    form = ("--format", "json") if verb == "export" else ()
    ran = ada.run(verb, *form, "-o", "-")
    assert (ran.code, ran.out) == (1, "")
    assert "Name a folder." in ran.err
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "-").exists()


NOT_UTF8 = os.fsdecode(b"\xff\xfe")
SAID: list[tuple[str, Callable[[Person], tuple[str, ...]]]] = [
    ("list", lambda _: ("--tag", NOT_UTF8)),
    ("list", lambda _: ("--kind", NOT_UTF8)),
    ("list", lambda _: ("--since", NOT_UTF8)),
    ("list", lambda _: ("--until", NOT_UTF8)),
    ("add", lambda _: ("--day", NOT_UTF8, "text")),
    ("add", lambda _: ("--tag", NOT_UTF8, "text")),
    ("add", lambda _: (NOT_UTF8,)),
    ("show", lambda _: (NOT_UTF8,)),
    ("verify", lambda _: ("Ben", *[NOT_UTF8] * 6)),
    ("preview", lambda _: ("--to", "Ben", "abcd", "--include", NOT_UTF8)),
    ("share", lambda _: ("--to", "Ben", "abcd", "-o", "x", "--respond-by", NOT_UTF8)),
    ("reply", lambda _: (NOT_UTF8, "-o", "x")),
    ("import", lambda person: (str(person.root), "--date-format", NOT_UTF8)),
]


@pytest.mark.parametrize(("verb", "rest"), SAID)
def test_arguments_that_are_no_utf8_are_said(
    ada: Person, verb: str, rest: Callable[[Person], tuple[str, ...]]
) -> None:
    ran = ada.run(verb, *rest(ada))
    assert (ran.code, ran.out) == (1, "")
    assert "the command line” is not UTF-8" in ran.err
