"""Passphrase, key file, recovery code and vault key, changed from the command line."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from confidant.environment import SystemEntropy
from confidant.services import keys
from confidant.vault.vault import PassphraseSecret, open_vault
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
    assert done.pop("keyfile_dropped") is False
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


def test_a_new_recovery_code_makes_the_old_one_void(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    old = ada.create()["recovery_code"]
    ada.do("add", "one")
    ada.do("backup")
    made = ada.do("recovery-code")
    documented("recovery-code", made)
    assert made["backups_changed"] == 1
    code, new = tmp_path / "code", write(tmp_path / "new", NEW)
    for given in (old, made["recovery_code"]):
        ran = ada.run("recover", "--code-file", write(code, given), "--new-passphrase-file", new)
        assert ran.code == (1 if given == old else 0)
    again = ada.do("recovery-code", "--code-file", str(code))
    assert again["recovery_code"] not in {old, made["recovery_code"]}
    assert ada.run("recovery-code", "--code-file", str(code)).code == 1
    use(ada, NEW)
    assert "is void" in ada.run("recovery-code").out


def test_after_the_recovery_code_it_is_said_that_the_key_file_is_gone(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    code = write(tmp_path / "code", ada.create()["recovery_code"])
    key, new = str(tmp_path / "stick.key"), write(tmp_path / "new", NEW)
    ada.do("passphrase", "--new-keyfile", key)
    kept = ada.do("recover", "--code-file", code, "--new-passphrase-file", new, "--keyfile", key)
    documented("recover", {"keyfile_dropped": kept["keyfile_dropped"]})
    assert not kept["keyfile_dropped"]
    ran = ada.run("recover", "--code-file", code, "--new-passphrase-file", new)
    assert "No key file is needed any more" in ran.out
    assert "--new-keyfile" in ran.out
    use(ada, NEW)
    assert rows(ada) == 0
    assert (
        "No key file"
        not in ada.run("recover", "--code-file", code, "--new-passphrase-file", new).out
    )


def rolled_back(ada: Person) -> None:
    """Put an older copy of the vault back, as a synchroniser does."""
    older = ada.root / "older"
    shutil.copytree(ada.vault, older)
    ada.do("add", "two")
    shutil.rmtree(ada.vault)
    older.rename(ada.vault)


def test_without_the_passphrase_a_vault_that_was_rolled_back_is_accepted_and_recovered(
    tmp_path: Path,
) -> None:
    ada = Person(tmp_path, "Ada")
    code = write(tmp_path / "code", ada.create()["recovery_code"])
    ada.do("add", "one")
    rolled_back(ada)
    use(ada, "what was it again at dusk")
    recovering = ("--code-file", code, "--new-passphrase-file", write(tmp_path / "new", NEW))
    asked = ada.run("recover", *recovering)
    assert asked.code == 1
    assert "check --accept --code-file" in asked.err
    assert "--code-file" in ada.run("check", "--code-file", code).err
    assert ada.do("check", "--code-file", code, "--read-only")["revisions"] == 2
    assert ada.run("recover", *recovering).code == 1
    assert ada.do("check", "--code-file", code, "--accept")["revisions"] >= 2
    ada.do("recover", *recovering)
    use(ada, NEW)
    assert rows(ada) == 1


def test_checking_with_the_recovery_code_answers_the_yearly_question(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    code = write(tmp_path / "code", ada.create()["recovery_code"])
    ada.clock.advance(366 * 86_400_000)

    def is_due() -> bool:
        with open_vault(
            ada.vault,
            PassphraseSecret(PASSPHRASE),
            clock=ada.clock,
            entropy=SystemEntropy(),
            state_directory=ada.state,
        ) as vault:
            return keys.drill_is_due(vault, ada.clock)

    ada.do("check")
    ada.do("check", "--code-file", code, "--read-only")
    assert is_due()
    ada.do("check", "--code-file", code)
    assert not is_due()


def test_a_vault_with_one_damaged_header_is_checked_for_reading_only(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    ada.create()
    (ada.vault / "vault.hdr").write_bytes(b"damaged")
    done = ada.do("check", "--read-only")
    assert done["key_slots"] == ["passphrase", "recovery code"]
    assert not done["healed"]
    assert (ada.vault / "vault.hdr").read_bytes() == b"damaged"


def test_a_damaged_vault_is_saved_with_the_recovery_code(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    code = write(tmp_path / "code", ada.create()["recovery_code"])
    ada.do("add", "one")
    use(ada, "what was it again at dusk")
    output = tmp_path / "saved"
    assert ada.run("check", "--salvage", str(output)).code == 1
    ran = ada.run("check", "--salvage", str(output), "--code-file", code)
    assert ran.code == 0, ran.err
    assert "one" in (output / "confidant.json").read_text(encoding="utf-8")


def test_a_second_place_is_chosen_and_left_again(tmp_path: Path) -> None:
    ada, stick = Person(tmp_path, "Ada"), tmp_path / "stick"
    ada.create()
    refused = ada.run("backup", "--second-place", str(stick))
    assert refused.code == 1
    assert "stick" in refused.err
    stick.mkdir()
    chosen = ada.do("backup", "--second-place", str(stick))
    assert (chosen["second_place"], chosen["second_directory"]) == ("done", str(stick))
    assert list(stick.rglob("vault.hdr"))
    ada.clock.advance(60_000)
    assert ada.do("backup")["second_place"] == "done"
    ada.clock.advance(60_000)
    left = ada.do("backup", "--no-second-place")
    assert (left["second_place"], left["second_directory"]) == ("none", None)
    assert ada.run("backup", "--no-second-place", "--second-place", str(stick)).code == 2
