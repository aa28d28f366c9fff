"""SIGKILL from another process, at random moments of everything that writes."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from confidant.crypto import recovery_code
from confidant.errors import WrongSecretError
from confidant.records.entry import Entry
from confidant.services import backups
from confidant.vault.vault import PassphraseSecret, RecoverySecret, RowQuery
from tests.faults import child
from tests.faults.ground import OPENS, Ground, told
from tests.faults.tally import Run, Tally
from tests.support.source import ROOT
from tests.support.vaults import PASSPHRASE, Place, entry

_LONGEST_S = 0.4
_TIMEOUT_S = 60


def kill(work: str, ground: Ground, first: int) -> int:
    """Let a process work from round `first` on, and kill it at a random moment.

    Returns the number of the last round that was acknowledged.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child", work, str(ground.root), str(first)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(ground.chance.uniform(0, _LONGEST_S))
        process.kill()
        # The last line may have been cut; whole ones were acknowledged.
        lines = process.stdout.read().split("\n")[:-1]
    return int(lines[-1]) if lines else first - 1


def autosave(root: Path, tries: int) -> Tally:
    """The last acknowledged text is there, draft and revision."""
    ground, tally, last, sure = Ground(root), Tally(), -1, -1
    with ground.open() as vault, vault.transaction() as transaction:
        transaction.create(entry("-1"), record=child.REVISED)
    for _ in range(tries):
        first = last + 1
        last = max(last, kill("autosave", ground, first))
        revising = last - last % child.EVERY
        sure = revising if revising >= first else sure
        with ground.open() as vault:
            draft, body = vault.draft(child.DRAFT), vault.current(child.REVISED).body
            vault.full_check()
        assert isinstance(body, Entry)
        number = int(draft.data.split(b" ", 1)[0]) if draft else -1
        revised = int((body.as_observed or "").split(" ", 1)[0])
        saved = number in {last, last + 1} and sure <= revised <= number
        where = f"draft {number} of {last}, revision {revised} of {sure}"
        tally.add("The text is there, as it was last saved.", kept=saved, where=where)
        last = max(last, number)
    return tally


def passphrase(root: Path, tries: int) -> Tally:
    """The old passphrase opens it or the new one, never both, never none; the code always."""
    ground, tally, last = Ground(root), Tally(), 0
    with ground.open() as vault:
        backups.back_up(vault)
    for _ in range(tries):
        done = kill("passphrase", ground, last + 1)
        old, new = (_told(ground, PassphraseSecret(child.phrase(n))) for n in (done, done + 1))
        by_code = _told(ground, RecoverySecret(ground.recovery_code))
        opened = [one for one in (old, new) if one is not None]
        kept = opened == [ground.truth] and by_code == ground.truth
        which = "new" if new is not None else "last acknowledged"
        tally.add(f"The {which} passphrase opens it, and so does the recovery code.", kept=kept)
        last = done if new is None else done + 1
    return tally


def backup(root: Path, tries: int) -> Tally:
    """Every backup that is called good is good, and those that were acknowledged are there."""
    ground, tally, done, first = Ground(root), Tally(), 0, 1
    for _ in range(tries):
        acknowledged = kill("backup", ground, first)
        done = acknowledged if acknowledged >= first else done
        first = max(first, acknowledged + 1) + 1
        with ground.open() as vault:
            backups.tidy(vault)
            vault.full_check()
            there = backups.overview(vault)
        good = {one.made_ms for one in there.here if one.proof and one.is_unchanged()}
        kept = len(good) == len(there.here) and (done == 0 or child.made_at(done) in good)
        if there.here:
            kept = kept and _opens_alone(ground, there.here[0].path)
        tally.add("It opens as before; every backup in the list is good.", kept=kept)
    return tally


