"""Real files of other programs give exactly the counts that those programs give themselves."""

import json
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from confidant.records import record, text
from confidant.records.decision import Decision
from confidant.records.ids import RecordId
from confidant.records.record import Revision
from confidant.transfer.exporters import markdown
from confidant.transfer.exporters.exportable import Exportable
from confidant.transfer.imported import Imported, ImportedItem, ImportOptions
from confidant.transfer.importers import decision_words as words
from confidant.transfer.importers import detect
from tests.support.shared import shared

PASSPHRASES = {
    "jrnl/basic_encrypted.journal": "test",
    "jrnl/encrypted.journal": "bad doggie no biscuit",
    "jrnl/encrypted_v3.journal": "good doggie extra biscuit",
}


def read(name: str) -> Imported:
    options = ImportOptions(passphrase=PASSPHRASES.get(name))
    found = detect.read(shared(f"corpora/{name}"), options)
    for item in found.items:
        record.check(item.body)
    return found


def expected(name: str) -> dict[str, object]:
    document = json.loads(shared("corpora/expected.json").read_text(encoding="utf-8"))
    found = document[name]
    assert isinstance(found, dict)
    return found


def tags(found: Imported) -> Counter[str]:
    return Counter(
        unicodedata.normalize("NFC", tag).casefold()
        for item in found.items
        for tag in item.body.tags or ()
    )


def codes(found: Imported) -> Counter[str]:
    return Counter(problem.code for problem in found.problems)


def days(found: Imported) -> list[str]:
    return [item.body.day for item in found.items if item.body.day is not None]


def statuses(found: Imported) -> Counter[str]:
    return Counter(i.body.status for i in found.items if isinstance(i.body, Decision))


def titled(found: Imported, title: str) -> ImportedItem:
    (item,) = (i for i in found.items if (i.body.title or "").startswith(title))
    return item


@pytest.mark.parametrize(
    "name",
    [
        "jrnl/basic_onefile.journal",
        "jrnl/brackets.journal",
        "jrnl/little_endian_dates.journal",
        "jrnl/markdown-headings-335.journal",
        "jrnl/multiline-tags.journal",
        "jrnl/simple.journal",
        "jrnl/tags-216.journal",
        "jrnl/tags.journal",
    ],
)
def test_a_jrnl_file_gives_what_jrnl_gives(name: str) -> None:
    found, wanted = read(name), expected(name)
    assert len(found.items) == wanted["entries"]
    assert sum(bool(item.body.starred) for item in found.items) == wanted["starred"]
    counted = wanted["tags"]
    assert isinstance(counted, dict)
    assert set(tags(found)) == {str(tag).removeprefix("@") for tag in counted}
    assert (min(days(found)), max(days(found))) == (wanted["first"], wanted["last"])


@pytest.mark.parametrize(
    "name", ["jrnl/basic_encrypted.journal", "jrnl/encrypted.journal", "jrnl/encrypted_v3.journal"]
)
def test_an_encrypted_journal_opens_with_its_passphrase(name: str) -> None:
    assert len(read(name).items) == expected(name)["entries"]


def test_a_folder_of_days_gives_what_jrnl_gives() -> None:
    found, wanted = read("jrnl/basic_folder"), expected("jrnl/basic_folder/")
    assert len(found.items) == wanted["entries"] == 3
    assert sum(bool(item.body.starred) for item in found.items) == 1
    assert sorted(f"@{tag}" for tag in tags(found)) == wanted["tags"]
    assert codes(found) == {"file-not-read": wanted["ignored_files"]}


@pytest.mark.parametrize("name", ["jrnl/work.journal", "jrnl/empty_folder"])
def test_an_empty_journal_is_no_error(name: str) -> None:
    assert read(name).items == ()


def test_unreadable_dates_are_reported_and_none_is_invented() -> None:
    found = read("jrnl/unreadabledates.journal")
    assert found.items == ()
    assert codes(found) == {"date-unreadable": 2}


@pytest.mark.parametrize(
    ("name", "entries", "starred", "counted"),
    [
        ("jrnl/json/mini-diary-jsonJrnl.json", 2, 0, {}),
        ("jrnl/json/mini-diarium-jrnl-sample.json", 3, 1, {"personal": 2, "work": 1}),
    ],
)
def test_json_exports_are_read(
    name: str, entries: int, starred: int, counted: dict[str, int]
) -> None:
    found = read(name)
    assert len(found.items) == entries
    assert sum(bool(item.body.starred) for item in found.items) == starred
    assert tags(found) == counted


