import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.errors import (
    DateFormatError,
    SourceEncodingError,
    SourceEncryptedError,
    SourceFormatError,
    SourceMissingError,
    SourcePassphraseError,
    SourceSyntaxError,
    SourceTooLargeError,
    SourceUnreadableError,
    TransferError,
)
from confidant.records import record
from confidant.records.entry import Entry
from confidant.transfer import sources
from confidant.transfer.imported import Imported, ImportOptions
from confidant.transfer.importers import detect, jrnl

Journal = Callable[..., Imported]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    def read(text: str, **options: str) -> Imported:
        path = tmp_path / "my.journal"
        path.write_text(text, encoding="utf-8", newline="")
        return detect.read(path, ImportOptions(**options))

    return read


def entries(found: Imported) -> list[Entry]:
    bodies = []
    for item in found.items:
        assert isinstance(item.body, Entry)
        record.check(item.body)
        bodies.append(item.body)
    return bodies


def codes(found: Imported) -> list[str]:
    return [problem.code for problem in found.problems]


TWO = """[2020-08-29 11:11] Entry the first. *
Lorem @ipsum dolor.

Second paragraph, @Ipsum again and @work/board.

[2020-08-29 09:00] Entry the second.
"""


def test_entries_have_day_title_text_tags_and_star(journal: Journal) -> None:
    found = journal(TWO)
    first, second = entries(found)
    assert first.title == "Entry the first."
    assert first.day == "2020-08-29"
    assert first.starred is True
    assert first.genre == "reflection"
    assert first.tags == ("ipsum", "work/board")
    assert first.as_observed == (
        "Lorem @ipsum dolor.\n\nSecond paragraph, @Ipsum again and @work/board."
    )
    assert (second.title, second.as_observed, second.starred, second.tags) == (
        "Entry the second.",
        None,
        None,
        None,
    )
    assert found.program == "jrnl"
    assert codes(found) == []


def test_the_order_of_the_source_stays_within_a_day(journal: Journal) -> None:
    found = journal(TWO)
    assert [b.title for b in entries(found)] == ["Entry the first.", "Entry the second."]


def test_the_instant_is_that_of_the_zone(journal: Journal) -> None:
    (utc,) = journal("[2020-08-29 11:11] A").items
    (berlin,) = journal("[2020-08-29 11:11] A", zone="Europe/Berlin").items
    assert utc.instant == 1_598_699_460_000
    assert berlin.instant == utc.instant - 2 * 3_600_000


def test_before_1970_there_is_a_day_and_no_instant(journal: Journal) -> None:
    found = journal("[1660-01-01 09:00] A\n")
    assert entries(found)[0].day == "1660-01-01"
    assert found.items[0].instant is None
    assert found.left_out == {"time": 1}


@pytest.mark.parametrize(
    ("written", "day", "clock"),
    [
        ("2020-08-29 11:11:30 AM", "2020-08-29", "11:11:30"),
        ("2020-08-29 01:11 PM", "2020-08-29", "13:11:00"),
        ("2020-08-29 12:00 AM", "2020-08-29", "00:00:00"),
        ("2020-08-29 12:00 pm", "2020-08-29", "12:00:00"),
        ("2020-08-29T11:11", "2020-08-29", "11:11:00"),
        ("2020/08/29 11:11", "2020-08-29", "11:11:00"),
        ("29.08.2020 11:11", "2020-08-29", "11:11:00"),
        ("08/29/2020 11:11", "2020-08-29", "11:11:00"),
        ("Sat 29 Aug 2020 11:11", "2020-08-29", "11:11:00"),
        ("August 29th, 2020 at 11:11", "2020-08-29", "11:11:00"),
        ("2020-08-29", "2020-08-29", "12:00:00"),
    ],
)
def test_dates_are_read_in_many_forms(journal: Journal, written: str, day: str, clock: str) -> None:
    found = journal(f"[{written}] Title\ntext\n")
    assert entries(found)[0].day == day
    hours, minutes, seconds = map(int, clock.split(":"))
    assert found.items[0].instant is not None
    assert found.items[0].instant // 1000 % 86_400 == hours * 3600 + minutes * 60 + seconds


