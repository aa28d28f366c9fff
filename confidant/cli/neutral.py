"""Makes text from records and from other people harmless to a terminal.

A title may hold an escape sequence that rewrites the screen, or a bidi control that makes
“exe.txt” of “txt.exe”. Both are shown as what they are.
"""

import re

_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff]"
)
_NOT_ON_ONE_LINE = re.compile("[\t\n]+")


def block(text: str) -> str:
    """Return text of several lines with every harmful character written out."""
    return _HARMFUL.sub(_written_out, text)


def line(text: str) -> str:
    """Return text on one line with every harmful character written out."""
    return _NOT_ON_ONE_LINE.sub(" ", block(text))


def _written_out(found: re.Match[str]) -> str:
    point = ord(found.group())
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}"  # noqa: PLR2004 - one byte
