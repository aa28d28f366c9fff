"""seen-state.json: what this computer saw, against the vault that is there now."""

from typing import Any

import pytest

from confidant import errors
from confidant.errors import ExpectedError
from confidant.vault import seen
from confidant.vault.links import Head
from tests.support.golden import golden

VECTORS = golden("seen-state.json")
CASES = {case["name"]: case for case in VECTORS["cases"]}
LINKS = {row[0]: bytes.fromhex(row[8]) for row in golden("chain.json")["rows"]}


def key() -> seen.SeenKey:
    return seen.SeenKey(bytes.fromhex(VECTORS["vmk"]), bytes.fromhex(VECTORS["vault"]))


def outcome(case: dict[str, Any]) -> str:
    if case["file"] is None:
        return "first"
    found = seen.decode(case["file"].encode(), key())
    if found is None:
        return "ignored"
    try:
        seen.compare(found, case["header_gen"], case["db_seq"], LINKS.get)
    except ExpectedError as error:
        return type(error).__name__
    return "ok"


@pytest.mark.parametrize("name", CASES)
def test_what_was_seen_is_judged_as_the_vector_says(name: str) -> None:
    assert outcome(CASES[name]) == CASES[name]["expect"]


def test_a_roll_back_says_how_many_changes_are_missing() -> None:
    case = CASES["rollback"]
    found = seen.decode(case["file"].encode(), key())
    assert found is not None
    with pytest.raises(errors.VaultRollbackError) as caught:
        seen.compare(found, case["header_gen"], case["db_seq"], LINKS.get)
    assert caught.value.params == {"missing": found.head.seq - case["db_seq"]}


def test_the_file_is_written_byte_for_byte() -> None:
    data = CASES["equal"]["file"].encode()
    found = seen.decode(data, key())
    assert found is not None
    assert seen.encode(found, key()) == data
    assert seen.encode(seen.Seen(found.generation, Head(1, LINKS[1])), key()) != data


def test_no_flipped_bit_of_the_file_is_believed() -> None:
    data = CASES["equal"]["file"].encode()
    for at in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[at // 8] ^= 1 << at % 8
        assert seen.decode(bytes(flipped), key()) is None
