"""A manifest is read strictly, and the order of its checks is the order of its errors."""

import json
from typing import Any

import pytest

from confidant.errors import (
    BugError,
    ManifestSchemaError,
    ManifestSyntaxError,
    ManifestTooNewError,
)
from confidant.records import canonical, fields, manifest
from confidant.records.body import Part
from confidant.records.entry import Entry
from tests.support.golden import golden

VALID = {case["name"]: case["manifest"] for case in golden("bundles/index.json")["valid"]}
SCHEMA = golden("schema.json")["manifest"]
PARTS: dict[str, type[Part]] = {
    "manifest": manifest.Manifest,
    "item": manifest.Item,
    "withheld": manifest.Withheld,
    "file": manifest.FileEntry,
    "replyref": manifest.ReplyRef,
}
IDS = ["A" * 22, "A" * 20 + "BA", "A" * 20 + "CA"]
HASHES = ["A" * 43, "B" * 42 + "A"]
TAG = "A" * 86


def item(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    made = {"id": IDS[0], "rev": 1, "record": {"kind": "entry", "genre": "quick"}}
    return {**made, **changes}


def made(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- JSON
    whole = {"created": "2026-11-24T08:30Z", "requires": [], "items": list(items) or [item()]}
    return {**whole, **changes}


def refused(plain: object) -> ManifestSchemaError:
    with pytest.raises(ManifestSchemaError) as caught:
        manifest.decode(canonical.encode(plain))
    return caught.value


@pytest.mark.parametrize("name", sorted(PARTS))
def test_its_objects_have_exactly_the_fields_of_the_schema(name: str) -> None:
    assert fields.object_name(PARTS[name]) == name
    assert {
        field: (info.type_text, info.optional) for field, info in fields.of(PARTS[name]).items()
    } == {field["name"]: (field["type"], field["optional"]) for field in SCHEMA[name]}
    assert set(PARTS) == set(SCHEMA)


@pytest.mark.parametrize("name", sorted(VALID))
def test_a_golden_manifest_gives_the_same_bytes(name: str) -> None:
    data = canonical.encode(VALID[name])
    assert manifest.encode(manifest.decode(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"{",
        b'{"a":null}',
        b"[" * 50_000,
        canonical.encode(made()) + b"\n",
        json.dumps(made()).encode(),
        b'"' + b"x" * manifest.MAX_MANIFEST + b'"',
    ],
    ids=range(8),
)
def test_bytes_that_are_not_canonical_are_a_matter_of_syntax(data: bytes) -> None:
    with pytest.raises(ManifestSyntaxError):
        manifest.decode(data)


def test_what_a_newer_version_needs_is_said_before_anything_else_is_looked_at() -> None:
    for plain in ({"requires": ["x"]}, made(requires=["x"], unknown=1)):
        with pytest.raises(ManifestTooNewError):
            manifest.decode(canonical.encode(plain))


@pytest.mark.parametrize(
    "requires", ["x", {}, [1], [""], ["a\n"], ["x"] * 9, ["é" * 201], 1], ids=str
)
def test_but_only_where_it_is_well_formed(requires: object) -> None:
    assert refused(made(requires=requires)).params["field"] == "requires"
    assert refused([]).params["field"] == "manifest"
    assert refused({}).params["field"] == "requires"


@pytest.mark.parametrize(
    "plain",
    [
        made(unknown=1),
        made(items=[]),
        made(created="2026-02-30T08:30Z"),
        made(created="2026-11-24T24:00Z"),
        made(created="2026-11-24T08:30"),
        made(respond_by="2026-02-30"),
        made(note=""),
        made(note="x" * 1_048_577),
        made(item(rev=0)),
        made(item(rev=1_000_001)),
        made(item(id="short")),
        made(item(record={"kind": "erase"})),
        made(item(record={"genre": "quick"})),
        made(item(record={"kind": "setting", "name": "a", "value": "b"})),
        made(item(record={"kind": "entry", "genre": "quick", "starred": True})),
        made(item(record={"kind": "entry", "genre": "quick", "day": "2026-02-30"})),
        made(item(), item()),
        made(*(item() for _ in range(501))),
        made(files=[]),
        made(files=[{"sha256": HASHES[0], "size": 1}]),
        made(reply_to={"bundle": IDS[0]}),
    ],
    ids=range(21),
)
def test_any_other_departure_is_refused(plain: dict[str, Any]) -> None:
    refused(plain)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("response", {"form": "ask", "text": "Why?"}),
        ("acknowledgement", {"bundle": IDS[1], "status": "read"}),
        ("deletion_attestation", {"target": IDS[1], "outcome": "kept"}),
    ],
)
def test_what_answers_needs_a_bundle_to_answer(kind: str, more: dict[str, Any]) -> None:
    answering = made(item(record={"kind": kind, **more}))
    assert refused(answering).params["field"] == "reply_to"
    replying = {**answering, "reply_to": {"bundle": IDS[2], "tag": TAG}}
    assert manifest.decode(canonical.encode(replying)).reply_to is not None


