"""A restore meets other programs, other keys and kills: nobody loses a vault by it."""

import contextlib
import io
import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from confidant.cli.main import main
from confidant.cli.world import World
from confidant.crypto import argon2
from confidant.errors import (
    ExpectedError,
    NotWritableError,
    VaultChangedError,
    VaultDivergedError,
    VaultInUseError,
    VaultRollbackError,
)
from confidant.services import restores
from confidant.vault import exchanging, header_files, locks, opening, rekeying, unlocking
from confidant.vault.reencrypting import reencrypt
from confidant.vault.restoring import Restoring
from confidant.vault.vault import PassphraseSecret, RowQuery, Vault
from tests.support.elsewhere import opened_elsewhere
from tests.support.killing import killed_at
from tests.support.vaults import CHEAP, PASSPHRASE, Place, write

SECRET = PassphraseSecret(PASSPHRASE)
NEW = "another quiet harbour at dusk"


def made(root: Path) -> tuple[Place, Path]:
    """Make a closed vault with a backup and one entry more than that has."""
    place = Place(root)
    with place.create() as vault:
        write(vault, "in both")
        backup = vault.backup().path
        write(vault, "only in the vault")
    return place, backup


def titles(place: Place, passphrase: str = PASSPHRASE, *, accept: bool = False) -> list[str]:
    with place.open(PassphraseSecret(passphrase), accept=accept) as vault:
        vault.full_check()
        return sorted(row.title for row in vault.rows(RowQuery(limit=100)))


def opened(place: Place, backup: Path) -> Restoring:
    return restores.open_backup(backup=backup, directory=place.directory, secret=SECRET)


def put(place: Place, one: Restoring) -> None:
    restores.restore(one, place.clock, place.entropy, state_directory=place.state)


def lies_in(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon2, "MINIMUM_WRITTEN", CHEAP)


