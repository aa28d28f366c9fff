"""Making, opening, locking: secrets, file modes, the questions that an older vault asks."""

import os
import shutil
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from confidant.errors import (
    ChainError,
    DatabaseFormatError,
    HeaderCorruptError,
    HeaderRollbackError,
    KdfLimitsError,
    KeyfileRequiredError,
    ManifestSchemaError,
    NotAVaultError,
    PassphraseError,
    RecoveryCodeError,
    VaultDivergedError,
    VaultExistsError,
    VaultInUseError,
    VaultMissingError,
    VaultReadOnlyError,
    VaultRollbackError,
    WrongSecretError,
)
from confidant.vault import header_files
from confidant.vault.header import Header, parse, sign
from confidant.vault.unlocking import new_passphrase_slot
from confidant.vault.vault import PassphraseSecret, RecoverySecret, RowQuery, create_vault
from tests.support.vaults import CHEAP, PASSPHRASE, Place, entry, write

OPEN_ELSEWHERE = """
import sys
from pathlib import Path
from confidant.errors import ExpectedError
from tests.support.vaults import Place
place = Place(Path(sys.argv[1]))
try:
    place.open().close()
except ExpectedError as error:
    print(error.code)
else:
    print("opened")
"""


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def opened_elsewhere(root: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OPEN_ELSEWHERE, str(root)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout.strip()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def change_secret(place: Place, new: str) -> None:
    """Write the header that a change of the passphrase writes (formats.md §3.5)."""
    signed = parse((place.directory / header_files.NAME).read_bytes())
    old = signed.header
    vmk = PassphraseSecret(PASSPHRASE).unwrap(old)
    assert vmk is not None
    secret = PassphraseSecret(new)
    slot = new_passphrase_slot(secret, CHEAP, vmk, old.vault_id, place.entropy)
    header = Header(old.database, old.generation + 1, slot, old.recovery, old.vault_id)
    header_files.write_both(place.directory, sign(header, vmk), lambda _: True)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_only_the_owner_may_read_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    place = Place(tmp_path)
    place.state.mkdir(mode=0o700)
    before = os.umask(umask)
    try:
        with place.create() as vault:
            write(vault, "text")
            made = vault.backup()
        with place.open():
            paths = [place.directory, *place.directory.rglob("*"), *place.state.rglob("*")]
    finally:
        os.umask(before)
    assert made.path in paths
    for path in paths:
        assert mode(path) == (0o700 if path.is_dir() else 0o600), path.name


def test_passphrase_and_recovery_code_open_and_others_do_not(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    place.open().close()
    code = place.recovery_code
    place.open(RecoverySecret(code)).close()
    place.open(RecoverySecret(code.lower().replace("-", " "))).close()
    with pytest.raises(WrongSecretError):
        place.open(PassphraseSecret(PASSPHRASE + "!"))
    with pytest.raises(RecoveryCodeError):
        place.open(RecoverySecret(("B" if code[0] == "A" else "A") + code[1:]))
    with pytest.raises(PassphraseError):
        place.open(PassphraseSecret(""))


def test_a_key_file_is_needed_once_it_was_chosen(tmp_path: Path) -> None:
    place = Place(tmp_path)
    key = bytes(range(32))
    with place.create(keyfile=key) as vault:
        assert vault.wants_keyfile
    place.open(PassphraseSecret(PASSPHRASE, key)).close()
    with pytest.raises(KeyfileRequiredError):
        place.open()
    with pytest.raises(WrongSecretError):
        place.open(PassphraseSecret(PASSPHRASE, bytes(32)))
    place.open(RecoverySecret(place.recovery_code)).close()


def test_what_is_no_vault_is_said_so(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with pytest.raises(VaultMissingError):
        place.open()
    place.directory.mkdir()
    with pytest.raises(NotAVaultError):
        place.open()
    place.directory.rmdir()
    place.directory.write_text("a file")
    with pytest.raises(NotAVaultError):
        place.open()


def test_nothing_is_created_over_something(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.directory.mkdir()
    (place.directory / "mine.txt").write_text("mine")
    with pytest.raises(VaultExistsError):
        place.create()
    assert names_in(place.directory) == ["mine.txt"]
    (place.directory / "mine.txt").unlink()
    place.create().close()
    with pytest.raises(VaultExistsError):
        place.create()
    place.open().close()


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with pytest.raises(ManifestSchemaError):
        place.create(name="")
    assert not place.directory.exists()
    place.directory.mkdir()
    with pytest.raises(KdfLimitsError):
        create_vault(
            place.directory,
            name="Ann",
            passphrase=PASSPHRASE,
            clock=place.clock,
            entropy=place.entropy,
            kdf=type(CHEAP)(memory_kib=8, passes=1, lanes=1),
        )
    assert names_in(place.directory) == []


@pytest.mark.parametrize("name", [header_files.NAME, header_files.COPY_NAME])
@pytest.mark.parametrize("damage", ["missing", "bad"])
def test_one_bad_header_is_mended_and_said(tmp_path: Path, name: str, damage: str) -> None:
    place = Place(tmp_path)
    place.create().close()
    path = place.directory / name
    good = path.read_bytes()
    path.unlink()
    if damage == "bad":
        path.write_bytes(good[:-3])
    with place.open(read_only=True) as vault:
        assert not vault.healed
    with place.open() as vault:
        assert vault.healed
    assert path.read_bytes() == good
    with place.open() as vault:
        assert not vault.healed


def test_two_bad_headers_write_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    for name in (header_files.NAME, header_files.COPY_NAME):
        (place.directory / name).write_bytes(b"bad")
    with pytest.raises(HeaderCorruptError):
        place.open()
    for name in (header_files.NAME, header_files.COPY_NAME):
        (place.directory / name).unlink()
    with pytest.raises(HeaderCorruptError):
        place.open()
    assert names_in(place.directory) == [place.database.name]


def test_a_second_instance_is_refused_within_a_second(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        start = time.monotonic()
        with pytest.raises(VaultInUseError):
            place.open()
        with pytest.raises(VaultInUseError):
            place.open(read_only=True)
        assert time.monotonic() - start < 1
        assert opened_elsewhere(tmp_path) == "vault-in-use"
        vault.backup()
        # Neither the refused attempts nor the copy has given the lock up.
        assert opened_elsewhere(tmp_path) == "vault-in-use"
        write(vault, "still mine")
    assert opened_elsewhere(tmp_path) == "opened"
    with place.open() as vault:
        assert vault.count(RowQuery()) == 1


def test_a_vault_that_is_open_for_reading_refuses_changes(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "text")
    before = {path.name: path.read_bytes() for path in place.directory.iterdir()}
    with place.open(read_only=True) as vault:
        assert vault.read_only
        assert vault.search("text").hits
        with pytest.raises(VaultReadOnlyError), vault.transaction():
            pass
        vault.full_check()
    assert {path.name: path.read_bytes() for path in place.directory.iterdir()} == before


def test_yesterdays_vault_asks_how_to_go_on(tmp_path: Path) -> None:
    place, yesterday = Place(tmp_path), tmp_path / "yesterday"
    with place.create() as vault:
        write(vault, "one")
    place.snapshot(yesterday)
    with place.open() as vault:
        write(vault, "two", "three")
    place.put_back(yesterday)
    with pytest.raises(VaultRollbackError) as caught:
        place.open()
    assert caught.value.params == {"missing": 2}
    with place.open(read_only=True) as vault:
        assert vault.count(RowQuery()) == 1
    with pytest.raises(VaultRollbackError):
        place.open()
    place.open(accept=True).close()
    place.open().close()


def test_two_computers_that_wrote_are_found_out(tmp_path: Path) -> None:
    place, fork = Place(tmp_path), tmp_path / "fork"
    with place.create() as vault:
        write(vault, "one")
    place.snapshot(fork)
    with place.open() as vault:
        write(vault, "here")
    other = Place(tmp_path / "other")
    (tmp_path / "other").mkdir()
    shutil.copytree(fork, other.directory)
    with other.open() as vault:
        write(vault, "there", "and there")
    place.put_back(other.directory)
    with pytest.raises(VaultDivergedError):
        place.open()
    with place.open(accept=True) as vault:
        assert vault.count(RowQuery()) == 3
        vault.full_check()


def test_an_old_header_put_back_is_a_question(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    old = {name: (place.directory / name).read_bytes() for name in ("vault.hdr", "vault.hdr.copy")}
    change_secret(place, "another long passphrase")
    with place.open(PassphraseSecret("another long passphrase")) as vault:
        assert vault.header_generation == 2
    with pytest.raises(WrongSecretError):
        place.open()
    for name, data in old.items():
        (place.directory / name).write_bytes(data)
    with pytest.raises(HeaderRollbackError):
        place.open()
    # The database remembers too, on a computer that never saw the newer header.
    shutil.rmtree(place.state)
    with pytest.raises(HeaderRollbackError):
        place.open()
    place.open(accept=True).close()
    place.open().close()


def test_a_kill_between_the_two_header_writes_leaves_the_new_secret(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    copy = (place.directory / "vault.hdr.copy").read_bytes()
    change_secret(place, "another long passphrase")
    (place.directory / "vault.hdr.copy").write_bytes(copy)
    with pytest.raises(WrongSecretError):
        place.open()
    with place.open(RecoverySecret(place.recovery_code)) as vault:
        assert vault.healed
    place.open(PassphraseSecret("another long passphrase")).close()


def test_a_state_directory_that_cannot_be_used_keeps_nobody_out(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.state.write_text("a file in its place")
    with place.create() as vault:
        write(vault, "text")
    with place.open() as vault:
        assert vault.count(RowQuery()) == 1


def test_tables_that_are_missing_or_of_another_vault_are_refused(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        database = vault._parts.database
        database.execute("UPDATE meta SET value = x'00' WHERE key = 'vault'")
    with pytest.raises(DatabaseFormatError):
        place.open()


def test_a_broken_chain_turns_the_vault_read_only_and_names_the_row(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one", "two")
        vault._parts.database.execute("UPDATE rev SET ts = ts + 1 WHERE seq = 2")
    with place.open() as vault:
        assert not vault.chain_verified
        with pytest.raises(ChainError) as caught:
            vault.verify_chain()
        assert caught.value.params == {"seq": 2}
        assert vault.read_only
        assert not vault.chain_verified
        with pytest.raises(VaultReadOnlyError), vault.transaction():
            pass
        assert vault.count(RowQuery()) == 2


def test_a_chain_that_ends_elsewhere_is_read_only_from_the_start(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "one", "two")
        vault._parts.database.execute("UPDATE meta SET value = 2 WHERE key = 'head_seq'")
    with place.open(accept=True) as vault:
        assert vault.read_only
        with pytest.raises(VaultReadOnlyError), vault.transaction():
            pass
        with pytest.raises(ChainError):
            vault.verify_chain()


def test_the_chain_is_verified_in_short_slices_between_changes(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        made = write(vault, *[f"{n} " + "word " * 400 for n in range(1500)])
    with place.open() as vault:
        slices = 0
        for done, total in vault.verify_chain_slices():
            assert 0 < done <= total
            slices += 1
            with vault.transaction() as transaction:
                transaction.create(entry(f"meanwhile {slices}"))
                transaction.erase([made[slices]])
        assert slices > 1
        assert vault.chain_verified
        vault.verify_chain()
