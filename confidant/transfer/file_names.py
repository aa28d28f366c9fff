"""File names that every system takes, and the media types that they suggest."""

import re

from confidant.records.values import FILENAME_BYTES
from confidant.transfer import sources

_REFUSED = re.compile(
    r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]'
)
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
_SUFFIX = 20


def file_name(name: str) -> str:
    """Return a name that an attachment may have, as near as possible to this one."""
    safe = _REFUSED.sub("_", sources.shown(name)).strip(" .") or "file"
    if _DEVICE.match(safe):
        safe = f"_{safe}"
    stem, dot, suffix = safe.rpartition(".")
    if len(safe.encode()) <= FILENAME_BYTES:
        return safe
    room = FILENAME_BYTES - len((dot + suffix).encode()) if len(suffix) <= _SUFFIX and dot else 0
    if room <= 0:
        return safe.encode()[:FILENAME_BYTES].decode(errors="ignore").rstrip(" .")
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + suffix


def media_type(name: str) -> str:
    """Return the media type that a file name suggests."""
    import mimetypes

    # A table of its own: what the computer has registered must not change what is stored.
    found, encoding = mimetypes.MimeTypes(filenames=()).guess_type(name)
    return found if found and not encoding else "application/octet-stream"
