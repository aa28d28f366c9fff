"""What holds for a body of every kind."""

import json
import pprint
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confidant.errors import BugError, CanonError, ManifestSchemaError
from confidant.records import canonical, edit, fields, kinds, record, text
from confidant.records.entry import Entry, Feeling
from confidant.records.ids import RecordId
from tests.support.any_body import any_body, bodies
from tests.support.golden import golden

FULL = {
    case["body"]["kind"]: case["body"]
    for case in golden("bodies.json")["valid"]
    if case["name"].endswith("-full")
}


@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
@settings(max_examples=30)
@given(data=st.data())
def test_every_body_reads_back(kind: str, data: st.DataObject) -> None:
    body = data.draw(bodies(kind))
    written = record.check(body)
    assert record.decode(written) == body
    assert canonical.encode(record.to_plain(body)) == written
    assert record.from_plain(record.to_plain(body)) == body
    assert edit.to_body(record.to_plain(body), before=body) == body


@given(any_body())
def test_printing_shows_the_kind_alone(body: record.Body) -> None:
    assert repr(body) == f"<{body.kind}>"
    assert pprint.pformat([body]) == f"[<{body.kind}>]"
    assert body.__rich_repr__() == []


def test_parts_and_revisions_print_no_text() -> None:
    word = Feeling(word="secret", intensity=1)
    assert (repr(word), word.__rich_repr__()) == ("<feeling>", [])
    body = Entry(genre="quick", title="secret")
    row = record.Revision(
        seq=1, record=RecordId(b"\x01" * 16), kind="entry", rev=2, ts=0, body=body
    )
    assert repr(row) == f"<Revision entry {'01' * 16} r2>"
    assert row.__rich_repr__() == []


@pytest.mark.parametrize("kind", sorted(FULL))
def test_each_missing_required_field_is_refused(kind: str) -> None:
    for name, info in fields.of(kinds.KINDS[kind]).items():
        plain = {key: value for key, value in FULL[kind].items() if key != name}
        if info.optional:
            continue
        with pytest.raises(ManifestSchemaError):
            record.from_plain(plain)


@pytest.mark.parametrize("kind", sorted(FULL))
def test_an_unknown_field_is_refused_at_every_level(kind: str) -> None:
    with pytest.raises(ManifestSchemaError):
        record.from_plain({**FULL[kind], "zzz": "more"})
    for name, value in FULL[kind].items():
        part = value[0] if isinstance(value, list) else value
        if not isinstance(part, dict):
            continue
        more: Any = {**part, "zzz": "more"}
        with pytest.raises(ManifestSchemaError):
            record.from_plain({**FULL[kind], name: [more] if isinstance(value, list) else more})


@pytest.mark.parametrize("kind", sorted(FULL))
def test_what_is_not_canonical_is_refused(kind: str) -> None:
    written = canonical.encode(FULL[kind])
    backwards = dict(sorted(FULL[kind].items(), reverse=True))
    spaced = json.dumps(FULL[kind], sort_keys=True, ensure_ascii=False)
    twice = written[:-1] + b',"kind":"' + kind.encode() + b'"}'
    for data in (
        written + b"\n",
        spaced.encode(),
        twice,
        written.replace(b'"kind":', b'"\\u006bind":'),
        written[:-1],
        written.replace(b"}", b',"zzz":null}'),
        b"\xff" + written,
        b"",
        b"[" * 50_000,
    ):
        with pytest.raises(CanonError):
            record.decode(data)
    if len(backwards) > 1:
        with pytest.raises(CanonError):
            record.decode(json.dumps(backwards, separators=(",", ":"), ensure_ascii=False).encode())


@pytest.mark.parametrize("kind", sorted(FULL))
def test_one_value_too_many_in_any_list_is_refused(kind: str) -> None:
    for name, info in fields.of(kinds.KINDS[kind]).items():
        if info.shape.listed and name in FULL[kind]:
            full = FULL[kind][name] * (info.shape.most + 1)
            with pytest.raises(ManifestSchemaError):
                record.from_plain({**FULL[kind], name: full})


LIMITS = [
    ("title", "é" * 200, "é" * 201),
    ("title", "x" * 400, "x" * 401),
    ("as_observed", "x" * 1_048_576, "x" * 1_048_577),
    ("as_observed", "決" * 349_525, "決" * 349_526),
]


@pytest.mark.parametrize(("name", "fits", "grows"), LIMITS, ids=lambda value: value[:12])
def test_limits_are_counted_in_bytes(name: str, fits: str, grows: str) -> None:
    plain = {"kind": "entry", "genre": "quick"}
    assert record.from_plain({**plain, name: fits}).kind == "entry"
    with pytest.raises(ManifestSchemaError):
        record.from_plain({**plain, name: grows})


def test_a_body_above_the_row_limit_is_refused() -> None:
    with pytest.raises(ManifestSchemaError):
        record.decode(b" " * (record.MAX_BODY + 1))


