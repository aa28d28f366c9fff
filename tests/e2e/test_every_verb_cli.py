"""Every verb once, for people and for programs: what it prints is useful, promised, documented."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.cli import World, main
from tests.support.story import Person, Stream, meet
from tests.support.vaults import CHEAP, PASSPHRASE

DOCUMENT = Path(__file__).parents[2] / "docs" / "cli.md"
FREE = frozenset({"body", "params", "left_out", "new", "passphrases"})
"""Fields whose own keys are names from records, formats and files."""


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[Person, Person, dict[str, str]]:
    """Return Ada and Ben after a long story, and the ids that it left behind."""
    root = tmp_path_factory.mktemp("verbs")
    ada, ben = Person(root / "ada", "Ada"), Person(root / "ben", "Ben")
    for person in (ada, ben):
        person.create()
    meet(ada, ben)
    ids = {
        "doubt": ada.do(
            "add", "--kind", "doubt", "--field", "expires_on=2026-01-01", "Is Marcus right?"
        )["id"],
        "decision": ada.do(
            "add",
            "--kind",
            "decision",
            "--field",
            "options=Sell",
            "--field",
            "options=Hold",
            "--field",
            "confidence=70%",
            "--field",
            'premortem={"text":"The buyer walks away","p":2500}',
            "Sell?\nCash is short.\n\nVery short.",
        )["id"],
    }
    ids["forecast"] = ada.do(
        "add",
        "--kind",
        "forecast",
        "--field",
        "p=70%",
        "--field",
        "resolve_by=2026-12-01",
        "--field",
        f"decision={ids['decision'][:8]}",
        "Will it close?",
    )["id"]
    ada.do("alias", "Marcus", "the CFO")
    ada.do("share", "--to", "Ben", ids["doubt"], ids["decision"], "-o", str(root / "1.age"))
    ids["bundle"] = ben.do("open", str(root / "1.age"))["bundle"]
    ben.do(
        "reply",
        ids["bundle"],
        "-o",
        str(root / "2.age"),
        "--form",
        "challenge",
        "--quote",
        "Is the CFO right",
        "Ask the CFO.",
    )
    ada.do("open", str(root / "2.age"))
    ids["response"] = ada.do("list", "--kind", "response")["rows"][0]["id"]
    ada.do("answer", ids["response"], "I did.")
    return ada, ben, ids


def keys(value: object) -> Iterator[str]:
    """Yield every field name of a JSON document, apart from those that are somebody's words."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            if name not in FREE:
                yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def section(verb: str) -> str:
    """Return what the document says of a verb, and of the verbs that it refers to."""
    parts = re.split(r"^### ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    own = next(part for part in parts if part.startswith(f"{verb}\n"))
    referred = [other for other in ("share", "preview", "list") if f"{other}`" in own]
    shared = {"search": ["list"], "share": ["preview"], "reply": ["share", "preview"]}.get(verb, [])
    return own + "".join(
        next(part for part in parts if part.startswith(f"{name}\n"))
        for name in {*referred, *shared}
    )


def arguments(ids: dict[str, str], root: Path) -> dict[str, tuple[str, ...]]:
    """Return one good use of every verb that reads."""
    return {
        "list": (),
        "show": (ids["doubt"],),
        "search": ("right",),
        "due": (),
        "insight": (),
        "card": (),
        "contacts": (),
        "words": (),
        "aliases": (),
        "inbox": (),
        "ledger": ("--csv", str(root / "ledger.csv")),
        "check": (),
        "backup": ("-o", str(root / "backups")),
        "rebuild": (),
        "preview": ("--to", "Ben", ids["doubt"]),
    }


READING = tuple(arguments({"doubt": ""}, Path()))


@pytest.mark.parametrize("verb", READING)
def test_every_field_of_the_document_is_documented(
    people: tuple[Person, Person, dict[str, str]], tmp_path: Path, verb: str
) -> None:
    ada, _, ids = people
    text = section(verb)
    for name in sorted(set(keys(ada.do(verb, *arguments(ids, tmp_path)[verb])))):
        assert f"`{name}`" in text, f"{verb}: {name}"


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("list", r"^\w{8}  2026-11-18  doubt +open +Is Marcus right\?$"),
        (
            "show",
            r"“Is Marcus right” \(revision 1\)\n  Ben, challenge \[\w{8}\]:\n    Ask the CFO.",
        ),
        ("search", r"Is Marcus right\?"),
        ("due", r"2026-12-01 +resolve +\w{8}  Will it close\?"),
        ("insight", r"1 forecast, 0 resolved\.\n\nCalibration"),
        ("card", r"^-----BEGIN CONFIDANT CARD-----\n"),
        ("contacts", r"^Ben  mentor  verified  \w{8}$"),
        ("words", r"^(\w[\w-]* ){5}\w[\w-]*\n"),
        ("aliases", r"^Marcus  the CFO  person  everybody$"),
        ("inbox", r"^\w{8}  2026-11-18 \d\d:\d\d  new  Ben\n    \w{8}  response  Ask the CFO\."),
        ("ledger", r"^Ben  \w{8}  has v1 +2026-11-18  replied  "),
        ("check", r"^Everything verifies: .*\nUnlocked by: passphrase, recovery code\.\n"),
        ("backup", r"proved by opening it:\n.*/backups/2026"),
        ("rebuild", r"made anew"),
        ("preview", r"statement: Is the CFO right\?\n(.*\n)*what stays here: zone \(private\)"),
    ],
)
def test_what_people_read_says_it(
    people: tuple[Person, Person, dict[str, str]], tmp_path: Path, verb: str, words: str
) -> None:
    ada, _, ids = people
    ran = ada.run(verb, *arguments(ids, tmp_path)[verb])
    assert ran.code == 0, ran.err
    assert re.search(words, ran.out, re.MULTILINE), ran.out


