"""Other people's vectors for the primitives, called the way Confidant calls them."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from confidant.crypto import argon2
from confidant.crypto.age import hybrid
from confidant.crypto.age.primitives import is_low_order, x25519
from confidant.crypto.argon2 import KdfParameters
from tests.support.shared import shared

MLKEM768_X25519 = 0x647A
HKDF_SHA256 = 1
CHACHA20_POLY1305 = 3


def wycheproof(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    text = shared(f"vectors/wycheproof/{name}_test.json").read_text(encoding="utf-8")
    vectors = json.loads(text)
    cases = [(group, case) for group in vectors["testGroups"] for case in group["tests"]]
    assert len(cases) == vectors["numberOfTests"]
    return cases


def unhex(case: dict[str, Any], *names: str) -> list[bytes]:
    return [bytes.fromhex(case[name]) for name in names]


def test_chacha20_poly1305_agrees_with_wycheproof() -> None:
    for group, case in wycheproof("chacha20_poly1305"):
        key, nonce, aad, message, sealed, tag = unhex(case, "key", "iv", "aad", "msg", "ct", "tag")
        if group["ivSize"] != 96:
            assert case["result"] == "invalid"
            with pytest.raises(ValueError, match="Nonce"):
                ChaCha20Poly1305(key).decrypt(nonce, sealed + tag, aad)
            continue
        cipher = ChaCha20Poly1305(key)
        if case["result"] == "valid":
            assert cipher.encrypt(nonce, message, aad) == sealed + tag
            assert cipher.decrypt(nonce, memoryview(sealed + tag), aad) == message
        else:
            with pytest.raises(InvalidTag):
                cipher.decrypt(nonce, sealed + tag, aad)


def test_x25519_agrees_with_wycheproof_and_refuses_the_all_zero_point() -> None:
    refused = 0
    for _, case in wycheproof("x25519"):
        public, private, expected = unhex(case, "public", "private", "shared")
        point = x25519(X25519PrivateKey.from_private_bytes(private), public)
        if any(expected):
            assert point == expected
        else:
            assert point is None
            refused += 1
        assert is_low_order(public) == (not any(expected))
    assert refused > 20


def test_hkdf_sha512_agrees_with_wycheproof() -> None:
    for _, case in wycheproof("hkdf_sha512"):
        ikm, salt, info = unhex(case, "ikm", "salt", "info")
        if case["result"] == "invalid":
            with pytest.raises(ValueError, match="larger"):
                HKDF(SHA512(), case["size"], salt, info)
            continue
        out = bytearray(case["size"])
        HKDF(SHA512(), case["size"], salt, info).derive_into(ikm, out)
        assert out.hex() == case["okm"]


def test_hmac_sha512_agrees_with_wycheproof() -> None:
    for group, case in wycheproof("hmac_sha512"):
        key, message, tag = unhex(case, "key", "msg", "tag")
        made = hmac.digest(key, message, hashlib.sha512)[: group["tagSize"] // 8]
        assert hmac.compare_digest(made, tag) == (case["result"] == "valid")


def test_hpke_with_mlkem768_and_x25519_agrees_with_the_published_suite() -> None:
    text = shared("vectors/hpke/hpke-pq-test-vectors.json").read_text(encoding="utf-8")
    suites = [
        suite
        for suite in json.loads(text)
        if (suite["kem_id"], suite["kdf_id"], suite["aead_id"])
        == (MLKEM768_X25519, HKDF_SHA256, CHACHA20_POLY1305)
    ]
    assert len(suites) == 1
    for suite in suites:
        seed, public, enc, info = unhex(suite, "skRm", "pkRm", "enc", "info")
        identity = hybrid.HybridIdentity.from_seed(seed)
        assert identity.public == public
        first = suite["encryptions"][0]
        aad, sealed, plaintext = unhex(first, "aad", "ct", "pt")
        opened = openssl.hpke._decrypt_with_aad(
            hybrid._SUITE, enc + sealed, identity._key, info, aad
        )
        assert opened == plaintext


def argon2_vectors() -> list[dict[str, str]]:
    text = shared("vectors/argon2/argon2id.txt").read_text(encoding="ascii")
    blocks = text.split("COUNT")[1:]
    return [
        {
            name.strip(): value.strip()
            for name, _, value in (line.partition("=") for line in block.splitlines())
            if value
        }
        for block in blocks
    ]


def test_argon2id_agrees_with_the_reference_tool() -> None:
    # Confidant uses neither a secret nor associated data; the vector that has both is left out.
    vectors = [vector for vector in argon2_vectors() if "secret" not in vector]
    assert len(vectors) == 5
    for vector in vectors:
        parameters = KdfParameters(
            memory_kib=int(vector["memcost"]),
            passes=int(vector["iter"]),
            lanes=int(vector["lanes"]),
        )
        out = argon2._compute(
            bytes.fromhex(vector.get("pass", "")),
            bytes.fromhex(vector["salt"]),
            parameters,
            int(vector["length"]),
        )
        assert out.hex() == vector["output"]
