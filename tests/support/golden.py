"""Finds our own golden vectors, which lie in tests/data/confidant."""

import json
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).resolve().parents[1] / "data" / "confidant"


def golden_path(relative: str) -> Path:
    """Return the path of a golden file or folder."""
    return GOLDEN / relative


def golden(relative: str) -> Any:  # noqa: ANN401 -- vectors are JSON of many shapes
    """Return the parsed content of a golden JSON file."""
    return json.loads(golden_path(relative).read_text(encoding="utf-8"))
