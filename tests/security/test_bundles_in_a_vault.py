"""The golden files against a real vault: refused ones change no byte, good ones come in whole."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from confidant.bundles import card
from confidant.crypto import strict_base64
from confidant.errors import ExpectedError
from confidant.records import record as records
from confidant.records.contact import CardHeld, Contact, Identity
from confidant.records.ids import from_b64
from confidant.services import inbox, lookup, waiting
from confidant.services.inbox import TakenIn
from confidant.vault.vault import Vault
from tests.support.bundle_vectors import card_of, contact_of, data_of, index
from tests.support.vaults import NOON, Place

ALONE = [case for case in index()["hostile"] if not case["state"]]
"""Hostile files that need no earlier exchange."""
GOOD = [case for case in index()["valid"] if not case["state"] and case["me"] == "mentor"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("golden"), "Mentor")


@pytest.fixture(scope="module")
def mentor(place: Place) -> Iterator[Vault]:
    """The vault of the mentor of the vectors, who knows the leader and another one."""
    with place.create(name="Mentor") as vault:
        become(vault, "mentor")
        with vault.transaction() as tx:
            for person in ("leader", "other"):
                held = CardHeld(
                    card=card.encode(card_of(person)),
                    card_id=strict_base64.encode(card_of(person).card_id),
                    first_seen=NOON,
                    verified_at=NOON,
                )
                body = Contact(petname=person, role="peer", state="verified", cards=(held,))
                tx.create(body, record=contact_of(person))
        yield vault


def become(vault: Vault, person: str) -> None:
    """Give the vault the keys of a person of the vectors."""
    [(identity, revision)] = vault.bodies("identity")
    assert isinstance(revision.body, Identity)
    seed = bytes.fromhex(index()["identities"][person]["seed"])
    body = msgspec.structs.replace(revision.body, seed=strict_base64.encode(seed))
    with vault.transaction() as tx:
        tx.revise(identity, body)


def bytes_of(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def take(vault: Vault, place: Place, case: dict[str, Any]) -> TakenIn:
    return inbox.take_in(vault, place.clock, untrusted_data=data_of(case))


def refusal(vault: Vault, place: Place, case: dict[str, Any]) -> str:
    """Return the name of the error that keeps a file out; what waits is forgotten again."""
    try:
        done = take(vault, place, case)
    except ExpectedError as error:
        return type(error).__name__
    waiting.forget(vault, done.bundle, data_of(case))
    (vault.directory / "waiting").rmdir()
    return type(done.waits_because).__name__


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case["name"])
def test_a_hostile_file_is_refused_by_name_and_the_vault_stays_as_it_was(
    mentor: Vault, place: Place, case: dict[str, Any]
) -> None:
    head, before = mentor.head, bytes_of(place.directory)
    assert refusal(mentor, place, case) == case["error"]
    assert mentor.head == head
    assert bytes_of(place.directory) == before


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case["name"])
def test_a_good_file_comes_in_whole(tmp_path: Path, case: dict[str, Any]) -> None:
    place = Place(tmp_path, "Mentor")
    with place.create(name="Mentor") as vault:
        become(vault, "mentor")
        with vault.transaction() as tx:
            held = CardHeld(
                card=card.encode(card_of(case["sender"])),
                card_id=strict_base64.encode(card_of(case["sender"]).card_id),
                first_seen=NOON,
                verified_at=NOON,
            )
            body = Contact(petname="Sender", role="peer", state="verified", cards=(held,))
            tx.create(body, record=contact_of(case["sender"]))
        done = take(vault, place, case)
        assert done.waits_because is None
        assert done.bundle == strict_base64.decode(case["bundle"])
        for item in case["manifest"]["items"]:
            record = from_b64(item["id"])
            assert records.to_plain(lookup.body_of(vault, record)) == item["record"]
            assert vault.author(record) == contact_of(case["sender"])
        for sha256 in case["files_sha256"]:
            data = vault.attachment(bytes.fromhex(sha256))
            assert hashlib.sha256(data).hexdigest() == sha256
        vault.full_check()
