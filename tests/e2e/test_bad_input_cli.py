"""Bad input gets one clear sentence, exit code 1, and loses nothing."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from confidant.environment import SystemEntropy
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.vault.vault import PassphraseSecret, Vault, open_vault
from tests.support.story import Person, Ran, meet
from tests.support.vaults import PASSPHRASE


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> tuple[Person, Person]:
    """Two people who know each other, and a file from one to the other."""
    root = tmp_path_factory.mktemp("people")
    ada, ben = Person(root / "ada", "Ada"), Person(root / "ben", "Ben")
    for person in (ada, ben):
        person.create()
    meet(ada, ben)
    record = ada.do("add", "A line for Ben")["id"]
    ada.do("share", "--to", "Ben", record, "-o", str(ada.root / "for-ben.age"))
    return ada, ben


@pytest.fixture
def ada(people: tuple[Person, Person], tmp_path: Path) -> Person:
    return copied(people[0], tmp_path)


@pytest.fixture
def ben(people: tuple[Person, Person], tmp_path: Path) -> Person:
    return copied(people[1], tmp_path)


def copied(person: Person, place: Path) -> Person:
    """Return the same person with copies of everything, to be broken at will."""
    root = place / person.name
    shutil.copytree(person.root, root)
    return Person(root, person.name)


def opened(person: Person) -> Vault:
    """Return the person's vault, open past the command line."""
    return open_vault(
        person.vault,
        PassphraseSecret(person.passphrase),
        clock=person.clock,
        entropy=SystemEntropy(),
        state_directory=person.state,
    )


def files(directory: Path) -> dict[str, bytes]:
    """Return every file of a vault."""
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@contextmanager
def nothing_changes(person: Person) -> Iterator[None]:
    """Hold the vault to the same bytes before and after."""
    before = files(person.vault)
    yield
    assert files(person.vault) == before


