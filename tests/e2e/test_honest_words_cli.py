"""What the command line says is what happened: once more, already, not, and what is missing."""

import os
import threading
from pathlib import Path

import pytest

from confidant.environment import SystemEntropy
from confidant.services import waiting
from confidant.vault.vault import PassphraseSecret, Vault, open_vault
from tests.support.story import Person, Ran, meet


@pytest.fixture
def ada(tmp_path: Path) -> Person:
    person = Person(tmp_path / "ada", "Ada")
    person.create()
    return person


@pytest.fixture
def ben(tmp_path: Path) -> Person:
    person = Person(tmp_path / "ben", "Ben")
    person.create()
    return person


def opened(person: Person) -> Vault:
    return open_vault(
        person.vault,
        PassphraseSecret(person.passphrase),
        clock=person.clock,
        entropy=SystemEntropy(),
        state_directory=person.state,
    )


def refused(ran: Ran, *words: str) -> None:
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    for word in words:
        assert word in ran.err


def test_what_conflicts_is_shown_as_it_came(ada: Person, ben: Person) -> None:
    meet(ada, ben)
    record = ada.do("add", "Marcus was late")["id"]
    first, second, third = (ada.root / name for name in ("1.age", "2.age", "3.age"))
    ada.do("share", "--to", "Ben", record, "-o", str(first))
    ada.do("alias", "Marcus", "the CFO")
    ada.do("share", "--to", "Ben", record, "-o", str(second))
    ada.do("share", "--to", "Ben", record, "-o", str(third))
    assert ben.do("open", str(first))["records"][0]["said"] is None
    [item] = ben.do("open", str(second))["records"]
    assert (item["how"], item["said"]["as_observed"]) == ("conflict", "The CFO was late")
    ran = ben.run("open", str(third))
    assert "What came first stays" in ran.out
    assert "The CFO was late" in ran.out
    assert ben.do("show", record)["body"]["as_observed"] == "Marcus was late"


def test_the_ledger_says_what_an_alias_changed(ada: Person, ben: Person) -> None:
    meet(ada, ben)
    record = ada.do("add", "Marcus was late")["id"]
    ada.do("share", "--to", "Ben", record, "-o", str(ada.root / "1.age"))
    ada.do("alias", "Marcus", "the CFO")
    assert "has v1; with other aliases or links than now" in ada.run("ledger").out
    [line] = ada.do("ledger")["ledger"]
    assert (line["behind"], line["reworded"]) == (False, True)


