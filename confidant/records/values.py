"""The value types of formats.md §9, as msgspec checks them, and what msgspec cannot check.

A type's `title` is its name in the notation of formats.md. `Meta` counts characters and a regular
expression knows no calendar; `FITS` says the rest.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

LINE_BYTES = 400
TEXT_BYTES = 1_048_576
FILENAME_BYTES = 200
MAX_INSTANT = 2**53 - 1
MAX_ATTACHMENT = 26_214_400
MAX_REV = 1_000_000

_NOT_IN_LINE = r"\x00-\x1f\x7f-\x9f\u2028\u2029"
_BIDI = r"\u200e\u200f\u202a-\u202e\u2066-\u2069"
_MEDIA_PART = r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}"
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)

Line: TypeAlias = Annotated[
    str,
    Meta(title="line", min_length=1, max_length=LINE_BYTES, pattern=rf"\A[^{_NOT_IN_LINE}]*\Z"),
]
Text: TypeAlias = Annotated[
    str,
    Meta(
        title="text",
        min_length=1,
        max_length=TEXT_BYTES,
        pattern=r"\A[^\x00-\x08\x0b-\x1f\x7f]*\Z",
    ),
]
Filename: TypeAlias = Annotated[
    str,
    Meta(
        title="filename",
        min_length=1,
        max_length=FILENAME_BYTES,
        pattern=rf'\A(?![ .])[^/\\:*?"<>|{_NOT_IN_LINE}{_BIDI}]*(?<![ .])\Z',
    ),
]
Media: TypeAlias = Annotated[str, Meta(title="media", pattern=rf"\A{_MEDIA_PART}/{_MEDIA_PART}\Z")]
Dec: TypeAlias = Annotated[
    str,
    Meta(
        title="dec",
        pattern=r"\A(?!-0(?:\.0+)?\Z)-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,9})?\Z",
    ),
]
Day: TypeAlias = Annotated[str, Meta(title="date", pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
Time: TypeAlias = Annotated[
    str,
    Meta(title="time", pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]Z\Z"),
]
# Unpadded base64 whose last character leaves the spare bits zero.
Id: TypeAlias = Annotated[str, Meta(title="id", pattern=r"\A[A-Za-z0-9+/]{21}[AQgw]\Z")]
Ref: TypeAlias = Annotated[str, Meta(title="ref", pattern=r"\A[A-Za-z0-9+/]{21}[AQgw]\Z")]
B32: TypeAlias = Annotated[
    str, Meta(title="b32", pattern=r"\A[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]\Z")
]
B64: TypeAlias = Annotated[str, Meta(title="b64x", pattern=r"\A[A-Za-z0-9+/]{85}[AQgw]\Z")]
Ms: TypeAlias = Annotated[int, Meta(title="ms", ge=0, le=MAX_INSTANT)]
Bp: TypeAlias = Annotated[int, Meta(title="bp", ge=0, le=10_000)]
Five: TypeAlias = Annotated[int, Meta(ge=1, le=5)]
Ten: TypeAlias = Annotated[int, Meta(ge=0, le=10)]
Rev: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_REV)]
Minutes: TypeAlias = Annotated[int, Meta(ge=0, le=1440)]
Size: TypeAlias = Annotated[int, Meta(ge=0, le=MAX_ATTACHMENT)]
Sequence: TypeAlias = Annotated[int, Meta(ge=1, le=MAX_INSTANT)]

Classification: TypeAlias = Literal[
    "personal", "confidential", "price_sensitive", "privileged", "third_party"
]
Side: TypeAlias = Literal["me", "contact"]
GutCheck: TypeAlias = Literal["agree", "disagree", "unsure"]


def up_to(most: int, least: int = 1) -> Meta:
    """Say how many values a list holds; an empty optional list is left out."""
    return Meta(min_length=least, max_length=most)


def _fits_line(value: str) -> bool:
    return len(value.encode()) <= LINE_BYTES


def _fits_text(value: str) -> bool:
    return len(value.encode()) <= TEXT_BYTES


def _fits_filename(value: str) -> bool:
    return len(value.encode()) <= FILENAME_BYTES and _DEVICE.match(value) is None


def _fits_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _fits_time(value: str) -> bool:
    return _fits_day(value[:10])


FITS: Mapping[str, Callable[[str], bool]] = {
    "line": _fits_line,
    "text": _fits_text,
    "filename": _fits_filename,
    "date": _fits_day,
    "time": _fits_time,
}
"""Type name → what is left to check once msgspec has decoded a value of it."""
