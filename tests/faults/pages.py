"""What happens to the database file: flips, cuts, pages that are older or somewhere else."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from confidant.services import backups, erasing
from confidant.vault import header_files
from confidant.vault.integrity import read_head
from tests.faults.ground import OPENS, Ground, replaced
from tests.faults.tally import Tally
from tests.support.pages import PAGE
from tests.support.vaults import Place, entry

_SALT = 16


def flipped(root: Path, tries: int) -> Tally:
    """One bit in every page, then in random places: found, and the file stays as it is."""
    ground, tally = Ground(root), Tally()
    good = ground.database.read_bytes()
    pages = range(0, len(good), PAGE)
    spots = [start + ground.chance.randrange(_SALT, PAGE) for start in pages]
    spots += [_SALT, len(good) - 1, len(good) - PAGE]
    spots += [ground.chance.randrange(_SALT, len(good)) for _ in range(max(0, tries - len(spots)))]
    for at in spots[:tries]:
        data = bytearray(good)
        data[at] ^= 1 << ground.chance.randrange(8)
        _damaged(ground, tally, bytes(data), f"byte {at}")
    assert ground.is_whole()
    return tally


def reshaped(root: Path, tries: int) -> Tally:
    """Cut at and inside a page, longer, zeros, pages swapped."""
    ground, tally = Ground(root), Tally()
    good = ground.database.read_bytes()
    for number, data in zip(range(tries), _reshaped(ground, good), strict=False):
        _damaged(ground, tally, data, f"shape {number}")
    assert ground.is_whole()
    return tally


def not_a_database(root: Path, tries: int) -> Tally:
    """Missing, empty, plaintext, foreign: said, and never a new empty journal."""
    ground, tally = Ground(root), Tally()
    elsewhere = root / "elsewhere"
    elsewhere.mkdir()
    plain = root / "plain.txt"
    plain.write_text("Dear diary, " * 2_000, encoding="utf-8")
    foreign = Ground(elsewhere, entries=3).database.read_bytes()
    contents = [None, b"", plain.read_bytes(), foreign, b"SQLite format 3\x00" + bytes(8_176)]
    for number in range(tries):
        data = contents[number % len(contents)]
        with replaced(ground.database, data):
            before = ground.files()
            said = ground.say("list")
            kept = said.code == 1 and ground.files() == before
        tally.add(said.sentence, kept=kept, where=f"content {number}")
    assert ground.is_whole()
    return tally


def random_salt(root: Path, tries: int) -> Tally:
    """The first 16 bytes are no key material here: it opens."""
    ground, tally = Ground(root), Tally()
    good = ground.database.read_bytes()
    for _ in range(tries):
        with replaced(ground.database, ground.chance.randbytes(_SALT) + good[_SALT:]):
            said = ground.say("check")
            tally.add(OPENS if said.code == 0 else said.sentence, kept=ground.is_whole())
    return tally


def spliced(root: Path, tries: int) -> Tally:
    """An older page of the same vault in place of the present one: never believed."""
    ground, tally = Ground(root), Tally()
    older = ground.database.read_bytes()
    with ground.open() as vault, vault.transaction() as transaction:
        for number in (0, 5):
            transaction.revise(ground.records[number], entry("APPROVED " + "filler " * 300))
    ground.store()
    with ground.open() as vault:
        head = read_head(vault._parts.database).seq
    new = ground.database.read_bytes()
    truth = _truth(ground)
    differing = [
        at for at in range(0, len(older), PAGE) if older[at : at + PAGE] != new[at : at + PAGE]
    ]
    named = 0
    for at in differing[:tries]:
        data = new[:at] + older[at : at + PAGE] + new[at + PAGE :]
        with replaced(ground.database, data):
            said = ground.say("check")
            # A page that was written again with the same content may pass, and changes nothing.
            kept = said.code == 1 or _truth(ground) == truth
        named += said.code == 1 and any(str(n) in said.sentence for n in range(1, head + 1))
        tally.add(said.sentence if said.code else OPENS, kept=kept, where=f"page {at // PAGE}")
    assert named, "no splice was found by the chain, which names the change"
    return tally


def yesterday(root: Path, tries: int) -> Tally:
    """Yesterday's vault put back: so many changes are missing."""
    ground, tally = Ground(root), Tally()
    for number in range(1, tries + 1):
        ground.store()
        with ground.open() as vault, vault.transaction() as transaction:
            for n in range(number % 3 + 1):
                transaction.create(entry(f"later {number} {n}"))
        ground.put_back(ground.keep)
        before = ground.files()
        said = ground.say("list")
        kept = said.code == 1 and f"{number % 3 + 1} " in said.err and ground.files() == before
        tally.add(said.sentence, kept=kept)
        ground.reset()
    return tally


