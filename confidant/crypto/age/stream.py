"""STREAM: the payload of an age file in chunks of 64 KiB, each authenticated (appendix A).

The chunk number and a mark of the last chunk are in the nonce, so that chunks cannot be
exchanged, repeated or cut off.
"""

from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from confidant.errors import AgePayloadError

CHUNK: Final = 65536
_TAG: Final = 16
_SEALED_CHUNK: Final = CHUNK + _TAG
_MORE: Final = b"\0"
_FINAL: Final = b"\1"


def seal_chunks(key: bytes, plaintext: bytes) -> Iterator[bytes]:
    """Yield the sealed chunks of `plaintext`; an empty one has a single empty chunk.

    Args:
        key: 32 bytes, used for this payload only.
        plaintext: everything that is to be sealed.
    """
    cipher = ChaCha20Poly1305(key)
    view = memoryview(plaintext)
    last = max(0, len(view) - 1) // CHUNK
    for number in range(last + 1):
        nonce = number.to_bytes(11) + (_FINAL if number == last else _MORE)
        yield cipher.encrypt(nonce, view[number * CHUNK : (number + 1) * CHUNK], None)


def open_chunks(key: bytes, sealed: bytes | memoryview) -> Iterator[bytes]:
    """Yield the plaintext chunk by chunk, each as soon as its own tag is checked.

    What is yielded may turn out to be a forger's beginning: only when the iterator ends without an
    error was it the whole payload. `open_payload` waits for that.

    Raises:
        AgePayloadError: a changed chunk, no final chunk, or data after it.
    """
    cipher = ChaCha20Poly1305(key)
    view = memoryview(sealed)
    last = max(0, len(view) - 1) // _SEALED_CHUNK
    for number in range(last + 1):
        chunk = view[number * _SEALED_CHUNK : (number + 1) * _SEALED_CHUNK]
        if len(chunk) == _TAG and number > 0:
            # An empty final chunk is a second spelling of the same payload.
            raise AgePayloadError
        opened, final = _open_chunk(cipher, number, chunk, in_last_place=number == last)
        yield opened
        if final != (number == last):
            raise AgePayloadError


def open_payload(key: bytes, sealed: bytes | memoryview) -> bytes:
    """Return the plaintext once all of it is authenticated.

    Raises:
        AgePayloadError: a changed chunk, no final chunk, or data after it.
    """
    return b"".join(open_chunks(key, sealed))


def _open_chunk(
    cipher: ChaCha20Poly1305, number: int, chunk: memoryview, *, in_last_place: bool
) -> tuple[bytes, bool]:
    """Return the chunk's plaintext and whether it is marked as the final one.

    A short chunk can only be final. A full one may be either: the mark that its place calls for
    is tried first, the other tells a cut or lengthened file from a changed chunk.
    """
    marks = (_FINAL, _MORE) if in_last_place else (_MORE, _FINAL)
    for mark in marks if len(chunk) == _SEALED_CHUNK else marks[:1]:
        try:
            return cipher.decrypt(number.to_bytes(11) + mark, chunk, None), mark == _FINAL
        except InvalidTag:
            continue
    raise AgePayloadError
