import base64
import json

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from hypothesis import given, settings
from hypothesis import strategies as st

from confidant.crypto import fernet
from confidant.crypto.fernet import decrypt_jrnl, is_encrypted_jrnl
from confidant.errors import SourcePassphraseError, SourceSyntaxError, TransferError
from tests.support.shared import shared

TEXT = b"[2020-08-29 11:11] Entry the first.\n"
SALT = bytes(range(16))


def token(salt: bytes) -> bytes:
    key = PBKDF2HMAC(SHA256(), 32, salt, 100_000).derive(b"test")
    return Fernet(base64.urlsafe_b64encode(key)).encrypt(TEXT)


def version_3(header: bytes, salt: bytes = SALT) -> bytes:
    return b"JRNLv3" + len(header).to_bytes(2) + header + token(salt)


def salted(salt: object) -> bytes:
    return json.dumps({"salt": salt}).encode()


GOOD_HEADER = salted(base64.urlsafe_b64encode(SALT).decode())


@pytest.mark.parametrize(
    ("name", "passphrase", "entries"),
    [
        ("basic_encrypted", "test", 3),
        ("encrypted", "bad doggie no biscuit", 2),
        ("encrypted_v3", "good doggie extra biscuit", 2),
    ],
)
def test_a_journal_made_by_jrnl_opens(name: str, passphrase: str, entries: int) -> None:
    data = shared(f"corpora/jrnl/{name}.journal").read_bytes()
    assert is_encrypted_jrnl(data)
    text = decrypt_jrnl(data, passphrase).decode("utf-8")
    assert sum(line.startswith("[20") for line in text.splitlines()) == entries
    with pytest.raises(SourcePassphraseError):
        decrypt_jrnl(data, passphrase + " ")


@pytest.mark.parametrize("header", [GOOD_HEADER, base64.b64encode(GOOD_HEADER)])
def test_both_header_forms_of_version_3_are_read(header: bytes) -> None:
    data = version_3(header)
    assert is_encrypted_jrnl(data)
    assert decrypt_jrnl(data, "test") == TEXT
    assert decrypt_jrnl(data + b"\n", "test") == TEXT


def test_version_2_is_a_bare_token() -> None:
    data = token(fernet._SALT_V2)
    assert is_encrypted_jrnl(data)
    assert decrypt_jrnl(data + b"\n", "test") == TEXT
    with pytest.raises(SourcePassphraseError):
        decrypt_jrnl(data, "\ud800")


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"{",
        b"{}",
        b"[]",
        b"!!!!",
        b"=",
        salted(5),
        salted(None),
        salted("é"),
        salted("AAA="),
        salted("A"),
        base64.b64encode(b"[" * 40_000),
        base64.b64encode(b"5"),
        base64.b64encode(b"\xff"),
        b'{"salt":' + b"[" * 60_000,
    ],
)
def test_a_damaged_header_is_refused(header: bytes) -> None:
    with pytest.raises(SourceSyntaxError) as caught:
        decrypt_jrnl(version_3(header), "test", name="old.journal")
    assert caught.value.params == {"name": "old.journal", "line": 1}


@pytest.mark.parametrize(
    "data", [b"", b"gAAAAA", b"gAAAAA" + b"A" * 40, b"A" * 140, token(SALT)[:-1], b"\xff\n" * 90]
)
def test_what_cannot_be_a_token_is_refused_before_the_passphrase_is_stretched(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fernet, "PBKDF2HMAC", lambda *_: pytest.fail("it was stretched"))
    with pytest.raises(SourceSyntaxError):
        decrypt_jrnl(data, "test")


def test_a_plain_journal_is_not_taken_for_an_encrypted_one() -> None:
    assert not is_encrypted_jrnl(TEXT)


@settings(max_examples=40)
@given(st.sampled_from([b"", b"JRNLv3", b"gAAAAA"]), st.binary(max_size=200))
def test_arbitrary_bytes_are_refused_with_a_transfer_error(start: bytes, rest: bytes) -> None:
    with pytest.raises(TransferError):
        decrypt_jrnl(start + rest, "test")


def test_a_changed_token_does_not_open() -> None:
    data = bytearray(version_3(GOOD_HEADER))
    data[-20] ^= 1
    with pytest.raises(TransferError):
        decrypt_jrnl(bytes(data), "test")
