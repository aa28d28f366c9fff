import subprocess
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.crypto import keyfile, keyslots, process, recovery_code, secret
from confidant.crypto.argon2 import KdfParameters
from confidant.crypto.derive import LABELS, derive
from confidant.crypto.passphrase import passphrase_bytes
from confidant.crypto.secret import Secret, wipe
from confidant.errors import BugError, KeyfileError, PassphraseError, RecoveryCodeError
from tests.support.golden import golden

HEADER = golden("headers.json")["inputs"]
CHEAP = KdfParameters(memory_kib=32768, passes=1, lanes=1)


def raw(name: str) -> bytes:
    return bytes.fromhex(HEADER[name])


def test_a_passphrase_slot_is_wrapped_and_opened_as_published() -> None:
    kek = keyslots.kek_passphrase(
        passphrase_bytes(HEADER["passphrase"]),
        salt=raw("passphrase_salt"),
        params=CHEAP,
        vault_id=raw("vault"),
    )
    assert kek == raw("passphrase_kek")
    wrapped = keyslots.wrap(kek, raw("vmk"), raw("passphrase_aad"))
    assert len(wrapped) == keyslots.WRAPPED_SIZE
    assert keyslots.unwrap(kek, wrapped, raw("passphrase_aad")) == bytearray(raw("vmk"))


def test_the_key_file_takes_part_in_the_key_of_the_slot() -> None:
    published: dict[str, Any] = HEADER["keyfile_header"]
    kek = keyslots.kek_passphrase(
        passphrase_bytes(HEADER["passphrase"]),
        salt=bytes.fromhex(published["passphrase_salt"]),
        params=CHEAP,
        vault_id=raw("vault"),
        keyfile_key=raw("keyfile_key"),
    )
    assert kek.hex() == published["passphrase_kek"]


def test_a_recovery_slot_is_wrapped_and_opened_as_published() -> None:
    kek = keyslots.kek_recovery(
        raw("recovery_secret"), salt=raw("recovery_salt"), vault_id=raw("vault")
    )
    assert kek == raw("recovery_kek")
    wrapped = keyslots.wrap(kek, raw("vmk"), raw("recovery_aad"))
    assert keyslots.unwrap(kek, wrapped, raw("recovery_aad")) == bytearray(raw("vmk"))


@given(st.integers(0, 47), st.integers(1, 255))
def test_a_changed_slot_does_not_open(place: int, mask: int) -> None:
    kek, aad = bytes(32), b"slot"
    wrapped = bytearray(keyslots.wrap(kek, bytes(32), aad))
    assert keyslots.unwrap(kek, bytes(wrapped), b"another slot") is None
    assert keyslots.unwrap(b"\1" * 32, bytes(wrapped), aad) is None
    wrapped[place] ^= mask
    assert keyslots.unwrap(kek, bytes(wrapped), aad) is None


def test_every_label_gives_another_key() -> None:
    keys = {bytes(derive(b"k" * 32, b"s", label, 32)) for label in LABELS}
    assert len(keys) == len(LABELS)


def test_the_context_and_the_salt_change_the_key() -> None:
    keys = {
        bytes(derive(b"k" * 32, salt, "pair", 64, context))
        for salt in (b"", b"s")
        for context in (b"", b"a", b"b")
    }
    assert len(keys) == 6


def test_a_label_that_the_formats_do_not_know_is_refused() -> None:
    with pytest.raises(BugError):
        derive(bytes(32), b"", "chain2", 32)


def test_a_wiped_buffer_holds_zeros_in_the_same_place() -> None:
    buffer = bytearray(b"secret")
    view = memoryview(buffer)
    wipe(buffer)
    assert bytes(view) == bytes(6)
    view[:] = b"secret"
    wipe(view[1:])
    assert buffer == b"s" + bytes(5)


def test_a_secret_is_taken_over_and_wiped_on_leaving() -> None:
    buffer = bytearray(b"very secret")
    with Secret(buffer) as holder:
        assert holder.data is buffer
        assert len(holder) == 11
        assert "very" not in repr(holder)
        assert "very" not in str(holder)
    assert buffer == bytes(11)
    with pytest.raises(BugError):
        _ = holder.data


