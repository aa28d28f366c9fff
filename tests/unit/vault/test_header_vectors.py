"""headers.json: both files and one secret lead to the vault key, or to the named error."""

import base64
from typing import Any

import pytest

from confidant import errors
from confidant.crypto import recovery_code
from confidant.errors import ExpectedError, HeaderCorruptError
from confidant.vault.header import Header, PassphraseSlot, RecoverySlot, parse, sign
from confidant.vault.unlocking import PassphraseSecret, RecoverySecret, unlock
from tests.support.golden import golden

VECTORS = golden("headers.json")
# Would ask for a newer version if it were not one byte longer than a header may be.
TOO_LONG = b'confidant-vault/1\n{"requires":["' + b"x" * 8066 + b'"]}\nmac ' + b"A" * 86 + b"\n"
CASES = {case["name"]: case for case in VECTORS["cases"]}


def unpadded(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text + "=" * (-len(text) % 4))


def secret_of(given: dict[str, str]) -> PassphraseSecret | RecoverySecret:
    if "recovery" in given:
        return RecoverySecret(recovery_code.encode(bytes.fromhex(given["recovery"])))
    key = given.get("keyfile_key")
    return PassphraseSecret(given["passphrase"], bytes.fromhex(key) if key else None)


@pytest.mark.parametrize("name", CASES)
def test_a_header_opens_as_the_vector_says(name: str) -> None:
    case: dict[str, Any] = CASES[name]
    hdr, copy = unpadded(case["hdr"]), unpadded(case["copy"])
    secret, expect = secret_of(case["secret"]), case["expect"]
    if "error" in expect:
        with pytest.raises(ExpectedError) as caught:
            unlock(hdr, copy, secret)
        assert type(caught.value) is getattr(errors, expect["error"])
        return
    unlocked = unlock(hdr, copy, secret)
    assert bytes(unlocked.vmk.data).hex() == expect["vmk"]
    assert unlocked.signed.header.generation == expect["gen"]
    assert unlocked.heal == expect["heal"]


def test_a_header_is_built_byte_for_byte() -> None:
    inputs = VECTORS["inputs"]
    text = inputs["header_text"].encode()
    header = parse(text).header
    passphrase, recovery = header.passphrase, header.recovery
    assert recovery is not None
    assert passphrase.aad(header.vault_id).hex() == inputs["passphrase_aad"]
    assert recovery.aad(header.vault_id).hex() == inputs["recovery_aad"]
    rebuilt = Header(
        database=inputs["db"],
        generation=1,
        passphrase=PassphraseSlot(
            passphrase.kdf,
            keyfile=False,
            salt=bytes.fromhex(inputs["passphrase_salt"]),
            wrapped=passphrase.wrapped,
        ),
        recovery=RecoverySlot(bytes.fromhex(inputs["recovery_salt"]), recovery.wrapped),
        vault_id=header.vault_id,
    )
    vmk = bytes.fromhex(CASES["passphrase"]["expect"]["vmk"])
    assert sign(rebuilt, vmk).data == text


def test_no_single_flipped_bit_of_a_lone_header_opens() -> None:
    text = VECTORS["inputs"]["header_text"].encode()
    secret = RecoverySecret(
        recovery_code.encode(bytes.fromhex(CASES["recovery"]["secret"]["recovery"]))
    )
    assert unlock(text, None, secret).heal
    allowed = (
        errors.HeaderCorruptError,
        errors.HeaderTamperedError,
        errors.VaultTooNewError,
        errors.WrongSecretError,
        errors.KdfLimitsError,
    )
    for at in range(len(text)):
        for bit in range(8):
            flipped = bytearray(text)
            flipped[at] ^= 1 << bit
            with pytest.raises(allowed):
                unlock(bytes(flipped), None, secret)


@pytest.mark.parametrize("bit", range(8))
def test_no_flipped_bit_in_the_passphrase_slot_opens_with_the_passphrase(bit: int) -> None:
    text = VECTORS["inputs"]["header_text"].encode()
    secret = PassphraseSecret(VECTORS["inputs"]["passphrase"])
    start = text.index(b'"passphrase"')
    for at in range(start, text.index(b'"recovery"'), 7):
        flipped = bytearray(text)
        flipped[at] ^= 1 << bit
        with pytest.raises(ExpectedError):
            unlock(bytes(flipped), None, secret)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n\n",
        b"x" * 8193,
        TOO_LONG,
        b"confidant-vault/1\n" + b"[" * 6000 + b"\nmac \n",
        b"confidant-vault/1\n{}\nmac " + b"A" * 86 + b"\n",
        b"confidant-vault/1\n\xff\xfe\nmac " + b"A" * 86 + b"\n",
        b"confidant-vault/1\n{}\nmac \xff\xfe\n",
    ],
)
def test_bytes_that_are_no_header_are_called_corrupt(data: bytes) -> None:
    with pytest.raises(HeaderCorruptError):
        parse(data)


def test_the_longest_header_is_still_read() -> None:
    assert len(TOO_LONG) == 8193
    with pytest.raises(errors.VaultTooNewError):
        parse(TOO_LONG.replace(b"xx", b"x", 1))