def test_a_line_that_begins_with_a_bracket_is_no_entry(journal: Journal) -> None:
    text = "[2019-07-08 05:42] Subject\n[1] line\n[Up] and to the office\n[see](x)\n[x] done"
    (only,) = entries(journal(text))
    assert only.as_observed == "[1] line\n[Up] and to the office\n[see](x)\n[x] done"


def test_a_bracketed_date_inside_a_line_is_no_entry(journal: Journal) -> None:
    assert len(entries(journal("[2019-07-08 05:42] A\nsaw [2019-07-09 05:42] there"))) == 1


def test_brackets_without_a_date_are_reported_and_never_get_todays(journal: Journal) -> None:
    found = journal("[lost] Subject\nNo time.\n\n[gone] Subject\n")
    assert found.items == ()
    assert [(p.code, p.line) for p in found.problems] == [
        ("date-unreadable", 1),
        ("date-unreadable", 4),
    ]


def test_a_day_that_does_not_exist_stays_text_and_is_reported(journal: Journal) -> None:
    found = journal("[2020-02-01 10:00] A\nbody\n[2020-02-30 10:00] B\nmore\n")
    (only,) = entries(found)
    assert only.as_observed == "body\n[2020-02-30 10:00] B\nmore"
    assert [(p.code, p.line) for p in found.problems] == [("date-unreadable", 3)]


def test_text_before_the_first_entry_is_reported(journal: Journal) -> None:
    found = journal("My journal\n\n[2020-02-01 10:00] A\n")
    assert len(found.items) == 1
    assert codes(found) == ["text-before-first-entry"]


def test_day_first_is_proven_by_the_file(journal: Journal) -> None:
    found = journal("[03/04/2021 10:00] A\n\n[13/04/2021 10:00] B\n")
    assert [b.day for b in entries(found)] == ["2021-04-03", "2021-04-13"]
    assert codes(found) == []


def test_month_first_is_proven_by_the_file(journal: Journal) -> None:
    found = journal("[03/04/2021 10:00] A\n\n[03/13/2021 10:00] B\n")
    assert [b.day for b in entries(found)] == ["2021-03-04", "2021-03-13"]


def test_dots_mean_day_first_and_the_report_says_so(journal: Journal) -> None:
    found = journal("[09.06.2013 15:39] A\n\n[10.07.2013 15:40] B\n")
    assert [b.day for b in entries(found)] == ["2013-06-09", "2013-07-10"]
    assert [(p.code, dict(p.params)) for p in found.problems] == [
        ("date-order-assumed", {"order": "dmy"})
    ]


def test_dates_that_rise_in_one_order_only_suggest_it(journal: Journal) -> None:
    text = "".join(f"[{d} 10:00] A\n\n" for d in ("01/05/2021", "02/03/2021", "03/01/2021"))
    found = journal(text)
    assert [b.day for b in entries(found)] == ["2021-01-05", "2021-02-03", "2021-03-01"]
    assert codes(found) == ["date-order-assumed"]


@pytest.mark.parametrize(
    "text",
    ["[03/04/2021 10:00] A\n", "[13/04/2021 10:00] A\n\n[04/13/2021 10:00] B\n"],
    ids=["open", "contradiction"],
)
def test_an_order_that_stays_open_is_asked_for(journal: Journal, text: str) -> None:
    with pytest.raises(DateFormatError):
        journal(text)


def test_the_given_date_format_decides(journal: Journal) -> None:
    found = journal("[03/04/2021 10:00] A\n", date_format="%m/%d/%Y %H:%M")
    assert entries(found)[0].day == "2021-03-04"
    assert found.items[0].instant is not None


def test_a_bracket_in_another_than_the_given_format_is_reported(journal: Journal) -> None:
    found = journal("[2021-03-04 10:00] A\n", date_format="%m/%d/%Y %H:%M")
    assert (found.items, codes(found)) == ((), ["date-unreadable"])


@pytest.mark.parametrize("date_format", ["%H:%M", "%Q", "", "%Y-%m", "%d.%m"])
def test_a_date_format_without_a_whole_date_is_refused(journal: Journal, date_format: str) -> None:
    with pytest.raises(DateFormatError):
        journal("[2021-03-04 10:00] A\n", date_format=date_format)


def test_tags_keep_the_first_spelling_and_lose_their_sign(journal: Journal) -> None:
    found = journal("[2020-01-01 10:00] About @OS/2 and @os/2.\nmail me@home.org, @C++, (@no)\n")
    assert entries(found)[0].tags == ("OS/2", "C++")


