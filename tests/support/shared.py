"""The one place where tests find files that are not ours and so are not in the project."""

import os
from pathlib import Path

import pytest

VARIABLE = "CONFIDANT_SHARED"


def shared(relative: str) -> Path:
    """Return the path of a shared file or folder, or skip the test and say why.

    Args:
        relative: path below the folder that the variable `CONFIDANT_SHARED` names.
    """
    path = find_shared(relative)
    if path is None:
        pytest.skip(f"{VARIABLE} is not set, or has no {relative}")
    return path


def find_shared(relative: str) -> Path | None:
    """Return the path, or None where it is not available (for parametrising at import time)."""
    root = os.environ.get(VARIABLE)
    if not root:
        return None
    path = Path(root) / relative
    return path if path.exists() else None