def test_pepys_has_all_his_days_and_is_read_at_once() -> None:
    started = time.perf_counter()
    found = read("prose/pepys-diary/pepys-1660-1669.jrnl.txt")
    took = time.perf_counter() - started
    assert len(found.items) == 3413
    assert (days(found)[0], days(found)[-1]) == ("1660-01-01", "1669-05-31")
    assert tags(found) == {"lordsday": 422}
    assert days(found) == sorted(days(found))
    assert len({item.source_key for item in found.items}) == 3413
    assert all(item.instant is None for item in found.items)
    # Half a second on two shared cores, checks included; ten times that is another algorithm.
    assert took < 5


def test_pepys_in_markdown_has_the_same_days() -> None:
    found = read("prose/pepys-diary/markdown")
    assert len(found.items) == 732
    assert len(days(found)) == 731
    assert Counter(day[:4] for day in days(found)) == {"1660": 366, "1666": 365}
    assert tags(found)["lords-day"] == 70
    (undated,) = (i.body for i in found.items if i.body.day is None)
    assert undated.title == "Prologue"


def test_joplin_front_matter() -> None:
    found = read("markdown/joplin-frontmatter")
    assert (len(found.items), len(days(found))) == (13, 5)
    assert ("Joplin", "nOte", "pencil") in [item.body.tags for item in found.items]
    assert titled(found, "norm").body.tags == ("tag1", "tag2", "tag3")
    assert titled(found, "001").body.title == "001"
    assert titled(found, "First Second").body.day == "2021-09-28"
    assert titled(found, "Frontmatter test").body.day == "2024-01-01"
    assert codes(found) == {"front-matter-invalid": 1}


@pytest.mark.parametrize(
    ("name", "entries", "dated"),
    [
        ("markdown/joplin-welcome", 5, 0),
        ("markdown/obsidian-importer", 5, 1),
        ("markdown/notesnook", 1, 1),
        ("markdown/notesnook/md-with-frontmatter.md", 1, 1),
        ("markdown/logseq-docs", 19, 4),
        ("markdown/obsidian-tracker", 61, 61),
    ],
)
def test_a_folder_of_notes_gives_its_entries(name: str, entries: int, dated: int) -> None:
    found = read(name)
    assert (len(found.items), len(days(found))) == (entries, dated)


def test_tags_of_obsidian_are_not_those_in_code() -> None:
    found = tags(read("markdown/obsidian-importer"))
    assert {"shell", "after-fence", "books", "fiction", "planning/2026"} <= set(found)
    assert not {"make", "hashtag", "indented", "multiline-code", "unclaimed", "12"} & set(found)
    work = tags(read("markdown/obsidian-tracker"))
    assert work["work_log"] == 30
    assert work["work_log2"] == 21


def test_notesnook_has_its_day_and_tags() -> None:
    (item,) = read("markdown/notesnook").items
    assert (item.body.day, item.body.tags) == ("2013-06-06", ("wonderful", "journal"))
    assert item.body.starred is True


def test_blank_days_of_logseq_are_skipped_and_other_files_named() -> None:
    found = read("markdown/logseq-docs")
    assert codes(found)["blank-day"] == 71
    org = [p.where for p in found.problems if p.code == "file-not-read"]
    assert len(org) == 16
    assert all(name.endswith(".org") for name in org)


def test_the_decisions_of_madr() -> None:
    found = read("decisions/madr")
    assert len(found.items) == 19
    assert statuses(found) == {"pending": 19}
    assert (codes(found)["status-missing"], codes(found)["template"]) == (18, 4)
    body = titled(found, "Use YAML front matter").body
    assert isinstance(body, Decision)
    assert body.leaning == "Use YAML front matter"
    assert [len(o.good or ()) for o in body.options or ()] == [3, 1]


def test_the_decisions_of_arachne() -> None:
    found = read("decisions/arachne")
    assert statuses(found) == {"pending": 16, "decided": 1}
    assert days(found) == []
    assert all(i.body.verdict is None for i in found.items if isinstance(i.body, Decision))


