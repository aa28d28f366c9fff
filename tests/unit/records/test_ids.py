"""An id has one spelling in files and one for people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.errors import IdError
from confidant.records import ids

RECORDS = st.binary(min_size=16, max_size=16)


@given(RECORDS)
def test_both_spellings_read_back(record: bytes) -> None:
    assert ids.from_b64(ids.to_b64(record)) == record
    seen = ids.to_c32(record)
    assert len(seen) == 26
    assert ids.parse_prefix(seen) == seen
    assert ids.parse_prefix(seen[:4].upper()) == seen[:4]


@pytest.mark.parametrize("text", ["", "AAAA", "A" * 21 + "B", "A" * 22 + "==", "é" * 22])
def test_another_base64_is_no_id(text: str) -> None:
    with pytest.raises(IdError):
        ids.from_b64(text)


def test_typed_ids_are_read_kindly() -> None:
    assert ids.parse_prefix(" OIL-9 x") == "0119x"


@pytest.mark.parametrize("text", ["", "abc", "a" * 27, "abcu", "äbcd", "z" * 26, "%%%%"])
def test_what_no_id_begins_with_is_refused(text: str) -> None:
    with pytest.raises(IdError) as caught:
        ids.parse_prefix(text)
    assert caught.value.params == {"text": text}
