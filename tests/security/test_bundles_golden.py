"""Golden bundles: the valid ones byte for byte, the hostile ones with their named errors."""

import hashlib
import random
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from confidant import errors
from confidant.bundles import archive, envelope, inspect, opening, sealing
from confidant.bundles.archive import Auth
from confidant.bundles.knowledge import OwnIdentity
from confidant.bundles.opening import Opened, Quarantined
from confidant.crypto import strict_base64
from confidant.errors import ExpectedError
from confidant.records import canonical, manifest
from tests.support.bundle_vectors import (
    card_of,
    contact_of,
    data_of,
    file_of,
    index,
    keys_of,
    knowledge_of,
)

VALID = index()["valid"]
HOSTILE = index()["hostile"]
QUARANTINED = {"ReplyLinkError", "CommitmentError"}


def named(case: dict[str, Any]) -> str:
    return str(case["name"])


@pytest.mark.parametrize("case", VALID, ids=named)
def test_a_golden_bundle_opens(case: dict[str, Any]) -> None:
    opened = opening.open_bundle(data_of(case), knowledge_of(case))
    assert isinstance(opened, Opened)
    assert opened.sender == contact_of(case["sender"])
    assert strict_base64.encode(opened.auth.bundle) == case["bundle"]
    assert opened.auth.sequence == case["seq"]
    assert strict_base64.encode(opened.tag) == case["tag"]
    assert canonical.decode(manifest.encode(opened.manifest)) == case["manifest"]
    assert [hashlib.sha256(one).hexdigest() for one in opened.files] == case["files_sha256"]
    assert opened.older is case["older"]


@pytest.mark.parametrize("case", VALID, ids=named)
def test_a_golden_bundle_is_sealed_byte_for_byte(case: dict[str, Any]) -> None:
    opened = opening.open_bundle(data_of(case), knowledge_of(case))
    assert isinstance(opened, Opened)
    own, recipient = keys_of(case["sender"]), card_of(case["me"])
    auth = Auth(
        sender=own.card_id,
        recipient=recipient.card_id,
        bundle=strict_base64.decode(case["bundle"]),
        sequence=case["seq"],
    )
    data = canonical.encode(case["manifest"])
    plain, tag = sealing.pack(auth, own, recipient, data, opened.files)
    assert strict_base64.encode(tag) == case["tag"]
    assert len(plain) == case["plain_size"]
    assert hashlib.sha256(plain).hexdigest() == case["plain_sha256"]
    assert archive.needed_size(len(data), [len(one) for one in opened.files]) == len(plain)
    decrypted, _ = envelope.open_envelope(data_of(case), (OwnIdentity(keys_of(case["me"])),))
    assert decrypted == plain


@pytest.mark.parametrize("case", HOSTILE, ids=named)
def test_a_hostile_bundle_is_refused_by_name(case: dict[str, Any]) -> None:
    data, knowledge = data_of(case), knowledge_of(case)
    error = getattr(errors, case["error"])
    if case["error"] in QUARANTINED or case["name"].startswith("id-of-"):
        result = opening.open_bundle(data, knowledge)
        assert isinstance(result, Quarantined)
        assert type(result.reason) is error
        assert result.sender == contact_of("leader")
    else:
        with pytest.raises(error) as caught:
            opening.open_bundle(data, knowledge)
        assert caught.type is error


def test_every_hostile_bundle_is_there() -> None:
    assert len(HOSTILE) == 126
    assert len(VALID) == 27


def test_a_flipped_bit_is_never_accepted() -> None:
    case = next(one for one in VALID if one["name"] == "mixed")
    good, knowledge = data_of(case), knowledge_of(case)
    chance = random.Random(20261124)  # noqa: S311 -- a repeatable choice of bits
    for _ in range(1500):
        data = bytearray(good)
        # half of the flips in the header, which is small beside the payload
        bound = len(data) if chance.random() < 0.5 else 1643
        data[chance.randrange(bound)] ^= 1 << chance.randrange(8)
        with pytest.raises(ExpectedError):
            opening.open_bundle(bytes(data), knowledge)


def test_a_bundle_to_a_retired_identity_still_opens() -> None:
    case = VALID[0]
    knowledge = knowledge_of(case)
    current = OwnIdentity(keys_of("other"))
    knowledge = replace(knowledge, own=(current, OwnIdentity(keys_of("mentor"), retired=True)))
    assert isinstance(opening.open_bundle(data_of(case), knowledge), Opened)


def test_a_bundle_that_names_a_retired_card_counts_as_changed() -> None:
    case = VALID[0]
    knowledge = knowledge_of(case)
    leader = next(one for one in knowledge.contacts if one.record == contact_of("leader"))
    rekeyed = replace(leader, card=card_of("other"), retired=(leader.card,))
    with pytest.raises(errors.ContactNotVerifiedError) as caught:
        opening.open_bundle(data_of(case), replace(knowledge, contacts=(rekeyed,)))
    assert caught.value.params == {"state": "changed"}


def test_a_record_of_the_sender_under_another_kind_is_a_conflict() -> None:
    case = next(one for one in VALID if one["name"] == "new-revision")
    other_kind = msgspec.convert(msgspec.to_builtins(case), dict)
    other_kind["state"]["records"][0]["kind"] = "doubt"
    result = opening.open_bundle(data_of(case), knowledge_of(other_kind))
    assert isinstance(result, Quarantined)
    assert isinstance(result.reason, errors.ConflictError)


def test_the_receipt_says_what_came() -> None:
    case = next(one for one in VALID if one["name"] == "ask-blind")
    opened = opening.open_bundle(data_of(case), knowledge_of(case))
    assert isinstance(opened, Opened)
    receipt = opened.receipt(1_795_000_000_000)
    assert receipt.bundle == case["bundle"]
    assert receipt.tag == case["tag"]
    assert receipt.sequence == case["seq"]
    assert receipt.state == "new"
    first = case["manifest"]["items"][0]
    assert receipt.items[0].record == first["id"]
    assert receipt.items[0].withheld == tuple(first["withheld"]["fields"])
    assert receipt.items[0].commitment == first["withheld"]["commitment"]


@pytest.mark.parametrize("case", VALID, ids=named)
def test_every_golden_bundle_looks_like_one(case: dict[str, Any]) -> None:
    assert inspect.kind_of(file_of(case["file"])) == "bundle"


def test_a_bundle_shows_no_text_in_its_repr() -> None:
    case = VALID[0]
    opened = opening.open_bundle(data_of(case), knowledge_of(case))
    assert "Larch" not in repr(opened)
    assert strict_base64.decode(case["bundle"]).hex() in repr(opened)
