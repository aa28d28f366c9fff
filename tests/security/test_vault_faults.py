"""What happens to a vault in the world: splices, flips, kills, full disks, prying eyes."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.crypto import strict_base64
from confidant.crypto.derive import derive
from confidant.errors import (
    BugError,
    ChainError,
    DiskFullError,
    ExpectedError,
    KeySpecError,
    NotWritableError,
)
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.vault import connection
from confidant.vault.vault import RowQuery, Vault
from tests.support.pages import PAGE, decrypted_pages
from tests.support.vaults import Place, entry, new_vault, write

NOBODY = 65_534
DRAFT = RecordId(b"\x05" * 16)


def checked(place: Place) -> list[str]:
    with place.open() as vault:
        vault.full_check()
        return [row.title for row in vault.rows(RowQuery(limit=500))]


def database_key(vault: Vault) -> bytes:
    parts = vault._parts
    return bytes(derive(parts.vmk.data, vault.vault_id, "sqlcipher", 48)[:32])


def everything(place: Place) -> list[object]:
    """Return all that the chain and the lists say, after a full check."""
    with place.open(accept=True) as vault:
        vault.full_check()
        rows = vault.rows(RowQuery(limit=500))
        return [rows, [vault.revisions(row.id) for row in rows], vault.search("filler").hits[0].row]


def test_no_older_page_put_back_goes_unnoticed(tmp_path: Path) -> None:
    place, older = Place(tmp_path), tmp_path / "older.db"
    with place.create() as vault:
        made = write(vault, *[f"entry {n} " + "filler " * 300 for n in range(12)])
    shutil.copy(place.database, older)
    with place.open() as vault, vault.transaction() as transaction:
        transaction.revise(made[0], entry("APPROVED " + "filler " * 300))
        transaction.revise(made[5], entry("REJECTED " + "filler " * 300))
    truth = everything(place)
    new, old = place.database.read_bytes(), older.read_bytes()
    errors: list[ExpectedError] = []
    for start in range(0, len(old), PAGE):
        if old[start : start + PAGE] == new[start : start + PAGE]:
            continue
        place.database.write_bytes(new[:start] + old[start : start + PAGE] + new[start + PAGE :])
        try:
            # A page that was written again with the same content may pass, and changes nothing.
            assert everything(place) == truth
        except ExpectedError as error:
            errors.append(error)
    broken = [error for error in errors if isinstance(error, ChainError)]
    assert broken
    assert all(1 <= int(error.params["seq"]) <= 15 for error in broken)
    assert len(errors) > 4
    place.database.write_bytes(new)
    assert everything(place) == truth


def test_flipped_bits_and_cut_files_are_found(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, *[f"entry {n} " + "filler " * 300 for n in range(8)])
    good = place.database.read_bytes()
    chance = random.Random(20261124)  # noqa: S311 -- repeatable
    spots = [16, 4000, len(good) // 2, len(good) - 1, len(good) - PAGE]
    spots += [chance.randrange(16, len(good)) for _ in range(25)]
    for at in spots:
        data = bytearray(good)
        data[at] ^= 1 << chance.randrange(8)
        place.database.write_bytes(data)
        with pytest.raises(ExpectedError):
            checked(place)
    longer = (good + b"\x00", good + bytes(PAGE))
    for damaged in (good[:-PAGE], good[:-100], bytes(len(good)), *longer):
        place.database.write_bytes(damaged)
        with pytest.raises(ExpectedError):
            checked(place)
    place.database.write_bytes(good)
    assert len(checked(place)) == 8


AUTOSAVE = """
import sys
from pathlib import Path
from tests.security.test_vault_faults import DRAFT
from tests.support.vaults import Place
with Place(Path(sys.argv[1])).open() as vault:
    for number in range(100_000):
        text = (f"{number} " + "words " * 3_000).encode()
        vault.save_draft(DRAFT, "entry", 0, text)
        print(number, flush=True)
