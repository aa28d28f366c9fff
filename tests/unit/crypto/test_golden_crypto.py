"""The project's golden vectors that concern keys and codes (tests/data/confidant/README.md)."""

import hashlib
from importlib.resources import files
from typing import Any

import pytest

from confidant.crypto import keyfile, padme, pairing, recovery_code, safety_words
from confidant.crypto.age import HybridIdentity, HybridRecipient, hybrid
from confidant.crypto.argon2 import KdfParameters, argon2id
from confidant.crypto.derive import derive
from confidant.crypto.passphrase import passphrase_bytes
from confidant.errors import CardKeyError, KeyfileError, PassphraseError, RecoveryCodeError
from tests.support.golden import golden

CARDS = golden("cards.json")
IDENTITIES = {one["who"]: one for one in CARDS["identities"]}


def word_list() -> list[str]:
    text = files("xkcdpass").joinpath("static/eff-special").read_text(encoding="ascii")
    return [line.split()[-1] for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize(
    "case", golden("derivations.json")["cases"], ids=lambda case: case["label"]
)
def test_a_derivation_gives_the_published_bytes(case: dict[str, Any]) -> None:
    out = derive(
        bytes.fromhex(case["ikm"]),
        bytes.fromhex(case["salt"]),
        case["label"],
        case["n"],
        bytes.fromhex(case.get("context", "")),
    )
    assert out.hex() == case["out"]


@pytest.mark.parametrize("case", golden("passphrases.json")["valid"], ids=lambda case: case["utf8"])
def test_a_passphrase_becomes_the_published_bytes_and_key(case: dict[str, Any]) -> None:
    vectors = golden("passphrases.json")
    kdf = vectors["kdf"]
    data = passphrase_bytes(case["passphrase"])
    assert data.hex() == case["utf8"]
    parameters = KdfParameters(memory_kib=kdf["m"], passes=kdf["t"], lanes=kdf["p"])
    assert argon2id(data, bytes.fromhex(vectors["salt"]), parameters).hex() == case["argon2id"]


@pytest.mark.parametrize("case", golden("passphrases.json")["invalid"], ids=lambda _: "")
def test_an_impossible_passphrase_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(PassphraseError):
        passphrase_bytes(case["passphrase"])


@pytest.mark.parametrize("case", golden("recovery-codes.json")["valid"], ids=lambda c: c["secret"])
def test_a_recovery_code_is_read_in_every_accepted_spelling(case: dict[str, Any]) -> None:
    secret = bytes.fromhex(case["secret"])
    assert recovery_code.encode(secret) == case["code"]
    for form in [case["code"], *case["accepted_forms"]]:
        assert recovery_code.decode(form) == secret


@pytest.mark.parametrize("case", golden("recovery-codes.json")["typing_errors"], ids=lambda _: "")
def test_a_typing_error_in_a_recovery_code_is_found(case: dict[str, Any]) -> None:
    with pytest.raises(RecoveryCodeError):
        recovery_code.decode(case["code"])


@pytest.mark.parametrize("case", golden("keyfiles.json")["valid"], ids=lambda case: case["key"])
def test_a_key_file_is_written_and_read_in_its_forms(case: dict[str, Any]) -> None:
    key = bytes.fromhex(case["key"])
    assert keyfile.generate(key) == case["file"]
    for form in case["accepted_forms"]:
        assert keyfile.parse(form.encode()) == key


@pytest.mark.parametrize("case", golden("keyfiles.json")["invalid"], ids=lambda _: "")
def test_a_damaged_key_file_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(KeyfileError):
        keyfile.parse(case["file"].encode())


@pytest.mark.parametrize("case", golden("padding.json"), ids=lambda case: str(case["needed"]))
def test_a_size_is_padded_to_the_published_one(case: dict[str, int]) -> None:
    assert padme.padme(case["needed"]) == case["padme"]
    assert padme.padded_size(case["needed"]) == case["size"]


@pytest.mark.parametrize("case", CARDS["identities"], ids=lambda case: case["who"])
def test_an_identity_has_the_published_keys(case: dict[str, Any]) -> None:
    keys = pairing.IdentityKeys.from_seed(bytes.fromhex(case["seed"]))
    assert keys.auth_secret.hex() == case["auth_sk"]
    assert keys.auth_public.hex() == case["auth_pk"]
    assert keys.age_seed.hex() == case["age_seed"]
    assert hashlib.sha256(keys.age_public).hexdigest() == case["age_pk_sha256"]
    assert keys.card_id.hex() == case["card_id"]
    pairing.check_public_keys(keys.auth_public, keys.age_public)


@pytest.mark.parametrize("case", CARDS["identities"], ids=lambda case: case["who"])
def test_an_identity_is_spelled_as_the_standard_tool_spells_it(case: dict[str, Any]) -> None:
    keys = pairing.IdentityKeys.from_seed(bytes.fromhex(case["seed"]))
    assert hybrid.seed_string(keys.age_seed) == case["age_identity"]
    assert HybridIdentity.from_string(case["age_identity"]).public == keys.age_public
    assert HybridRecipient(keys.age_public).to_string() == case["age_recipient"]
    assert HybridRecipient.from_string(case["age_recipient"]).public == keys.age_public


def test_the_word_list_is_the_published_one() -> None:
    digest = hashlib.sha256("\n".join(word_list()).encode()).hexdigest()
    assert digest == CARDS["wordlist_sha256_joined_by_lf"]


@pytest.mark.parametrize("case", CARDS["identities"], ids=lambda case: case["who"])
def test_a_card_has_the_published_safety_words(case: dict[str, Any]) -> None:
    card_id = bytes.fromhex(case["card_id"])
    assert list(safety_words.words(card_id, word_list())) == case["safety_words"]
    for typed in case["accepted_typing"]:
        assert safety_words.compare(typed.split(), card_id, word_list())


@pytest.mark.parametrize("case", CARDS["pairs"], ids=lambda c: f"{c['sender']}-{c['recipient']}")
def test_both_sides_of_a_pair_give_the_published_key_and_tag(case: dict[str, Any]) -> None:
    sender, recipient = IDENTITIES[case["sender"]], IDENTITIES[case["recipient"]]
    for own, other in ((sender, recipient), (recipient, sender)):
        key = pairing.pair_key(
            pairing.IdentityKeys.from_seed(bytes.fromhex(own["seed"])),
            bytes.fromhex(other["auth_pk"]),
            bytes.fromhex(sender["card_id"]),
            bytes.fromhex(recipient["card_id"]),
        )
        assert key.hex() == case["pair_key"]
        tag = pairing.bundle_tag(key, case["auth_text"].encode(), bytes.fromhex(case["rest"]))
        assert tag.hex() == case["tag"]


def card_keys(card: str) -> tuple[bytes, bytes]:
    import binascii

    payload = binascii.a2b_base64("".join(card.strip().splitlines()[1:-1]))
    return payload[17:49], payload[49 : 49 + 1216]


@pytest.mark.parametrize(
    "case",
    [case for case in CARDS["invalid"] if case["error"] == "CardKeyError"],
    ids=lambda case: case["name"],
)
def test_the_keys_of_a_crafted_card_are_refused(case: dict[str, Any]) -> None:
    with pytest.raises(CardKeyError):
        pairing.check_public_keys(*card_keys(case["card"]))