def test_the_ledger_as_csv_can_go_to_standard_output(
    ada: Person, ben: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet(ada, ben)
    ada.do("share", "--to", "Ben", ada.do("add", "A line")["id"], "-o", str(ada.root / "1.age"))
    monkeypatch.chdir(tmp_path)
    header, line = ada.run("ledger", "--csv", "-").out.splitlines()
    assert header.startswith("contact,record,")
    assert line.startswith("Ben,")
    assert not (tmp_path / "-").exists()


def test_the_same_file_again_was_attached_already(ada: Person) -> None:
    record = ada.do("add", "A line")["id"]
    plan, note = ada.root / "plan.txt", ada.root / "note.txt"
    plan.write_text("plan", encoding="utf-8")
    note.write_text("note", encoding="utf-8")
    assert "1 file attached." in ada.run("attach", record, str(plan)).out
    again = ada.run("attach", record, str(plan))
    assert again.out == "1 file was attached already.\n"
    both = ada.do("attach", record, str(plan), str(note))
    assert (both["files"], both["added"], both["revision"]) == (2, 1, 3)


def test_an_import_again_counts_one_record_as_one(ada: Person) -> None:
    diary = ada.root / "journal.txt"
    diary.write_text("[2026-01-02 09:00] A day.\n", encoding="utf-8")
    ada.do("import", str(diary))
    assert "1 record was here already." in ada.run("import", str(diary)).out


def test_a_card_of_a_known_contact_changes_nothing_else(ada: Person, tmp_path: Path) -> None:
    for number, role in enumerate(("mentor", "peer")):
        friend = Person(tmp_path / f"ben-{number}", "Ben")
        friend.create()
        card = friend.root / "ben.confidant-card"
        friend.do("card", "-o", str(card))
        ran = ada.run("contact-add", str(card), "--as", "Ben", "--role", role)
        assert ran.code == 0
    assert "What they are to you stays as it was: mentor." in ran.out
    assert ada.do("contacts")["contacts"][0]["role"] == "mentor"


def test_another_alias_keeps_the_category(ada: Person) -> None:
    ada.do("alias", "Larch Ltd", "the buyer", "--category", "company")
    ada.do("alias", "LARCH LTD", "the other side")
    [line] = ada.do("aliases")["aliases"]
    assert (line["alias"], line["category"]) == ("the other side", "company")


def test_an_attachment_that_has_gone_is_named_and_the_rest_exported(ada: Person) -> None:
    record = ada.do("add", "A line")["id"]
    names = ("plan.txt", "note.txt")
    for name in names:
        (ada.root / name).write_text(name, encoding="utf-8")
        ada.do("attach", record, str(ada.root / name))
    with opened(ada) as vault:
        vault._reading().execute("DELETE FROM blob WHERE data = ?", (b"plan.txt",))
    for form in ("markdown", "json"):
        place = ada.root / form
        done = ada.run("export", "--all", "--format", form, "-o", str(place), "--json").json
        assert done["missing"] == [{"id": record, "name": "plan.txt"}]
        assert [path.name for path in place.rglob("*.txt")] == ["note.txt"]
        assert done["files"] == 2
    said = ada.run("export", "--all", "--format", "json", "-o", str(ada.root / "more")).out
    assert "“plan.txt”, attached to" in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--tag", ""), "each is one line of at most 400 bytes and not empty"),
        (("--tag", "  "), "each is one line of at most 400 bytes and not empty"),
        (("--field", "links=x"), "each is written in JSON"),
        (("--field", 'source={"program":"x","key":"y"}'), "it is written by importing"),
        (("--field", "attachments=[]"), "it is written by attaching files"),
    ],
)
def test_a_field_that_cannot_be_set_so_says_why(
    ada: Person, arguments: tuple[str, ...], words: str
) -> None:
    refused(ada.run("add", *arguments, "text"), words)


def test_a_named_pipe_is_refused_and_one_of_the_shell_is_read(ada: Person) -> None:
    record = ada.do("add", "A line")["id"]
    pipe = ada.root / "pipe"
    os.mkfifo(pipe)
    for arguments in (
        ("attach", record, str(pipe)),
        ("open", str(pipe)),
        ("contact-add", str(pipe), "--as", "Ben", "--role", "peer"),
    ):
        done: list[Ran] = []
        verb = threading.Thread(target=lambda: done.append(ada.run(*arguments)), daemon=True)  # noqa: B023 -- ends in this turn
        verb.start()
        verb.join(30)
        assert not verb.is_alive(), arguments
        refused(done[0], "pipe")
    reading, writing = os.pipe()
    os.write(writing, b"not a bundle")
    os.close(writing)
    try:
        refused(ada.run("open", f"/dev/fd/{reading}"))
        assert ada.raw("inspect", f"/dev/fd/{reading}").code == 0
    finally:
        os.close(reading)


def test_two_files_under_one_id_both_wait(ada: Person) -> None:
    bundle = bytes(16)
    with opened(ada) as vault:
        for data in (b"from one", b"from another", b"from one"):
            waiting.keep(vault, bundle, data)
        assert sorted(waiting.every(vault)) == [(bundle, b"from another"), (bundle, b"from one")]
        waiting.forget(vault, bundle, b"from one")
        assert list(waiting.every(vault)) == [(bundle, b"from another")]
