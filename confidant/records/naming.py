"""Making lines and file names out of what other programs and file systems hold."""

import re

from confidant.records import canonical
from confidant.records.values import FILENAME_BYTES, FITS, LINE_BYTES

_NOT_IN_LINE = re.compile("[\t\n\x80-\x9f\u2028\u2029]+")
_NOT_IN_FILENAME = re.compile('[/\\\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]+')
_LONGEST_SUFFIX = 20


def as_line(text: str) -> str:
    """Return text as one line: breaks become spaces, cut at 400 bytes; may be empty."""
    line = _NOT_IN_LINE.sub(" ", canonical.clean(text)).strip()
    return _cut(line, LINE_BYTES).rstrip()


def as_filename(name: str) -> str:
    """Return a name that a bundle may carry, as near to `name` as it can be; never empty."""
    cleaned = _NOT_IN_FILENAME.sub("_", as_line(name)).strip(" .")
    stem, dot, suffix = cleaned.rpartition(".")
    if dot and len(suffix) <= _LONGEST_SUFFIX:
        room = FILENAME_BYTES - len(suffix.encode()) - 2
        cleaned = f"{_cut(stem, room).rstrip(' .')}.{suffix}"
    else:
        cleaned = _cut(cleaned, FILENAME_BYTES - 1).rstrip(" .")
    cleaned = cleaned.strip(" .") or "file"
    return cleaned if FITS["filename"](cleaned) else f"_{cleaned}"


def _cut(text: str, size: int) -> str:
    """Return the longest beginning of a text that takes at most `size` bytes."""
    return text.encode()[:size].decode(errors="ignore")
