"""Decrypts the pages of a SQLCipher 4 database, apart from SQLCipher.

A page of 4096 bytes ends in 16 bytes of initialisation vector and 64 of HMAC; the first page
begins with the 16 bytes of the salt. AES-256-CBC without padding in between.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, SALT = 4096, 80, 16


def decrypted_pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield the plaintext of every page of a file, the unused ones too."""
    data = path.read_bytes()
    for start in range(0, len(data), PAGE):
        page = data[start : start + PAGE]
        body = page[SALT if start == 0 else 0 : PAGE - RESERVE]
        vector = page[PAGE - RESERVE : PAGE - RESERVE + 16]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        yield decryptor.update(body) + decryptor.finalize()
