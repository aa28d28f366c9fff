"""A vault that `create` made opens with the published rules alone.

This reader follows formats.md §3–5 with `cryptography` and the driver; nothing of Confidant's own
code is used for reading.
"""

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import sqlcipher3
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.support.vaults import PASSPHRASE, Place, entry

C32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def unpadded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4))


def derive(ikm: bytes, salt: bytes, label: str, size: int) -> bytes:
    return HKDF(SHA512(), size, salt, b"confidant/v1/" + label.encode()).derive(ikm)


def canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def without_wrapped(slot: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in slot.items() if name != "wrapped"}


def unwrap(kek: bytes, slot: dict[str, Any], name: str, vault: bytes) -> bytes:
    aad = b"confidant-vault/1\n" + vault + canonical({name: without_wrapped(slot)})
    return ChaCha20Poly1305(kek).decrypt(bytes(12), unpadded(slot["wrapped"]), aad)


def read_header(directory: Path) -> tuple[dict[str, Any], bytes]:
    data = (directory / "vault.hdr").read_bytes()
    assert data == (directory / "vault.hdr.copy").read_bytes()
    version, line, mac, rest = data.split(b"\n")
    assert (version, rest) == (b"confidant-vault/1", b"")
    header: dict[str, Any] = json.loads(line)
    assert canonical(header) == line
    slot = header["passphrase"]
    kdf = slot["kdf"]
    a = Argon2id(
        salt=unpadded(slot["salt"]),
        length=32,
        iterations=kdf["t"],
        lanes=kdf["p"],
        memory_cost=kdf["m"],
    ).derive(PASSPHRASE.encode())
    vault = unpadded(header["vault"])
    vmk = unwrap(derive(a, vault, "slot/passphrase", 32), slot, "passphrase", vault)
    expected = hmac.digest(
        derive(vmk, vault, "header-mac", 64), version + b"\n" + line + b"\n", hashlib.sha512
    )
    assert mac == b"mac " + base64.b64encode(expected).rstrip(b"=")
    return header, vmk


def recovery_secret(code: str) -> bytes:
    number = 0
    for character in code.replace("-", ""):
        number = number * 32 + C32.index(character)
    raw = number.to_bytes(20, "big")
    check = hashlib.sha256(b"confidant/v1/recovery\x00" + raw[:16]).digest()
    assert check[:4] == raw[16:]
    return raw[:16]


def check_chain(
    connection: sqlcipher3.Connection, vmk: bytes, vault: bytes
) -> list[tuple[Any, ...]]:
    key, before = derive(vmk, vault, "chain", 64), bytes(64)
    rows: list[tuple[Any, ...]] = connection.execute("SELECT * FROM rev ORDER BY seq").fetchall()
    for number, (seq, record, kind, rev, ts, salt, digest, body, link) in enumerate(rows, start=1):
        assert seq == number
        if body is not None:
            assert hashlib.sha256(b"confidant/v1/body\x00" + salt + body).digest() == digest
        numbers = b"".join(n.to_bytes(8, "big") for n in (seq, rev, ts))
        message = b"confidant/v1/rev\x00" + before + numbers + record + digest + kind.encode()
        assert hmac.digest(key, message, hashlib.sha512) == link
        before = link
    meta = dict(connection.execute("SELECT key, value FROM meta"))
    assert meta["head_seq"] == len(rows)
    assert meta["head_link"] == before
    assert meta["vault"] == vault
    assert meta["header_gen"] == 1
    return rows


def test_a_new_vault_is_read_by_the_published_rules_alone(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as mine, mine.transaction() as transaction:
        kept = transaction.create(entry("Kept.")).record
        gone = transaction.create(entry("Gone.")).record
        transaction.revise(kept, entry("Kept, and better."))
        transaction.erase([gone])

    header, vmk = read_header(place.directory)
    vault = unpadded(header["vault"])
    kek = derive(
        recovery_secret(place.recovery_code),
        vault + unpadded(header["recovery"]["salt"]),
        "slot/recovery",
        32,
    )
    assert unwrap(kek, header["recovery"], "recovery", vault) == vmk

    connection = sqlcipher3.connect(str(place.directory / header["db"]))
    connection.set_key(bytearray(b"x'" + derive(vmk, vault, "sqlcipher", 48).hex().encode() + b"'"))
    rows = check_chain(connection, vmk, vault)
    assert [row[2] for row in rows] == ["identity", "entry", "entry", "entry", "erase"]
    texts = [json.loads(row[7]).get("as_observed") if row[7] else None for row in rows]
    assert texts == [None, "Kept.", None, "Kept, and better.", None]
    assert json.loads(rows[4][7]) == {"erases": [3]}
    assert connection.execute("PRAGMA application_id").fetchone() == (0x434E4644,)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()

    (seen,) = (place.state / "seen").iterdir()
    assert seen.name == f"{vault.hex()}.json"
    state = json.loads(seen.read_bytes())
    assert canonical(state) + b"\n" == seen.read_bytes()
    numbers = state["gen"].to_bytes(8, "big") + state["seq"].to_bytes(8, "big")
    message = b"confidant/v1/seen\x00" + vault + numbers + unpadded(state["link"])
    mac = hmac.digest(derive(vmk, vault, "seen", 64), message, hashlib.sha512)
    assert unpadded(state["mac"]) == mac
    assert (state["seq"], unpadded(state["link"])) == (5, rows[-1][8])