def test_a_secret_is_wiped_when_the_work_fails() -> None:
    buffer = bytearray(b"very secret")
    with pytest.raises(ZeroDivisionError), Secret(buffer):
        _ = 1 / 0
    assert buffer == bytes(11)


def test_bytes_are_copied_into_a_secret() -> None:
    holder = Secret(b"secret")
    assert holder.data == b"secret"
    holder.wipe()
    holder.wipe()
    assert len(holder) == 6


def test_memory_is_locked_where_the_system_lets_us(monkeypatch: pytest.MonkeyPatch) -> None:
    assert secret.lock_in_memory(bytearray()) is False
    monkeypatch.setattr(sys, "platform", "win32")
    assert secret.lock_in_memory(bytearray(32)) is False


@pytest.mark.parametrize("result", [0, -1])
def test_the_pages_of_the_buffer_itself_are_locked(
    result: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctypes

    asked: list[bytes] = []

    class Library:
        def __init__(self, _: None) -> None:
            pass

        @staticmethod
        def mlock(address: ctypes.c_void_p, size: ctypes.c_size_t) -> int:
            asked.append(ctypes.string_at(address.value or 0, size.value))
            return result

    monkeypatch.setattr(ctypes, "CDLL", Library)
    assert secret.lock_in_memory(bytearray(b"in this page")) == (result == 0)
    assert asked == [b"in this page"]


def test_a_system_without_memory_locks_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    assert secret.lock_in_memory(bytearray(32)) is False
    assert Secret(bytearray(b"x")).data == b"x"


def test_a_hardened_process_cannot_be_dumped_or_read() -> None:
    code = (
        "import ctypes, resource\n"
        "from confidant.crypto.process import harden_process\n"
        "harden_process()\n"
        "print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0 (0, 0)"


def test_hardening_asks_for_no_dumps_and_no_core(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes
    import resource

    calls: list[object] = []

    class Library:
        def __init__(self, _: None) -> None:
            pass

        @staticmethod
        def prctl(*arguments: int) -> int:
            calls.append(arguments)
            return 0

    monkeypatch.setattr(ctypes, "CDLL", Library)
    monkeypatch.setattr(resource, "setrlimit", lambda *arguments: calls.append(arguments))
    process.harden_process()
    assert calls == [(resource.RLIMIT_CORE, (0, 0)), (4, 0, 0, 0, 0)]
    calls.clear()
    monkeypatch.setattr(sys, "platform", "darwin")
    process.harden_process()
    assert calls == []


@given(st.text(max_size=60))
def test_a_passphrase_is_the_same_in_every_normal_form_or_refused(text: str) -> None:
    try:
        data = passphrase_bytes(text)
    except PassphraseError:
        return
    assert passphrase_bytes(unicodedata.normalize("NFD", text)) == data
    assert passphrase_bytes(text + "\r\n") == data
    assert 1 <= len(data) <= 4096


def test_a_passphrase_has_a_longest_length_in_bytes() -> None:
    assert len(passphrase_bytes("é" * 2048)) == 4096
    for text in ("é" * 2048 + "x", "x" * 4097, "e\u0301" * 4097):
        with pytest.raises(PassphraseError):
            passphrase_bytes(text)


@given(st.binary(max_size=90))
def test_arbitrary_bytes_are_no_key_file(data: bytes) -> None:
    with pytest.raises(KeyfileError):
        keyfile.parse(data)


@given(st.binary(min_size=32, max_size=32), st.data())
def test_a_key_file_is_read_back_and_any_changed_character_is_noticed(
    key: bytes, data: st.DataObject
) -> None:
    text = bytearray(keyfile.generate(key).encode())
    assert keyfile.parse(bytes(text)) == key
    assert len(text) <= keyfile.MOST_BYTES
    text[data.draw(st.integers(0, len(text) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(KeyfileError):
        keyfile.parse(bytes(text))


@given(st.binary(min_size=16, max_size=16))
def test_a_recovery_code_is_read_back_from_any_typing(secret: bytes) -> None:
    code = recovery_code.encode(secret)
    assert len(code) == 39
    assert recovery_code.decode(code.lower().replace("-", " ")) == secret


@given(st.text(max_size=50))
def test_arbitrary_text_is_no_recovery_code(text: str) -> None:
    with pytest.raises(RecoveryCodeError):
        recovery_code.decode(text)
