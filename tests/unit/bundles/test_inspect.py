"""What can be said of a file without a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.bundles import card, inspect
from tests.support.bundle_vectors import card_of, file_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (file_of("ok-entry.age"), "bundle"),
        (file_of("bad-scrypt.age"), "age"),
        (file_of("bad-two-recipients.age"), "age"),
        (file_of("bad-armored.age"), "age"),
        (b"\n " + file_of("bad-armored.age"), "age"),
        (b"age-encryption.org/v1\n", "age"),
        (b"age-encryption.org/v9\n-> x\n", "age"),
        (card.encode(card_of("leader")).encode(), "card"),
        (b"\r\n\t " + card.encode(card_of("leader")).encode(), "card"),
        (b"confidant-vault/1\n{}\nmac x\n", "vault-header"),
        (b"", "neither"),
        (b"age-encryption", "neither"),
        (b"PK\x03\x04", "neither"),
    ],
)
def test_a_file_is_told_by_its_form(data: bytes, kind: str) -> None:
    assert inspect.kind_of(data) == kind


@given(st.binary(max_size=300))
def test_any_bytes_are_something(data: bytes) -> None:
    for beginning in (b"", b"age-encryption.org/v1\n-> ", b"-----BEGIN CONFIDANT"):
        assert inspect.kind_of(beginning + data) in {
            "bundle",
            "card",
            "vault-header",
            "age",
            "neither",
        }
