import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.crypto import age, pairing, safety_words
from confidant.errors import CardKeyError

OWN = pairing.IdentityKeys.from_seed(bytes(32))
OTHER = pairing.IdentityKeys.from_seed(b"\1" * 32)
WORDS = [f"w{number:04}" for number in range(safety_words.LIST_SIZE)]
LETTERS = [
    "".join(chr(97 + number // 26**place % 26) for place in range(3)) + "ding"
    for number in range(safety_words.LIST_SIZE)
]
Q = 3329


def test_the_secrets_of_an_identity_are_not_shown_and_can_be_wiped() -> None:
    keys = pairing.IdentityKeys.from_seed(os.urandom(32))
    for secret in (keys.auth_secret, keys.age_seed):
        assert secret.hex() not in repr(keys)
        assert repr(bytes(secret)) not in repr(keys)
    keys.wipe()
    assert keys.auth_secret == keys.age_seed == bytes(32)


def test_what_is_sealed_to_a_card_opens_with_its_identity() -> None:
    sealed = age.encrypt(b"text", [age.HybridRecipient(OWN.age_public)], random=os.urandom)
    assert age.decrypt(sealed, [OTHER.age_identity(), OWN.age_identity()]) == b"text"


def test_each_direction_has_its_own_key_and_both_sides_know_it() -> None:
    there = pairing.pair_key(OWN, OTHER.auth_public, OWN.card_id, OTHER.card_id)
    back = pairing.pair_key(OWN, OTHER.auth_public, OTHER.card_id, OWN.card_id)
    assert there != back
    assert there == pairing.pair_key(OTHER, OWN.auth_public, OWN.card_id, OTHER.card_id)
    assert len(there) == 64


def test_a_key_of_low_order_gives_no_pair_key() -> None:
    with pytest.raises(CardKeyError):
        pairing.pair_key(OWN, bytes(32), OWN.card_id, OTHER.card_id)


def test_the_tag_covers_key_text_and_rest() -> None:
    tags = {
        pairing.bundle_tag(key, text, rest)
        for key in (b"k" * 64, b"l" * 64)
        for text in (b"t", b"u")
        for rest in (b"r", b"s")
    }
    assert len(tags) == 8
    view = memoryview(b"-r")[1:]
    assert pairing.bundle_tag(b"k" * 64, b"t", view) in tags


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(bytes(range(1, length + 1)), OWN.age_public)
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(OWN.auth_public, OWN.age_public + b"x")
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(OWN.auth_public, OWN.age_public[:-1])


@pytest.mark.parametrize("number", [2**255 - 19, 2**255 - 10, 2**255 - 1, 2**255 + 9, 2**256 - 1])
def test_a_second_spelling_of_an_x25519_key_is_refused(number: int) -> None:
    point = number.to_bytes(32, "little")
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(point, OWN.age_public)
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(OWN.auth_public, OWN.age_public[:1184] + point)


@pytest.mark.parametrize(
    "point",
    [
        bytes(32),
        b"\1" + bytes(31),
        (2**255 - 20).to_bytes(32, "little"),
        bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
        bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    ],
)
def test_an_x25519_key_of_low_order_is_refused(point: bytes) -> None:
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(point, OWN.age_public)


@given(st.integers(0, 767), st.integers(Q, 4095))
def test_an_ml_kem_coefficient_of_the_modulus_or_more_is_refused(place: int, value: int) -> None:
    def with_coefficient(number: int) -> bytes:
        packed = int.from_bytes(OWN.age_public[:1152], "little")
        packed &= ~(0xFFF << 12 * place)
        packed |= number << 12 * place
        return packed.to_bytes(1152, "little") + OWN.age_public[1152:]

    pairing.check_public_keys(OWN.auth_public, with_coefficient(Q - 1))
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(OWN.auth_public, with_coefficient(value))


def test_words_are_compared_by_their_first_three_letters() -> None:
    words = safety_words.words(OWN.card_id, LETTERS)
    assert len(words) == 6
    assert safety_words.compare([word[:3].upper() for word in words], OWN.card_id, LETTERS)
    assert safety_words.compare([f" {word[0]}-{word[1:]}!" for word in words], OWN.card_id, LETTERS)
    assert not safety_words.compare(words, OTHER.card_id, LETTERS)


def test_anything_but_the_six_words_in_their_order_is_no_match() -> None:
    words = list(safety_words.words(OWN.card_id, LETTERS))
    for typed in (
        words[:5],
        [*words, words[0]],
        words[::-1],
        [word[:2] for word in words],
        ["".join(words)],
        [],
        ["é"] * 6,
    ):
        assert not safety_words.compare(typed, OWN.card_id, LETTERS)


def test_each_word_can_be_any_of_the_list() -> None:
    seen = {safety_words.words(bytes([number]) * 32, WORDS) for number in range(4)}
    assert len(seen) == 4
    assert all(word in WORDS for words in seen for word in words)