def reencryption(root: Path, tries: int) -> Tally:
    """The vault under the old key or the new one, whole; one database; one code that opens it."""
    ground, tally, last = Ground(root), Tally(), 0
    for _ in range(tries):
        done = kill("reencrypt", ground, last + 1)
        whole = _told(ground, PassphraseSecret(PASSPHRASE)) == ground.truth
        opened = [
            number
            for number in (done, done + 1)
            if _told(ground, _code(ground, number)) == ground.truth
        ]
        databases = len(list(ground.directory.glob("journal-*")))
        kept = whole and len(opened) == 1 and databases == 1
        which = "new" if opened == [done + 1] else "last acknowledged"
        tally.add(f"It opens with everything in it; the {which} recovery code is good.", kept=kept)
        last = opened[0] if opened else done
    return tally


def rebuild(root: Path, tries: int) -> Tally:
    """Lists and search are whole: the next opening makes them again."""
    ground, tally = Ground(root, entries=900, words=300), Tally()
    for _ in range(tries):
        kill("rebuild", ground, 1)
        whole = _told(ground, PassphraseSecret(PASSPHRASE)) == ground.truth
        tally.add(OPENS, kept=whole)
    return tally


def restore(root: Path, tries: int) -> Tally:
    """The vault as it was or as the backup has it, whole; what was replaced lies beside it."""
    ground, tally, last = Ground(root), Tally(), 0
    with ground.open() as vault:
        backups.back_up(vault)
    for _ in range(tries):
        done = kill("restore", ground, last + 1)
        sentence = _met(ground)
        with ground.open(accept=True) as vault:
            vault.full_check()
            whole = ground.has_history(vault)
            (backup,) = backups.overview(vault).here
            good = backup.proof is not None and backup.is_unchanged()
        beside = sorted(path for path in root.iterdir() if "(replaced" in path.name)
        hidden = [path for path in root.iterdir() if path.name.startswith(".")]
        rounds = {text for path in (ground.directory, *beside) for text in _rounds_in(path, ground)}
        acknowledged = done <= last or child.round_text(done) in rounds
        where = f"whole {whole}, backup {good}, hidden {hidden}, {done} in {rounds}"
        kept = whole and good and acknowledged and not hidden
        tally.add(sentence, kept=kept, where=where)
        for path in beside:
            shutil.rmtree(path)
        last = max(last, done)
    return tally


KILLS: dict[str, Run] = {
    "autosave": autosave,
    "a change of passphrase": passphrase,
    "a backup": backup,
    "a restore": restore,
    "re-encryption": reencryption,
    "a rebuild of lists and search": rebuild,
}


def _met(ground: Ground) -> str:
    """Return what somebody reads who opens the vault; a question is asked and answered."""
    said = ground.say("list")
    if said.code:
        assert ground.say("check", "--accept").code == 0, said.err
        return said.sentence
    return "It opens, as it was or as the backup has it; what was replaced lies beside it."


def _rounds_in(directory: Path, ground: Ground) -> set[str]:
    """Return what the rounds have written into one of the vaults."""
    one = Place(ground.root)
    one.directory, one.state = directory, ground.root / "elsewhere"
    with one.open(read_only=True) as vault:
        return {row.title for row in vault.rows(RowQuery(limit=500)) if "round" in row.title}


def _code(ground: Ground, number: int) -> RecoverySecret:
    made = recovery_code.encode(child.code(number)) if number else ground.recovery_code
    return RecoverySecret(made)


def _told(ground: Place, secret: PassphraseSecret | RecoverySecret) -> object:
    """Return what the vault says after a full check, None when this does not open it."""
    try:
        with ground.open(secret) as vault:
            vault.full_check()
            return told(vault)
    except WrongSecretError:
        return None


def _opens_alone(ground: Ground, backup: Path) -> bool:
    """Open a copy of a backup as a vault of its own."""
    other = Place(ground.root / "alone")
    shutil.rmtree(other.directory.parent, ignore_errors=True)
    shutil.copytree(backup, other.directory)
    other.state = ground.root / "alone" / "state"
    return _told(other, PassphraseSecret(PASSPHRASE)) == ground.truth
