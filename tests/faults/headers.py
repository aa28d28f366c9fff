"""What happens to the header: flips, cuts, copies that differ, other vaults, wrong secrets."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from confidant.services import keys
from confidant.vault.vault import PassphraseSecret
from tests.faults.ground import PASSPHRASE_FILE, Ground, replaced
from tests.faults.tally import Tally
from tests.support.vaults import PASSPHRASE


def wrong_passphrase(root: Path, tries: int) -> Tally:
    """A wrong passphrase is said; nothing is touched."""
    ground, tally = Ground(root), Tally()
    file = root / PASSPHRASE_FILE
    for number in range(tries):
        file.write_text(f"{PASSPHRASE}{number}", encoding="utf-8")
        before = ground.files()
        said = ground.say("list")
        tally.add(said.sentence, kept=said.code == 1 and ground.files() == before)
    file.write_text(PASSPHRASE, encoding="utf-8")
    return _whole(tally, ground)


def flipped_alone(root: Path, tries: int) -> Tally:
    """One bit of a lone header: never an unlock, never a traceback, nothing written."""
    ground, tally = Ground(root), Tally()
    ground.header_copy.unlink()
    for at, data in _flipped(ground, tries):
        with replaced(ground.header, data):
            before = ground.files()
            said = ground.say("list")
            kept = said.code == 1 and ground.files() == before
        tally.add(said.sentence, kept=kept, where=f"byte {at}")
    return _whole(tally, ground)


def flipped_with_copy(root: Path, tries: int) -> Tally:
    """One bit of one of the two: it opens, is mended and says so."""
    ground, tally = Ground(root), Tally()
    good = ground.header.read_bytes()
    for at, data in _flipped(ground, tries):
        target = ground.chance.choice((ground.header, ground.header_copy))
        target.write_bytes(data)
        said = ground.say("list")
        mended = ground.header.read_bytes() == good == ground.header_copy.read_bytes()
        kept = said.code == 0 and mended and "mended" in said.err
        tally.add(said.sentence, kept=kept, where=f"byte {at}")
        ground.reset()
    return _whole(tally, ground)


def both_bad(root: Path, tries: int) -> Tally:
    """Both copies damaged: the sentence points to a backup, nothing is written."""
    ground, tally = Ground(root), Tally()
    size = len(ground.header.read_bytes())
    for number in range(tries):
        with ExitStack() as stack:
            for path in (ground.header, ground.header_copy):
                cut = path.read_bytes()[: ground.chance.randrange(size)]
                stack.enter_context(replaced(path, cut if number % 3 else bytes(size)))
            before = ground.files()
            said = ground.say("list")
            kept = said.code == 1 and "backup" in said.err and ground.files() == before
        tally.add(said.sentence, kept=kept)
    return _whole(tally, ground)


def anothers(root: Path, tries: int) -> Tally:
    """The header of another vault: refused, and no database is made for it."""
    ground, tally = Ground(root), Tally()
    for number in range(tries):
        elsewhere = root / f"elsewhere{number}"
        elsewhere.mkdir()
        other = Ground(elsewhere, entries=1)
        with ExitStack() as stack:
            for path in (ground.header, ground.header_copy):
                stack.enter_context(replaced(path, other.header.read_bytes()))
            before = ground.files()
            said = ground.say("list")
            kept = said.code == 1 and ground.files() == before
        tally.add(said.sentence, kept=kept)
    return _whole(tally, ground)


def old_header(root: Path, tries: int) -> Tally:
    """The header from before a change of passphrase, put back: a question."""
    ground, tally = Ground(root), Tally()
    old = ground.header.read_bytes()
    with ground.open() as vault:
        keys.change_passphrase(
            vault, present=PassphraseSecret(PASSPHRASE), passphrase=f"{PASSPHRASE} and more"
        )
    for _ in range(tries):
        for path in (ground.header, ground.header_copy):
            path.write_bytes(old)
        before = ground.files()
        said = ground.say("list")
        kept = said.code == 1 and ground.files() == before
        tally.add(said.sentence, kept=kept)
    return tally


def _flipped(ground: Ground, tries: int) -> Iterator[tuple[int, bytes]]:
    """Yield headers with one bit flipped: every byte once when there are tries enough."""
    good = ground.header.read_bytes()
    places = list(range(len(good)))
    if tries < len(places):
        places = sorted(ground.chance.sample(places, tries))
    for at in places:
        data = bytearray(good)
        data[at] ^= 1 << ground.chance.randrange(8)
        yield at, bytes(data)


def _whole(tally: Tally, ground: Ground) -> Tally:
    """Make sure that the faults themselves have left the vault as it was."""
    assert ground.is_whole()
    return tally