def test_tags_have_the_symbols_that_were_asked_for(journal: Journal) -> None:
    text = "[2020-01-01 10:00] A #one @two\n"
    assert entries(journal(text, tag_symbols="#@"))[0].tags == ("one", "two")
    assert entries(journal(text, tag_symbols=""))[0].tags is None


def test_bold_at_the_end_of_a_title_is_no_star(journal: Journal) -> None:
    (only,) = entries(journal("[2020-01-01 10:00] A **bold**\n"))
    assert (only.title, only.starred) == ("A **bold**", None)


def test_an_entry_without_words_is_reported(journal: Journal) -> None:
    found = journal("[2020-01-01 10:00]\n\n[2020-01-02 10:00] B\n")
    assert [b.title for b in entries(found)] == ["B"]
    assert codes(found) == ["empty-entry"]


def test_text_is_cleaned(journal: Journal) -> None:
    found = journal("\ufeff[2020-01-01 10:00] A\x07B\r\nline\rline\x1b\u2028\r\n")
    (only,) = entries(found)
    assert only.title == "A\ufffdB"
    assert only.as_observed == "line\nline\ufffd"


def test_a_long_title_is_cut_and_kept_whole_in_the_text(journal: Journal) -> None:
    title = "word " * 200 + "end"
    found = journal(f"[2020-01-01 10:00] {title}\nbody\n")
    (only,) = entries(found)
    assert only.title is not None
    assert len(only.title.encode()) <= 400
    assert only.title.endswith("word…")
    assert only.as_observed == f"{title}\n\nbody"
    assert codes(found) == ["title-cut"]


def test_a_text_that_is_too_long_becomes_several_entries(journal: Journal) -> None:
    paragraphs = [f"{n:06} " + "é" * 400 for n in range(3000)]
    found = journal("[2020-01-01 10:00] A\n" + "\n\n".join(paragraphs))
    bodies = entries(found)
    assert len(bodies) == 3
    assert "\n\n".join(b.as_observed or "" for b in bodies) == "\n\n".join(paragraphs)
    assert len({item.source_key for item in found.items}) == 3
    assert codes(found) == ["text-split"]


def test_more_tags_than_fit_stay_in_the_text(journal: Journal) -> None:
    names = [f"@tag{n}" for n in range(40)]
    found = journal("[2020-01-01 10:00] A\n" + " ".join(names))
    (only,) = entries(found)
    assert only.tags == tuple(f"tag{n}" for n in range(32))
    assert only.as_observed is not None
    assert only.as_observed.endswith("tag32, tag33, tag34, tag35, tag36, tag37, tag38, tag39")
    assert codes(found) == ["tags-moved"]


def test_reading_again_gives_the_same_keys(journal: Journal) -> None:
    keys = [item.source_key for item in journal(TWO).items]
    assert keys == [item.source_key for item in journal(TWO).items]
    assert len(set(keys)) == 2


def test_entries_alike_to_the_letter_are_two(journal: Journal) -> None:
    found = journal("[2020-01-01 10:00] A\n\n[2020-01-01 10:00] A\n")
    first, second = (item.source_key for item in found.items)
    assert second == f"{first}/2"


def export(*given_entries: object, **more: object) -> str:
    return json.dumps({"tags": {"@x": 9}, "entries": given_entries, **more})


def test_the_json_export_holds_the_same_entries_as_the_text(journal: Journal) -> None:
    text = journal("[2020-08-29 11:11] Entry the first. *\nLorem @ipsum.\n")
    as_json = journal(
        export(
            {
                "title": "Entry the first.",
                "body": "Lorem @ipsum.\n",
                "date": "2020-08-29",
                "time": "11:11",
                "tags": ["@ipsum"],
                "starred": True,
            }
        )
    )
    assert entries(as_json) == entries(text)
    assert as_json.items[0].source_key == text.items[0].source_key
    assert as_json.items[0].instant == text.items[0].instant


def test_tags_of_the_export_are_counted_from_its_entries(journal: Journal) -> None:
    entry = {"title": "A", "body": "about @b", "date": "2020-01-01", "time": "10:00"}
    assert entries(journal(export(entry)))[0].tags == ("b",)
    assert entries(journal(export({**entry, "tags": ["@c", 5]})))[0].tags == ("c",)


