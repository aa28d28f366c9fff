import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.crypto import strict_base64
from confidant.errors import BugError, ManifestSchemaError
from confidant.records import ids, record
from confidant.records.body import Attachment, Body, Link
from confidant.records.decision import Decision
from confidant.records.decision_parts import (
    Cause,
    Confirmation,
    Driver,
    Mind,
    Option,
    Score,
    Verdict,
)
from confidant.records.doubt import Doubt
from confidant.records.entry import Entry, Feeling
from confidant.records.ids import RecordId
from confidant.records.record import Revision
from confidant.records.review import Review
from confidant.records.setting import Setting
from confidant.transfer.exporters import json as json_export
from confidant.transfer.exporters import markdown
from confidant.transfer.exporters.exportable import Exportable
from confidant.transfer.imported import Imported, ImportOptions
from confidant.transfer.importers import detect

RECORD = RecordId(bytes(range(16)))
PICTURE = b"picture"
DIGEST = sha256(PICTURE).digest()
FILE = Attachment(
    sha256=strict_base64.encode(DIGEST), name="plan.png", media="image/png", size=len(PICTURE)
)


def exportable(body: Body, ts: int = 1_598_699_460_000, record_id: bytes = RECORD) -> Exportable:
    revision = Revision(
        seq=1, record=RecordId(record_id), kind=body.kind, rev=2, ts=ts + 1000, body=body
    )
    return Exportable(revision, ts)


def written(*bodies: Body) -> dict[str, str]:
    found = markdown.export(
        (exportable(b, record_id=os.urandom(16)) for b in bodies), lambda _: PICTURE
    )
    return {path: data.decode() for path, data in found}


def reread(folder: Path, records: Iterable[Exportable]) -> Imported:
    for path, data in markdown.export(records, {DIGEST: PICTURE}.__getitem__):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return detect.read(folder, ImportOptions())


ENTRY = Entry(
    genre="meeting",
    title='001: the "board"',
    day="2020-08-29",
    tags=("board/remuneration", "yes"),
    people=("Anna",),
    starred=True,
    as_observed="# Heading\n\nText with #noTag and ![x](gone.png)\n\n---\n\nend",
    as_felt="Angry.\n\nVery.",
    before=(Feeling(word="angry", intensity=4),),
    links=(Link(relation="became", target=ids.to_b64(RECORD)),),
    attachments=(FILE,),
)

DECISION = Decision(
    status="decided",
    title="Close the plant",
    day="2024-05-06",
    tags=("plant",),
    problem="We lose money.",
    biggest_doubt="The town.",
    drivers=(Driver(text="Cash\nand more", weight=5), Driver(text="People")),
    options=(
        Option(title="Close it", description="Now.", good=("cheap",), bad=("hard", "sad\nvery")),
        Option(title="Sell it", neutral=("slow",), rejected_because="nobody buys"),
        Option(title="Wait"),
    ),
    verdict=Verdict(option="Close it", because="cash matters.", at=1_714_996_800_000),
    confirmation=Confirmation(signal="The gate is shut.", owner="Ben", by="2024-12-31"),
    decision_makers=("Anna", "Ben"),
    premortem=(Cause(text="Strike", p=2_000, preventable=True),),
    scores=(Score(name="cost", value=7_000),),
    state_of_mind=Mind(energy=3, feelings=(Feeling(word="tired", intensity=2),)),
    review_on=("2024-06-05",),
)


def test_an_entry_reads_back_as_it_was(tmp_path: Path) -> None:
    found = reread(tmp_path, [exportable(ENTRY)])
    (item,) = found.items
    body = item.body
    assert isinstance(body, Entry)
    assert (body.title, body.day, body.tags, body.starred) == (
        ENTRY.title,
        ENTRY.day,
        ENTRY.tags,
        True,
    )
    assert (body.as_observed, body.as_felt) == (ENTRY.as_observed, ENTRY.as_felt)
    assert body.attachments == (FILE,)
    assert item.attachments[0].read() == PICTURE
    assert item.source_key == ids.to_c32(RECORD)
    assert item.instant == 1_598_699_460_000
    assert found.problems == ()


