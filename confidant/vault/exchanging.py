"""Putting one directory in the place of another so that a kill loses neither.

A restored vault is built as `.NAME.restoring`, which is never worth anything. When it is whole, a
note inside it names what the present vault shall be called from then on, and it becomes
`.NAME.exchange`. Then both change places, at once where the system can. What a kill leaves says
by itself how far this came: the vault at the place has the note (then the exchange has happened,
and the one that was replaced gets its name), or it has none (then it has not), or there is no
vault (then the one that is ready takes the place).

A place may be a link to a directory, on another disk perhaps. Whatever is put in its place then
goes where the link leads to, and the link stays.
"""

import contextlib
import ctypes
import errno
import glob
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from confidant.vault import header_files, private_files

NOTE = "restored.note"

_PARKED = ("backups", "waiting")
"""What belongs to the place and not to one state of the vault, and goes along."""

_SUFFIX = ".confidant"
_REPLACED = " (replaced "
_LONGEST_NOTE = 1024
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP}
_HERE, _LINUX_EXCHANGE, _MAC_SWAP = -100, 2, 2


def staging(directory: Path) -> Path:
    """Return where a vault is built that shall take the place of `directory`."""
    return free(directory.with_name(f".{directory.name}.restoring"))


def followed(directory: Path) -> Path:
    """Return the directory that a link at a vault's place leads to, or the place itself.

    Two directories change places by their names: a link would be replaced by the vault, which
    would leave its disk, and what is beside the vault would stay behind.
    """
    there = Path(os.path.realpath(directory))
    beside = Path(os.path.realpath(directory.parent)) / directory.name
    return directory if directory.name and there == beside else there


def exchange(
    staged: Path, directory: Path, replaced: Path | None, check: Callable[[Path], None]
) -> None:
    """Put what is staged in the place; what is there becomes `replaced` (None: nothing is there).

    Args:
        staged: what `staging` gave, with the vault in it.
        directory: the place, not a link to it.
        replaced: as `replaced_name` gave it.
        check: raises where the vault at a path is not whole any more. It is asked when nobody
            who clears up after a killed restore finds it any longer.

    Raises:
        OSError: the operating system refuses; what is at the place is what was there.
    """
    ready = _ready(directory)
    if os.path.lexists(ready) and not _has_note(ready):
        # Nobody's exchange, and perhaps the only copy of something: it is put where it is seen.
        ready.rename(replaced_name(directory, "earlier"))
    with contextlib.suppress(FileNotFoundError):
        (directory / NOTE).unlink()
    private_files.replace(staged / NOTE, os.fsencode(replaced.name if replaced else ""))
    staged.rename(ready)
    try:
        check(ready)
    except BaseException:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    try:
        _put(ready, directory, replaced)
    except OSError:
        if not _has_note(directory):  # otherwise another program has finished it
            if replaced is None or os.path.lexists(directory):
                shutil.rmtree(ready, ignore_errors=True)
            raise
    with contextlib.suppress(OSError):
        private_files.sync_directory(directory.parent)
    finish(directory)


def is_away(directory: Path) -> bool:
    """Tell whether there is no vault at the place because an exchange was interrupted."""
    directory = followed(directory)
    ready = _ready(directory)
    ours = (NOTE, header_files.NAME, header_files.COPY_NAME)
    try:
        return any((ready / name).is_file() for name in ours) and _is_free(directory)
    except OSError:
        return False  # what cannot be looked at is not known to be away


def finish(directory: Path) -> bool:
    """End an exchange that was interrupted; tell whether there was one. Never raises.

    Several programs may do this at once. What cannot be moved is tried again next time.
    """
    with contextlib.suppress(OSError):
        directory = followed(directory)
        ready = _ready(directory)
        if is_away(directory):
            _leave(directory)
            ready.rename(directory)
        return _settle(directory, ready)
    return False


def sweep(directory: Path) -> None:
    """Remove what restores left that never came to their exchange.

    Only whoever holds the lock of the vault at the place may do this: one may be under way.
    """
    directory = followed(directory)
    here = glob.escape(f".{directory.name}.restoring")
    for path in directory.parent.glob(f"{here}*"):
        shutil.rmtree(path, ignore_errors=True)
    ready = _ready(directory)
    if _has_note(ready) and directory.is_dir() and not _has_note(directory):
        shutil.rmtree(ready, ignore_errors=True)


def free(path: Path) -> Path:
    """Return the path, or one like it that is free."""
    number, stem = 2, path.name.removesuffix(_SUFFIX)
    found = path
    while os.path.lexists(found):
        found = path.with_name(f"{stem} {number}{path.name[len(stem) :]}")
        number += 1
    return found


def replaced_name(directory: Path, when: str) -> Path:
    """Return what a vault that was replaced at an instant is called."""
    stem = directory.name.removesuffix(_SUFFIX)
    return free(directory.with_name(f"{stem}{_REPLACED}{when}){_SUFFIX}"))


def _put(ready: Path, directory: Path, replaced: Path | None) -> None:
    if replaced is None:
        _leave(directory)
        ready.rename(directory)
    elif not swap(ready, directory):
        directory.rename(replaced)
        try:
            ready.rename(directory)
        except OSError:
            with contextlib.suppress(OSError):
                if not os.path.lexists(directory):
                    replaced.rename(directory)
            raise


def _is_free(directory: Path) -> bool:
    return not os.path.lexists(directory) or (directory.is_dir() and not any(directory.iterdir()))


def _leave(directory: Path) -> None:
    """Remove the empty directory at a place: not every system renames over one."""
    with contextlib.suppress(FileNotFoundError):
        directory.rmdir()


def _settle(directory: Path, ready: Path) -> bool:
    name = _noted(directory)
    if name is None:
        return False
    replaced = directory.with_name(name) if name else None
    if ready.is_dir() and not _has_note(ready):
        replaced = free(replaced or replaced_name(directory, "earlier"))
        ready.rename(replaced)
    if replaced is not None:
        for parked in _PARKED:
            # The vault is restored by now; what stays behind still lies in the replaced one.
            with contextlib.suppress(OSError):
                (replaced / parked).rename(directory / parked)
    (directory / NOTE).unlink()
    private_files.sync_directory(directory)
    private_files.sync_directory(directory.parent)
    return True


def _ready(directory: Path) -> Path:
    return directory.with_name(f".{directory.name}.exchange")


def _has_note(directory: Path) -> bool:
    return (directory / NOTE).is_file()


def _noted(directory: Path) -> str | None:
    """Return the name in the note: empty for none, or where it is none that we give."""
    if not _has_note(directory):
        return None
    with (directory / NOTE).open("rb") as stream:
        name = os.fsdecode(stream.read(_LONGEST_NOTE))
    ours = _REPLACED in name and Path(name).name == name and "\0" not in name
    return name if ours else ""


def swap(one: Path, other: Path) -> bool:
    """Let two paths change places at once; False where the system cannot, and nothing is changed.

    Raises:
        OSError: it can, and refuses.
    """
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        call, arguments = getattr(library, "renamex_np", None), (first, second, _MAC_SWAP)
    else:
        call = getattr(library, "renameat2", None)
        arguments = (_HERE, first, _HERE, second, _LINUX_EXCHANGE)
    if call is None:
        return False
    if call(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code))
