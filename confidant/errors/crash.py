"""A name for a mistake of ours that holds no content: safe to show, log and mail."""

import hashlib
import traceback
from typing import Final

_DIGITS: Final = 10


def crash_code(error: BaseException) -> str:
    """Return ten hex digits that name where and as what `error` was raised.

    Made of exception classes and function names along the chain of causes alone: no message,
    path, line or value goes in, so the same mistake has the same code on every computer.
    """
    digest = hashlib.sha256()
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        digest.update(f"{type(current).__module__}.{type(current).__qualname__}\n".encode())
        for frame, _line in traceback.walk_tb(current.__traceback__):
            digest.update(f"{frame.f_code.co_qualname}\n".encode())
        current = current.__cause__ or current.__context__
    return digest.hexdigest()[:_DIGITS]