def refused(ran: Ran, *words: str) -> None:
    """Check that a verb said one line about what happened, and no more."""
    assert ran.code == 1, (ran.out, ran.err)
    assert ran.out == ""
    assert ran.err.startswith("confidant: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    for word in words:
        assert word in ran.err


def test_a_wrong_passphrase_is_said_and_nothing_is_touched(ada: Person) -> None:
    ada.secret.write_text("six quiet harbours at dusk\n", encoding="utf-8")
    with nothing_changes(ada):
        refused(ada.run("list"), "does not open this vault")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\n"], ids=["empty", "blank", "binary"])
def test_a_passphrase_file_without_a_passphrase_is_said(ada: Person, content: bytes) -> None:
    ada.secret.write_bytes(content)
    refused(ada.run("list"), "passphrase.txt")


def test_without_a_terminal_nobody_is_asked(ada: Person) -> None:
    refused(ada.raw("list", str(ada.vault)), "--passphrase-file")


def test_the_passphrase_can_come_first_on_standard_input_and_the_text_after_it(
    ada: Person,
) -> None:
    given = f"{PASSPHRASE}\nFrom the pipe\nwith two lines".encode()
    ran = ada.raw("add", str(ada.vault), "--passphrase-file", "-", "-", "--json", stdin=given)
    assert ran.code == 0, ran.err
    shown = ada.do("show", ran.json["id"])
    assert shown["body"]["as_observed"] == "From the pipe\nwith two lines"


def test_a_missing_vault_is_said_before_anybody_types_a_passphrase(tmp_path: Path) -> None:
    nobody = Person(tmp_path / "nobody", "Nobody")
    refused(nobody.raw("list", str(nobody.vault)), "There is no vault", "Nobody.confidant")


def test_a_folder_that_is_no_vault_is_said(tmp_path: Path) -> None:
    person = Person(tmp_path / "p", "P")
    person.vault.mkdir()
    (person.vault / "notes.txt").write_text("hello", encoding="utf-8")
    refused(person.run("list"), "not a Confidant vault")
    refused(person.run("create", "--name", "P"), "already")
    assert [path.name for path in person.vault.iterdir()] == ["notes.txt"]


def test_the_header_of_another_vault_is_refused(ada: Person, ben: Person) -> None:
    for name in ("vault.hdr", "vault.hdr.copy"):
        shutil.copy(ben.vault / name, ada.vault / name)
    with nothing_changes(ada):
        refused(ada.run("list"), "database")


def test_a_vault_that_is_open_already_is_said(ada: Person) -> None:
    with opened(ada):
        refused(ada.run("list"), "open in another window or command")
    assert ada.run("list").code == 0


def test_one_damaged_header_is_mended_and_said(ada: Person) -> None:
    header = ada.vault / "vault.hdr"
    data = bytearray(header.read_bytes())
    data[len(data) // 2] ^= 1
    header.write_bytes(data)
    ran = ada.run("list")
    assert ran.code == 0
    assert "mended" in ran.err
    assert ada.run("list").err == ""


def test_two_damaged_headers_point_to_a_backup_and_nothing_is_written(ada: Person) -> None:
    for name in ("vault.hdr", "vault.hdr.copy"):
        (ada.vault / name).write_bytes(b"confidant-vault/1\n{broken")
    with nothing_changes(ada):
        refused(ada.run("list"), "header", "backup")


def test_yesterdays_vault_is_a_question_and_accepting_it_an_answer(ada: Person) -> None:
    old = files(ada.vault)
    ada.do("add", "today")
    for name, data in old.items():
        (ada.vault / name).write_bytes(data)
    refused(ada.run("list"), "changes are missing")
    assert ada.run("list", "--read-only").code == 0
    refused(ada.run("list"), "changes are missing")
    assert ada.run("check", "--accept").code == 0
    assert ada.run("list").code == 0


@pytest.mark.parametrize(
    "day",
    ["2026-02-30", "30.02.2026", "2026-2-3", "tomorrow", "", "\N{ARABIC-INDIC DIGIT TWO}026-02-01"],
)
def test_a_day_that_does_not_exist_is_said(ada: Person, day: str) -> None:
    with nothing_changes(ada):
        refused(ada.run("add", "--day", day, "text"), "no such day")


@pytest.mark.parametrize("verb", ["since", "until"])
def test_a_list_from_a_day_that_does_not_exist_is_said(ada: Person, verb: str) -> None:
    refused(ada.run("list", f"--{verb}", "2026-02-30"), "2026-02-30")


@pytest.mark.parametrize("text", [(), ("",), ("   \n ",)], ids=["none", "empty", "blank"])
def test_an_empty_record_is_not_kept(ada: Person, text: tuple[str, ...]) -> None:
    with nothing_changes(ada):
        refused(ada.run("add", *text), "nothing to keep")


def test_text_that_is_not_utf_8_is_refused(ada: Person) -> None:
    with nothing_changes(ada):
        refused(ada.run("add", "-", stdin=b"caf\xe9"), "UTF-8")


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("stakes=9", "stakes"),
        ("confidence=lots", "confidence"),
        ("colour=red", "colour"),
        ("decide_by=2026-02-30", "decide by"),
        ("options=[1]", "options"),
        ("status=decided", ""),
        ("leaning", "leaning"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(ada: Person, field: str, words: str) -> None:
    decision = ada.do("add", "--kind", "decision", "Sell?")["id"]
    with nothing_changes(ada):
        refused(ada.run("edit", decision, "--field", field), words)


@pytest.mark.parametrize("given", ["abc", "!!!!", "zzzz" * 7, "uuuu"])
def test_an_id_that_is_none_is_said(ada: Person, given: str) -> None:
    refused(ada.run("show", given))


def test_an_ambiguous_id_lists_the_candidates(ada: Person) -> None:
    with opened(ada) as vault, vault.transaction() as tx:
        for ending in (b"first---", b"second--"):
            twin = RecordId(bytes(8) + ending)
            tx.create(Entry(genre="quick", as_observed="x"), record=twin)
    refused(ada.run("show", "0000"), "fits several")


# -- files that came ------------------------------------------------------------------------------


def test_a_file_for_somebody_else_is_refused(ada: Person) -> None:
    with nothing_changes(ada):
        refused(ada.run("open", str(ada.root / "for-ben.age")), "not encrypted to this vault")


def test_a_card_in_place_of_a_file_and_a_file_in_place_of_a_card(ada: Person, ben: Person) -> None:
    card, file = ben.root / "Ada.confidant-card", ada.root / "for-ben.age"
    with nothing_changes(ben):
        refused(ben.run("open", str(card)), "identity card", "contact-add")
        refused(ben.run("contact-add", str(file), "--as", "X", "--role", "peer"), "open")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"PK\x03\x04rest",
        os.urandom(4096),
        b"age-encryption.org/v1\n",
        b"\x00" * 40_000,
    ],
    ids=["empty", "text", "zip", "random", "cut", "zeros"],
)
def test_what_is_no_file_of_ours_is_refused(ben: Person, tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "came.age"
    place.write_bytes(content)
    with nothing_changes(ben):
        refused(ben.run("open", str(place)))
        refused(ben.run("contact-add", str(place), "--as", "X", "--role", "peer"))


def test_a_changed_or_cut_file_is_refused_and_the_whole_one_still_opens(
    ada: Person, ben: Person, tmp_path: Path
) -> None:
    data = (ada.root / "for-ben.age").read_bytes()
    place = tmp_path / "came.age"
    for broken in (data[:-1], data[:1700], data[:5000] + bytes([data[5000] ^ 1]) + data[5001:]):
        place.write_bytes(broken)
        with nothing_changes(ben):
            refused(ben.run("open", str(place)))
    place.write_bytes(data)
    assert ben.run("open", str(place)).code == 0
    with nothing_changes(ben):
        refused(ben.run("open", str(place)), "opened before")


def test_a_missing_file_and_a_folder_are_said(ben: Person, tmp_path: Path) -> None:
    refused(ben.run("open", str(tmp_path / "nothing.age")), "nothing.age")
    refused(ben.run("open", str(tmp_path)), "cannot be read")


def test_ones_own_card_and_a_known_card_are_refused(ada: Person, ben: Person) -> None:
    with nothing_changes(ada):
        own = ben.root / "Ada.confidant-card"
        refused(ada.run("contact-add", str(own), "--as", "Me", "--role", "peer"), "your own card")
        known = ada.root / "Ben.confidant-card"
        refused(ada.run("contact-add", str(known), "--as", "B2", "--role", "peer"), "“Ben” has")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("one", "two"), "Six words"),
        (("abacus",) * 5 + ("zzzzz",), "Word 6"),
        (("abacus",) * 6, "do not match"),
    ],
)
def test_wrong_words_three_times_leave_a_contact_as_it_was(
    ada: Person, words: tuple[str, ...], said: str
) -> None:
    from confidant.resources import safety_word_list

    given = tuple(safety_word_list()[0] if word == "abacus" else word for word in words)
    with nothing_changes(ada):
        for _ in range(3):
            refused(ada.run("verify", "Ben", *given), said)