def test_the_decisions_of_govuk() -> None:
    found = read("decisions/govuk-aws")
    assert statuses(found) == {"decided": 28 + 1 + 1, "pending": 6 + 1, "superseded": 1}
    assert codes(found)["status-partly"] == 1
    assert len(days(found)) == 38
    old, new = titled(found, "4. DNS definitions"), titled(found, "15. DNS infrastructure")
    assert [(x.relation, x.target_key) for x in new.links] == [("supersedes", old.source_key)]
    assert sum(len(item.links) for item in found.items) == 1
    assert isinstance(old.body, Decision)
    assert old.body.verdict is not None


def test_the_french_decisions() -> None:
    found = read("decisions/zero-logement-vacant-fr")
    assert len(found.items) == 4
    assert statuses(found) == {"decided": 2, "pending": 2}
    assert {c: codes(found)[c] for c in ("status-missing", "template", "index-page")} == {
        "status-missing": 1,
        "template": 1,
        "index-page": 1,
    }


def test_the_first_record_of_adr_tools() -> None:
    (item,) = read("decisions/adr-tools").items
    assert isinstance(item.body, Decision)
    assert (item.body.status, item.body.day) == ("decided", "2016-02-12")


@pytest.mark.parametrize(
    "name",
    ["decisions/arachne", "decisions/govuk-aws", "decisions/madr", "decisions/adr-tools"],
)
def test_no_word_of_a_decision_record_is_lost(name: str) -> None:
    found = read(name)
    kept = [
        {word for s in text.strings(i.body) for word in re.findall(r"\w{4,}", s.value)}
        for i in found.items
    ]
    form = {word for heading in words.HEADINGS for word in heading.split()}
    form |= {"chosen", "option", "because", "good", "neutral", "date", "information", "more"}
    form |= {"accepted", "proposed", "pending", "approved"}
    for path in sorted(Path(shared(f"corpora/{name}")).glob("*.md")):
        source = path.read_text(encoding="utf-8")
        body = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.DOTALL)
        wanted = {
            w for w in re.findall(r"\w{4,}", body) if w.casefold() not in form and not w.isdigit()
        }
        assert any(wanted <= told for told in kept), path.name


@pytest.mark.parametrize(
    "name",
    [
        "jrnl/basic_onefile.journal",
        "markdown/obsidian-tracker",
        "markdown/logseq-docs",
        "decisions/govuk-aws",
        "prose/pepys-diary/pepys-1660-1669.jrnl.txt",
    ],
)
def test_reading_again_gives_the_same_items(name: str) -> None:
    assert read(name).items == read(name).items


@pytest.mark.parametrize(
    "name",
    [
        "jrnl/basic_onefile.journal",
        "markdown/joplin-frontmatter",
        "markdown/obsidian-tracker",
        "markdown/logseq-docs",
        "prose/pepys-diary/markdown",
        "decisions/madr",
        "decisions/govuk-aws",
        "decisions/zero-logement-vacant-fr",
    ],
)
def test_an_exported_folder_reads_back_the_same(name: str, tmp_path: Path) -> None:
    found = read(name)
    contents = {file.sha256: file for item in found.items for file in item.attachments}
    exportables = [
        Exportable(
            Revision(
                seq=n,
                record=RecordId(n.to_bytes(16, "big")),
                kind=item.body.kind,
                rev=1,
                ts=item.instant or 0,
                body=item.body,
            ),
            item.instant or 0,
        )
        for n, item in enumerate(found.items, start=1)
    ]
    for path, data in markdown.export(exportables, lambda digest: contents[digest].read()):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    again = detect.read(tmp_path, ImportOptions())

    def told(of: Imported) -> list[tuple[str, ...]]:
        return sorted(
            (
                item.body.kind,
                item.body.day or "",
                item.body.title or "",
                " ".join(item.body.tags or ()),
                getattr(item.body, "as_observed", None) or "",
                str(getattr(item.body, "status", "")),
            )
            for item in of.items
        )

    assert told(again) == told(found)


@pytest.mark.parametrize(
    "name",
    [
        "dayone-json/ergebnis/NotJson.json",
        "dayone-json/fictional/day-one-fictional.zip",
        "dayone-json/mini-diary/jsonDayOne.json",
        "minidiary/mini-diary-jsonMiniDiary.json",
        "standardnotes/demo-account-2022.zip",
        "joplin/welcome-03_10_2022.jex",
    ],
)
def test_what_is_not_read_here_is_refused_with_one_error(name: str) -> None:
    from confidant.errors import TransferError

    with pytest.raises(TransferError):
        detect.read(shared(f"corpora/{name}"), ImportOptions())
