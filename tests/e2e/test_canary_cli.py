"""A marker in every field of every verb appears in no log, no error and no file on disk."""

import logging
from pathlib import Path
from typing import Any

import pytest

from confidant.compat import override
from confidant.records import fields
from confidant.records.kinds import KINDS
from tests.support.story import Person, Ran, meet

MARK = "XQCANARYZ"


class Watched(Person):
    """A person whose verbs may say the marker on standard output and nowhere else."""

    @override
    def run(self, verb: str, *arguments: str, stdin: bytes = b"") -> Ran:
        ran = super().run(verb, *arguments, stdin=stdin)
        assert MARK not in ran.err, f"{verb} put private text on standard error"
        return ran


@pytest.fixture
def two(tmp_path: Path) -> tuple[Person, Person]:
    ada = Watched(tmp_path / "ada", "Ada")
    ben = Watched(tmp_path / "ben", "Ben")
    for person in (ada, ben):
        person.create()
    meet(ada, ben)
    return ada, ben


def marked(kind: str) -> list[str]:
    """Return `--field` options that put the marker into every line and text of a kind."""
    options: list[str] = []
    for name, info in fields.of(KINDS[kind]).items():
        if info.shape.name in {"line", "text"} and name != "zone":
            options += ["--field", f"{name}={MARK} {name}"]
        elif info.shape.is_part and info.shape.name == "option":
            options += ["--field", f"{name}={MARK} one", "--field", f"{name}={MARK} two"]
    return options


def session(ada: Person, ben: Person) -> dict[str, Any]:
    """Use every verb on marked text, some of them wrongly."""
    root = ada.root
    made = {
        kind: ada.do("add", "--kind", kind, "--tag", f"{MARK}-tag", *marked(kind), f"{MARK} text")
        for kind in ("entry", "doubt", "decision")
    }
    forecast = ada.do(
        "add",
        "--kind",
        "forecast",
        "--field",
        "p=70%",
        "--field",
        "resolve_by=2027-01-01",
        f"{MARK}?",
    )
    attached = root / "attached.bin"
    attached.write_bytes(b"an attachment")
    ada.do("attach", made["entry"]["id"], str(attached))
    ada.do("edit", made["entry"]["id"], f"{MARK} second text")
    ada.do("alias", f"{MARK} Person", "the person")
    ada.do("resolve", forecast["id"], "yes")
    shared = root / "for-ben.age"
    ids = [one["id"] for one in made.values()]
    ada.do("preview", "--to", "Ben", *ids)
    ada.do("share", "--to", "Ben", *ids, "-o", str(shared), "--note", f"{MARK} note")
    taken = ben.do("open", str(shared))
    back = ben.root / "for-ada.age"
    ben.do(
        "reply",
        taken["bundle"],
        "-o",
        str(back),
        "--about",
        ids[1],
        "--quote",
        MARK,
        f"{MARK} reply",
    )
    ada.do("open", str(back))
    response = ada.do("list", "--kind", "response")["rows"][0]["id"]
    ada.do("answer", response, f"{MARK} answer")
    ada.do("decide", ids[2], "--option", f"{MARK} one", "--because", f"{MARK} because")
    for verb in ("list", "due", "insight", "inbox", "ledger", "contacts", "aliases", "check"):
        assert ada.run(verb).code == 0
    assert MARK in ada.run("show", ids[0]).out
    assert ada.do("search", MARK)["hits"]
    ada.do("backup")
    ada.do("rebuild")
    for wrong in (
        ("edit", ids[2], "--field", f"leaning={MARK}"),
        ("edit", ids[1], "--field", f"expires_on={MARK[:3]}"),
        ("reply", taken["bundle"], "-o", str(root / "x.age"), "--quote", "no such passage", "text"),
        ("open", str(shared)),
    ):
        assert ada.run(*wrong).code == 1
    ada.do("erase", ids[0], "--yes")
    return made


def found_on_disk(root: Path) -> list[str]:
    """Return the files that hold the marker, in any encoding that a program here would use."""
    needles = [MARK.encode(), MARK.encode("utf-16-le"), MARK.lower().encode()]
    return [
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    ]


def test_no_file_no_log_and_no_complaint_holds_private_text(
    two: tuple[Person, Person], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ada, ben = two
    with caplog.at_level(logging.DEBUG):
        session(ada, ben)
    assert MARK not in caplog.text
    assert found_on_disk(tmp_path) == []


def test_what_is_exported_holds_it_and_so_the_search_would_find_it(
    two: tuple[Person, Person], tmp_path: Path
) -> None:
    ada, _ = two
    ada.do("add", f"{MARK} text")
    assert ada.run("export", "--format", "json", "-o", str(tmp_path / "out")).code == 0
    assert found_on_disk(tmp_path) == ["out/confidant.json"]


def test_nothing_that_a_verb_returns_shows_text_when_it_is_printed(
    two: tuple[Person, Person],
) -> None:
    from confidant.environment import SystemEntropy
    from confidant.errors import VaultMissingError
    from confidant.messages import describe
    from confidant.services import (
        agenda,
        contacts,
        conversation,
        decisions,
        erasing,
        finding,
        inbox,
        insight,
        journal,
        ledger,
        sharing,
    )
    from confidant.services import aliases as dictionary
    from confidant.services.selection import Selection
    from confidant.services.vaults import passphrase_secret, unlock

    ada, ben = two
    made = session(ada, ben)
    with unlock(
        directory=ada.vault,
        secret=passphrase_secret(ada.passphrase),
        clock=ada.clock,
        entropy=SystemEntropy(),
        state_directory=ada.state,
    ) as vault:
        record = vault.find_prefix(made["doubt"]["id"])
        contact = contacts.find(vault, "Ben")
        open_decision = decisions.create(
            vault, ada.clock, title=MARK, fields={"options": [{"title": MARK}], "leaning": MARK}
        )
        returned = [
            finding.show(vault, record=record),
            finding.rows(vault),
            finding.search(vault, query=MARK),
            agenda.due(vault, ada.clock),
            conversation.thread(vault, record=record),
            dictionary.every(vault),
            ledger.lines(vault),
            inbox.rows(vault),
            sharing.preview(
                vault, contact=contact, selection=Selection(records=[record], note=MARK)
            ),
            Selection(records=[record], note=MARK, reason=MARK),
            decisions.will_seal(vault, ada.clock, record=open_decision.record),
            contacts.my_card(vault),
            contacts.every(vault),
            insight.measure(vault, ada.clock),
            journal.history(vault, record=record),
            erasing.erase(vault, ada.clock, records=[open_decision.record]),
            describe(VaultMissingError(name=MARK)),
        ]
    for one in returned:
        assert MARK not in repr(one)