# -- sharing --------------------------------------------------------------------------------------


def test_an_empty_selection_is_said(ada: Person, tmp_path: Path) -> None:
    with nothing_changes(ada):
        refused(
            ada.run("share", "--to", "Ben", "-o", str(tmp_path / "x.age")), "Nothing is selected"
        )
        refused(ada.run("preview", "--to", "Ben"), "Nothing is selected")
    assert not (tmp_path / "x.age").exists()


def test_an_unknown_contact_is_said(ada: Person, tmp_path: Path) -> None:
    refused(ada.run("share", "--to", "Eve", "abcd", "-o", str(tmp_path / "x")), "Eve")


def test_a_changed_card_stops_everything_until_it_is_verified(ada: Person, tmp_path: Path) -> None:
    other = Person(tmp_path / "other", "Other")
    other.create()
    card = tmp_path / "new.confidant-card"
    other.do("card", "-o", str(card))
    assert ada.do("contact-add", str(card), "--as", "ben", "--role", "peer")["how"] == "changed"
    record = ada.do("list")["rows"][0]["id"]
    out = tmp_path / "x.age"
    with nothing_changes(ada):
        refused(ada.run("share", "--to", "Ben", record, "-o", str(out)), "verif")
        refused(ada.run("share", "--to", "Ben", record, "-o", str(out), "--unverified"), "verif")
    assert not out.exists()