def test_the_front_matter_has_what_is_not_in_the_text() -> None:
    (text,) = written(ENTRY.with_changes(attachments=None)).values()
    head, _, _ = text.partition("\n---\n")
    lines = head.splitlines()
    assert 'title: "001: the \\"board\\""' in lines
    assert "date: 2020-08-29" in lines
    assert "created: 2020-08-29T11:11:00Z" in lines
    assert "updated: 2020-08-29T11:11:01Z" in lines
    assert '  - "board/remuneration"' in lines
    assert "starred: true" in lines
    assert 'genre: "meeting"' in lines
    assert '  - "angry, 4"' in lines
    assert f'  - "became {ids.to_c32(RECORD)}"' in lines


def test_an_entry_without_anything_but_feeling_reads_back(tmp_path: Path) -> None:
    felt = Entry(genre="reflection", day="2020-01-01", tags=("x",), starred=True, as_felt="Only.")
    plain = Entry(genre="reflection", title="T")
    records = [exportable(felt, 0, b"a" * 16), exportable(plain, 0, b"b" * 16)]
    bodies = [item.body for item in reread(tmp_path, records).items]
    assert bodies == [felt, plain]


def test_a_decision_reads_back_with_its_parts(tmp_path: Path) -> None:
    found = reread(tmp_path, [exportable(DECISION)])
    (item,) = found.items
    body = item.body
    assert isinstance(body, Decision)
    assert (body.title, body.day, body.tags, body.status) == (
        DECISION.title,
        DECISION.day,
        DECISION.tags,
        "decided",
    )
    assert body.verdict is not None
    assert (body.verdict.option, body.verdict.because) == ("Close it", "cash matters.")
    assert [o.title for o in body.options or ()] == ["Close it", "Sell it", "Wait"]
    assert (body.options or ())[0].bad == ("hard", "sad\nvery")
    assert (body.options or ())[1].bad == ("nobody buys",)
    assert [d.text for d in body.drivers or ()] == ["Cash\nand more", "People"]
    assert body.decision_makers == ("Anna", "Ben")
    assert body.confirmation is not None
    assert body.confirmation.signal.startswith("The gate is shut.")


def test_what_madr_does_not_know_is_more_information() -> None:
    (text,) = written(DECISION).values()
    _, _, more = text.partition("## More Information\n")
    assert "### Biggest doubt\n\nThe town." in more
    assert "### Premortem\n\n* Text: Strike\n  P: 2000\n  Preventable: yes" in more
    assert "### Drivers\n\n* Text: Cash\nand more" in more.replace("\n  ", "\n")
    assert "Feelings: Word tired, Intensity 2" in more
    assert "### Review on\n\n* 2024-06-05" in more


@pytest.mark.parametrize("status", ["draft", "pending", "rejected", "not_taken", "closed"])
def test_every_status_reads_back(tmp_path: Path, status: str) -> None:
    body = Decision(status="draft", title="T", leaning="A", options=(Option(title="A"),))
    body = body.with_changes(status=status)
    (item,) = reread(tmp_path, [exportable(body)]).items
    assert isinstance(item.body, Decision)
    assert item.body.status == status


def test_a_decision_that_says_little_says_it() -> None:
    (text,) = written(Decision(status="draft", problem="Why?")).values()
    assert text.endswith("---\n\n## Context and Problem Statement\n\nWhy?\n")
    (text,) = written(Decision(status="draft", title="T", leaning="A")).values()
    assert text.endswith('# T\n\n## Decision Outcome\n\nChosen option: "A"\n')
    signal = Decision(status="draft", title="T", confirmation=Confirmation(signal="S"))
    (text,) = written(signal).values()
    assert text.endswith("## Decision Outcome\n\n### Confirmation\n\nS\n")


def test_an_outcome_that_stands_in_the_problem_is_not_told_twice() -> None:
    problem = 'W.\n\n## Decision Outcome\n\nChosen option: "A", because b'
    (text,) = written(Decision(status="pending", title="T", problem=problem, leaning="A")).values()
    assert text.count("## Decision Outcome") == 1


def test_other_kinds_have_a_section_for_each_text() -> None:
    review = Review(
        decision=ids.to_b64(RECORD), what_happened="It went well.", evidence=4, expected=True
    )
    files = written(Doubt(statement="They leave.", state="open", intensity=3), review)
    doubt_text, review_text = files.values()
    assert list(files) == ["doubts/They leave.md", "reviews/It went well.md"]
    assert "intensity: 3" in doubt_text
    assert doubt_text.endswith("## Statement\n\nThey leave.\n")
    assert f'decision: "{ids.to_c32(RECORD)}"' in review_text
    assert "expected: true" in review_text
    assert review_text.endswith("## What happened\n\nIt went well.\n")


