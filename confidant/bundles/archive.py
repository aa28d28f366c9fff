"""The plaintext of a bundle: a strict ustar archive that is written and never parsed.

The reader knows the name and size of every member, builds the one header that such a member has
and compares 512 bytes. Links, sparse members, long names, paths and odd modes all fail that
comparison; there is no tar parser that could be led astray (formats.md §8).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from confidant.bundles.limits import (
    MANIFEST_LIMIT,
    PLAIN_LIMIT,
    PLAIN_MINIMUM,
    SEQUENCE_LIMIT,
)
from confidant.crypto import padme, strict_base64
from confidant.errors import (
    BundleLayoutError,
    BundleTarError,
    BundleTooLargeError,
    BundleTooNewError,
    PaddingError,
)

BLOCK: Final = 512
AUTH_SIZE: Final = 2 * BLOCK
MANIFEST_NAME: Final = "manifest.json"
_END_SIZE: Final = 2 * BLOCK
_SIZE_FIELD: Final = slice(124, 135)
_VERSION: Final = re.compile(rb"confidant-bundle/([1-9][0-9]{0,3})\n")
_AUTH: Final = re.compile(
    rb"confidant-bundle/1\n"
    rb"sender (?P<sender>[A-Za-z0-9+/]{43})\n"
    rb"recipient (?P<recipient>[A-Za-z0-9+/]{43})\n"
    rb"bundle (?P<bundle>[A-Za-z0-9+/]{22})\n"
    rb"seq (?P<seq>[1-9][0-9]{0,15})\n"
    rb"tag (?P<tag>[A-Za-z0-9+/]{86})\n+",
)
_OCTAL_SIZE: Final = re.compile(rb"[0-7]{11}")


@dataclass(frozen=True, slots=True)
class Auth:
    """Who sent what to whom: the part of AUTH that the tag covers.

    Attributes:
        sender: card id of the sender, 32 bytes.
        recipient: card id of the recipient, 32 bytes.
        bundle: random id of the bundle, 16 bytes.
        sequence: number among the bundles from this sender to this recipient, 1 … 2⁵³−1.
    """

    sender: bytes
    recipient: bytes
    bundle: bytes
    sequence: int

    def text(self) -> bytes:
        """Return the bytes that the tag covers: everything up to the LF of the `seq` line."""
        return (
            "confidant-bundle/1\n"
            f"sender {strict_base64.encode(self.sender)}\n"
            f"recipient {strict_base64.encode(self.recipient)}\n"
            f"bundle {strict_base64.encode(self.bundle)}\n"
            f"seq {self.sequence}\n"
        ).encode("ascii")


def member_header(name: str, size: int) -> bytes:
    """Return the one ustar header that a member of this name and size has.

    Args:
        name: ASCII, at most 100 bytes.
        size: bytes of data, below 8 GiB.
    """
    header = bytearray(BLOCK)
    header[: len(name)] = name.encode("ascii")
    header[100:108] = b"0000600\0"
    header[108:124] = b"0000000\0" * 2
    header[124:136] = b"%011o\0" % size
    header[136:148] = b"00000000000\0"
    header[148:156] = b" " * 8  # the checksum is taken with its own field as spaces
    header[156:157] = b"0"
    header[257:265] = b"ustar\x0000"
    header[329:345] = b"0000000\0" * 2
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


def file_name(position: int) -> str:
    """Return the member name of an attachment; `position` counts from 1."""
    return f"files/{position:04d}.bin"


def build_rest(manifest: bytes, files: Iterable[bytes]) -> bytes:
    """Return the plaintext after AUTH: members, then zero bytes to the padded size.

    Raises:
        BundleTooLargeError: the manifest or the whole is over its limit.
    """
    if len(manifest) > MANIFEST_LIMIT:
        raise BundleTooLargeError(limit=MANIFEST_LIMIT)
    parts = _member(MANIFEST_NAME, manifest)
    for position, data in enumerate(files, start=1):
        parts += _member(file_name(position), data)
    size = sum(map(len, parts))
    total = padme.padded_size(AUTH_SIZE + size + _END_SIZE)
    if total > PLAIN_LIMIT:
        raise BundleTooLargeError(limit=PLAIN_LIMIT)
    return b"".join([*parts, bytes(total - AUTH_SIZE - size)])


def auth_block(auth: Auth, tag: bytes) -> bytes:
    """Return AUTH: its header, then text and tag filled with LF to one block."""
    text = auth.text() + f"tag {strict_base64.encode(tag)}\n".encode("ascii")
    return member_header("AUTH", BLOCK) + text.ljust(BLOCK, b"\n")


@dataclass(frozen=True, slots=True)
class AuthBlock:
    """AUTH as it was read. Nothing of it is believed before the tag is checked.

    Attributes:
        auth: sender, recipient, bundle and sequence.
        text: the very bytes that the tag covers.
        tag: 64 bytes.
    """

    auth: Auth
    text: bytes
    tag: bytes


def read_auth(untrusted_plain: bytes) -> AuthBlock:
    """Read the size and the AUTH block of a decrypted bundle (formats.md §10, step 8).

    Raises:
        BundleTooNewError: another version line.
        BundleLayoutError: anything else that is not exactly an AUTH block.
    """
    size = len(untrusted_plain)
    if not PLAIN_MINIMUM <= size <= PLAIN_LIMIT or size % BLOCK:
        raise BundleLayoutError
    if untrusted_plain[:BLOCK] != member_header("AUTH", BLOCK):
        raise BundleLayoutError
    block = untrusted_plain[BLOCK:AUTH_SIZE]
    version = _VERSION.match(block)
    if version and version[1] != b"1":
        raise BundleTooNewError(version=int(version[1]))
    match = _AUTH.fullmatch(block)
    if match is None or int(match["seq"]) > SEQUENCE_LIMIT:
        raise BundleLayoutError
    try:
        sender, recipient, bundle, tag = (
            strict_base64.decode(match[name].decode("ascii"))
            for name in ("sender", "recipient", "bundle", "tag")
        )
    except strict_base64.Base64Error:
        raise BundleLayoutError from None
    auth = Auth(sender=sender, recipient=recipient, bundle=bundle, sequence=int(match["seq"]))
    return AuthBlock(auth=auth, text=block[: match.start("tag") - len(b"tag ")], tag=tag)


class MemberReader:
    """Takes the members after AUTH in their order. Each must be exactly what is asked for.

    Works on a view: only what is returned is copied.
    """

    def __init__(self, plain: bytes) -> None:
        """Start behind AUTH; `plain` is the authenticated plaintext."""
        self._plain = memoryview(plain)
        self._position = AUTH_SIZE

    def manifest(self) -> bytes:
        """Return the bytes of manifest.json (formats.md §10, step 15).

        Raises:
            BundleTarError: another member, another form, an impossible size or slack.
        """
        hint = bytes(self._plain[self._position :][_SIZE_FIELD])
        if not _OCTAL_SIZE.fullmatch(hint):
            raise BundleTarError
        size = int(hint, 8)
        if not 1 <= size <= MANIFEST_LIMIT:
            raise BundleTarError
        return self._take(MANIFEST_NAME, size)

    def file(self, position: int, size: int) -> bytes:
        """Return the data of attachment `position` (from 1) of `size` bytes.

        Raises:
            BundleTarError: another member, another form or slack.
        """
        return self._take(file_name(position), size)

    def finish(self) -> None:
        """Check that zero bytes follow, exactly as many as there must be (step 20).

        Raises:
            PaddingError: another size, another member or anything but zero.
        """
        if len(self._plain) != padme.padded_size(self._position + _END_SIZE):
            raise PaddingError
        if not _is_zero(self._plain[self._position :]):
            raise PaddingError

    def _take(self, name: str, size: int) -> bytes:
        start = self._position + BLOCK
        end = start + size
        after = end + -size % BLOCK
        if after > len(self._plain):
            raise BundleTarError
        if self._plain[self._position : start] != member_header(name, size):
            raise BundleTarError
        if not _is_zero(self._plain[end:after]):
            raise BundleTarError
        self._position = after
        return bytes(self._plain[start:end])


def needed_size(manifest_size: int, file_sizes: Sequence[int]) -> int:
    """Return the size of the plaintext for members of these sizes, padding included."""
    members = sum(BLOCK + size + -size % BLOCK for size in (manifest_size, *file_sizes))
    return padme.padded_size(AUTH_SIZE + members + _END_SIZE)


def _member(name: str, data: bytes) -> list[bytes]:
    return [member_header(name, len(data)), data, bytes(-len(data) % BLOCK)]


def _is_zero(view: memoryview) -> bool:
    return bytes(view) == bytes(len(view))
