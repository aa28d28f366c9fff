"""The story of the product through the command line, with two vaults and real files."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.shared import shared
from tests.support.story import Person, meet

DOUBT = (
    "The second tenant may be a story.\n\n"
    "Marcus heard of it from the agent only, and nobody has seen a name."
)
QUOTE = "The CFO heard of it from the agent only"
WRITTEN = "Marcus heard of it from the agent only"


@pytest.fixture
def leader(tmp_path: Path) -> Person:
    person = Person(tmp_path / "leader", "Ada")
    person.create()
    return person


@pytest.fixture
def mentor(tmp_path: Path) -> Person:
    person = Person(tmp_path / "mentor", "Helena")
    person.create()
    return person


def write_doubt_and_decision(leader: Person) -> tuple[str, str]:
    doubt = leader.do(
        "add",
        "--kind",
        "doubt",
        "--field",
        "intensity=4",
        "--field",
        "expires_on=2026-12-01",
        DOUBT,
    )
    decision = leader.do(
        "add",
        "--kind",
        "decision",
        "--field",
        "options=Stay to term",
        "--field",
        "options=Early exit at a fee",
        "--field",
        "leaning=Early exit at a fee",
        "--field",
        "confidence=70%",
        "--field",
        "decide_by=2026-12-24",
        "--field",
        "as_felt=I want this over",
        "Offer the lease an early exit?\nThe lease runs fourteen more months.",
    )
    return doubt["id"], decision["id"]


def play(leader: Person, mentor: Person) -> dict[str, Any]:
    """Play the whole story and return what the leader sees at its end."""
    doubt, decision = write_doubt_and_decision(leader)
    meet(leader, mentor)
    leader.do("alias", "Marcus", "the CFO")
    shared_file = leader.root / "to-helena.age"
    sealed = leader.do(
        "share",
        "--to",
        "Helena",
        doubt,
        decision,
        "-o",
        str(shared_file),
        "--note",
        "Before Thursday",
    )
    assert sealed["records"] == 2
    assert sealed["sequence"] == 1

    opened = mentor.do("open", str(shared_file))
    assert opened["contact"] == "Ada"
    assert [item["how"] for item in opened["records"]] == ["new", "new"]
    assert {item["id"] for item in opened["records"]} == {doubt, decision}
    seen = mentor.do("show", doubt)
    assert QUOTE in seen["body"]["statement"]
    assert "intensity" not in seen["body"]
    assert seen["author"] == "Ada"
    assert not seen["mine"]
    decision_seen = mentor.do("show", decision)
    assert "as_felt" not in decision_seen["body"]
    assert decision_seen["body"]["leaning"] == "Early exit at a fee"

    [row] = mentor.do("inbox")["inbox"]
    assert row["note"] == "Before Thursday"
    answer_file = mentor.root / "to-ada.age"
    mentor.do(
        "reply",
        row["bundle"][:6],
        "-o",
        str(answer_file),
        "--form",
        "challenge",
        "--about",
        doubt[:8],
        "--quote",
        QUOTE,
        "Who gains if you believe it?",
    )
    assert mentor.do("inbox")["inbox"][0]["state"] == "done"

    taken = leader.do("open", str(answer_file))
    assert [item["kind"] for item in taken["records"]] == ["response"]
    return leader.do("show", doubt)


def test_the_story_from_two_empty_vaults_to_the_answer_beside_the_passage(
    leader: Person, mentor: Person
) -> None:
    shown = play(leader, mentor)
    [voice] = shown["responses"]
    assert voice["author"] == "Helena"
    assert voice["form"] == "challenge"
    assert voice["text"] == "Who gains if you believe it?"
    assert voice["quote"] == QUOTE
    passage = voice["passage"]
    assert passage["text"] == WRITTEN
    assert shown["body"][passage["field"]][passage["start"] : passage["end"]] == WRITTEN
    assert voice["open"]


def test_the_answer_to_a_challenge_travels_with_the_next_file(
    leader: Person, mentor: Person
) -> None:
    [voice] = play(leader, mentor)["responses"]
    leader.do("answer", voice["id"], "The agent does. I asked for a letter.")
    due = [item["what"] for item in leader.do("due")["due"]]
    assert "answer" not in due
    entry = leader.do("add", "Asked for the letter today")["id"]
    second = leader.root / "second.age"
    sealed = leader.do("share", "--to", "Helena", entry, "-o", str(second))
    assert [item["kind"] for item in sealed["items"]] == ["entry", "answer"]
    mentor.do("open", str(second))
    thread = mentor.do("show", leader.do("list", "--kind", "doubt")["rows"][0]["id"])
    assert thread["responses"][0]["answers"][0]["text"] == "The agent does. I asked for a letter."
    # Answered once, it does not travel again.
    again = leader.do("share", "--to", "Helena", entry, "-o", str(leader.root / "third.age"))
    assert [item["kind"] for item in again["items"]] == ["entry"]


def test_deciding_seals_the_reasoning_and_an_old_reader_is_behind(
    leader: Person, mentor: Person
) -> None:
    play(leader, mentor)
    decision = leader.do("list", "--kind", "decision")["rows"][0]["id"]
    done = leader.do("decide", decision, "--option", "early exit at a fee", "--because", "Capped")
    refused = leader.run("edit", decision, "--field", "leaning=Stay to term")
    assert refused.code == 1
    assert "sealed" in refused.err
    assert leader.do("show", decision)["sealed_revision"] == done["revision"]
    behind = {line["id"]: line["behind"] for line in leader.do("ledger")["ledger"]}
    assert behind[decision]
    assert list(behind.values()).count(True) == 1


def test_a_star_or_a_tag_makes_nobody_behind_but_a_word_does(
    leader: Person, mentor: Person
) -> None:
    play(leader, mentor)
    doubt = leader.do("list", "--kind", "doubt")["rows"][0]["id"]
    leader.do("edit", doubt, "--field", "starred=yes")
    assert not any(line["behind"] for line in leader.do("ledger")["ledger"])
    leader.do("edit", doubt, "There is no second tenant.")
    [line] = [line for line in leader.do("ledger")["ledger"] if line["behind"]]
    assert line["id"] == doubt
    assert line["my_revision"] > line["has_revision"]
    assert line["confirmed"] == "replied"


def test_both_vaults_verify_after_the_story(leader: Person, mentor: Person) -> None:
    play(leader, mentor)
    for person in (leader, mentor):
        assert person.do("check")["revisions"] > 5
        assert Path(person.do("backup")["path"]).is_dir()


def test_a_real_diary_and_two_real_decision_logs_come_in_and_the_story_runs_on_them(
    leader: Person, mentor: Person
) -> None:
    diary = shared("corpora/prose/pepys-diary/pepys-1660-1669.jrnl.txt")
    assert leader.do("import", str(diary))["new"] == {"entry": 3413}
    assert leader.do("import", str(diary))["new"] == {}
    govuk = leader.do("import", str(shared("corpora/decisions/govuk-aws")))
    assert govuk["new"] == {"decision": 38}
    arachne = leader.do("import", str(shared("corpora/decisions/arachne")))
    assert arachne["new"] == {"decision": 17}

    rows = leader.do("list", "--kind", "entry", "--limit", "5000")["rows"]
    assert len(rows) == 3413
    assert (rows[-1]["day"], rows[0]["day"]) == ("1660-01-01", "1669-05-31")
    tagged = leader.do("list", "--tag", "lordsday", "--limit", "5000")["rows"]
    assert len(tagged) == 422
    decisions = leader.do("list", "--kind", "decision", "--limit", "100")["rows"]
    assert not any(row["sealed"] for row in decisions)
    states = Counter(row["state"] for row in decisions)
    assert states == {"decided": 31, "pending": 23, "superseded": 1}
    assert leader.do("search", "parliament coronation")["hits"]

    [voice] = play(leader, mentor)["responses"]
    assert voice["passage"]["text"] == WRITTEN


def test_a_dry_run_reports_and_writes_nothing(leader: Person, tmp_path: Path) -> None:
    source = tmp_path / "diary.txt"
    source.write_text("[2026-11-01 21:00] A title\nWords.\n", encoding="utf-8")
    before = leader.do("check")["revisions"]
    report = leader.do("import", str(source), "--dry-run")
    assert report["new"] == {"entry": 1}
    assert report["batch"] is None
    assert leader.do("check")["revisions"] == before
    assert leader.do("import", str(source))["batch"] is not None


def test_the_story_runs_as_separate_programs(tmp_path: Path) -> None:
    """Once with real processes: nothing is carried from one verb to the next but the files."""
    vault, secret = tmp_path / "a.confidant", tmp_path / "secret"
    secret.write_text("seven quiet harbours at dawn\n", encoding="utf-8")

    def run(*arguments: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "confidant", *arguments, "--json"],
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    unlocked = ("--passphrase-file", str(secret))
    code = run("create", str(vault), "--name", "Ada", *unlocked)["recovery_code"]
    assert len(code.replace("-", "")) == 32
    made = run("add", str(vault), *unlocked, "A line")
    rows = run("list", str(vault), *unlocked)["rows"]
    assert [row["id"] for row in rows] == [made["id"]]


def test_the_demo_plays_the_story_and_leaves_its_files(tmp_path: Path) -> None:
    person = Person(tmp_path / "x", "Nobody")
    place = tmp_path / "demo"
    ran = person.raw("demo", str(place), "--json")
    assert ran.code == 0, ran.err
    files = ran.json["files"]
    assert {"leader.confidant", "mentor.confidant", "README.txt", "to-mentor.age"} <= set(files)
    assert "Marcus heard of it from the agent only" in ran.err
    readme = (place / "README.txt").read_text(encoding="utf-8")
    for name, passphrase in ran.json["passphrases"].items():
        assert passphrase in readme
        person.secret.write_text(passphrase + "\n", encoding="utf-8")
        shown = person.raw(
            "check", str(place / name), "--passphrase-file", str(person.secret), "--json"
        )
        assert shown.code == 0, shown.err
    again = person.raw("demo", str(place))
    assert again.code == 1
    assert "exists already" in again.err


def test_the_demo_hands_its_vaults_to_whoever_takes_pictures(tmp_path: Path) -> None:
    from confidant.cli import World, main
    from tests.support.story import Stream

    seen: list[tuple[Path, Path, str, str]] = []
    code = main(
        ["demo", str(tmp_path / "demo")],
        out=Stream(),
        err=Stream(),
        world=World(),
        screenshots=lambda *given: seen.append(given),
    )
    assert code == 0
    [(leader, mentor, one, other)] = seen
    assert leader.is_dir()
    assert mentor.is_dir()
    assert one != other


def test_self_test_runs_without_a_window(tmp_path: Path) -> None:
    ran = Person(tmp_path / "x", "Nobody").raw("self-test", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["passed"]
    assert all(one["passed"] and one["count"] for one in ran.json["tried"])