@pytest.mark.usefixtures("cheap")
def test_a_vault_that_is_open_under_another_key_is_not_replaced(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    with place.open() as vault:
        reencrypt(vault, PassphraseSecret(NEW))
    with opened_elsewhere(place, NEW) as other:
        before = lies_in(tmp_path)
        with opened(place, backup) as one:
            with pytest.raises(VaultInUseError):
                restores.compare(one, secret=SECRET)
            with pytest.raises(VaultInUseError):
                put(place, one)
        assert lies_in(tmp_path) == before
        assert other.hears("written later") == "written"
    assert titles(place, NEW) == ["in both", "only in the vault", "written later"]
    with opened(place, backup) as one:
        restores.compare(one, secret=SECRET)
        assert one.trouble is not None
        put(place, one)
    assert titles(place) == ["in both"]


def test_a_vault_that_is_opened_while_a_person_reads_the_difference_is_not_replaced(
    tmp_path: Path,
) -> None:
    place, backup = made(tmp_path)
    with opened(place, backup) as one:
        restores.compare(one, secret=SECRET)
        with opened_elsewhere(place) as other:
            before = lies_in(tmp_path)
            with pytest.raises(VaultInUseError):
                put(place, one)
            assert lies_in(tmp_path) == before
            assert other.hears("written later") == "written"
        # It is closed now, but it is not what was compared.
        with pytest.raises(VaultChangedError):
            put(place, one)
        restores.compare(one, secret=SECRET)
        put(place, one)
    assert titles(place) == ["in both"]


def test_a_look_meanwhile_does_not_ask_for_another_comparison(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    with opened(place, backup) as one:
        restores.compare(one, secret=SECRET)
        with opened_elsewhere(place):
            pass
        put(place, one)
    assert titles(place) == ["in both"]


def _opens(place: Place, answer: "multiprocessing.SimpleQueue[str]") -> None:
    try:
        place.open().close()
        answer.put("opened")
    except ExpectedError as error:
        answer.put(type(error).__name__)


def test_nobody_opens_the_vault_while_it_is_being_replaced(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    fork = multiprocessing.get_context("fork")
    answers: multiprocessing.SimpleQueue[str] = fork.SimpleQueue()

    def prepare(_vault: Vault) -> None:
        process = fork.Process(target=_opens, args=(place, answers))
        process.start()
        process.join()

    with opened(place, backup) as one:
        one.commit(prepare, clock=place.clock, entropy=place.entropy, state_directory=place.state)
    assert answers.get() == "VaultInUseError"
    assert titles(place) == ["in both"]


def test_a_database_without_leave_to_write_is_locked_all_the_same(tmp_path: Path) -> None:
    place, _ = made(tmp_path)
    with opened_elsewhere(place):
        real = os.open

        def refuse(path: os.PathLike[str], flags: int, *more: int) -> int:
            if flags & os.O_RDWR:
                raise PermissionError(13, "no")
            return real(path, flags, *more)

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(os, "open", refuse)
            with pytest.raises(VaultInUseError), locks.held(place.directory):
                pass


def test_a_vault_that_was_moved_away_writes_no_header_over_what_took_its_place(
    tmp_path: Path,
) -> None:
    place, backup = made(tmp_path)
    with place.open() as vault:
        # What no program does any more: the place is taken while the vault is open.
        place.directory.rename(tmp_path / "Moved.confidant")
        other = Place(tmp_path)
        with opened(other, tmp_path / "Moved.confidant" / "backups" / backup.name) as one:
            put(other, one)
        before = lies_in(place.directory)
        with pytest.raises(VaultChangedError):
            rekeying.change_passphrase(vault, PassphraseSecret(NEW))
        with pytest.raises(VaultChangedError):
            rekeying.new_recovery_code(vault)
        with pytest.raises(VaultChangedError):
            reencrypt(vault, PassphraseSecret(NEW))
        assert lies_in(place.directory) == before
    assert titles(place, accept=True) == ["in both"]


def test_a_header_that_somebody_put_there_is_not_written_over(tmp_path: Path) -> None:
    place, _ = made(tmp_path)
    older = {name: (place.directory / name).read_bytes() for name in _HEADERS}
    with place.open() as vault:
        rekeying.change_passphrase(vault, PassphraseSecret(NEW))
        for name, data in older.items():
            (place.directory / name).write_bytes(data)
        with pytest.raises(VaultChangedError):
            rekeying.new_recovery_code(vault)
        assert {name: (place.directory / name).read_bytes() for name in _HEADERS} == older
        for name in _HEADERS:
            (place.directory / name).write_bytes(b"damage")
        rekeying.change_passphrase(vault, PassphraseSecret(NEW))
    assert titles(place, NEW) == ["in both", "only in the vault"]


_HEADERS = (header_files.NAME, header_files.COPY_NAME)


def test_an_old_header_is_not_mended_over_a_new_one_that_came_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, _ = made(tmp_path)
    first, copy = (place.directory / name for name in _HEADERS)
    old = first.read_bytes()
    with place.open() as vault:
        rekeying.change_passphrase(vault, PassphraseSecret(NEW))
    new = first.read_bytes()
    first.write_bytes(old)
    copy.write_bytes(b"damaged")
    plain = unlocking.unlock

    def slow(*arguments: object) -> object:
        found = plain(*arguments)  # type: ignore[arg-type] # passed on as it came
        for path in (first, copy):
            path.write_bytes(new)
        return found

    monkeypatch.setattr(opening, "unlock", slow)
    with pytest.raises(VaultChangedError):
        place.open(accept=True)
    monkeypatch.undo()
    assert (first.read_bytes(), copy.read_bytes()) == (new, new)
    assert titles(place, NEW) == ["in both", "only in the vault"]


def _cannot(_one: Path, _other: Path) -> bool:
    return False


@pytest.mark.parametrize("at_once", [True, False])
def test_a_restore_that_is_killed_at_any_step_leaves_a_vault_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    if not at_once:
        monkeypatch.setattr(exchanging, "swap", _cannot)
    room = tmp_path / "room"
    room.mkdir()
    place, backup = made(room)
    keep = tmp_path / "keep"
    shutil.copytree(room, keep)

    def work(arm: Callable[[], None]) -> None:
        with opened(place, backup) as one:
            restores.compare(one, secret=SECRET)
            arm()
            put(place, one)

    step, seen, between = 1, set(), 0
    while killed_at(step, room, work):
        if not place.directory.exists():
            between += 1
        restores.finish(place.directory)
        assert (place.directory / "backups" / backup.name).is_dir(), step
        accept = False
        try:
            now = titles(place)
        except (VaultRollbackError, VaultDivergedError):
            accept = True
            now = titles(place, accept=True)
        replaced = [one for one in room.iterdir() if "(replaced" in one.name]
        assert now == (["in both"] if replaced else ["in both", "only in the vault"]), step
        assert not accept or replaced
        for one in replaced:
            old = Place(room, one.name.removesuffix(".confidant"))
            old.state = tmp_path / "other-state"
            assert titles(old) == ["in both", "only in the vault"]
        assert [one.name for one in room.iterdir() if one.name.startswith(".")] == [], step
        seen.add(bool(replaced))
        shutil.rmtree(room)
        shutil.rmtree(tmp_path / "other-state", ignore_errors=True)
        shutil.copytree(keep, room)
        step += 1
    assert step > 12
    assert seen == {True, False}
    assert bool(between) is not at_once


def test_a_restore_to_an_empty_place_that_is_killed_is_finished_or_was_nothing(
    tmp_path: Path,
) -> None:
    source, backup = made(tmp_path)
    room = tmp_path / "room"
    place = Place(room)

    def work(arm: Callable[[], None]) -> None:
        with opened(place, backup) as one:
            arm()
            put(place, one)

    step, finished = 1, 0
    while killed_at(step, room, work):
        restores.finish(place.directory)
        if place.directory.exists():
            finished += 1
            assert titles(place) == ["in both"]
        else:
            with opened(place, backup) as one:
                put(place, one)
            assert titles(place) == ["in both"]
        assert [one.name for one in room.iterdir() if one.name.startswith(".")] == [], step
        shutil.rmtree(room)
        step += 1
    assert step > 8
    assert finished
    assert titles(source) == ["in both", "only in the vault"]


def test_what_a_killed_restore_left_goes_with_the_next_opening(tmp_path: Path) -> None:
    place, _ = made(tmp_path)
    left = tmp_path / ".Journal.confidant.restoring 2"
    left.mkdir()
    (left / "journal-00000000.db").write_bytes(b"half")
    other = tmp_path / ".Other.confidant.restoring"
    other.mkdir()
    assert titles(place) == ["in both", "only in the vault"]
    assert not left.exists()
    assert other.exists()


def test_the_vault_that_was_replaced_is_never_swept_away(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    hidden = tmp_path / ".Journal.confidant.exchange"
    with opened(place, backup) as one, pytest.MonkeyPatch.context() as patched:
        patched.setattr(exchanging, "finish", lambda _directory: False)
        put(place, one)
    assert hidden.is_dir()
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == hidden:
            raise PermissionError
        return real(self, target)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        assert titles(place) == ["in both"]
    assert hidden.is_dir()
    assert titles(place) == ["in both"]
    assert not hidden.exists()
    (replaced,) = [path for path in tmp_path.iterdir() if "(replaced" in path.name]
    old = Place(tmp_path, replaced.name.removesuffix(".confidant"))
    old.state = tmp_path / "other-state"
    assert titles(old) == ["in both", "only in the vault"]


def test_a_note_that_is_not_ours_moves_nothing(tmp_path: Path) -> None:
    place, _ = made(tmp_path)
    victim = tmp_path / "Other.confidant" / "backups"
    victim.mkdir(parents=True)
    shutil.rmtree(place.directory / "backups")
    elsewhere = "x (replaced 1)/../Other.confidant"
    for name in ("Other.confidant", "../Other.confidant", elsewhere, "x (replaced 1)\0"):
        (place.directory / exchanging.NOTE).write_text(name)
        assert titles(place) == ["in both", "only in the vault"]
        assert victim.is_dir()
        assert not (place.directory / exchanging.NOTE).exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a name is text")
def test_a_name_that_is_no_text_is_restored_too(tmp_path: Path) -> None:
    place, backup = made(tmp_path)
    named = tmp_path / os.fsdecode(b"Journ\xe9l.confidant")
    place.directory.rename(named)
    place.directory = named
    with opened(place, named / "backups" / backup.name) as one:
        restores.compare(one, secret=SECRET)
        put(place, one)
    assert titles(place) == ["in both"]
    assert (named / "backups" / backup.name).is_dir()


@pytest.mark.parametrize("at_once", [True, False])
def test_an_exchange_that_is_refused_leaves_the_vault_where_it_was(
    tmp_path: Path, *, at_once: bool
) -> None:
    place, backup = made(tmp_path)
    real = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name.endswith(".exchange"):
            raise PermissionError
        return real(self, target)

    def refuse_swap(_one: Path, _other: Path) -> bool:
        if at_once:
            raise PermissionError
        return False

    with opened(place, backup) as one, pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "rename", refuse)
        patched.setattr(exchanging, "swap", refuse_swap)
        with pytest.raises(NotWritableError):
            put(place, one)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Journal.confidant", "state"]
    assert titles(place) == ["in both", "only in the vault"]


def test_two_paths_change_places_at_once_where_the_system_can(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.mkdir()
        (path / path.name).touch()
    swapped = exchanging.swap(one, other)
    assert (one / "other").exists() is swapped
    assert (other / "other").exists() is not swapped
    with contextlib.suppress(FileNotFoundError):
        assert not exchanging.swap(one, tmp_path / "missing")
    assert one.is_dir()


def test_every_verb_finishes_a_restore_that_was_killed_unless_it_only_reads(
    tmp_path: Path,
) -> None:
    place, backup = made(tmp_path)
    with opened(place, backup) as one, pytest.MonkeyPatch.context() as patched:
        patched.setattr(exchanging, "swap", _cannot)
        patched.setattr(exchanging, "finish", lambda _directory: False)
        put(place, one)
    place.directory.rename(tmp_path / ".Journal.confidant.exchange")

    def listed(*more: str) -> tuple[int, str]:
        out, err = io.StringIO(), io.StringIO()
        world = World(
            clock=place.clock,
            entropy=place.entropy,
            state_directory=place.state,
            ask=lambda _: PASSPHRASE,
        )
        code = main(("list", str(place.directory), *more), out=out, err=err, world=world)
        return code, out.getvalue() + err.getvalue()

    assert listed("--read-only")[0] == 1
    assert not place.directory.exists()
    code, said = listed()
    assert (code, "in both" in said, "only in the vault" in said) == (0, True, False)
    assert (place.directory / "backups" / backup.name).is_dir()
