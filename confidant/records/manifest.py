"""The manifest of a bundle (formats.md §9), and every check of steps 16 to 18 of §10."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, ClassVar, cast

import msgspec

from confidant.errors import (
    BugError,
    CanonError,
    ManifestSchemaError,
    ManifestSyntaxError,
    ManifestTooNewError,
)
from confidant.records import canonical, checking, fields
from confidant.records.body import NOTHING, Attachment, Common, Part, refuse
from confidant.records.fields import Role
from confidant.records.kinds import AnyBody
from confidant.records.values import B32, B64, FITS, Day, Id, Line, Rev, Size, Text, Time, up_to

MAX_MANIFEST = 4 * 1024 * 1024
MAX_ITEMS = 500
MAX_FILES = 200
MAX_REQUIRES = 8

KNOWN: frozenset[str] = frozenset()
"""What `requires` may name and this version can read (formats.md §13); v1 needs nothing."""

_ENCODER = msgspec.json.Encoder(order="sorted")


class Withheld(Part, frozen=True, kw_only=True):
    """The fields that the author keeps back, and the commitment to them."""

    fields: Annotated[tuple[Line, ...], up_to(60), Role.STRUCTURAL]
    commitment: B32


class Item(Part, frozen=True, kw_only=True):
    """A record after masking, under its own id and its author's revision number."""

    id: Id
    rev: Rev
    record: AnyBody
    withheld: Withheld | None = None

    @property
    def withheld_fields(self) -> frozenset[str]:
        """Return the names of the fields kept back."""
        return NOTHING if self.withheld is None else frozenset(self.withheld.fields)


class FileEntry(Part, frozen=True, kw_only=True):
    """A file of the bundle; the first is `files/0001.bin`."""

    notation: ClassVar[str] = "file"

    sha256: B32
    size: Size


class ReplyRef(Part, frozen=True, kw_only=True):
    """The bundle that this one answers."""

    notation: ClassVar[str] = "replyref"

    bundle: Id
    tag: B64


class Manifest(Part, frozen=True, kw_only=True):
    """Everything that a bundle says."""

    created: Time
    requires: Annotated[tuple[Line, ...], up_to(MAX_REQUIRES, least=0), Role.STRUCTURAL]
    reply_to: ReplyRef | None = None
    respond_by: Day | None = None
    note: Text | None = None
    items: Annotated[tuple[Item, ...], up_to(MAX_ITEMS)]
    files: Annotated[tuple[FileEntry, ...], up_to(MAX_FILES)] | None = None


def encode(manifest: Manifest) -> bytes:
    """Return the canonical bytes of a manifest, checked as its reader will.

    Raises:
        ManifestSyntaxError, ManifestSchemaError: the reader would refuse it.
    """
    try:
        data = _ENCODER.encode(manifest)
    except UnicodeEncodeError:
        raise ManifestSyntaxError from None
    if decode(data) != manifest:
        raise BugError("a checked manifest reads back as itself")
    return data


def decode(data: bytes) -> Manifest:
    """Return the manifest that untrusted bytes hold.

    Raises:
        ManifestSyntaxError: not canonical JSON, or not of 1 byte to 4 MiB.
        ManifestTooNewError: `requires` is well formed and names what this version does not know.
        ManifestSchemaError: any other departure from formats.md §9.
    """
    if len(data) > MAX_MANIFEST:
        raise ManifestSyntaxError
    try:
        value = canonical.decode(data)
    except CanonError:
        raise ManifestSyntaxError from None
    if not isinstance(value, dict):
        raise refuse("manifest", "object")
    _check_requires(value.get("requires"))
    try:
        manifest = _decoder().decode(data)
    except msgspec.DecodeError:
        raise ManifestSchemaError from None
    check(manifest)
    return manifest


def check(manifest: Manifest) -> None:
    """Check what the types cannot say, item by item, then what ties the items together.

    Raises:
        ManifestSchemaError: the first item at fault decides.
    """
    seen: set[str] = set()
    for item in manifest.items:
        if item.id in seen:
            raise refuse("id", "differ")
        seen.add(item.id)
        check_item(item, answering=manifest.reply_to is not None)
    checking.check_values(manifest)
    _check_files(manifest)


def check_item(item: Item, *, answering: bool) -> None:
    """Check one item on its own.

    Args:
        item: a record as it travels.
        answering: the bundle has `reply_to`.

    Raises:
        ManifestSchemaError: otherwise.
    """
    withheld = item.withheld_fields
    if item.withheld is not None and len(withheld) != len(item.withheld.fields):
        raise refuse("withheld", "differ")
    checking.check(item.record, withheld)
    checking.check_travelling(item.record, withheld)
    if item.record.needs_reply_to and not answering:
        raise refuse("reply_to", "required")


def _check_requires(requires: object) -> None:
    """Check `requires` before everything else, for a newer manifest may look quite different."""
    try:
        names = msgspec.convert(requires, fields.of(Manifest)["requires"].annotation)
    except msgspec.ValidationError:
        raise refuse("requires", "[line]0-8") from None
    if not all(map(FITS["line"], names)):
        raise refuse("requires", "[line]0-8")
    if not KNOWN.issuperset(names):
        raise ManifestTooNewError


def _attachments(manifest: Manifest) -> Iterator[Attachment]:
    """Yield every attachment that a record of the bundle names."""
    for item in manifest.items:
        yield from cast("Common", item.record).attachments or ()  # as every kind that travels


def _check_files(manifest: Manifest) -> None:
    """Check that the files are exactly the attachments, each once and of one size."""
    named: dict[str, int] = {}
    for attachment in _attachments(manifest):
        if named.setdefault(attachment.sha256, attachment.size) != attachment.size:
            raise refuse("attachments", "one-size")
    files = {file.sha256: file.size for file in manifest.files or ()}
    if len(files) != len(manifest.files or ()) or files != named:
        raise refuse("files", "the-attachments")


@cache
def _decoder() -> msgspec.json.Decoder[Manifest]:
    """Return the reader, built on first use."""
    return msgspec.json.Decoder(Manifest)