"""


def test_a_kill_during_autosave_keeps_the_last_acknowledged_text(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    chance = random.Random(7)  # noqa: S311 -- repeatable
    for _ in range(10):
        child = subprocess.Popen(
            [sys.executable, "-c", AUTOSAVE, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        wanted = chance.randrange(1, 60)
        last = -1
        while last < wanted:
            last = int(child.stdout.readline())
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split("\n")
        child.wait(30)
        child.stdout.close()
        # The last line may have been cut; whole ones were acknowledged.
        last = max([last, *(int(line) for line in rest[:-1])])
        with place.open() as vault:
            draft = vault.draft(DRAFT)
            assert draft is not None
            number = int(draft.data.split(b" ", 1)[0])
            assert last <= number <= last + 1
            assert len(draft.data.split()) == 3_001
            vault.verify_chain()


@contextlib.contextmanager
def small_disk(root: Path, size: str) -> Iterator[Path]:
    """Mount a small file system, or skip where this may not be done."""
    root.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        pytest.skip("a small disk needs Linux and root")
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(root)]
    if subprocess.run(options, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        yield root
    finally:
        unmount = ["umount", "-l", str(root)]
        subprocess.run(unmount, capture_output=True, check=False)


def test_a_full_disk_is_said_and_the_next_save_works(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "3m") as disk:
        place = Place(disk)
        filler = disk / "filler"
        with place.create() as vault:
            write(vault, "before")
            room = shutil.disk_usage(disk).free
            filler.write_bytes(bytes(room - 64 * 1024))
            lost = [f"{n} " + "lost words " * 3_000 for n in range(8)]
            with pytest.raises(DiskFullError):
                write(vault, *lost)
            with pytest.raises(DiskFullError):
                vault.save_draft(DRAFT, "entry", 0, bytes(500_000))
            with pytest.raises(DiskFullError):
                vault.backup()
            assert [row.title for row in vault.rows(RowQuery())] == ["before"]
            filler.unlink()
            write(vault, "after")
            vault.save_draft(DRAFT, "entry", 0, b"kept")
            vault.full_check()
        assert checked(place) == ["after", "before"]


def test_no_room_for_a_new_vault_leaves_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "256k") as disk:
        place = Place(disk)
        (disk / "filler").write_bytes(bytes(200 * 1024))
        with pytest.raises(DiskFullError):
            place.create()
        assert not place.directory.exists()


@contextlib.contextmanager
def unprivileged(path: Path) -> Iterator[None]:
    """Go on as somebody whom file modes bind."""
    if os.geteuid() != 0:
        yield
        return
    for found in (path, *path.rglob("*")):
        os.chown(found, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_directory_that_may_not_be_written_is_said_and_can_be_read() -> None:
    root = Path(tempfile.mkdtemp(prefix="confidant-"))
    try:
        root.chmod(0o755)
        place = Place(root)
        with place.create() as vault:
            write(vault, "text")
        with unprivileged(root):
            place.database.chmod(0o400)
            place.directory.chmod(0o500)
            with pytest.raises(NotWritableError) as caught, place.open() as vault:
                write(vault, "more")
            assert caught.value.params == {"name": "Journal.confidant"}
            with place.open(read_only=True) as vault:
                assert [row.title for row in vault.rows(RowQuery())] == ["text"]
                vault.verify_chain()
            with pytest.raises(NotWritableError):
                Place(place.directory, "Inside").create()
            place.directory.chmod(0o700)
            place.database.chmod(0o600)
        assert checked(place) == ["text"]
    finally:
        shutil.rmtree(root)


CANARY = "kanarienvogelzwitscher"


def test_nothing_on_the_disk_is_readable_during_and_after_a_session(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create(name=f"{CANARY} name") as vault:
        with vault.transaction() as transaction:
            body = Entry(genre="quick", title=CANARY, as_observed=CANARY * 50, tags=(CANARY,))
            record = transaction.create(body).record
            transaction.put_attachment(CANARY.encode() * 100)
            transaction.save_draft(record, "entry", 1, CANARY.encode())
        assert vault.search(CANARY).hits
        vault.backup()
        with vault.transaction() as transaction:
            transaction.erase([record])
            transaction.settle()
            scan(tmp_path)
        scan(tmp_path)
    scan(tmp_path)


def scan(root: Path) -> None:
    needles = [CANARY.encode(), CANARY.encode("utf-16-le"), b"CREATE TABLE", b"as_observed"]
    files = [path for path in root.rglob("*") if path.is_file()]
    assert len(files) >= 4
    for path in files:
        data = path.read_bytes()
        for needle in needles:
            assert needle not in data, path.name


def test_an_erased_body_is_in_no_page_of_the_database(tmp_path: Path) -> None:
    place = Place(tmp_path)
    words = [f"{letter}qxw{CANARY}{letter}" for letter in "bdfhjlnpr"]
    with place.create() as vault:
        key = database_key(vault)
        write(vault, *[f"ordinary words number {n} " + "filler " * 200 for n in range(30)])
        body = Entry(
            genre="quick",
            title=f"title {CANARY}",
            as_observed=" ".join(words * 20),
            as_felt=f"felt {CANARY}",
            tags=(f"tag{CANARY}",),
        )
        with vault.transaction() as transaction:
            sha256 = transaction.put_attachment(CANARY.encode() * 5_000)
            assert sha256
            record = transaction.create(body).record
            transaction.revise(record, body.with_changes(as_felt=f"again {CANARY}"))
            draft = f'{{"as_felt":"{CANARY}","sha256":"{_b64(sha256)}"}}'.encode()
            transaction.save_draft(record, "entry", 2, draft)
    needle = CANARY.encode()[3:]
    assert any(needle in page for page in decrypted_pages(place.database, key))
    with place.open() as vault:
        with vault.transaction() as transaction:
            assert transaction.erase([record]).attachments == 1
        journal = place.database.with_name(place.database.name + "-journal")
        assert not journal.exists() or journal.stat().st_size == 0
        assert not any(needle in page for page in decrypted_pages(place.database, key))
        # A later change and a rebuild bring nothing back.
        write(vault, "later")
        vault.rebuild()
    assert not any(needle in page for page in decrypted_pages(place.database, key))
    assert len(checked(place)) == 31


def _b64(data: bytes) -> str:

    return strict_base64.encode(data)


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE 'plain.db' AS plain KEY ''",
        "DETACH DATABASE main",
        "SELECT load_extension('x')",
        "SELECT sqlcipher_export('main')",
        "PRAGMA temp_store = FILE",
        "PRAGMA key = 'x'",
        "PRAGMA rekey = 'x'",
        "PRAGMA hexkey = '00'",
        "PRAGMA cipher_plaintext_header_size = 32",
        "PRAGMA cipher_integrity_check",
        "PRAGMA writable_schema = ON",
    ],
)
def test_statements_that_could_leak_are_denied(tmp_path: Path, statement: str) -> None:
    with new_vault(tmp_path) as vault:
        database = vault._parts.database
        with pytest.raises(BugError):
            database.rows(statement)
        vault.full_check()
        with pytest.raises(BugError):
            database.rows(statement)


@pytest.mark.parametrize(
    "specification",
    [
        b"",
        b"x'" + b"0" * 95 + b"'",
        b"x'" + b"0" * 97 + b"'",
        b"x'" + b"A" * 96 + b"'",
        b"x'" + b"0" * 96 + b"'\n",
        b"0" * 99,
    ],
)
def test_a_key_specification_of_another_form_is_refused(specification: bytes) -> None:
    with pytest.raises(KeySpecError):
        connection.check_key_specification(bytearray(specification))


def test_the_key_is_wiped_once_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bytearray] = []
    real = connection.key_specification

    def kept(vmk: bytearray, vault_id: bytes) -> bytearray:
        given.append(real(vmk, vault_id))
        return given[-1]

    monkeypatch.setattr(connection, "key_specification", kept)
    place = Place(tmp_path)
    vault = place.create()
    parts = vault._parts
    vault.close()
    assert given == [bytearray(99)]
    with pytest.raises(BugError):
        assert parts.vmk.data


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.create().close()
    hold = (
        "import sys, time; from pathlib import Path; from tests.support.vaults import Place\n"
        "vault = Place(Path(sys.argv[1])).open(); print('open', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    child.kill()
    child.wait(30)
    child.stdout.close()
    place.open().close()
