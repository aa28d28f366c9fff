"""What the exporters are given, and the names under which it is written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from confidant.errors import BugError
from confidant.records.body import Attachment, Body, Common
from confidant.records.record import Revision
from confidant.transfer.file_names import file_name

Exported: TypeAlias = tuple[str, bytes]
"""A path with `/` below the export, and what is written there."""

ReadAttachment: TypeAlias = Callable[[bytes], bytes]
"""Returns the bytes of an attachment by its SHA-256."""

_NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Exportable:
    """A record to export: its current revision and what the store knows about it.

    `created` is the instant of the first revision in UTC milliseconds, `author` the petname of
    the contact who wrote it, None for one's own.
    """

    revision: Revision
    created: int
    author: str | None = field(default=None, repr=False)
    sealed: bool = False

    @property
    def body(self) -> Body:
        """Return the body; erased records are not exported."""
        if self.revision.body is None:
            raise BugError("an erased record is not exported")
        return self.revision.body

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """Return the files of the record."""
        body = self.body
        return (body.attachments or ()) if isinstance(body, Common) else ()


class Paths:
    """Gives every exported file a path of its own, also where case does not count."""

    def __init__(self) -> None:
        """Start with no path given."""
        self._given: set[str] = set()

    def path(self, folder: str, name: str, suffix: str) -> str:
        """Return a free path for something with this name."""
        stem = file_name(name[:_NAME_LENGTH])
        path = f"{folder}/{stem}{suffix}"
        number = 2
        while path.casefold() in self._given:
            path = f"{folder}/{stem} ({number}){suffix}"
            number += 1
        self._given.add(path.casefold())
        return path


def attachment_path(attachment: Attachment) -> str:
    """Return where an attachment is written: under its own name, apart from its namesakes."""
    from confidant.crypto import strict_base64

    digest = strict_base64.decode(attachment.sha256, 32).hex()
    return f"attachments/{digest[:16]}/{attachment.name}"


def digest_of(attachment: Attachment) -> bytes:
    """Return the SHA-256 of an attachment."""
    from confidant.crypto import strict_base64

    return strict_base64.decode(attachment.sha256, 32)
