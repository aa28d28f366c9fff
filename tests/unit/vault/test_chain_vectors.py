"""chain.json: rows are verified as formats.md §5.2 says, with the first bad number."""

from typing import Any

import pytest

from confidant.errors import ChainError
from confidant.vault.chain import Named, Verifier
from confidant.vault.links import EMPTY, NO_LINK, Head, LinkKey, body_hash
from tests.support.golden import golden

VECTORS = golden("chain.json")
CASES = {case["name"]: case for case in VECTORS["cases"]}
BLOBS = {1, 5, 6, 7, 8}


def key() -> LinkKey:
    return LinkKey(bytes.fromhex(VECTORS["vmk"]), bytes.fromhex(VECTORS["vault"]))


def patched(case: dict[str, Any]) -> list[tuple[Any, ...]]:
    rows = [list(row) for row in case.get("rows", VECTORS["rows"])]
    for operation, *arguments in case.get("patch", ()):
        if operation == "set":
            row, column, value = arguments
            rows[row][column] = value
        elif operation == "delete":
            del rows[arguments[0]]
        else:
            one, other, column = arguments
            rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
    return [
        tuple(
            bytes.fromhex(value) if place in BLOBS and value is not None else value
            for place, value in enumerate(row)
        )
        for row in rows
    ]


def verify(rows: list[tuple[Any, ...]], head: Head) -> None:
    by_seq = {row[0]: Named(row[1], row[2], row[6], row[7]) for row in rows}
    verifier = Verifier(key(), by_seq.get)
    for row in rows:
        verifier.feed(row)
    verifier.finish(head)


@pytest.mark.parametrize("name", CASES)
def test_a_chain_is_judged_as_the_vector_says(name: str) -> None:
    case = CASES[name]
    head = Head(case["head_seq"], bytes.fromhex(case["head_link"]))
    if case["expect"] == "ok":
        verify(patched(case), head)
        return
    with pytest.raises(ChainError) as caught:
        verify(patched(case), head)
    assert caught.value.params == {"seq": case["expect"]["seq"]}


def test_links_and_hashes_are_computed_byte_for_byte() -> None:
    link_key, before = key(), NO_LINK
    for seq, record, kind, rev, ts, salt, digest, body, link in patched({}):
        if body is not None:
            assert body_hash(salt, body) == digest
        assert link_key.link(before, seq, rev, ts, record, digest, kind) == link
        before = link


def test_an_empty_chain_has_a_head_of_zeros() -> None:
    verify([], EMPTY)
    with pytest.raises(ChainError):
        verify([], Head(0, b"\x01" * 64))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (1, b"\x00" * 15),
        (2, "UPPER"),
        (2, "a" * 33),
        (3, 0),
        (3, "1"),
        (4, -1),
        (4, 1.5),
        (5, "text"),
        (6, b"\x00" * 31),
        (7, "text"),
        (8, b"\x00" * 63),
    ],
)
def test_a_column_of_another_type_or_length_breaks_the_chain(column: int, value: object) -> None:
    rows = patched({})
    rows[0] = (*rows[0][:column], value, *rows[0][column + 1 :])
    with pytest.raises(ChainError) as caught:
        verify(rows, Head(VECTORS["head_seq"], bytes.fromhex(VECTORS["head_link"])))
    assert caught.value.params == {"seq": 1}
