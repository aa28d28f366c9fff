"""Places where backups lie: what is there, what of it is good, what may go."""

import contextlib
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from confidant.errors import BackupError, HeaderCorruptError, OutputExistsError
from confidant.vault import (
    backup_headers,
    header_files,
    presence,
    private_files,
    proofs,
    rotation,
    under_way,
)
from confidant.vault.aside import Check, go_on
from confidant.vault.backup import UNPROVED, sync_file
from confidant.vault.failures import file_errors
from confidant.vault.header import SignedHeader
from confidant.vault.proofs import Proof, ProofKey
from confidant.vault.proving import digest

_FORM = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z\Z")
_LEFT_OVER = re.compile(r"[0-9]{8}T[0-9]{6}Z(\.old)?\.tmp\Z")
_REPLACED = ".old" + UNPROVED
_PIECE = 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """A folder named like a backup.

    Attributes:
        path: the folder.
        made_ms: the instant that its name tells.
        proof: what was proved of it with this vault's key; None: nobody can say that it is good.
        vault_id: whose backup it is, by its header or proof; None where neither can be read.
        lost_proof: it was a backup of this key, or nobody can say of which, and is not what was
            proved any more; nobody was told so yet.
    """

    path: Path
    made_ms: int
    proof: Proof | None
    vault_id: bytes | None = None
    lost_proof: bool = False

    @property
    def database(self) -> Path:
        """Its database, as its header names it. Raises HeaderCorruptError."""
        readable = backup_headers.readable(self.path)
        if not readable:
            raise HeaderCorruptError
        there = (self.path / one.header.database for one in readable)
        # A damaged header may name another file.
        return next(
            (one for one in there if presence.is_file(one)), self.path / readable[0].header.database
        )

    def is_unchanged(self, check: Check = go_on) -> bool:
        """Read the whole database and tell whether it still is what was proved."""
        try:
            found = digest(self.database, check)
        except (OSError, HeaderCorruptError):
            return False
        return self.proof is not None and found == (self.proof.sha256, self.proof.size)


def read_place(place: Path, key: ProofKey) -> tuple[Kept, ...]:
    """Return what lies in a place, the oldest first; nothing where there is no such place."""
    try:
        names = [one.name for one in place.iterdir() if _NAME.match(one.name)]
    except OSError:
        return ()
    kept = (_read(place / name, key) for name in sorted(names))
    return tuple(one for one in kept if one is not None)


def tidy(place: Path, *, only: bytes | None = None, check: Check = go_on) -> int:
    """Remove what a kill left behind, copies that nobody proved; return how many are left.

    Args:
        place: where backups are kept.
        only: remove those of this vault id alone, because others use the place too.
        check: may end it, with what it raises.
    """
    return sum(not _clear(path, check) for path in leftovers(place, only=only))


def leftovers(place: Path, *, only: bytes | None = None) -> list[Path]:
    """Return what a kill left behind; arguments as of `tidy`."""
    try:
        found = [one for one in place.iterdir() if _LEFT_OVER.match(one.name)]
    except OSError:
        return []
    return [
        one
        for one in found
        if not under_way.is_under_way(one)
        and (only is None or any(h.header.vault_id == only for h in backup_headers.readable(one)))
    ]


def rotate(
    place: Path,
    key: ProofKey,
    *,
    spare: Path | None = None,
    line: frozenset[bytes] = frozenset(),
    check: Check = go_on,
) -> tuple[Path, ...]:
    """Remove the backups that may go; return where they were.

    A backup goes only while the one that stands in for it is still what was proved, so that a bad
    one never pushes out a good one. Folders without a proof of ours are left alone. The newest
    are those that hold most: the clock that names backups may have gone back. Nothing goes while
    one of them lacks attachments, for the older ones may have them.

    Args:
        place: where backups are kept.
        key: tells those of this vault.
        spare: stays whatever its name says: it was just made.
        line: links that the vault has passed; see `latest`.
        check: may end it, with what it raises.
    """
    good = {one.made_ms: one for one in read_place(place, key) if one.proof is not None}
    if any(one.proof.missing for one in good.values() if one.proof is not None):
        return ()
    trusted: set[int] = set()
    while True:
        plan = rotation.superfluous(tuple(good), stay=_newest(good, spare, line))
        doubtful = {step.instead_ms for step in plan} - trusted
        bad = {made for made in doubtful if not good[made].is_unchanged(check)}
        trusted |= doubtful - bad
        if not bad:
            break
        for made in bad:
            del good[made]
    going = (good[step.made_ms].path for step in plan)
    return tuple(path for path in going if remove(path))


