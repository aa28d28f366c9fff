"""Files that a re-encryption works with, and what is done about them after a crash.

While it is built, the new database is called after both: `journal-NEW.db.after-OLD`. The
header that names `journal-NEW.db` is the commit point; only then is the old file removed and the
new one given its name. So the name alone tells how far an interrupted re-encryption has come, and
a database that a header ever named is never taken for a leftover.
"""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from confidant.vault import header_files, private_files

_UNDER_WAY = re.compile(r"(journal-[0-9a-f]{8}\.db)\.after-([0-9a-f]{8})\Z")
_DIGITS = slice(len("journal-"), len("journal-") + 8)


def name_under_way(new: str, old: str) -> str:
    """Return what the database `new` is called until it has taken the place of `old`."""
    return f"{new}.after-{old[_DIGITS]}"


def whereabouts(directory: Path, database: str) -> Path:
    """Return where the database that a header names lies: under its name, or not yet renamed."""
    named = directory / database
    if not named.exists():
        for path, new, _old in _under_way(directory):
            if new == database:
                return path
    return named


def settle(directory: Path, database: str) -> None:
    """End a re-encryption whose header is written: remove the old database, name the new one.

    Does nothing when there is none; another program may do the same at the same time.

    Raises:
        OSError: the operating system refuses.
    """
    for path, new, old in _under_way(directory):
        if new == database and not (directory / new).exists():
            remove(directory / old)
            with contextlib.suppress(FileNotFoundError):
                path.rename(directory / new)
            private_files.sync_directory(directory)


def sweep(directory: Path, database: str) -> int:
    """Remove what re-encryptions that were never committed have left; return how many files.

    Only whoever holds the lock of `database` may do this: somebody else's may be under way.
    """
    removed = 0
    for path, new, _old in _under_way(directory):
        if new != database:
            remove(path)
            removed += 1
    for name in (header_files.NAME, header_files.COPY_NAME):
        # What a kill left of a header that was never put in place.
        (directory / f"{name}.tmp").unlink(missing_ok=True)
    return removed


def _under_way(directory: Path) -> Iterator[tuple[Path, str, str]]:
    for path in sorted(directory.glob("journal-*.db.after-*")):
        match = _UNDER_WAY.match(path.name)
        if match is not None:
            yield path, match[1], f"journal-{match[2]}.db"


def remove(path: Path) -> None:
    """Remove a database and its journal, if they are there."""
    path.unlink(missing_ok=True)
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
