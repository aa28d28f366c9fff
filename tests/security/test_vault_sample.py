"""The golden vault opens and verifies; the damaged ones give their named errors."""

from pathlib import Path
from typing import Any

import pytest

from confidant import errors
from confidant.errors import ExpectedError
from confidant.records import ids
from confidant.records.ids import RecordId
from confidant.vault.vault import PassphraseSecret, RecoverySecret, RowQuery
from tests.support.golden import golden, golden_path
from tests.support.vaults import SAMPLE_PASSPHRASE, Place, sample_place

SAMPLE = golden("vault-sample.json")
DAMAGED = {case["name"]: case for case in golden("vault-damaged/index.json")["cases"]}
PASSPHRASE = PassphraseSecret(SAMPLE_PASSPHRASE)


@pytest.mark.parametrize("secret", [PASSPHRASE, RecoverySecret(SAMPLE["recovery"])])
def test_the_sample_vault_opens_and_verifies(
    tmp_path: Path, secret: PassphraseSecret | RecoverySecret
) -> None:
    with sample_place(tmp_path).open(secret) as vault:
        assert vault.vault_id.hex() == SAMPLE["vault"]
        head = vault.full_check()
        assert head.seq == SAMPLE["revisions"]
        assert head.link.hex() == SAMPLE["head_link"]
        assert vault.chain_verified


def test_what_the_sample_holds_is_found(tmp_path: Path) -> None:
    with sample_place(tmp_path).open(PASSPHRASE) as vault:
        ((identity, found),) = vault.bodies("identity")
        assert vault.author(identity) is None
        assert found.body is not None
        (received,) = SAMPLE["received_records"]
        ((contact, _),) = vault.bodies("contact")
        author = vault.author(RecordId(bytes.fromhex(received)))
        assert author == contact
        row = vault.row(RecordId(bytes.fromhex(received)))
        assert (row.kind, row.author) == ("response", contact)
        sealed = {row.seq for row in vault.rows(RowQuery()) if row.sealed}
        frozen = [seal for row in vault.rows(RowQuery()) if (seal := vault.seal_of(row.id))]
        assert len(sealed) == len(frozen)
        assert sorted(seal.sealed_seq for seal in frozen) == SAMPLE["sealed_seq"]
        assert [hit.row.title for hit in vault.search("Größe").hits] == ["One"]
        assert [hit.row.kind for hit in vault.search("which two").hits] == ["response"]


def test_the_erased_record_of_the_sample_is_erased(tmp_path: Path) -> None:
    with sample_place(tmp_path).open(PASSPHRASE) as vault:
        erased = bytes.fromhex("18b2c6f3df49dd971d41317af131761c")
        record = vault.find_prefix(ids.to_c32(erased)[:8])
        assert record == erased
        assert [revision.seq for revision in vault.revisions(record)] == SAMPLE["erased_seq"]
        assert all(revision.erased for revision in vault.revisions(record))
        with pytest.raises(errors.RecordErasedError):
            vault.current(record)
        with pytest.raises(errors.RecordErasedError):
            vault.row(record)


def damaged(place: Place, case: dict[str, Any]) -> None:
    if "file" in case:
        place.database.write_bytes(golden_path(f"vault-damaged/{case['file']}").read_bytes())
        return
    data = bytearray(place.database.read_bytes())
    for operation, *arguments in case["ops"]:
        if operation == "truncate":
            del data[arguments[0] :]
        elif operation == "extend":
            data += bytes(arguments[0] - len(data))
        elif operation == "replace":
            at, new = arguments[0], bytes.fromhex(arguments[1])
            data[at : at + len(new)] = new
        elif operation == "xor":
            at, mask = arguments[0], bytes.fromhex(arguments[1])
            for offset, byte in enumerate(mask):
                data[at + offset] ^= byte
        else:
            one, other, size = arguments
            kept = bytes(data[one : one + size])
            data[one : one + size] = data[other : other + size]
            data[other : other + size] = kept
    place.database.write_bytes(data)


def open_and_check(place: Place) -> None:
    with place.open(PASSPHRASE) as vault:
        vault.full_check()


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_database_gives_its_error(tmp_path: Path, name: str) -> None:
    place = sample_place(tmp_path)
    damaged(place, DAMAGED[name])
    wanted = DAMAGED[name]["error"]
    if wanted == "OK":
        open_and_check(place)
        return
    with pytest.raises(ExpectedError) as caught:
        open_and_check(place)
    assert type(caught.value).__name__ in wanted.split("|")


def test_a_missing_database_is_never_made_anew(tmp_path: Path) -> None:
    place = sample_place(tmp_path)
    place.database.unlink()
    with pytest.raises(errors.DatabaseMissingError):
        place.open(PASSPHRASE)
    assert sorted(path.name for path in place.directory.iterdir()) == [
        "vault.hdr",
        "vault.hdr.copy",
    ]


def test_the_header_of_another_vault_does_not_open_this_database(tmp_path: Path) -> None:
    place = sample_place(tmp_path)
    mine = Place(tmp_path, "Mine")
    mine.create().close()
    place.database.rename(place.database.with_name(mine.database.name))
    for name in ("vault.hdr", "vault.hdr.copy"):
        (place.directory / name).write_bytes((mine.directory / name).read_bytes())
    with pytest.raises(errors.DatabaseKeyError):
        place.open()
