"""Canonical JSON gives one sequence of bytes for a value and takes no other."""

import hashlib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.errors import CanonError
from confidant.records import canonical
from tests.support.golden import golden

GOLDEN = golden("canonical-json.json")


def refused_bytes(case: dict[str, Any]) -> bytes:
    if case["repeat"]:
        unit, count = case["repeat"]
        return bytes.fromhex(unit) * int(count)
    return bytes.fromhex(case["bytes"])


@pytest.mark.parametrize("case", GOLDEN["valid"], ids=lambda case: case["bytes"][:24])
def test_golden_values_and_bytes_belong_together(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["bytes"])
    assert canonical.encode(case["value"]) == data
    assert canonical.decode(data) == case["value"]
    assert hashlib.sha256(data).hexdigest() == case["sha256"]


@pytest.mark.parametrize("case", GOLDEN["invalid"], ids=str)
def test_golden_refusals_are_refused(case: dict[str, Any]) -> None:
    with pytest.raises(CanonError):
        canonical.decode(refused_bytes(case))


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":' * 60_000,
        b"[" * 9 + b"]" * 9,
        b'{"a":' + b"9" * 100_000 + b"}",
        b'{"a":-' + b"9" * 100_000 + b"}",
        b'{"a":18446744073709551616}',
        b'{"a":"\xff"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\ud83c\\udf32"}',
        b'{"a":1.0}',
        b'{"a":1E400}',
        b"\xef\xbb\xbf{}",
        b'{"":1}',
        b'{"a-b":1}',
        b'{"' + b"a" * 41 + b'":1}',
        b'{"a":[null]}',
    ],
    ids=lambda data: data[:20].hex(),
)
def test_hostile_bytes_end_in_the_one_error(data: bytes) -> None:
    with pytest.raises(CanonError) as caught:
        canonical.decode(data)
    assert caught.value.__cause__ is None
    assert str(caught.value) == "canon"


@given(st.binary(max_size=60))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except CanonError:
        return
    assert canonical.encode(value) == data


STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(canonical.clean)
KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)
INTEGERS = st.integers(-canonical.MAX_INTEGER, canonical.MAX_INTEGER)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.booleans() | INTEGERS | STRINGS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


def depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    return 0


@given(VALUES)
def test_every_value_reads_back(value: Any) -> None:  # noqa: ANN401 -- JSON
    if depth(value) > canonical.MAX_DEPTH:
        with pytest.raises(CanonError):
            canonical.encode(value)
    else:
        assert canonical.decode(canonical.encode(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        None,
        1.5,
        2**53,
        -(2**53),
        float("nan"),
        "\ud800",
        "\x00",
        "\x7f",
        b"bytes",
        {1: 2},
        {"A": 1},
        {"a\n": 1},
        {"a": None},
        [set()],
    ],
    ids=repr,
)
def test_a_value_without_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(CanonError):
        canonical.encode(value)


def test_the_outermost_container_counts_one_level() -> None:
    assert canonical.decode(b"[[[[[[[[]]]]]]]]") == [[[[[[[[]]]]]]]]
    assert canonical.decode(b"1", max_depth=0) == 1
    with pytest.raises(CanonError):
        canonical.decode(b"[]", max_depth=0)


def test_an_object_is_wanted_where_an_object_is_asked_for() -> None:
    assert canonical.decode_object(b'{"a":1}') == {"a": 1}
    with pytest.raises(CanonError):
        canonical.decode_object(b"[]")


def test_pasted_text_is_made_storable() -> None:
    assert canonical.clean("a\r\nb\rc\x00\x7f\ud800\t") == "a\nb\nc\ufffd\ufffd\ufffd\t"
    nested = canonical.cleaned({"a": ["x\r", {"b": "\x01"}], "n": 1})
    assert nested == {"a": ["x\n", {"b": "\ufffd"}], "n": 1}


def test_cleaning_does_not_follow_endless_nesting() -> None:
    deep: Any = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(CanonError):
        canonical.cleaned(deep)


@pytest.mark.parametrize("number", [*range(0x20), 0x7F])
@pytest.mark.parametrize("around", ["", "\\", "\\n", '"', "\n", "é"])
def test_every_refused_character_is_refused_wherever_it_stands(number: int, around: str) -> None:
    text = f"{around}{chr(number)}{around}b"
    data = msgspec.json.encode({"text": text})
    if chr(number) in "\t\n":
        assert canonical.decode(data) == {"text": text}
        return
    with pytest.raises(CanonError):
        canonical.decode(data)


@pytest.mark.parametrize("text", ["\\b", "\\u0000", "\\\\r", 'say "\\f"', "a\\"])
def test_a_backslash_that_a_person_typed_is_text(text: str) -> None:
    assert canonical.decode(canonical.encode({"text": text})) == {"text": text}