def test_one_record_is_shown_whole_with_numbers_as_people_write_them(
    people: tuple[Person, Person, dict[str, str]],
) -> None:
    ada, _, ids = people
    shown = ada.run("show", ids["decision"]).out
    assert "confidence: 70 %" in shown
    assert "problem:\n    Cash is short.\n\n    Very short.\n" in shown
    assert "options:\n    - title: Sell\n    - title: Hold\n" in shown
    assert "premortem:\n    - text: The buyer walks away\n      p: 25 %\n" in shown
    assert f"decision ← {ids['forecast']}" in shown
    tied = ada.run("show", ids["forecast"]).out
    assert f"decision: {ids['decision']}" in tied


def test_the_answer_stands_under_the_response(
    people: tuple[Person, Person, dict[str, str]],
) -> None:
    ada, _, ids = people
    shown = ada.run("show", ids["doubt"]).out
    assert "    you, answered:\n      I did.\n    (the CFO: Marcus)" in shown


def test_history_lists_revisions_and_an_old_one_can_be_shown(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    ada.create()
    record = ada.do("add", "one")["id"]
    assert ada.do("edit", record, "two") == {"id": record, "revision": 2, "changed": True}
    assert ada.do("edit", record, "two")["changed"] is False
    assert "It says that already." in ada.run("edit", record, "two").out
    history = ada.do("show", record, "--history")
    assert [one["revision"] for one in history["revisions"]] == [1, 2]
    assert set(keys(history)) <= set(re.findall(r"`(\w+)`", section("show")))
    old = ada.run("show", record, "--revision", "1").out
    assert "revision 1 (the newest is 2)" in old
    assert "one" in old
    assert ada.run("show", record, "--revision", "7").code == 1


def test_the_figures_are_stated_from_ten_cases_on(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    ada.create()
    for number in range(10):
        forecast = ada.do(
            "add", "--kind", "forecast", "--field", "p=70%",
            "--field", "resolve_by=2026-12-01", f"Question {number}?",
        )["id"]  # fmt: skip
        ada.clock.advance(1000)
        ada.do("resolve", forecast, "no" if number < 3 else "yes")
    interval = ada.do(
        "add", "--kind", "forecast", "--field", "low=1", "--field", "high=2",
        "--field", "resolve_by=2026-12-01", "How much?",
    )["id"]  # fmt: skip
    ada.do("resolve", interval, "1.5")
    said = ada.run("insight").out
    assert "11 forecasts, 11 resolved." in said
    assert re.search(r"60–80 % +n 10  70 % → 70% \(95 %: 40% to 89%\)", said)
    assert "Brier score 0.210 over 10 forecasts; earlier 0.330, later 0.090." in said
    assert "Intervals: 1 of 1 held their value; too few to say." in said
    figures = ada.do("insight")
    assert figures["calibration"]["bins"][3]["rate"] == "0.7000"
    assert figures["brier"]["mean"] == "0.2100"
    assert figures["murphy"] is None


def test_writing_verbs_say_what_they_did(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    made = ada.run("create", "--name", "Ada")
    assert re.search(r"^Recovery code: (\w{4}-){7}\w{4}$", made.out, re.MULTILINE)
    assert made.out.count("Recovery code") == 1
    record = ada.run("add", "words").out.strip()
    assert re.fullmatch(r"[0-9a-z]{26}", record)
    file = tmp_path / "plan.txt"
    file.write_text("plan", encoding="utf-8")
    assert ada.run("attach", record, str(file)).out.startswith("1 file attached.")
    assert file.exists()
    decision = ada.do("add", "--kind", "decision", "--field", "options=Sell", "Sell?")["id"]
    forecast = ada.do(
        "add", "--kind", "forecast", "--field", "low=1.2", "--field", "high=1.7",
        "--field", "resolve_by=2026-12-01", "Cost?",
    )["id"]  # fmt: skip
    assert ada.run("resolve", forecast, "1.5").out == "Resolved.\n"
    assert (
        "sealed as revision 2"
        in ada.run("decide", decision, "--option", "sell", "--because", "Cash").out
    )
    assert "“Marcus” is “the CFO” for everybody." in ada.run("alias", "Marcus", "the CFO").out
    erased = ada.run("erase", record, "--yes").out
    assert erased.startswith("Erased 1 record with 2 revisions and 1 attached file.")
    assert "Out of reach" in erased


def test_erasing_says_who_has_it_and_replaces_the_backups_that_hold_it(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    ada.create()
    kept, gone = ada.do("add", "kept")["id"], ada.do("add", "gone")["id"]
    for _ in range(2):
        ada.do("backup")
        ada.clock.advance(60_000)
    ada.clock.advance(-24 * 60 * 60 * 1000)  # a clock that went back hides no backup
    told = ada.run("erase", gone, "--yes", "--replace-backups").out
    assert "A new backup was made and proved; 2 older backups went." in told
    (left,) = (ada.vault / "backups").iterdir()
    assert ada.do("check")["backups"] == 1
    assert (left / "vault.hdr").exists()
    told = ada.run("erase", kept, "--yes").out
    assert "Out of reach: 1 older backup; “--replace-backups” makes a new one instead." in told


def test_an_import_says_what_came_and_what_did_not(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    ada.create()
    source = tmp_path / "notes"
    source.mkdir()
    (source / "2026-11-01.md").write_text("---\nmood: 8\n---\nA day.\n", encoding="utf-8")
    for number in range(8):
        (source / f"picture{number}.png").write_bytes(b"\x89PNG")
    dry = ada.run("import", str(source), "--dry-run").out
    assert dry.startswith("1 record would be added: entry 1.")
    ran = ada.run("import", str(source))
    assert ran.out.startswith("1 record added: entry 1.\nThis import is called ")
    assert "… and 3 more of these; --json lists them all" in ran.out
    assert "Left out, because there is no place for it: mood (1)." in ran.out
    again = ada.do("import", str(source))
    assert (again["new"], again["known"], again["batch"]) == ({}, 1, None)
    assert set(keys(again)) <= set(re.findall(r"`(\w+)`", section("import")))


def test_an_export_warns_and_says_what_it_wrote(tmp_path: Path) -> None:
    ada = Person(tmp_path, "Ada")
    ada.create()
    ada.do("add", "words")
    ran = ada.run("export", "--format", "markdown", "-o", str(tmp_path / "out"))
    assert "not encrypted" in ran.err
    assert ran.out == "1 record (your own records, without private fields) in “out”, unencrypted.\n"
    ran = ada.run("export", "--format", "json", "-o", str(tmp_path / "all"), "--all", "--json")
    assert ran.json["scope"] == "all"
    assert set(ran.json) <= set(re.findall(r"`(\w+)`", section("export")))


def test_what_a_file_is_can_be_said_without_a_key(
    people: tuple[Person, Person, dict[str, str]], tmp_path: Path
) -> None:
    ada, _, _ = people
    root = ada.root.parent
    (tmp_path / "x").write_text("hello", encoding="utf-8")
    kinds = {
        root / "1.age": "bundle",
        ada.root / "Ben.confidant-card": "card",
        ada.vault: "vault",
        ada.vault / "vault.hdr": "vault-header",
        tmp_path / "x": "neither",
        tmp_path: "neither",
    }
    for path, kind in kinds.items():
        assert ada.raw("inspect", str(path), "--json").json["kind"] == kind
        assert ada.raw("inspect", str(path)).code == 0
    data = (root / "1.age").read_bytes()
    assert ada.raw("inspect", "-", "--json", stdin=data).json == {
        "kind": "bundle",
        "bytes": len(data),
    }
    assert ada.raw("inspect", str(tmp_path / "none")).code == 1


def test_files_can_go_through_pipes(tmp_path: Path) -> None:
    ada, ben = Person(tmp_path / "a", "Ada"), Person(tmp_path / "b", "Ben")
    for person in (ada, ben):
        person.create()
    for holder, owner in ((ada, ben), (ben, ada)):
        card = owner.run("card", "-o", "-").raw
        holder.do("contact-add", "-", "--as", owner.name, "--role", "peer", stdin=card)
        holder.do("verify", owner.name, *owner.do("words")["words"])
    record = ada.do("add", "through a pipe")["id"]
    sealed = ada.run("share", "--to", "Ben", record, "-o", "-")
    assert sealed.code == 0
    assert sealed.raw.startswith(b"age-encryption.org/v1\n")
    taken = ben.do("open", "-", stdin=sealed.raw)
    assert [one["id"] for one in taken["records"]] == [record]
    assert set(keys(taken)) <= set(re.findall(r"`(\w+)`", section("open")))
    text = ben.run("inbox").out
    assert "through a pipe" in text


def test_a_person_types_the_passphrase_without_echo_and_a_new_one_twice(tmp_path: Path) -> None:
    vault = tmp_path / "a.confidant"

    def run(typed: list[str], *given: str) -> tuple[int, str, list[str]]:
        asked: list[str] = []

        def ask(prompt: str) -> str:
            asked.append(prompt)
            return typed.pop(0)

        err = Stream()
        world = World(kdf=CHEAP, state_directory=tmp_path / "state", stdin=io.BytesIO(), ask=ask)
        code = main([*given], out=Stream(), err=err, world=world)
        return code, err.bytes.getvalue().decode(), asked

    code, err, _ = run([PASSPHRASE, "something else"], "create", str(vault), "--name", "Ada")
    assert code == 1
    assert "differ" in err
    assert not vault.exists()
    code, _, asked = run([PASSPHRASE, PASSPHRASE], "create", str(vault), "--name", "Ada")
    assert (code, len(asked)) == (0, 2)
    code, _, asked = run([PASSPHRASE], "list", str(vault))
    assert (code, asked) == (0, ["Passphrase: "])
    code, err, asked = run([], "list", str(tmp_path / "missing"))
    assert (code, asked) == (1, [])


def test_a_failing_self_test_ends_with_1(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from confidant.services import self_testing

    monkeypatch.setitem(
        self_testing._CHECKS,
        "padding",
        lambda _: False,
    )
    ran = Person(tmp_path, "Nobody").raw("self-test")
    assert ran.code == 1
    assert "BAD   padding" in ran.out
    assert "do not use it" in ran.out