def test_an_id_in_the_export_is_the_key(journal: Journal) -> None:
    entry = {"title": "A", "body": "b", "date": "2020-01-01", "time": "10:00", "uuid": "F00D"}
    changed = {**entry, "body": "changed"}
    assert journal(export(entry)).items[0].source_key == "F00D"
    assert journal(export(changed)).items[0].source_key == "F00D"
    long = {**entry, "uuid": "x" * 2000}
    assert len(journal(export(long)).items[0].source_key) == 64


def test_fields_that_have_no_place_are_named(journal: Journal) -> None:
    entry = {"title": "A", "body": "b", "date": "2020-01-01", "time": "10:00"}
    found = journal(export({**entry, "creator": {"host_name": "h"}, "weather": None}))
    assert found.left_out == {"creator": 1}


def test_bad_entries_of_an_export_are_reported(journal: Journal) -> None:
    good = {"title": "A", "body": "b", "date": "2020-01-01", "time": "10:00"}
    found = journal(export(good, 7, {**good, "date": "2020-02-30"}, {**good, "date": 5}))
    assert len(found.items) == 1
    assert [(p.code, p.params["number"]) for p in found.problems] == [
        ("entry-invalid", 2),
        ("date-unreadable", 3),
        ("date-unreadable", 4),
    ]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{not json", SourceSyntaxError),
        ('{"a":' + "[" * 100_000, SourceSyntaxError),
        ('{"entries": {"2019-01-01": {}}}', SourceFormatError),
        ('{"entries": [{"creationDate": "2019-01-01T00:00:00Z"}]}', SourceFormatError),
        ('{"items": []}', SourceFormatError),
    ],
)
def test_other_json_is_refused(journal: Journal, text: str, error: type[TransferError]) -> None:
    with pytest.raises(error):
        journal(text)


def test_an_empty_export_is_an_empty_journal(journal: Journal) -> None:
    assert journal(export()).items == ()


def folder(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def test_a_folder_of_days_is_read_in_order(tmp_path: Path) -> None:
    root = folder(
        tmp_path,
        {
            "2020/09/24.txt": "[2020-09-24 09:14:00 AM] Third\n",
            "2020/08/29.txt": "[2020-08-29 11:11:00 AM] First *\n\n[2020-08-29 11:12:00 AM] Also\n",
            "2020/should-be-ignored.txt": "[2020-09-24 09:14] No\n",
            "notes.txt": "x",
            ".hidden/2020/01/01.txt": "[2020-01-01 09:14] No\n",
        },
    )
    found = detect.read(root, ImportOptions())
    assert [b.title for b in entries(found)] == ["First", "Also", "Third"]
    assert [(p.code, p.where) for p in found.problems] == [
        ("file-not-read", "2020/should-be-ignored.txt"),
        ("file-not-read", "notes.txt"),
    ]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("[2020-01-01 10:00] Secret\n", encoding="utf-8")
    root = folder(tmp_path / "j", {"2020/01/02.txt": "[2020-01-02 10:00] A\n"})
    (root / "2020/01/01.txt").symlink_to(outside)
    (root / "2021").symlink_to(tmp_path)
    found = detect.read(root, ImportOptions())
    assert [b.title for b in entries(found)] == ["A"]
    assert codes(found) == ["link-not-followed", "link-not-followed"]


@pytest.mark.parametrize("files", [{}, {"empty": ""}, {"placeholder": "stray"}])
def test_an_empty_folder_is_an_empty_journal(tmp_path: Path, files: dict[str, str]) -> None:
    assert detect.read(folder(tmp_path, files), ImportOptions()).items == ()


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceFormatError):
        detect.read(folder(tmp_path, {"photo.jpg": "x"}), ImportOptions())


def test_an_empty_file_is_an_empty_journal(journal: Journal) -> None:
    assert journal("\n").items == ()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"[2020-01-01 10:00] caf\xe9\n", SourceEncodingError),
        ("[2020-01-01 10:00] A".encode("utf-16"), SourceEncodingError),
        (b"[2020-01-01 10:00] A\x00B", SourceEncodingError),
        (b"PK\x03\x04rest of a zip", SourceFormatError),
        (b"Just a letter.\nNo dates.", SourceFormatError),
    ],
)
def test_what_is_no_journal_is_refused(
    tmp_path: Path, data: bytes, error: type[TransferError]
) -> None:
    path = tmp_path / "source"
    path.write_bytes(data)
    with pytest.raises(error):
        detect.read(path, ImportOptions())