def test_records_of_one_name_do_not_overwrite_each_other() -> None:
    bodies = [Entry(genre="quick", title=t, day="2020-01-01") for t in ("Same", "SAME", "same")]
    assert list(written(*bodies)) == [
        "entries/2020-01-01 Same.md",
        "entries/2020-01-01 SAME (2).md",
        "entries/2020-01-01 same (3).md",
    ]


@pytest.mark.parametrize("title", ["../../etc/passwd", "a/b\\c", "con", "x\u202ey", "." * 9])
def test_no_title_leads_out_of_the_folder(title: str) -> None:
    (path,) = written(Entry(genre="quick", title=title))
    folder, _, name = path.partition("/")
    assert folder == "entries"
    assert "/" not in name
    assert "\\" not in name
    assert not name.startswith(".")


def test_an_attachment_of_two_records_is_written_once() -> None:
    one = Entry(genre="quick", title="A", attachments=(FILE,))
    two = Entry(genre="quick", title="B", attachments=(FILE,))
    asked: list[bytes] = []

    def read(digest: bytes) -> bytes:
        asked.append(digest)
        return PICTURE

    for export in (markdown.export, json_export.export):
        asked.clear()
        records = [exportable(one, 0, b"a" * 16), exportable(two, 0, b"b" * 16)]
        paths = [path for path, _ in export(records, read)]
        assert asked == [DIGEST]
        assert paths.count(f"attachments/{DIGEST.hex()[:16]}/plan.png") == 1


def test_an_erased_record_is_not_exported() -> None:
    erased = Revision(seq=1, record=RECORD, kind="entry", rev=1, ts=0, body=None, erased=True)
    with pytest.raises(BugError):
        list(markdown.export([Exportable(erased, 0)], lambda _: b""))


def test_an_instant_beyond_every_calendar_stays_a_number() -> None:
    found = dict(markdown.export([exportable(ENTRY, 2**53 - 2000)], lambda _: PICTURE))
    assert any(b"created: 9007199254738992" in data for data in found.values())


def test_the_json_document_holds_the_bodies_exactly() -> None:
    theirs = Exportable(exportable(DECISION, 0, b"b" * 16).revision, 5, author="Mia", sealed=True)
    found = list(json_export.export([exportable(ENTRY), theirs], lambda _: PICTURE))
    path, data = found[-1]
    assert path == "confidant.json"
    document = json.loads(data)
    assert (document["format"], document["version"]) == ("confidant-export", 1)
    first, second = document["records"]
    assert first == {
        "id": ids.to_c32(RECORD),
        "kind": "entry",
        "revision": 2,
        "created": 1_598_699_460_000,
        "changed": 1_598_699_461_000,
        "body": json.loads(record.encode(ENTRY)),
    }
    assert record.encode(DECISION) in data
    assert (second["author"], second["sealed"], second["created"]) == ("Mia", True, 5)


def test_an_empty_export_is_a_document_without_records() -> None:
    ((_, data),) = json_export.export([], lambda _: b"")
    assert json.loads(data)["records"] == []


def test_kinds_that_stay_here_can_be_exported_too() -> None:
    setting = Setting(name="lock", value="5")
    assert list(written(setting)) != []
    records = [exportable(setting)]
    assert json.loads(list(json_export.export(records, lambda _: b""))[-1][1])["records"]


lines = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60
).filter(str.strip)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80).map(str.strip)


@given(lines, st.lists(lines, max_size=4, unique_by=str.casefold), texts, texts)
def test_any_title_tags_and_texts_read_back(
    title: str, tags: list[str], observed: str, felt: str
) -> None:
    import tempfile

    body = Entry(
        genre="reflection",
        title=" ".join(title.split()),
        day="2020-01-01",
        tags=tuple(dict.fromkeys(" ".join(t.split()) for t in tags)) or None,
        as_observed=observed or None,
        as_felt=felt or None,
    )
    try:
        record.check(body)
    except ManifestSchemaError:  # a line over its bytes
        return
    with tempfile.TemporaryDirectory() as folder:
        (item,) = reread(Path(folder), [exportable(body)]).items
    found = item.body
    assert isinstance(found, Entry)
    assert (found.title, found.day) == (body.title, body.day)
    assert (found.as_observed, found.as_felt) == (body.as_observed, body.as_felt)
