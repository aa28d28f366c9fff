import os

import pytest

from confidant.crypto import age
from confidant.crypto.age import armor, bech32, hybrid, scrypt
from confidant.crypto.age.header import INTRO, MOST_STANZAS, build_header
from confidant.crypto.age.stream import CHUNK
from confidant.errors import (
    AgeArmorError,
    AgeHeaderError,
    AgeHmacError,
    AgeNoMatchError,
    BugError,
    KdfMemoryError,
)

HYBRID_HEADER_SIZE = 1627
TEXT = b"Should I have told the board earlier?"


def new_hybrid() -> age.HybridIdentity:
    return age.HybridIdentity.from_seed(os.urandom(32))


def new_classical() -> age.X25519Identity:
    return age.X25519Identity(os.urandom(32))


def seal(*recipients: age.Recipient, text: bytes = TEXT) -> bytes:
    return age.encrypt(text, recipients, random=os.urandom)


def test_a_hybrid_header_has_the_size_that_the_format_says() -> None:
    header = age.read_header(seal(new_hybrid().recipient))
    assert header.size == HYBRID_HEADER_SIZE
    assert [stanza.kind for stanza in header.stanzas] == [hybrid.KIND]


def test_every_recipient_opens_the_file_and_a_stranger_does_not() -> None:
    first, second, stranger = new_hybrid(), new_hybrid(), new_hybrid()
    sealed = seal(first.recipient, second.recipient)
    for identity in (first, second):
        assert age.decrypt(sealed, [identity]) == TEXT
    with pytest.raises(AgeNoMatchError):
        age.decrypt(sealed, [stranger])


def test_unlocking_says_which_identity_opened_the_file() -> None:
    old, current, other = new_hybrid(), new_hybrid(), new_classical()
    header = age.read_header(seal(old.recipient))
    assert age.unlock(header, [other, current, old]).identity is old


def test_the_file_key_and_the_private_parts_are_not_shown() -> None:
    identity = new_hybrid()
    unlocked = age.unlock(age.read_header(seal(identity.recipient)), [identity])
    assert unlocked.file_key.hex() not in repr(unlocked)
    assert repr(unlocked.file_key) not in repr(unlocked)


def test_the_same_text_is_never_sealed_to_the_same_bytes() -> None:
    recipient = new_classical().recipient
    assert seal(recipient) != seal(recipient)