def latest(kept: Kept, line: frozenset[bytes] = frozenset()) -> tuple[bool, int, int]:
    """Order by what is held: the clock that names backups may have gone back.

    Those that end with a link in `line` come after all others, which a restore has left behind.
    """
    proof = kept.proof
    is_on_line = proof is not None and proof.head.link in line
    return is_on_line, 0 if proof is None else proof.head.seq, kept.made_ms


def _newest(good: dict[int, Kept], spare: Path | None, line: frozenset[bytes]) -> list[int]:
    by_content = sorted(good.values(), key=lambda one: latest(one, line), reverse=True)
    by_content = by_content[: rotation.NEWEST]
    made = [one.made_ms for one in by_content]
    return made + [one.made_ms for one in good.values() if one.path == spare]


def besides(
    place: Path, key: ProofKey, stays: Callable[[Kept], bool], *, is_shared: bool = False
) -> tuple[Path, ...]:
    """Return every backup of this vault but those that shall stay; never another vault's.

    Args:
        place: where backups are kept.
        key: tells whose they are.
        stays: says of a backup of this vault whether it stays.
        is_shared: other vaults use the place too, so what cannot be read stays.
    """
    return tuple(
        one.path
        for one in read_place(place, key)
        if one.vault_id == key.vault_id or (one.vault_id is None and not is_shared)
        if not stays(one)
    )


def disprove(kept: Kept) -> None:
    """Take the proof away from a backup that is not what was proved any more; it stays there."""
    void = kept.path / proofs.VOID_NAME
    with contextlib.suppress(OSError):
        if presence.is_there(kept.path / proofs.NAME):
            (kept.path / proofs.NAME).replace(void)
        else:
            void.touch(private_files.FILE_MODE)


def remove(path: Path, check: Check = go_on) -> bool:
    """Remove a backup so that no half of it is left under its name; tell whether all of it went.

    `check` may end it, with what it raises; the rest is a left-over then.
    """
    going = path.with_name(path.name + UNPROVED)
    _clear(going, check)
    try:
        path.rename(going)
    except OSError:
        return presence.is_missing(path)
    return _clear(going, check)


def _clear(folder: Path, check: Check) -> bool:
    """Remove a folder file by file, and tell whether it went.

    The headers go last: they tell whose the rest is, where several vaults use a place.
    """
    with contextlib.suppress(OSError):
        files = [] if folder.is_symlink() else list(folder.iterdir())
        for path in sorted(files, key=lambda one: one.name.startswith(header_files.NAME)):
            check()
            with contextlib.suppress(OSError):
                path.unlink()
    check()
    shutil.rmtree(folder, ignore_errors=True)
    return presence.is_missing(folder)


