"""What is saved of a damaged vault, and the copies that synchronisers leave beside one."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from confidant.cli.main import main
from confidant.cli.world import World
from confidant.crypto import strict_base64
from confidant.environment import SystemEntropy
from confidant.errors import (
    ChainError,
    DatabaseKeyError,
    ExpectedError,
    NothingToSalvageError,
    OutputExistsError,
    UnfinishedOutputError,
    VaultInUseError,
    WrongSecretError,
)
from confidant.records.body import Attachment
from confidant.records.ids import RecordId
from confidant.services import evidence
from confidant.vault.unlocking import PassphraseSecret
from tests.support.killing import killed_at
from tests.support.vaults import PASSPHRASE, SAMPLE_PASSPHRASE, Place, entry, sample_place, write

SECRET = PassphraseSecret(PASSPHRASE)
PAGE = 4096
FILE = b"the contract " * 4000


def filled(root: Path, entries: int = 60) -> Place:
    """Make a closed vault with entries, one of them erased, an attachment and a draft."""
    place = Place(root)
    with place.create() as vault:
        ids = write(vault, *(f"entry {n} " + f"words{n} " * 200 for n in range(entries)))
        erased = ids[3:4]
        with vault.transaction() as transaction:
            if erased:
                transaction.erase(erased)
            digest = strict_base64.encode(transaction.put_attachment(FILE))
            named = Attachment(
                name="contract.txt", sha256=digest, size=len(FILE), media="text/plain"
            )
            transaction.create(entry("has a file").with_changes(attachments=(named,)))
        vault.save_draft(RecordId(b"\x07" * 16), "entry", 0, b'{"kind":"entry"}')
    return place


def salvaged(place: Place, output: Path) -> evidence.Salvaged:
    return evidence.salvage(directory=place.directory, secret=SECRET, output=output)


def texts(output: Path) -> set[str]:
    found = json.loads((output / "confidant.json").read_text())["records"]
    return {one["body"]["as_observed"].split(" word")[0] for one in found if one["kind"] == "entry"}


def bytes_of(directory: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_a_whole_vault_is_saved_whole_and_not_touched(tmp_path: Path) -> None:
    place, output = filled(tmp_path), tmp_path / "saved"
    before = bytes_of(place.directory)
    done = salvaged(place, output)
    assert bytes_of(place.directory) == before
    assert (done.unreadable, done.refused, done.attachments_lost) == (0, 0, 0)
    assert (done.records, done.drafts, done.attachments) == (60, 1, 1)
    assert texts(output) == {"has a file"} | {f"entry {n}" for n in range(60) if n != 3}
    assert len(list((output / "entries").glob("*.md"))) == 60
    assert next((output / "attachments").rglob("contract.txt")).read_bytes() == FILE
    assert len(list((output / "drafts").iterdir())) == 1
    assert json.loads((output / "salvage.json").read_text())["records"] == 60
    assert oct((output / "confidant.json").stat().st_mode & 0o777) == "0o600"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "Journal.confidant",
        "saved",
        "state",
    ]


def test_the_keys_of_my_identity_are_never_written(tmp_path: Path) -> None:
    place, output = filled(tmp_path), tmp_path / "saved"
    salvaged(place, output)
    assert b"seed" not in b"".join(bytes_of(output).values())
    assert b'"kind":"identity"' not in (output / "confidant.json").read_bytes()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_what_lies_in_undamaged_pages_is_saved(tmp_path: Path, share: float) -> None:
    place, output = filled(tmp_path), tmp_path / "saved"
    data = bytearray(place.database.read_bytes())
    page = round(len(data) // PAGE * share) * PAGE
    data[page + 100 : page + 200] = bytes(100)
    place.database.write_bytes(data)
    before = bytes_of(place.directory)
    done = salvaged(place, output)
    assert bytes_of(place.directory) == before
    everything = {"has a file"} | {f"entry {n}" for n in range(60) if n != 3}
    assert texts(output) <= everything
    assert done.records >= 30
    assert done.records + done.unreadable + done.refused >= 60


def test_an_older_page_is_not_saved_as_if_it_were_true(tmp_path: Path) -> None:
    place, output = Place(tmp_path), tmp_path / "saved"
    with place.create() as vault:
        ids = write(vault, *(f"entry {n} " + "filler " * 300 for n in range(12)))
    older = place.database.read_bytes()
    with place.open() as vault:
        vault._parts.database.execute(
            "UPDATE rev SET ts = ts + 1 WHERE record = ? AND rev = 1", (ids[5],)
        )
    with place.open() as vault, pytest.raises(ChainError):
        vault.verify_chain()
    done = salvaged(place, output)
    assert done.refused == 1
    assert "entry 5 " + "filler" not in (output / "confidant.json").read_text()
    assert done.records == 11
    assert older


def test_erased_text_does_not_come_back_with_an_older_page(tmp_path: Path) -> None:
    place, output = Place(tmp_path), tmp_path / "saved"
    with place.create() as vault:
        ids = write(vault, "SECRET " + "filler " * 300, "another " + "filler " * 300)
        row = vault._parts.database.row("SELECT salt, body FROM rev WHERE record = ?", (ids[0],))
        with vault.transaction() as transaction:
            transaction.erase([ids[0]])
        assert row is not None
        vault._parts.database.execute(
            "UPDATE rev SET salt = ?, body = ? WHERE record = ? AND rev = 1", (*row, ids[0])
        )
    salvaged(place, output)
    assert b"SECRET" not in b"".join(bytes_of(output).values())


def test_both_headers_gone_a_backups_header_opens_what_is_left(tmp_path: Path) -> None:
    place, output = filled(tmp_path), tmp_path / "saved"
    with place.open() as vault:
        vault.backup()
    for name in ("vault.hdr", "vault.hdr.copy"):
        (place.directory / name).write_bytes(b"damaged")
    assert salvaged(place, output).records == 60


def test_a_damaged_first_page_leaves_nothing_to_save(tmp_path: Path) -> None:
    place, output = filled(tmp_path, 3), tmp_path / "saved"
    data = bytearray(place.database.read_bytes())
    data[100] ^= 1
    place.database.write_bytes(data)
    with pytest.raises(DatabaseKeyError):
        place.open()
    with pytest.raises(NothingToSalvageError):
        salvaged(place, output)
    assert not output.exists()
    assert not list(tmp_path.glob("saved*"))


def test_a_truncated_database_gives_what_it_still_has_or_says_so(tmp_path: Path) -> None:
    place = filled(tmp_path)
    whole = place.database.read_bytes()
    saved = 0
    for number, size in enumerate((len(whole) // 2, len(whole) - PAGE, len(whole) - 100)):
        place.database.write_bytes(whole[:size])
        try:
            saved += salvaged(place, tmp_path / f"saved{number}").records
        except ExpectedError as error:
            assert isinstance(error, NothingToSalvageError)  # noqa: PT017 -- several may pass
        assert place.database.read_bytes() == whole[:size]
    assert saved > 0


def test_a_kill_leaves_what_was_saved_where_it_can_be_seen(tmp_path: Path) -> None:
    place, output = filled(tmp_path, 2), tmp_path / "saved"
    unfinished = output.with_name("saved (unfinished)")
    names = {"Journal.confidant", "state", unfinished.name, output.name}
    left = 0

    def work(arm: Callable[[], None]) -> None:
        arm()
        salvaged(place, output)

    for step in range(1, 200, 3):
        killed = killed_at(step, tmp_path, work)
        assert {one.name for one in tmp_path.iterdir()} <= names
        if not killed:
            break
        left += unfinished.exists() and any(unfinished.rglob("*.md"))
        if unfinished.exists():
            with pytest.raises(UnfinishedOutputError):
                salvaged(place, output)
            shutil.rmtree(unfinished)
    assert left > 0
    assert (output / "confidant.json").exists()
    assert not unfinished.exists()


def test_salvage_refuses_what_it_must(tmp_path: Path) -> None:
    place, output = filled(tmp_path, 2), tmp_path / "saved"
    output.mkdir()
    (output / "mine.txt").write_text("mine")
    with pytest.raises(OutputExistsError):
        salvaged(place, output)
    with pytest.raises(WrongSecretError):
        evidence.salvage(
            directory=place.directory, secret=PassphraseSecret("wrong"), output=tmp_path / "other"
        )
    with place.open(), pytest.raises(VaultInUseError):
        salvaged(place, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_the_stored_sample_vault_can_be_saved(tmp_path: Path) -> None:
    place = sample_place(tmp_path)
    done = evidence.salvage(
        directory=place.directory,
        secret=PassphraseSecret(SAMPLE_PASSPHRASE),
        output=tmp_path / "saved",
    )
    assert (done.unreadable, done.refused) == (0, 0)
    assert done.records > 0


STRAY = (
    "vault (conflicted copy 2026-11-24).hdr",
    "vault.sync-conflict-20261124-120000-ABCDEFG.hdr",
    "vault.hdr (Ann's conflicted copy)",
    "journal-00000000.db",
    "journal-00000000.db-journal",
    "journal-11111111 (1).db",
    "journal-11111111.db~",
    "journal-11111111.sync-conflict-20261124-120000.db",
)


def test_what_synchronisers_leave_is_named(tmp_path: Path) -> None:
    place = filled(tmp_path, 1)
    with place.open() as vault:
        vault.backup()
        assert evidence.stray_copies(place.directory) == ()
    for name in STRAY:
        (place.directory / name).write_bytes(b"")
    for name in ("vault.hdr.tmp", "journal-12345678.db.after-87654321", "notes.txt", ".DS_Store"):
        (place.directory / name).write_bytes(b"")
    assert evidence.stray_copies(place.directory) == tuple(sorted(STRAY))
    assert evidence.stray_copies(tmp_path / "nowhere") == ()


def cli(place: Place, *arguments: str) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    world = World(
        clock=place.clock,
        entropy=SystemEntropy(),
        state_directory=place.state,
        ask=lambda _: PASSPHRASE,
    )
    return main(arguments, out=out, err=err, world=world), out.getvalue() + err.getvalue()


def test_the_command_line_saves_and_names_stray_copies(tmp_path: Path) -> None:
    place = filled(tmp_path, 5)
    (place.directory / "journal-00000000.db").write_bytes(b"")
    code, said = cli(place, "check", str(place.directory))
    assert code == 0
    assert "copies that it does not read: journal-00000000.db" in said
    output = tmp_path / "saved"
    code, said = cli(place, "check", str(place.directory), "--salvage", str(output))
    assert code == 0
    assert "Saved 5 records, 1 unsaved text and 1 file in “saved”, unencrypted." in said
    shutil.rmtree(output)
    (place.directory / "journal-00000000.db").unlink()
    place.database.write_bytes(place.database.read_bytes()[:4096])
    code, said = cli(place, "check", str(place.directory), "--salvage", str(output))
    assert (code, "No record of this vault can be read" in said) == (1, True)