def test_the_randomness_is_the_callers() -> None:
    recipient = new_classical().recipient
    asked: list[int] = []

    def counted(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    age.encrypt(TEXT, [recipient], random=counted)
    assert asked == [16, 32, 16]


def test_recipients_that_would_weaken_each_other_are_not_mixed() -> None:
    secret = age.ScryptRecipient("password", 1)
    mixtures: list[list[age.Recipient]] = [
        [],
        [new_hybrid().recipient, new_classical().recipient],
        [secret, new_classical().recipient],
        [secret, secret],
    ]
    for recipients in mixtures:
        with pytest.raises(BugError):
            age.encrypt(TEXT, recipients, random=os.urandom)


def test_two_classical_recipients_may_share_a_file() -> None:
    first, second = new_classical(), new_classical()
    sealed = seal(first.recipient, second.recipient)
    assert age.decrypt(sealed, [second]) == TEXT


def test_a_header_must_end_within_the_limit() -> None:
    identity = new_hybrid()
    sealed = seal(identity.recipient)
    assert age.decrypt(sealed, [identity], max_header=HYBRID_HEADER_SIZE) == TEXT
    with pytest.raises(AgeHeaderError):
        age.decrypt(sealed, [identity], max_header=HYBRID_HEADER_SIZE - 1)


def test_more_stanzas_than_the_limit_are_refused() -> None:
    file_key = os.urandom(16)
    stanza = age.Stanza("grease", ("x",), b"")
    assert len(age.read_header(build_header([stanza] * MOST_STANZAS, file_key)).stanzas) == 64
    with pytest.raises(AgeHeaderError):
        age.read_header(build_header([stanza] * (MOST_STANZAS + 1), file_key))


def test_a_header_without_a_stanza_is_refused() -> None:
    with pytest.raises(AgeHeaderError):
        age.read_header(build_header([], os.urandom(16)))


def test_a_short_mac_is_refused() -> None:
    with pytest.raises(AgeHeaderError):
        age.read_header(INTRO + b"-> grease\n\n--- AAAA\n")


def test_a_stanza_survives_being_written_and_read_whatever_its_body() -> None:
    for size in (0, 1, 47, 48, 49, 96, 100):
        stanza = age.Stanza("kind", ("one", "two"), os.urandom(size))
        assert age.read_header(build_header([stanza], bytes(16))).stanzas == (stanza,)


def test_a_header_changed_by_somebody_without_the_key_is_noticed() -> None:
    identity = new_classical()
    sealed = seal(identity.recipient)
    added = sealed.replace(INTRO, INTRO + b"-> grease\n\n", 1)
    with pytest.raises(AgeHmacError):
        age.decrypt(added, [identity])


def test_a_malformed_stanza_for_me_is_refused_even_when_another_one_opens() -> None:
    identity = new_classical()
    sealed = seal(identity.recipient)
    bad = age.Stanza("X25519", ("AAAA",), bytes(32)).encode()
    end = sealed.index(b"--- ")
    with pytest.raises(AgeHeaderError):
        age.unlock(age.read_header(sealed[:end] + bad + sealed[end:]), [identity])


@pytest.mark.parametrize("kind", ["X25519", hybrid.KIND])
def test_a_stanza_with_a_body_of_the_wrong_length_is_refused_by_unwrap_itself(kind: str) -> None:
    identity = new_classical() if kind == "X25519" else new_hybrid()
    good = age.read_header(seal(identity.recipient)).stanzas[0]
    with pytest.raises(AgeHeaderError):
        identity.unwrap(age.Stanza(kind, good.arguments, good.body + b"\0"))


def test_a_passphrase_opens_and_another_does_not() -> None:
    sealed = seal(age.ScryptRecipient(b"pass", 2))
    assert age.decrypt(sealed, [age.ScryptIdentity("pass")]) == TEXT
    with pytest.raises(AgeNoMatchError):
        age.decrypt(sealed, [age.ScryptIdentity("pest")])


@pytest.mark.parametrize("work", ["0", "01", "21", "99", "100", "1e1", "+5", "٣"])
def test_work_beyond_the_limit_is_refused_before_it_is_done(
    work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scrypt, "_stretch", lambda *_: pytest.fail("the work was done"))
    stanza = age.Stanza("scrypt", ("A" * 22, work), bytes(32))
    with pytest.raises(AgeHeaderError):
        age.ScryptIdentity("password").unwrap(stanza)


def test_no_memory_for_a_passphrase_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Exhausted:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    sealed = seal(age.ScryptRecipient("pass", 2))
    monkeypatch.setattr(scrypt, "Scrypt", Exhausted)
    with pytest.raises(KdfMemoryError):
        age.decrypt(sealed, [age.ScryptIdentity("pass")])


def test_a_key_that_was_not_checked_is_our_own_mistake() -> None:
    public = new_hybrid().public
    for bad in (public[:-1], b"\xff" * 1184 + public[1184:], public[:1184] + bytes(32)):
        with pytest.raises(BugError):
            age.HybridRecipient(bad)
    with pytest.raises(BugError):
        age.encrypt(TEXT, [age.X25519Recipient(bytes(32))], random=os.urandom)


def test_keys_survive_being_spelled_and_read() -> None:
    classical = new_classical()
    text = classical.recipient.to_string()
    assert age.X25519Recipient.from_string(text).public == classical.public
    assert text.startswith("age1")
    secret = bech32.encode("age-secret-key-", bytes(range(32))).upper()
    assert secret.startswith("AGE-SECRET-KEY-1")
    assert age.X25519Identity.from_string(secret).public == (
        age.X25519Identity(bytes(range(32))).public
    )
    with pytest.raises(bech32.Bech32Error):
        age.HybridIdentity.from_string(secret)


BECH32 = bech32.encode("age", bytes(range(32)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "age1",
        BECH32[:-1],
        BECH32 + "q",
        BECH32[:-1] + ("q" if BECH32[-1] != "q" else "p"),
        BECH32.capitalize(),
        BECH32.replace("age1", "age2"),
        BECH32.replace("age1", "agf1"),
        BECH32[:10] + "b" + BECH32[11:],
        BECH32[:10] + "é" + BECH32[11:],
        bech32.encode("age", bytes(31)),
        " " + BECH32,
    ],
)
def test_a_key_with_a_typing_error_is_refused(text: str) -> None:
    with pytest.raises(bech32.Bech32Error):
        bech32.decode(text, "age", 32)


def test_a_key_with_trailing_bits_is_refused() -> None:
    values = [*bech32._to_fives(bytes(32))[:-1], 1]
    check = bech32._checksum([*bech32._expand("age"), *values, *bytes(6)]) ^ 1
    values += [check >> 5 * (5 - place) & 31 for place in range(6)]
    text = "age1" + "".join(bech32._ALPHABET[value] for value in values)
    with pytest.raises(bech32.Bech32Error):
        bech32.decode(text, "age", 32)


def test_upper_case_spells_the_same_key() -> None:
    assert bech32.decode(BECH32.upper(), "age", 32) == bytes(range(32))


@pytest.mark.parametrize("size", [0, 1, 47, 48, 49, 1000])
def test_armor_holds_what_was_put_in_under_its_label(size: int) -> None:
    data = os.urandom(size)
    text = armor.encode(data, "CONFIDANT CARD")
    assert armor.decode(text, "CONFIDANT CARD") == data
    assert armor.decode(b" \t\r\n" + text.replace(b"\n", b"\r\n"), "CONFIDANT CARD") == data
    assert max(map(len, text.split(b"\n"))) <= 64
    with pytest.raises(AgeArmorError):
        armor.decode(text)


def test_a_text_of_one_line_is_no_armor() -> None:
    with pytest.raises(AgeArmorError):
        armor.decode(b"-----BEGIN AGE ENCRYPTED FILE-----")


def test_a_large_payload_is_opened_in_whole() -> None:
    identity = new_hybrid()
    plaintext = os.urandom(5 * CHUNK)
    assert age.decrypt(seal(identity.recipient, text=plaintext), [identity]) == plaintext
