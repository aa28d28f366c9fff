"""What the window says of attachments that are gone and of places that keep older backups."""

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.services import attachments, backups
from confidant.ui.backups.keeper import State
from confidant.ui.widgets.banner import Banner
from confidant.vault import backup_store
from confidant.vault.vault import Vault
from tests.support.program import Program, program, wait_until
from tests.support.vaults import write


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path) as made:
        made.make_vault()
        made.open()
        yield made


def said(running: Program) -> str:
    shown = running.window.banners.findChildren(Banner)
    return " ".join(one.sentence for one in shown if not one.isHidden())


def idle(running: Program) -> None:
    running.settle()
    wait_until(lambda: running.keeper.state is State.IDLE)
    running.settle()


def test_missing_attachments_are_told_until_they_are_back(running: Program, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(b"what the board said")
    lost: list[tuple[bytes, bytes]] = []

    def lose(vault: Vault) -> None:
        (record,) = write(vault, "one")
        attachments.attach(vault, running.clock, record=record, files=[file])
        with vault.transaction():
            database = vault._parts.database
            lost.extend(database.rows("SELECT sha256, data FROM blob"))
            database.execute("DELETE FROM blob")

    def find(vault: Vault) -> None:
        with vault.transaction():
            vault._parts.database.execute("INSERT INTO blob(sha256, data) VALUES(?, ?)", lost[0])

    running.ask(lose)
    running.keeper.check_now()
    wait_until(lambda: "Attached files are missing in this vault" in said(running))
    idle(running)
    running.ask(find)
    running.keeper.check_now()
    wait_until(lambda: "Attached files are missing" not in said(running))
    idle(running)


def test_a_place_that_keeps_older_backups_is_named(running: Program, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    running.ask(lambda v: backups.choose_second_place(v, running.clock, directory=stick))
    running.ask(backups.back_up)
    running.ask(lambda v: write(v, "one"))

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(backup_store, "_copy_plain", full)
        running.keeper.replace_older()
        wait_until(lambda: "One older backup in the second place still holds" in said(running))
        idle(running)
    assert "beside the vault could not be removed" not in said(running)
    running.clock.advance(2_000)
    running.keeper.replace_older()
    wait_until(lambda: "One older backup in the second place" not in said(running))
    idle(running)