def test_nothing_is_written_over(ada: Person, tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("mine", encoding="utf-8")
    record = ada.do("list")["rows"][0]["id"]
    with nothing_changes(ada):
        refused(ada.run("share", "--to", "Ben", record, "-o", str(place)), "exists already")
        refused(ada.run("card", "-o", str(place)), "exists already")
        refused(ada.run("ledger", "--csv", str(place)), "exists already")
        ran = ada.run("export", "--format", "json", "-o", str(place))
        assert ran.code == 1
        assert "exists already" in ran.err
    assert place.read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["taken"]


def test_a_place_that_cannot_be_written_is_said(ada: Person, tmp_path: Path) -> None:
    record = ada.do("list")["rows"][0]["id"]
    with nothing_changes(ada):
        out = tmp_path / "no" / "such" / "folder.age"
        refused(ada.run("share", "--to", "Ben", record, "-o", str(out)), "folder.age")


def test_a_price_sensitive_record_needs_reason_and_authority(ada: Person, tmp_path: Path) -> None:
    record = ada.do("add", "--field", "classification=price_sensitive", "We buy Glacis")["id"]
    out = tmp_path / "x.age"
    with nothing_changes(ada):
        refused(ada.run("share", "--to", "Ben", record, "-o", str(out)), "price-sensitive")
    ada.do(
        "share", "--to", "Ben", record, "-o", str(out), "--reason", "Advice", "--authority", "Chair"
    )
    line = next(line for line in ada.do("ledger")["ledger"] if line["id"] == record)
    assert (line["reason"], line["authority"]) == ("Advice", "Chair")


def test_what_somebody_else_wrote_cannot_be_shared_or_changed(
    ada: Person, ben: Person, tmp_path: Path
) -> None:
    taken = ben.do("open", str(ada.root / "for-ben.age"))
    record = taken["records"][0]["id"]
    with nothing_changes(ben):
        refused(ben.run("share", "--to", "Ada", record, "-o", str(tmp_path / "x")), "Somebody else")
        refused(ben.run("edit", record, "mine now"), "Somebody else")
        refused(ben.run("attach", record, str(ben.secret)), "Somebody else")
    reply = ("reply", taken["bundle"], "-o", str(tmp_path / "y"), "--quote", "not in it", "No")
    with nothing_changes(ben):
        refused(ben.run(*reply), "not in that record")


# -- sources --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("binary.journal", bytes(range(256)) * 8, "binary.journal"),
        ("latin.journal", "[2026-01-01 10:00] caf\xe9\n".encode("latin-1"), "UTF-8"),
        ("notjson.json", b'{"entries": [', "notjson.json"),
        ("photo.md.zip", b"PK\x03\x04" + bytes(64), "photo.md.zip"),
    ],
)
def test_sources_that_cannot_be_read_are_said_and_nothing_is_imported(
    ada: Person, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    with nothing_changes(ada):
        refused(ada.run("import", str(source)), words)


def test_a_missing_source_and_a_bad_date_format_are_said(ada: Person, tmp_path: Path) -> None:
    with nothing_changes(ada):
        refused(ada.run("import", str(tmp_path / "none")), "none")
        source = tmp_path / "a.journal"
        source.write_text("[2026-01-01 10:00] A\n", encoding="utf-8")
        refused(ada.run("import", str(source), "--date-format", "%Q"), "date format")


# -- the machine ----------------------------------------------------------------------------------


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte, for root alone."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)],  # noqa: S607 -- wherever mount is
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip("only root may mount a small file system")
    yield place
    subprocess.run(["umount", str(place)], check=True)  # noqa: S607 -- wherever umount is


def test_a_full_disk_is_said_and_the_next_save_works(
    full_disk: Path, people: tuple[Person, Person]
) -> None:
    person = copied(people[0], full_disk)
    filler = full_disk / "filler"
    try:
        with filler.open("wb") as file:
            while True:
                file.write(bytes(4096))
                file.flush()
    except OSError:
        pass
    before = person.do("list", "--read-only")["rows"]
    refused(person.run("add", "text " * 20_000), "disk is full")
    record = before[0]["id"]
    refused(
        person.run("share", "--to", "Ben", record, "-o", str(full_disk / "x.age")), "disk is full"
    )
    assert not list(full_disk.glob("*.age")) + list(full_disk.glob("*(unfinished*"))
    filler.unlink()
    assert person.do("list")["rows"] == before
    person.do("add", "text " * 20_000)
    assert person.do("check")["revisions"]


def test_ctrl_c_leaves_with_one_line(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    from confidant.services import finding

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(finding, "rows", stop)
    ran = ada.run("list")
    assert ran.code == 130
    assert ran.err.count("\n") == 1
    monkeypatch.undo()
    assert ada.run("list").code == 0


def test_a_reader_that_goes_away_is_no_error(ada: Person, tmp_path: Path) -> None:
    for number in range(40):
        ada.do("add", f"line {number} " + "x" * 2000)
    reading, writing = os.pipe()
    err = tmp_path / "err"
    with err.open("wb") as complaints:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "confidant",
                "list",
                str(ada.vault),
                "--passphrase-file",
                str(ada.secret),
                "--json",
            ],
            stdout=writing,
            stderr=complaints,
            env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "fresh")},
        )
        os.close(writing)
        os.close(reading)
        assert process.wait(timeout=60) == 0
    assert err.read_bytes() == b""


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frobnicate",),
        ("list",),
        ("add", "vault", "--kind", "nonsense"),
        ("erase", "vault", "abcd"),
        ("list", "vault", "--limit", "0"),
        ("share", "vault", "abcd", "-o", "x"),
        ("list", "vault", "--pass", "x"),
    ],
)
def test_wrong_usage_ends_with_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = Person(tmp_path / "p", "P").raw(*arguments)
    assert ran.code == 2
    assert "usage:" in ran.err
    assert ran.out == ""


