"""Quitting ends the program, whatever the last backup comes to, and says nothing untrue."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from confidant.environment import Progress
from confidant.errors import (
    CancelledError,
    DatabaseIntegrityError,
    NotWritableError,
    VaultLockedError,
)
from confidant.services import backup_failures, backups
from confidant.services.backup_failures import Failure
from confidant.services.backup_jobs import Job
from confidant.ui.backups import last_word
from confidant.ui.backups.last_word import LastWordWindow
from confidant.vault import backup_store
from confidant.vault.backup import Backup
from confidant.vault.vault import Vault
from tests.support.program import Program, program, top_levels, wait_until
from tests.support.vaults import NOON, write


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(last_word, "QUIET_S", 0.01)
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        made.ask(lambda vault: write(vault, "the last words"))
        yield made


def crashes(running: Program) -> list[str]:
    codes: list[str] = []
    running.application.crashes.reported.connect(codes.append)
    return codes


def mark(running: Program) -> Failure | None:
    return backup_failures.last(running.vault.directory / "backups")


def quit_and_wait(running: Program) -> None:
    running.application.quit()
    wait_until(lambda: not running.application.is_ending)
    assert has_ended(running)


def has_ended(running: Program) -> bool:
    """Whether the vault's thread takes no more work, and nothing is on the screen."""
    try:
        running.application.worker.submit(int)
    except VaultLockedError:
        return not any(isinstance(one, LastWordWindow) for one in top_levels())
    return False


def second_place(running: Program, root: Path) -> Path:
    """Choose a second place; return the folder in it."""
    stick = root / "stick"
    stick.mkdir()
    running.ask(lambda v: backups.choose_second_place(v, running.clock, directory=stick))
    return running.ask(backups.places)[1]


class UnforeseenError(Exception):
    """Nobody expects it."""


# A mistake of ours.


@pytest.mark.parametrize("seconds", [0, 0.3])
def test_a_mistake_during_the_proof_is_reported_and_the_program_ends(
    running: Program, monkeypatch: pytest.MonkeyPatch, seconds: float
) -> None:
    """At once or later: the next unlock knows that there is no backup."""
    codes = crashes(running)

    def bad(_self: Job, _progress: Progress) -> Backup:
        sleep(seconds)
        raise UnforeseenError

    if not seconds:
        monkeypatch.setattr(last_word, "QUIET_S", 5)
    monkeypatch.setattr(Job, "_prove", bad)
    quit_and_wait(running)
    assert len(codes) == 1
    assert mark(running) == Failure("not-made", NOON)


def test_a_mistake_after_the_proof_leaves_the_backup_that_was_kept(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = crashes(running)

    def bad(_self: Job, _fresh: Path | None) -> None:
        raise UnforeseenError

    monkeypatch.setattr(Job, "_carry", bad)
    quit_and_wait(running)
    assert len(codes) == 1
    assert mark(running) is None
    with running.vault.open() as vault:
        assert backups.is_current(vault)


def test_the_program_ends_even_where_the_proof_cannot_begin(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad(_self: last_word.LastWord) -> bool:
        raise UnforeseenError

    monkeypatch.setattr(last_word.LastWord, "is_done_soon", bad)
    with pytest.raises(UnforeseenError):
        running.application.quit()
    assert has_ended(running)


# Whoever does not wait.


def test_a_second_place_that_never_answers_does_not_keep_the_program_from_ending(
    running: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    second_place(running, tmp_path)
    reached, go_on, gone = Event(), Event(), Event()

    def hang(*_args: object, **_named: object) -> Path:
        reached.set()
        go_on.wait(60)
        gone.set()
        raise NotWritableError

    monkeypatch.setattr(last_word, "PATIENCE_S", 0.2)
    monkeypatch.setattr(backup_store, "duplicate", hang)
    running.application.quit()
    word = running.application._last_word
    assert word is not None
    assert word._window is not None
    wait_until(reached.is_set)
    word._window.end.click()
    wait_until(lambda: not running.application.is_ending)
    assert has_ended(running)
    assert mark(running) is None  # the backup beside the vault was kept
    hanging = [one for one in threading.enumerate() if one.name == "last-proof"]
    assert [one.daemon for one in hanging] == [True]  # the interpreter does not wait for it
    go_on.set()
    wait_until(gone.is_set)


def test_copying_to_the_second_place_ends_between_two_pieces(
    running: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = second_place(running, tmp_path)
    job = running.ask(backups.begin)
    asked: list[int] = []
    real = job._check

    def check() -> None:
        asked.append(1)
        if (folder.exists() and list(folder.glob("*.tmp/journal-*"))) or job._ended:
            job.stop()
        real()

    monkeypatch.setattr(backup_store, "_PIECE", 4096)
    monkeypatch.setattr(job, "_check", check)
    with pytest.raises(CancelledError):
        job.run()
    assert job.is_kept
    assert list(folder.iterdir()) == []
    assert running.ask(backups.is_current)


def test_reading_backups_again_ends_between_two_pieces(running: Program) -> None:
    (one,) = (running.ask(backups.back_up),)
    key = running.ask(lambda vault: vault.proof_key())
    (kept,) = backup_store.read_place(one.backup.path.parent, key)
    key.wipe()

    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        kept.is_unchanged(stop)


def test_a_copy_to_the_second_place_that_quitting_breaks_off_begins_again(
    running: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = second_place(running, tmp_path)
    real, begun = backup_store._copy_plain, Event()

    def slow(source: Path, target: Path, check: Callable[[], None]) -> None:
        first = not begun.is_set()
        begun.set()
        for _ in range(500 if first else 0):
            check()
            sleep(0.01)
        real(source, target, check)

    monkeypatch.setattr(backup_store, "_copy_plain", slow)
    assert running.application.desk is not None
    running.application.desk.keeper.make_now()
    wait_until(begun.is_set)
    quit_and_wait(running)
    assert [one.name for one in folder.iterdir()] == [
        one.name for one in (running.vault.directory / "backups").iterdir()
    ]


# What is said.


def test_a_damaged_vault_does_not_say_that_typed_text_was_lost(
    running: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bad(_vault: Vault) -> bool:
        raise DatabaseIntegrityError

    monkeypatch.setattr(backups, "is_current", bad)
    monkeypatch.setattr(backups, "places", bad)
    quit_and_wait(running)
    assert running.application.entrance is None or not running.entrance.isVisible()
    assert mark(running) == Failure("damaged", NOON)