def forked(root: Path, tries: int) -> Tally:
    """Two computers wrote apart, and a file synchroniser chose one: diverged."""
    ground, tally = Ground(root), Tally()
    for number in range(tries):
        ground.store()
        with ground.open() as vault, vault.transaction() as transaction:
            transaction.create(entry(f"here {number}"))
        here = ground.root / "here"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(ground.state, here)
        ground.reset()
        with ground.open() as vault, vault.transaction() as transaction:
            transaction.create(entry(f"there {number}"))
            transaction.create(entry("and on"))
        shutil.rmtree(ground.state)
        shutil.copytree(here, ground.state)
        said = ground.say("list")
        tally.add(said.sentence, kept=said.code == 1)
        ground.reset()
    return tally


def rotten_backup(root: Path, tries: int) -> Tally:
    """A bit of a backup flipped: it is never called good, and never restored."""
    ground, tally = Ground(root), Tally()
    with ground.open() as vault:
        backups.back_up(vault)
        (kept,) = backups.overview(vault).here
    good, other = kept.database.read_bytes(), root / "Restored.confidant"
    for _ in range(tries):
        data = bytearray(good)
        at = ground.chance.randrange(_SALT, len(data))
        data[at] ^= 1 << ground.chance.randrange(8)
        with replaced(kept.database, bytes(data)):
            said = ground.restore(kept.path, other)
            held = said.code == 1 and not kept.is_unchanged() and not other.exists()
        tally.add(said.sentence, kept=held, where=f"byte {at}")
        shutil.rmtree(other, ignore_errors=True)
    done = ground.restore(kept.path, other)
    assert done.code == 0, done.err
    return tally


def rotten_backup_header(root: Path, tries: int) -> Tally:
    """A bit of one of a backup's headers, or of both: restored whole, or not called good."""
    ground, tally = Ground(root), Tally()
    with ground.open() as vault:
        backups.back_up(vault)
        (backup,) = backups.overview(vault).here
    ground.store()
    headers = [backup.path / name for name in (header_files.NAME, header_files.COPY_NAME)]
    other = Place(root / "elsewhere", "Restored")
    for number in range(tries):
        with ExitStack() as stack:
            for path in headers if number % 2 else [ground.chance.choice(headers)]:
                data = bytearray(path.read_bytes())
                data[ground.chance.randrange(len(data))] ^= 1 << ground.chance.randrange(8)
                stack.enter_context(replaced(path, bytes(data)))
            with ground.open() as vault:
                (listed,) = backups.overview(vault).here
            said = ground.restore(backup.path, other.directory)
        if said.code:
            kept = listed.proof is None and not other.directory.exists()
        else:
            with other.open() as vault:
                vault.full_check()
                kept = ground.has_history(vault)
            shutil.rmtree(other.directory.parent)
            ground.reset()  # what was restored is newer than the vault, and this computer knows it
        sentence = said.sentence if said.code else "It is restored whole from the other copy."
        tally.add(sentence, kept=kept, where=f"try {number}: {sentence}")
    return tally


def erased(root: Path, tries: int) -> Tally:
    """What was erased is in no page, read without SQLCipher; the chain verifies."""
    ground, tally = Ground(root, entries=max(12, tries + 2)), Tally()
    for number in range(tries):
        word = f"qx{ground.chance.randbytes(6).hex()}xq"
        with ground.open() as vault:
            text = entry(" ".join([word] * ground.chance.randrange(1, 900)), title=word)
            with vault.transaction() as transaction:
                record = transaction.create(text).record
                transaction.revise(record, text.with_changes(as_felt=f"again {word}"))
                transaction.save_draft(record, "entry", 2, f'{{"as_felt":"{word}"}}'.encode())
        there = ground.holds(word)
        with ground.open() as vault:
            erasing.erase(vault, ground.clock, records=[record])
            vault.full_check()
        gone = not ground.holds(word) and not ground.holds(word[2:14])
        sentence = "It is gone from every page; the history still verifies."
        tally.add(sentence, kept=there and gone, where=f"try {number}")
    return tally


def _truth(ground: Ground) -> object:
    with ground.open(accept=True) as vault:
        vault.full_check()
        return [vault.revisions(record) for record in ground.records]


def _damaged(ground: Ground, tally: Tally, data: bytes, where: str) -> None:
    """Check a damaged file as a person would: it is found, and left as it is."""
    with replaced(ground.database, data):
        said = ground.say("check")
        kept = said.code == 1 and ground.database.read_bytes() == data
    tally.add(said.sentence, kept=kept, where=where)


def _reshaped(ground: Ground, good: bytes) -> Iterator[bytes]:
    pages = len(good) // PAGE
    yield good + b"\x00"
    yield good + bytes(PAGE)
    yield good + os.urandom(PAGE)
    yield bytes(len(good))
    while True:
        yield good[: PAGE * ground.chance.randrange(1, pages)]
        yield good[: ground.chance.randrange(1, len(good))]
        one, other = (PAGE * n for n in sorted(ground.chance.sample(range(pages), 2)))
        swapped = bytearray(good)
        swapped[one : one + PAGE], swapped[other : other + PAGE] = (
            good[other : other + PAGE],
            good[one : one + PAGE],
        )
        yield bytes(swapped)
        at = PAGE * ground.chance.randrange(pages)
        yield good[:at] + bytes(PAGE) + good[at + PAGE :]
