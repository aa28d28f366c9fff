"""The age project's own vectors: the exact class of failure, and what was released before it."""

import hashlib
import zlib
from dataclasses import dataclass
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


KNOWN_FIELDS = {
    "expect",
    "payload",
    "file key",
    "armored",
    "compressed",
    "identity",
    "passphrase",
    "comment",
}


@dataclass
class Vector:
    expect: str
    payload: str | None
    file_key: str | None
    armored: bool
    identities: list[age.Identity]
    data: bytes


def read_vector(path: Path) -> Vector:
    head, _, data = path.read_bytes().partition(b"\n\n")
    pairs = [line.partition(": ")[::2] for line in head.decode("utf-8").split("\n")]
    values = dict(pairs)
    assert values.keys() <= KNOWN_FIELDS
    return Vector(
        expect=values["expect"],
        payload=values.get("payload"),
        file_key=values.get("file key"),
        armored=values.get("armored") == "yes",
        identities=[
            read_identity(name, value)
            for name, value in pairs
            if name in {"identity", "passphrase"}
        ],
        data=zlib.decompress(data) if values.get("compressed") == "zlib" else data,
    )


def read_identity(name: str, value: str) -> age.Identity:
    if name == "passphrase":
        return age.ScryptIdentity(value)
    if value.startswith("AGE-SECRET-KEY-PQ-"):
        return age.HybridIdentity.from_string(value)
    return age.X25519Identity.from_string(value)


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
