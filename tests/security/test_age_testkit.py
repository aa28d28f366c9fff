"""The age project's own vectors: the exact class of failure, and what was released before it."""

import hashlib
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from confidant.crypto import age
from confidant.crypto.age import armor
from confidant.crypto.age.envelope import NONCE_SIZE
from confidant.crypto.age.stream import open_chunks
from confidant.errors import (
    AgeArmorError,
    AgeError,
    AgeHeaderError,
    AgeHmacError,
    AgeNoMatchError,
    AgePayloadError,
)
from tests.support.shared import find_shared, shared

FOLDER = "vectors/age-testkit"
COUNT = 143
FAILURES: dict[str, type[AgeError]] = {
    "armor failure": AgeArmorError,
    "header failure": AgeHeaderError,
    "no match": AgeNoMatchError,
    "HMAC failure": AgeHmacError,
    "payload failure": AgePayloadError,
}


@dataclass
class Vector:
    expect: str = ""
    payload: str | None = None
    file_key: str | None = None
    armored: bool = False
    compressed: bool = False
    identities: list[age.Identity] = field(default_factory=list)
    data: bytes = b""


def read_vector(path: Path) -> Vector:
    head, _, data = path.read_bytes().partition(b"\n\n")
    vector = Vector(data=data)
    for line in head.decode("utf-8").split("\n"):
        name, _, value = line.partition(": ")
        match name:
            case "expect":
                vector.expect = value
            case "payload":
                vector.payload = value
            case "file key":
                vector.file_key = value
            case "armored":
                vector.armored = value == "yes"
            case "compressed":
                assert value == "zlib"
                vector.data = zlib.decompress(data)
            case "identity" if value.startswith("AGE-SECRET-KEY-PQ-"):
                vector.identities.append(age.HybridIdentity.from_string(value))
            case "identity":
                vector.identities.append(age.X25519Identity.from_string(value))
            case "passphrase":
                vector.identities.append(age.ScryptIdentity(value))
            case _:
                assert name == "comment"
    return vector


def open_vector(vector: Vector, released: list[bytes], file_keys: list[bytes]) -> None:
    data = armor.decode(vector.data) if vector.armored else vector.data
    header = age.read_header(data)
    file_key = age.unlock(header, vector.identities).file_key
    file_keys.append(file_key)
    key = age.payload_key(header, file_key, data)
    released.extend(open_chunks(key, memoryview(data)[header.size + NONCE_SIZE :]))


def vectors() -> list[str]:
    folder = find_shared(FOLDER)
    if folder is None:
        return []
    return sorted(
        path.name for path in folder.iterdir() if path.read_bytes().startswith(b"expect: ")
    )


def test_the_testkit_is_complete() -> None:
    shared(FOLDER)
    assert len(vectors()) == COUNT


@pytest.mark.parametrize("name", vectors() or ["x25519"])
def test_a_vector_succeeds_or_fails_exactly_as_it_says(name: str) -> None:
    vector = read_vector(shared(FOLDER) / name)
    released: list[bytes] = []
    file_keys: list[bytes] = []
    if vector.expect == "success":
        open_vector(vector, released, file_keys)
    else:
        with pytest.raises(AgeError) as caught:
            open_vector(vector, released, file_keys)
        assert type(caught.value) is FAILURES[vector.expect]
    if vector.payload is not None:
        assert hashlib.sha256(b"".join(released)).hexdigest() == vector.payload
    if vector.expect in {"success", "HMAC failure"} and vector.file_key is not None:
        assert file_keys == [bytes.fromhex(vector.file_key)]


@pytest.mark.parametrize("name", vectors() or ["x25519"])
def test_nothing_is_returned_unless_everything_is_authenticated(name: str) -> None:
    vector = read_vector(shared(FOLDER) / name)
    if vector.expect == "success":
        data = armor.decode(vector.data) if vector.armored else vector.data
        plaintext = age.decrypt(data, vector.identities)
        assert hashlib.sha256(plaintext).hexdigest() == vector.payload
        return
    with pytest.raises(FAILURES[vector.expect]):
        age.decrypt(armor.decode(vector.data) if vector.armored else vector.data, vector.identities)
