"""Passphrase, key file, recovery code and vault key, changed from the command line."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.story import Person
from tests.support.vaults import PASSPHRASE

DOCUMENT = Path(__file__).parents[2] / "docs" / "cli.md"
NEW = "another quiet harbour at dusk"


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    """Return Ada with one entry."""
    person = Person(tmp_path, "Ada")
    person.create()
    person.do("add", "one")
    return person


def write(path: Path, text: str) -> str:
    path.write_text(text + "\n", encoding="utf-8")
    return str(path)


def use(person: Person, passphrase: str) -> None:
    person.secret.write_text(passphrase + "\n", encoding="utf-8")


def rows(person: Person, *options: str) -> int:
    return len(person.do("list", *options)["rows"])


def documented(verb: str, document: dict[str, Any]) -> None:
    parts = re.split(r"^### ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = next(part for part in parts if part.startswith(f"{verb}\n"))
    assert [name for name in document if f"`{name}`" not in text] == []


def test_a_new_passphrase_opens_and_the_old_one_is_refused(ada: Person, tmp_path: Path) -> None:
    done = ada.do("passphrase", "--new-passphrase-file", write(tmp_path / "new", NEW))
    documented("passphrase", done)
    assert done["generation"] == 2
    refused = ada.run("list")
    assert refused.code == 1
    assert "does not open this vault" in refused.err
    use(ada, NEW)
    assert rows(ada) == 1


def test_a_weak_passphrase_is_refused_and_five_words_are_offered(
    ada: Person, tmp_path: Path
) -> None:
    ran = ada.run("passphrase", "--new-passphrase-file", write(tmp_path / "new", "summer2026"))
    assert ran.code == 1
    assert "Five random words" in ran.err
    assert rows(ada) == 1


def test_a_key_file_comes_and_goes_and_the_passphrase_stays(ada: Person, tmp_path: Path) -> None:
    key = str(tmp_path / "stick.key")
    assert ada.do("passphrase", "--new-keyfile", key)["key_slots"] == [
        "passphrase",
        "key file",
        "recovery code",
    ]
    assert "--keyfile" in ada.run("list").err
    assert rows(ada, "--keyfile", key) == 1
    again = ada.run("passphrase", "--keyfile", key, "--new-keyfile", key)
    assert again.code == 1
    assert rows(ada, "--keyfile", key) == 1
    ada.do("passphrase", "--keyfile", key, "--no-keyfile")
    assert rows(ada) == 1


def test_the_key_file_stays_when_the_passphrase_changes(ada: Person, tmp_path: Path) -> None:
    key, new = str(tmp_path / "stick.key"), write(tmp_path / "new", NEW)
    ada.do("passphrase", "--new-keyfile", key)
    ada.do("passphrase", "--keyfile", key, "--new-passphrase-file", new)
    use(ada, NEW)
    assert ada.run("list").code == 1
    assert rows(ada, "--keyfile", key) == 1


def test_the_recovery_code_sets_a_new_passphrase_and_everything_is_there(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    code = ada.create()["recovery_code"]
    ada.do("add", "one")
    before = ada.do("list")
    new = write(tmp_path / "new", NEW)
    typed = code.lower().replace("-", " ").replace("0", "o")
    done = ada.do(
        "recover", "--code-file", write(tmp_path / "code", typed), "--new-passphrase-file", new
    )
    documented("passphrase", done)
    use(ada, NEW)
    assert ada.do("list") == before
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    ran = ada.run(
        "recover", "--code-file", write(tmp_path / "code", wrong), "--new-passphrase-file", new
    )
    assert ran.code == 1
    assert "typing error" in ran.err


def test_reencryption_prints_a_new_code_and_the_old_one_is_void(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    old = ada.create()["recovery_code"]
    ada.do("add", "one")
    ada.do("backup")
    new = write(tmp_path / "new", NEW)
    done = ada.do("reencrypt", "--new-passphrase-file", new)
    documented("reencrypt", done)
    assert done["older_backups"] == 1
    use(ada, NEW)
    assert rows(ada) == 1
    assert ada.do("check")["revisions"] >= 3
    void = ada.run(
        "recover", "--code-file", write(tmp_path / "code", old), "--new-passphrase-file", new
    )
    assert void.code == 1
    good = write(tmp_path / "code", done["recovery_code"])
    use(ada, PASSPHRASE)
    ada.do(
        "recover", "--code-file", good, "--new-passphrase-file", write(tmp_path / "n", PASSPHRASE)
    )
    assert rows(ada) == 1
    assert "is void" in ada.run("reencrypt").out