def forecast(*names: str, **more: object) -> dict[str, Any]:
    record = {"kind": "forecast", "question": "q", "shape": "binary", "resolve_by": "2027-01-01"}
    withheld = {"fields": list(names), "commitment": HASHES[0]}
    return made(item(record={**record, **more}, withheld=withheld))


def test_withheld_fields_count_as_present() -> None:
    read = manifest.decode(canonical.encode(forecast("p", "updates")))
    assert read.items[0].withheld_fields == {"p", "updates"}


@pytest.mark.parametrize(
    "plain",
    [
        forecast("p", p=1),
        forecast("p", "p"),
        forecast("p", "question"),
        forecast("p", "nonsense"),
        forecast("low", "high"),
        forecast(p=1),
        made(item(withheld={"fields": ["genre"], "commitment": HASHES[0]})),
    ],
    ids=["present", "twice", "no w field", "no field", "other shape", "empty", "kind without"],
)
def test_only_absent_withholdable_fields_are_withheld(plain: dict[str, Any]) -> None:
    refused(plain)


def attached(*sizes: int, number: int = 0) -> dict[str, Any]:
    files = [
        {"sha256": HASHES[0], "name": f"{size}.txt", "media": "text/plain", "size": size}
        for size in sizes
    ]
    record = {"kind": "entry", "genre": "quick", "attachments": files}
    return item(id=IDS[number], record=record)


def test_one_file_may_belong_to_two_records() -> None:
    file = {"sha256": HASHES[0], "size": 1}
    read = manifest.decode(canonical.encode(made(attached(1), attached(1, number=1), files=[file])))
    assert read.files == (manifest.FileEntry(sha256=HASHES[0], size=1),)


@pytest.mark.parametrize(
    ("items", "files"),
    [
        ([attached(1)], []),
        ([attached(1)], [(0, 2)]),
        ([attached(1)], [(0, 1), (0, 1)]),
        ([attached(1)], [(0, 1), (1, 1)]),
        ([attached(1)], [(1, 1)]),
        ([attached(1, 2)], [(0, 1)]),
        ([attached(1), attached(2, number=1)], [(0, 1)]),
    ],
    ids=["missing", "size", "twice", "orphan", "another", "two sizes", "two records, two sizes"],
)
def test_files_are_exactly_the_attachments(
    items: list[dict[str, Any]], files: list[tuple[int, int]]
) -> None:
    listed = [{"sha256": HASHES[number], "size": size} for number, size in files]
    refused(made(*items, **({"files": listed} if listed else {})))


def test_writing_checks_as_its_reader_will() -> None:
    read = manifest.decode(canonical.encode(made()))
    starred = manifest.Item(id=IDS[0], rev=1, record=Entry(genre="quick", starred=True))
    with pytest.raises(ManifestSchemaError):
        manifest.encode(manifest.Manifest(created=read.created, requires=(), items=(starred,)))
    surrogate = manifest.Item(id=IDS[0], rev=1, record=Entry(genre="quick", title="\ud800"))
    with pytest.raises(ManifestSyntaxError):
        manifest.encode(manifest.Manifest(created=read.created, requires=(), items=(surrogate,)))
    nothing: Any = []
    with pytest.raises(BugError):
        manifest.encode(manifest.Manifest(created=read.created, requires=nothing, items=read.items))
    assert repr(read) == "<manifest>"