def test_a_weak_passphrase_is_refused_and_better_ones_offered(tmp_path: Path) -> None:
    person = Person(tmp_path / "p", "P", passphrase="password1")
    ran = person.run("create", "--name", "P")
    assert ran.code == 1
    assert "can be guessed" in ran.err
    assert not person.vault.exists()
    offered = ran.err.partition("passphrase: ")[2].partition("\n")[0].split("; ")
    assert len(offered) == 3
    assert all(len(one.split()) == 5 for one in offered)


def test_a_vault_with_a_key_file_does_not_open_without_it(tmp_path: Path) -> None:
    person = Person(tmp_path / "p", "P")
    keyfile = tmp_path / "key"
    assert person.run("create", "--name", "P", "--keyfile", str(keyfile)).code == 0
    assert keyfile.stat().st_mode & 0o077 == 0
    refused(person.run("list"), "key file", "--keyfile")
    assert person.run("list", "--keyfile", str(keyfile)).code == 0
    keyfile.write_text("CONFIDANT-KEYFILE-1 NO\n", encoding="utf-8")
    refused(person.run("list", "--keyfile", str(keyfile)), "not a Confidant key file")


def test_two_verbs_at_once_do_not_both_write(ada: Person) -> None:
    results: list[Ran] = []

    def write(number: int) -> None:
        results.append(ada.run("add", f"line {number}"))

    threads = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = sum(ran.code == 0 for ran in results)
    assert written >= 1
    assert all("another window or command" in ran.err for ran in results if ran.code)
    assert ada.do("check")["revisions"]
    assert len(ada.do("list", "--kind", "entry")["rows"]) == 1 + written
