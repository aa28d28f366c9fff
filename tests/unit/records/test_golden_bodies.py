"""Every body of the golden vectors reads back to the same bytes, or is refused by name."""

import hashlib
from typing import Any

import pytest

from confidant import errors
from confidant.records import record
from tests.support.golden import golden

BODIES = golden("bodies.json")


def read(case: dict[str, Any]) -> record.Body:
    withheld = frozenset(case.get("withheld") or ())
    body = record.decode(case["canonical"].encode(), withheld=withheld)
    if case["bundle"]:
        record.check_travelling(body, withheld=withheld)
    return body


@pytest.mark.parametrize("case", BODIES["valid"], ids=lambda case: case["name"])
def test_a_right_body_gives_the_same_bytes(case: dict[str, Any]) -> None:
    body = read(case)
    data = record.encode(body)
    assert data == case["canonical"].encode()
    assert hashlib.sha256(data).hexdigest() == case["sha256"]
    assert record.to_plain(body) == case["body"]
    assert body.kind == case["body"]["kind"]


@pytest.mark.parametrize("case", BODIES["invalid"], ids=lambda case: case["name"])
def test_a_wrong_body_is_refused_with_the_named_error(case: dict[str, Any]) -> None:
    with pytest.raises(errors.ExpectedError) as caught:
        read(case)
    assert type(caught.value).__name__ == case["error"]


@pytest.mark.parametrize("case", BODIES["valid"], ids=lambda case: case["name"])
def test_a_reader_of_the_vault_accepts_what_was_withheld(case: dict[str, Any]) -> None:
    assert record.decode(case["canonical"].encode(), withheld=None) == read(case)