@pytest.mark.parametrize(
    ("day", "real"),
    [
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2026-04-31", False),
        ("0000-01-01", False),
        ("0001-01-01", True),
        ("9999-12-31", True),
        ("2026-13-01", False),
        ("2026-1-01", False),
        ("2026-01-01\n", False),
        ("٢٠٢٦-01-01", False),
    ],
)
def test_days_are_real(day: str, real: bool) -> None:  # noqa: FBT001 -- expected value
    plain = {"kind": "entry", "genre": "quick", "day": day}
    if real:
        assert record.to_plain(record.from_plain(plain)) == plain
    else:
        with pytest.raises(ManifestSchemaError):
            record.from_plain(plain)


def with_attachment(**changes: object) -> dict[str, Any]:
    attachment = {"sha256": "A" * 43, "name": "a.txt", "media": "text/plain", "size": 1}
    return {"kind": "entry", "genre": "quick", "attachments": [attachment | changes]}


@pytest.mark.parametrize(
    "name",
    ["a", "x" * 200, "com.txt", "console", "com10", "…", "a b.txt", "é" * 100, ".a"[1:], "lpt"],
)
def test_ordinary_file_names_travel(name: str) -> None:
    assert record.from_plain(with_attachment(name=name)).kind == "entry"


@pytest.mark.parametrize(
    "name",
    ["x" * 201, "é" * 101, "NUL", "Com1", "lpt9.tar.gz", "aux.", ".a", "a.", "a ", "", "a\u2028b"]
    + [f"a{sign}b" for sign in '/\\:*?"<>|\u200e\u200f\u202a\u202e\u2066\u2069\t\x85'],
)
def test_dangerous_file_names_do_not(name: str) -> None:
    with pytest.raises(ManifestSchemaError):
        record.from_plain(with_attachment(name=name))


@pytest.mark.parametrize("media", ["text", "Text/plain", "a/b/c", "a/", "/b", "a/" + "b" * 62])
def test_other_media_types_are_refused(media: str) -> None:
    with pytest.raises(ManifestSchemaError):
        record.from_plain(with_attachment(media=media))


@pytest.mark.parametrize(
    "body",
    [
        Entry(genre="other"),  # type: ignore[arg-type]  # what a careless caller builds
        Entry(genre="quick", title=""),
        Entry(genre="quick", tags=()),
        Entry(genre="quick", title="a\tb"),
    ],
    ids=range(4),
)
def test_a_body_built_wrongly_does_not_pass_the_check(body: Entry) -> None:
    with pytest.raises(ManifestSchemaError):
        record.check(body)


def test_a_lone_surrogate_has_no_bytes() -> None:
    with pytest.raises(CanonError):
        record.check(Entry(genre="quick", title="\ud800"))


def test_a_body_that_reads_back_as_another_is_our_fault() -> None:
    listed: Any = ["a"]
    with pytest.raises(BugError):
        record.check(Entry(genre="quick", tags=listed))


def test_what_stays_at_home_does_not_pass_for_travelling() -> None:
    entry = Entry(genre="quick", title="a")
    assert record.check_travelling(entry) == record.encode(entry)
    with pytest.raises(ManifestSchemaError) as caught:
        record.check_travelling(entry.with_changes(starred=False))
    assert caught.value.params == {"field": "starred", "hint": "never-leaves"}


@given(st.binary(max_size=80) | any_body().map(record.encode), st.integers(0, 2000), st.binary())
def test_damaged_bytes_raise_nothing_but_the_two_errors(
    data: bytes, at: int, inserted: bytes
) -> None:
    damaged = data[:at] + inserted[:3] + data[at + len(inserted[:1]) :]
    try:
        body = record.decode(damaged)
    except (CanonError, ManifestSchemaError):
        return
    assert record.encode(body) == damaged


@given(any_body())
def test_changing_every_string_leaves_a_body_of_the_same_shape(body: record.Body) -> None:
    same = text.replace_strings(body, lambda value: value)
    assert same == body
    marked = text.replace_strings(body, lambda _: "x")
    for found in text.strings(marked):
        assert found.structural or found.value == "x"
    assert msgspec.structs.asdict(marked).keys() == msgspec.structs.asdict(body).keys()


def test_drafts_may_be_partial_but_have_a_kind() -> None:
    draft: dict[str, canonical.JsonValue] = {"kind": "doubt", "statement": "a\r\nb"}
    data = record.encode_draft(draft)
    assert record.decode_draft(data) == {"kind": "doubt", "statement": "a\nb"}
    with pytest.raises(CanonError):
        record.encode_draft({"statement": "a"})
    for wrong in (b"{}", b'{"kind":1}', b"[]", b'{"kind": "doubt"}'):
        with pytest.raises(CanonError):
            record.decode_draft(wrong)