def duplicate(
    kept: Kept, place: Path, key: ProofKey | None = None, *, check: Check = go_on
) -> Path:
    """Copy a proved backup into another place, and prove by reading that it is the same.

    What lies there under its name is taken for it only while it is proved to be the same; one
    that is not proved any more is replaced.

    Args:
        kept: the backup.
        place: where it shall lie too.
        key: tells whether what lies there is proved; None takes it for proved.
        check: may end it, with what it raises; nothing is left then.

    Raises:
        BackupError: what was read back is something else; it has been removed.
        OutputExistsError: another backup that is good, or another vault's, has its name there.
        DiskFullError, NotWritableError: it could not be written; nothing is left.
    """
    target = place / kept.path.name
    if presence.is_there(target) and not _may_be_replaced(target, kept, key):
        return target
    unproved = target.with_name(target.name + UNPROVED)
    under_way.begin(unproved)
    try:
        with file_errors(writing=True, name=place.name):
            shutil.rmtree(unproved, ignore_errors=True)
            private_files.ensure_directory(place)
            private_files.make_directory(unproved)
            under_way.hold(unproved)
            for path in _files(kept):
                _copy_plain(path, unproved / path.name, check)
            _check_twin(kept, Kept(unproved, kept.made_ms, kept.proof), check)
            _swap(unproved, target)
            private_files.sync_directory(place)
    except BaseException:
        shutil.rmtree(unproved, ignore_errors=True)
        raise
    finally:
        under_way.end(unproved)
    return target


def _may_be_replaced(target: Path, kept: Kept, key: ProofKey | None) -> bool:
    there = None if key is None else _read(target, key)
    if there is None:
        return False
    if there.vault_id not in (None, kept.vault_id):
        raise OutputExistsError(name=target.name)
    if there.proof is None:
        return True
    if there.proof != kept.proof:
        raise OutputExistsError(name=target.name)
    return False


def _files(kept: Kept) -> list[Path]:
    copy = kept.path / header_files.COPY_NAME
    return [
        kept.path / header_files.NAME,
        *([copy] if presence.is_there(copy) else []),
        kept.path / proofs.NAME,
        kept.database,
    ]


def _swap(unproved: Path, target: Path) -> None:
    """Give a copy its name; what had it before goes, and only then."""
    old = target.with_name(target.name + _REPLACED)
    if not presence.is_there(target):
        unproved.rename(target)
        return
    shutil.rmtree(old, ignore_errors=True)
    target.rename(old)
    try:
        unproved.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check_twin(kept: Kept, twin: Kept, check: Check) -> None:
    names = [path.name for path in _files(kept) if path != kept.database]
    same = all(_bytes(kept.path / name) == _bytes(twin.path / name) for name in names)
    if not same or not twin.is_unchanged(check):
        raise BackupError


def _bytes(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(proofs.MAX_SIZE + 1)


def _read(path: Path, key: ProofKey) -> Kept | None:
    try:
        instant = datetime.strptime(path.name, _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
    made_ms = round(instant.timestamp() * 1000)
    readable = backup_headers.readable(path)
    genuine = [one for one in readable if key.owns(one)]
    proof = backup_headers.read_proof(path, key)
    if genuine or proof is not None:
        owner: bytes | None = key.vault_id
    else:
        owner = readable[0].header.vault_id if readable else None
    # It opens, it is as long as what was proved, and the proof is not that of a later backup.
    stands = proof is not None and bool(genuine) and _fits(path, made_ms, proof, genuine[0])
    # With a whole header of another key it was never a backup of this one.
    known = bool(genuine) or proof is not None or (not readable and _was_backup(path))
    lost = not stands and known and not presence.is_there(path / proofs.VOID_NAME)
    return Kept(path, made_ms, proof if stands else None, owner, lost)


def _fits(path: Path, made_ms: int, proof: Proof, signed: SignedHeader) -> bool:
    try:
        size = (path / signed.header.database).stat().st_size
    except OSError:
        return False
    return proof.size == size and proof.made_ms // 1000 == made_ms // 1000


def _was_backup(path: Path) -> bool:
    names = (header_files.NAME, header_files.COPY_NAME, proofs.NAME)
    return any(presence.is_file(path / name) for name in names)


def _copy_plain(source: Path, target: Path, check: Check) -> None:
    descriptor = private_files.create(target)
    with os.fdopen(descriptor, "wb") as out, source.open("rb") as stream:
        while piece := stream.read(_PIECE):
            check()
            out.write(piece)
    sync_file(target)
    _read_from_disk(target)


def _read_from_disk(path: Path) -> None:
    """Ask the system to forget what it remembers of a file, so that the next read is one."""
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        advise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
