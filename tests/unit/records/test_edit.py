"""Any kind is edited by field names, and each refusal names its field."""

from typing import Any

import pytest
from hypothesis import given

from confidant.errors import InvalidValueError, UnknownFieldError
from confidant.records import edit, fields, kinds, record
from confidant.records.canonical import JsonValue
from confidant.records.decision import Decision
from confidant.records.entry import Entry
from confidant.records.forecast import Forecast
from confidant.records.rehearsal import Cast, Rehearsal
from tests.support.any_body import any_body

ENTRY = Entry(genre="quick", title="Larch", tags=("a",))


def test_fields_change_and_empty_ones_go() -> None:
    changed = edit.with_fields(
        ENTRY,
        {
            "title": "",
            "tags": [],
            "day": "2026-11-24",
            "as_observed": "a\r\nb\x00",
            "before": [{"word": "calm", "intensity": 2}],
            "starred": True,
            "codename": None,
        },
    )
    assert record.to_plain(changed) == {
        "kind": "entry",
        "genre": "quick",
        "day": "2026-11-24",
        "as_observed": "a\nb\ufffd",
        "before": [{"word": "calm", "intensity": 2}],
        "starred": True,
    }


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("genre", None, "required"),
        ("genre", "", "required"),
        ("genre", "other", "=reflection|meeting|insight|quick"),
        ("title", "a\nb", "line"),
        ("title", "é" * 201, "line"),
        ("title", 1, "line"),
        ("day", "2026-02-30", "date"),
        ("tags", ["x"] * 33, "[line]1-32"),
        ("tags", [""], "[line]1-32"),
        ("tags", ["é" * 201], "[line]1-32"),
        ("starred", 1, "bool"),
        ("cool_off_until", True, "ms"),
        ("cool_off_until", 2**60, "ms"),
        ("before", [{"word": "calm"}], "[feeling]1-12"),
        ("before", [{"word": "é" * 201, "intensity": 1}], "line"),
        ("links", [{"relation": "about", "target": "short"}], "[link]1-64"),
        ("source", {"program": "x"}, "source"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(name: str, value: Any, hint: str) -> None:  # noqa: ANN401 -- JSON of any shape
    with pytest.raises(InvalidValueError) as caught:
        edit.with_fields(ENTRY, {name: value})
    assert caught.value.params == {"field": name, "hint": hint}
    assert caught.value.__cause__ is None


def test_endless_nesting_is_a_value_that_does_not_fit() -> None:
    deep: JsonValue = []
    for _ in range(3000):
        deep = [deep]
    with pytest.raises(InvalidValueError):
        edit.with_fields(ENTRY, {"tags": deep})


@pytest.mark.parametrize("name", ["kind", "nonsense", "problem", "__class__", "fixed"])
def test_a_field_that_the_kind_lacks_is_unknown(name: str) -> None:
    with pytest.raises(UnknownFieldError) as caught:
        edit.with_fields(ENTRY, {name: "x"})
    assert caught.value.params == {"field": name}
    with pytest.raises(UnknownFieldError):
        ENTRY.with_changes(**{name: "x"})


def test_a_broken_rule_names_its_field() -> None:
    rehearsal = Rehearsal(proposition="p", cast=(Cast(alias="A"),))
    with pytest.raises(InvalidValueError) as caught:
        edit.with_fields(rehearsal, {"cast": [{"alias": "A"}, {"alias": "A"}]})
    assert caught.value.params == {"field": "cast", "hint": "aliases-differ"}


@given(any_body())
def test_a_body_with_its_own_values_is_itself(body: record.Body) -> None:
    plain = {name: value for name, value in record.to_plain(body).items() if name != "kind"}
    same = edit.with_fields(body, plain)
    assert record.to_plain(same) == {**record.to_plain(same), "kind": body.kind}
    assert edit.with_fields(same, plain) == same


def test_a_draft_becomes_a_body_when_it_is_complete() -> None:
    draft: dict[str, JsonValue] = {"kind": "doubt", "statement": "Will they stay?", "title": ""}
    with pytest.raises(InvalidValueError) as caught:
        edit.to_body(draft)
    assert caught.value.params == {"field": "state", "hint": "required"}
    body = edit.to_body({**draft, "state": "open"})
    assert record.to_plain(body) == {
        "kind": "doubt", "statement": "Will they stay?", "state": "open",
    }  # fmt: skip


@pytest.mark.parametrize("kind", [{}, {"kind": "share"}, {"kind": 1}])
def test_a_draft_of_no_kind_becomes_nothing(kind: dict[str, JsonValue]) -> None:
    with pytest.raises(InvalidValueError) as caught:
        edit.to_body(kind)
    assert caught.value.params["field"] == "kind"


@pytest.mark.parametrize(
    ("draft", "params"),
    [
        (
            {"kind": "decision", "status": "decided", "title": "x"},
            {"field": "status", "hint": "=draft|pending"},
        ),
        (
            {"kind": "decision", "status": "closed", "title": "x"},
            {"field": "status", "hint": "=draft|pending"},
        ),
        (
            {
                "kind": "decision",
                "status": "pending",
                "verdict": {"option": "x", "because": "y", "at": 1},
            },
            {"field": "verdict", "hint": "fixed"},
        ),
        (
            {
                "kind": "forecast",
                "question": "x?",
                "shape": "binary",
                "p": 9000,
                "resolve_by": "2026-01-01",
                "resolution": "yes",
            },
            {"field": "resolution", "hint": "fixed"},
        ),
        (
            {"kind": "doubt", "statement": "x", "state": "settled"},
            {"field": "warranted", "hint": "required"},
        ),
    ],
)
def test_a_new_record_does_not_begin_where_only_a_verb_leads(
    draft: dict[str, JsonValue], params: dict[str, str]
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        edit.to_body(draft)
    assert caught.value.params == params


def test_a_draft_is_held_to_what_stood_before() -> None:
    before = Decision(status="pending")
    pending: dict[str, JsonValue] = {"kind": "decision", "status": "pending", "title": "x"}
    assert edit.to_body(pending, before=before) == before.with_changes(title="x")
    amended: dict[str, JsonValue] = {**pending, "amendments": [{"at": 1, "text": "x"}]}
    with pytest.raises(InvalidValueError) as caught:
        edit.to_body(amended, before=before)
    assert caught.value.params == {"field": "amendments", "hint": "fixed"}
    with pytest.raises(InvalidValueError) as caught:
        edit.to_body(pending, before=ENTRY)
    assert caught.value.params == {"field": "kind", "hint": "fixed"}


@pytest.mark.parametrize(
    ("kind", "name", "typed", "value"),
    [
        ("entry", "title", "Larch", "Larch"),
        ("entry", "title", "  ", None),
        ("entry", "as_observed", "a\r\nb", "a\nb"),
        ("entry", "tags", "board, m&a ,", ["board", "m&a"]),
        ("entry", "tags", '["a,b"]', ["a,b"]),
        ("entry", "starred", "Yes", True),
        ("entry", "starred", "false", False),
        ("entry", "cool_off_until", "1795000000000", 1_795_000_000_000),
        ("entry", "before", '[{"word": "calm"}]', [{"word": "calm"}]),
        ("decision", "knowns", "one, two\n\nthree", ["one, two", "three"]),
        ("decision", "confidence", "70%", 7000),
        ("decision", "confidence", "70.5 %", 7050),
        ("decision", "confidence", "70.05%", 7005),
        ("decision", "confidence", "7000", 7000),
        ("decision", "best", '{"text": "x", "p": 1}', {"text": "x", "p": 1}),
        ("decision", "review_on", "2026-12-24,2027-01-24", ["2026-12-24", "2027-01-24"]),
        ("forecast", "low", "-1.5", "-1.5"),
        ("observation", "predicted_airtime", "50%, 5000", [5000, 5000]),
    ],
)  # fmt: skip
def test_what_a_person_types_is_read_by_type(
    kind: str, name: str, typed: str, value: JsonValue | None
) -> None:
    assert edit.typed(kind, name, typed) == value


@pytest.mark.parametrize(
    ("kind", "name", "typed"),
    [
        ("entry", "starred", "1"),
        ("entry", "cool_off_until", "tomorrow"),
        ("entry", "cool_off_until", "50%"),
        ("entry", "before", "calm"),
        ("entry", "before", "[" * 100_000),
        ("entry", "tags", "[a]"),
        ("decision", "stakes", "five"),
        ("decision", "stakes", "9" * 17),
        ("decision", "confidence", "0.7"),
    ],
)
def test_what_cannot_be_read_names_its_field(kind: str, name: str, typed: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        edit.typed(kind, name, typed)
    declared = fields.of(kinds.KINDS[kind])[name]
    assert caught.value.params == {"field": name, "hint": declared.type_text}


def test_typing_an_unknown_field_is_refused() -> None:
    with pytest.raises(UnknownFieldError):
        edit.typed("entry", "nonsense", "x")


def test_a_forecast_is_edited_whole() -> None:
    made = Forecast(question="q", shape="binary", p=1, resolve_by="2027-01-01")
    with pytest.raises(InvalidValueError) as caught:
        edit.with_fields(made, {"shape": "interval"})
    assert caught.value.params == {"field": "shape", "hint": "one-form"}
    other = edit.with_fields(made, {"shape": "interval", "p": None, "low": "1", "high": "2"})
    assert (other.shape, other.low) == ("interval", "1")
