"""What happens to the place: no room, no right to write, somebody else at work, a wrong clock."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from confidant.errors import DiskFullError
from confidant.records.ids import RecordId, to_c32
from confidant.services import backups
from confidant.vault import rotation
from confidant.vault.vault import RowQuery
from tests.faults.ground import OPENS, PASSPHRASE_FILE, Ground
from tests.faults.tally import Tally
from tests.support.source import ROOT
from tests.support.vaults import entry

NOBODY = 65_534
_LEAST, _DISK = 4096, 3 * 1024 * 1024
_YEAR_MS = 365 * 24 * 60 * 60 * 1000
_APART_MS, _BACKUPS = 12 * 24 * 60 * 60 * 1000, 40
_BACK_MS = (_BACKUPS + 2) * _APART_MS
_SECOND = 1.0
_HOLD = """
import sys, time
from pathlib import Path
from tests.support.vaults import Place
with Place(Path(sys.argv[1])).open():
    print("open", flush=True)
    time.sleep(600)
"""


@contextlib.contextmanager
def small_disk(root: Path, size: int) -> Iterator[str]:
    """Mount a small file system; gives the reason where this may not be done."""
    root.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("mount") is None:
        yield "a small disk needs Linux and root"
        return
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(root)]
    if subprocess.run(options, capture_output=True, check=False).returncode != 0:
        yield "mounting is not allowed here"
        return
    try:
        yield ""
    finally:
        unmount = ["umount", "-l", str(root)]
        subprocess.run(unmount, capture_output=True, check=False)


def full_disk(root: Path, tries: int) -> Tally:
    """Whatever is under way when the disk is full says so; the next one works."""
    tally = Tally()
    with small_disk(root / "disk", _DISK) as reason:
        if reason:
            tally.note = reason
            return tally
        ground = Ground(root / "disk", entries=30, words=300, keep=False)
        for number in range(tries):
            with ground.open() as vault, vault.transaction() as transaction:
                victim = transaction.create(entry("to be erased")).record
            verb = _verb(number, ground, victim)
            with _filled(root / "disk", ground.chance.randrange(0, 40) * _LEAST):
                said = ground.say(*verb)
            kept = ground.holds_all() and ground.say("add", "after").code == 0
            refused = said.code == 1 and "full" in said.err
            tally.add(
                said.sentence if said.code else "There was just room enough; it is done.",
                kept=kept and (refused or said.code == 0),
                where=f"{verb[0]}: {said.sentence}",
            )
            shutil.rmtree(ground.directory / "backups", ignore_errors=True)
    return tally


def full_disk_while_open(root: Path, tries: int) -> Tally:
    """A vault that is open when the disk fills up: said, text kept, the next save works."""
    tally = Tally()
    with small_disk(root / "disk", _DISK) as reason:
        if reason:
            tally.note = reason
            return tally
        ground = Ground(root / "disk", entries=3, keep=False)
        with ground.open() as vault:
            for number in range(tries):
                before = vault.count(RowQuery())
                text = f"{number} " + "lost words " * 12_000
                with _filled(root / "disk", ground.chance.randrange(0, 20) * _LEAST):
                    try:
                        with vault.transaction() as transaction:
                            transaction.create(entry(text))
                        said = "It was saved."
                    except DiskFullError:
                        said = "The disk is full; nothing was changed."
                    same = vault.count(RowQuery()) == before + (said == "It was saved.")
                with vault.transaction() as transaction:
                    record = transaction.create(entry(f"next {number}")).record
                with vault.transaction() as transaction:
                    transaction.erase([record])
                tally.add(said, kept=same)
            vault.full_check()
    return tally


def read_only_directory(_root: Path, tries: int) -> Tally:
    """A directory that may not be written: said, nothing changes, and it can be read."""
    tally = Tally()
    with _unprivileged_place() as (place, note):
        if note:
            tally.note = note
            return tally
        ground = Ground(place)
        with _as_nobody(place):
            ground.database.chmod(0o400)
            ground.directory.chmod(0o500)
            before = ground.files()
            for number in range(tries):
                verb = _verb(number, ground, ground.records[0])
                said = ground.say(*verb)
                read = ground.say("list", "--read-only")
                kept = said.code == 1 and read.code == 0 and ground.files() == before
                tally.add(said.sentence, kept=kept, where=f"{verb[0]}: {said.sentence}")
            ground.directory.chmod(0o700)
            ground.database.chmod(0o600)
        assert ground.is_whole()
    return tally


def second_instance(root: Path, tries: int) -> Tally:
    """Somebody else has it open: said within a second, and nothing changes."""
    ground, tally = Ground(root), Tally()
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(root)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        before = ground.files()
        for number in range(tries):
            verb = _verb(number, ground, ground.records[0])
            begun = time.monotonic()
            said = ground.say(*verb)
            soon = time.monotonic() - begun < _SECOND
            kept = said.code == 1 and soon and ground.files() == before
            tally.add(said.sentence, kept=kept, where=f"{verb[0]}: {said.sentence}")
        holder.kill()
    assert ground.is_whole()
    return tally


def clock_back(root: Path, tries: int) -> Tally:
    """A clock a year back: the order of revisions stays, backups stay and follow."""
    ground, tally = Ground(root), Tally()
    with ground.open() as vault:
        backups.back_up(vault)
    for number in range(tries):
        ground.clock.advance(-_YEAR_MS if number % 2 == 0 else _YEAR_MS + 60_000)
        record = ground.records[number % len(ground.records)]
        with ground.open() as vault:
            with vault.transaction() as transaction:
                transaction.revise(record, entry(f"after the clock moved {number}"))
            history = vault.revisions(record)
            backups.back_up(vault)
            current = backups.is_current(vault)
            good = all(one.proof for one in backups.overview(vault).here)
            vault.full_check()
        ordered = [one.rev for one in history] == sorted(one.rev for one in history)
        newest = history[-1].body == entry(f"after the clock moved {number}")
        tally.add(OPENS, kept=ordered and newest and current and good)
    return tally


def clock_back_with_history(root: Path, tries: int) -> Tally:
    """A clock before all backups of a year and more: the one just made never makes room."""
    ground, tally = Ground(root), Tally()
    with ground.open() as vault:
        for _ in range(_BACKUPS):
            ground.clock.advance(_APART_MS)
            backups.back_up(vault)
    for number in range(tries):
        ground.clock.advance(-_BACK_MS if number % 2 == 0 else _BACK_MS + 60_000)
        with ground.open() as vault:
            with vault.transaction() as transaction:
                transaction.revise(ground.records[0], entry(f"after the clock moved {number}"))
            made = backups.back_up(vault)
            there = backups.overview(vault)
            vault.full_check()
        stays = made.backup.path in {one.path for one in there.here}
        good = all(one.proof for one in there.here) and len(there.here) > rotation.DAYS
        kept = stays and there.is_current and good
        where = f"stays {stays}, current {there.is_current}, {len(there.here)} there"
        tally.add("The backup that was just made stays, and the old ones.", kept=kept, where=where)
    return tally


def _verb(number: int, ground: Ground, victim: RecordId) -> tuple[str, ...]:
    """Return one of the verbs that write, the next one each time."""
    same = str(ground.root / PASSPHRASE_FILE)
    writing: tuple[tuple[str, ...], ...] = (
        ("add", "lost words " * 9_000),
        ("passphrase", "--new-passphrase-file", same),
        ("backup",),
        ("rebuild",),
        ("reencrypt",),
        ("erase", to_c32(victim), "--yes"),
    )
    return writing[number % len(writing)]


@contextlib.contextmanager
def _filled(disk: Path, left: int) -> Iterator[None]:
    """Fill a disk but for so many bytes."""
    filler = disk / "filler"
    room = shutil.disk_usage(disk).free
    filler.write_bytes(bytes(max(0, room - left)))
    try:
        yield
    finally:
        filler.unlink()


@contextlib.contextmanager
def _unprivileged_place() -> Iterator[tuple[Path, str]]:
    """Give a folder that nobody may enter, or say why rights bind nobody here."""
    if os.name != "posix":
        yield Path(), "this system has no file modes"
        return
    root = Path(tempfile.mkdtemp(prefix="confidant-"))
    root.chmod(0o755)
    try:
        yield root, ""
    finally:
        shutil.rmtree(root)


@contextlib.contextmanager
def _as_nobody(path: Path) -> Iterator[None]:
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
