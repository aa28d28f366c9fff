"""Arbitrary and damaged bytes end in an error of the age family, and in nothing else."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confidant.crypto import age
from confidant.crypto.age import armor, bech32
from confidant.crypto.age.header import INTRO
from confidant.errors import AgeArmorError, AgeError, AgeHeaderError, AgePayloadError

HYBRID = age.HybridIdentity.from_seed(bytes(range(32)))
CLASSICAL = age.X25519Identity(bytes(range(32)))
EVERYBODY: list[age.Identity] = [HYBRID, CLASSICAL, age.ScryptIdentity("password")]
PLAINTEXT = b"A doubt. " * 100
FILES = {
    "hybrid": age.encrypt(PLAINTEXT, [HYBRID.recipient], random=os.urandom),
    "classical": age.encrypt(PLAINTEXT, [CLASSICAL.recipient], random=os.urandom),
    "passphrase": age.encrypt(PLAINTEXT, [age.ScryptRecipient("password", 1)], random=os.urandom),
}

PRINTABLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=70)
LINES = st.one_of(
    st.builds("-> {}".format, st.lists(PRINTABLE, min_size=1, max_size=3).map(" ".join)),
    st.sampled_from(
        ["-> X25519 " + "A" * 43, "-> scrypt " + "A" * 22 + " 21", "A" * 64, "", "---"]
    ),
    PRINTABLE,
)


@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_no_age_file(data: bytes) -> None:
    with pytest.raises(AgeHeaderError):
        age.decrypt(data, EVERYBODY)


@given(st.lists(LINES, max_size=8).map("\n".join), st.binary(max_size=40))
def test_a_made_up_header_is_refused_with_an_age_error(header: str, payload: bytes) -> None:
    with pytest.raises(AgeError):
        age.decrypt(INTRO + header.encode() + b"\n" + payload, EVERYBODY)


@settings(max_examples=300)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_changed_byte_is_noticed(name: str, data: st.DataObject) -> None:
    original = FILES[name]
    changed = bytearray(original)
    at = data.draw(st.integers(0, len(original) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(AgeError):
        age.decrypt(bytes(changed), EVERYBODY)


@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_cut_or_added_byte_is_noticed(name: str, data: st.DataObject) -> None:
    original = FILES[name]
    cut = data.draw(st.integers(0, len(original) - 1))
    with pytest.raises(AgeError):
        age.decrypt(original[:cut], EVERYBODY)
    with pytest.raises(AgePayloadError):
        age.decrypt(original + data.draw(st.binary(min_size=1, max_size=70)), EVERYBODY)


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_no_armor(data: bytes) -> None:
    with pytest.raises(AgeArmorError):
        armor.decode(data)


@given(st.binary(max_size=300))
def test_arbitrary_lines_in_a_frame_are_armor_in_one_spelling_or_refused(body: bytes) -> None:
    begin, end = b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"\n-----END AGE ENCRYPTED FILE-----\n"
    try:
        data = armor.decode(begin + body + end)
    except AgeArmorError:
        return
    assert armor.encode(data).replace(b"\n", b"") == (begin + body + end).translate(
        None, b"\r\n"
    ), "two spellings of the same bytes"


@given(st.text(max_size=80))
def test_arbitrary_text_is_no_key(text: str) -> None:
    with pytest.raises(bech32.Bech32Error):
        age.X25519Identity.from_string(text)


@given(st.integers(0, 200_000).map(os.urandom))
def test_whatever_is_sealed_opens_again(plaintext: bytes) -> None:
    for recipient, identity in ((HYBRID.recipient, HYBRID), (CLASSICAL.recipient, CLASSICAL)):
        sealed = age.encrypt(plaintext, [recipient], random=os.urandom)
        assert age.decrypt(sealed, [identity]) == plaintext
        assert armor.decode(armor.encode(sealed)) == sealed