def test_a_named_format_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "source"
    path.write_text("Just a letter.", encoding="utf-8")
    found = detect.read(path, ImportOptions(format="jrnl"))
    assert (found.items, codes(found)) == ((), ["text-before-first-entry"])
    with pytest.raises(SourceFormatError):
        detect.read(path, ImportOptions(format="enex"))


def test_a_missing_source_is_said_to_be_missing(tmp_path: Path) -> None:
    for name in (None, "jrnl", "markdown"):
        with pytest.raises(SourceMissingError):
            detect.read(tmp_path / "nowhere", ImportOptions(format=name))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceUnreadableError):
        detect.read(tmp_path / "pipe", ImportOptions())


def test_a_name_with_nul_is_refused() -> None:
    with pytest.raises((SourceUnreadableError, SourceMissingError)):
        detect.read(Path("a\0b"), ImportOptions())


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadableError):
        detect.read(tmp_path / ("x" * 300), ImportOptions())
    with pytest.raises(SourceMissingError):
        sources.read_bytes(tmp_path / "gone", "gone", 10)
    with pytest.raises(SourceUnreadableError):
        sources.read_bytes(Path("a\0b"), "a", 10)
    with pytest.raises(SourceUnreadableError):
        list(sources.walk(tmp_path / "gone"))


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "MAX_FILE", 10)
    path = tmp_path / "big.journal"
    path.write_text("[2020-01-01 10:00] A long one", encoding="utf-8")
    with pytest.raises(SourceTooLargeError):
        detect.read(path, ImportOptions())


def test_the_sum_of_a_folder_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder(
        tmp_path,
        {"2020/01/01.txt": "[2020-01-01 10:00] A", "2020/01/02.txt": "[2020-01-02 10:00] B"},
    )
    monkeypatch.setattr(sources, "MAX_TOTAL", 30)
    with pytest.raises(SourceTooLargeError):
        detect.read(root, ImportOptions())


def test_the_number_of_files_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_FILES", 1)
    with pytest.raises(SourceTooLargeError):
        detect.read(folder(tmp_path, {"a.txt": "", "b.txt": ""}), ImportOptions())


def test_the_depth_of_folders_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_DEPTH", 2)
    with pytest.raises(SourceTooLargeError):
        detect.read(folder(tmp_path, {"a/b/c/d.md": "x"}), ImportOptions())


def test_an_encrypted_journal_asks_for_its_passphrase(tmp_path: Path) -> None:
    path = tmp_path / "e.journal"
    path.write_bytes(V2)
    with pytest.raises(SourceEncryptedError):
        detect.read(path, ImportOptions())
    with pytest.raises(SourcePassphraseError):
        detect.read(path, ImportOptions(passphrase="wrong"))
    found = detect.read(path, ImportOptions(passphrase="open sesame"))
    assert [b.title for b in entries(found)] == ["Secret"]


def test_options_and_entries_print_nothing_private(journal: Journal) -> None:
    assert "sesame" not in repr(ImportOptions(passphrase="open sesame"))
    shown = repr(journal("[2020-01-01 10:00] Canary\nCanary\n[2020-02-30 10:00] Canary\n"))
    assert "Canary" not in shown


@given(st.text(max_size=200))
def test_whatever_stands_in_a_journal_is_read_or_refused(text: str) -> None:
    data = f"[2020-01-01 10:00] {text}".encode("utf-8", "replace")
    try:
        found = jrnl.read_data(data, "x", ImportOptions())
    except TransferError:
        return
    for item in found.items:
        record.check(item.body)


@given(st.binary(max_size=300))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        jrnl.read_data(data, "x", ImportOptions(passphrase="x"))
    except TransferError:
        return


def _encrypted_v2() -> bytes:
    import base64

    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    salt = b"\xf2\xd5q\x0e\xc1\x8d.\xde\xdc\x8e6t\x89\x04\xce\xf8"
    key = PBKDF2HMAC(SHA256(), 32, salt, 100_000).derive(b"open sesame")
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(b"[2020-01-01 10:00] Secret\nyes\n")


V2 = _encrypted_v2()
