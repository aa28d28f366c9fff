"""Commitments: what binds, what opens, what does not."""

import pytest

from confidant import errors
from confidant.bundles import commitment
from confidant.bundles.knowledge import HeldCommitment
from confidant.crypto import strict_base64
from confidant.records import canonical
from confidant.records.blind import Reveal
from confidant.records.ids import RecordId, to_b64
from confidant.records.response import About
from tests.support.golden import golden

RECORD = RecordId(b"r" * 16)
NONCE = b"n" * 32
AUTHOR = b"a" * 32


def held(value: bytes, kind: str, *fields: str, author: bytes = AUTHOR) -> HeldCommitment:
    bound = commitment.commit(author, RECORD, NONCE, value)
    return HeldCommitment(author=author, kind=kind, fields=fields, commitment=bound)


def reveal(value: bytes) -> Reveal:
    return Reveal(
        about=About(target=to_b64(RECORD), rev=3),
        nonce=strict_base64.encode(NONCE),
        value=value.decode(),
    )


def test_the_golden_commitments() -> None:
    for case in golden("commitments.json"):
        bound = commitment.commit(
            strict_base64.decode(case["author"]),
            RecordId(strict_base64.decode(case["item"])),
            strict_base64.decode(case["nonce"]),
            canonical.encode(case["value"]),
        )
        assert (strict_base64.encode(bound) == case["commitment"]) is case["valid"]


def test_an_opening_gives_typed_values() -> None:
    value = b'{"confidence":6500,"scores":[{"name":"Fit","value":6000}]}'
    opened = commitment.open_commitment(
        reveal(value), [held(b"{}", "decision"), held(value, "decision", "confidence", "scores")]
    )
    assert (opened.record, opened.rev) == (RECORD, 3)
    assert getattr(opened.value, "confidence", None) == 6500
    assert [one.name for one in getattr(opened.value, "scores", [])] == ["Fit"]
    assert "Fit" not in repr(opened)


@pytest.mark.parametrize(
    ("value", "kind", "fields"),
    [
        (b'{"confidence":6500}', "decision", ("confidence", "leaning")),
        (b'{"confidence":6500,"leaning":"Sell"}', "decision", ("confidence",)),
        (b'{"confidence":10001}', "decision", ("confidence",)),
        (b'{"leaning":"%s"}' % ("é" * 201).encode(), "decision", ("leaning",)),
        (b'{"choices":[{"option":"A","p":1},{"option":"B","p":1}]}', "forecast", ("choices",)),
        (b'{"high":"1","low":"2"}', "forecast", ("high", "low")),
    ],
)
def test_other_fields_or_impossible_values_do_not_open(
    value: bytes, kind: str, fields: tuple[str, ...]
) -> None:
    with pytest.raises(errors.CommitmentError):
        commitment.open_commitment(reveal(value), [held(value, kind, *fields)])


def test_my_commitment_cannot_be_sent_back_as_theirs() -> None:
    value = b'{"confidence":6500}'
    mine = held(value, "decision", "confidence")
    theirs = HeldCommitment(b"b" * 32, mine.kind, mine.fields, mine.commitment)
    with pytest.raises(errors.CommitmentError):
        commitment.open_commitment(reveal(value), [theirs])
    with pytest.raises(errors.CommitmentError):
        commitment.open_commitment(reveal(value), [])
