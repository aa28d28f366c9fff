"""Whether something is there, asked so that a disk that refuses is an answer and no error.

`Path.exists` and its like raise for a disk that may not be looked at, that fails, or whose server
is gone. Backups lie on such disks, and what asks for them has often just changed a vault.
"""

import os
from pathlib import Path


def is_folder(path: Path) -> bool:
    """Tell whether a folder can be seen there."""
    return os.path.isdir(path)  # noqa: PTH112 -- Path.is_dir raises for a disk that refuses


def is_file(path: Path) -> bool:
    """Tell whether a file can be seen there."""
    return os.path.isfile(path)  # noqa: PTH113 -- as above


def is_there(path: Path) -> bool:
    """Tell whether anything can be seen there, a broken link too."""
    return os.path.lexists(path)


def is_missing(path: Path) -> bool:
    """Tell whether the system says for certain that nothing is there."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def can_be_listed(folder: Path) -> bool:
    """Tell whether it can be seen what lies in a folder."""
    try:
        with os.scandir(folder):
            return True
    except (OSError, ValueError):
        return False
