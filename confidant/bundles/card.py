"""Identity cards: the public keys of a person in a form that survives mail (formats.md §6)."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from confidant.bundles.limits import CARD_LIMIT
from confidant.compat import override
from confidant.crypto import pairing
from confidant.crypto.age import armor
from confidant.errors import (
    AgeArmorError,
    CardConflictError,
    CardFormatError,
    CardTooNewError,
    IdentityNameError,
    OwnCardError,
)

LABEL: Final = "CONFIDANT CARD"
_MAGIC: Final = b"confidant-card/1\0"
_MAGIC_ANY: Final = b"confidant-card/"
_AUTH_SIZE: Final = 32
_AGE_SIZE: Final = 1216
_CHECK_SIZE: Final = 8
_NAME_START: Final = len(_MAGIC) + _AUTH_SIZE + _AGE_SIZE
NAME_LIMIT: Final = 80
"""Bytes of UTF-8 in the name on a card."""
_BEGIN: Final = f"-----BEGIN {LABEL}-----".encode("ascii")
_REFUSED_IN_NAME: Final = re.compile("[\\x00-\\x1f\\x7f\\ud800-\\udfff]")


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """The public side of an identity.

    Attributes:
        auth_pk: X25519 public key that sender tags are made with, 32 bytes.
        age_pk: public key that bundles are encrypted to, 1216 bytes.
        name: what the owner calls themselves, 1–80 bytes of UTF-8; a suggestion, nothing more.
    """

    auth_pk: bytes
    age_pk: bytes
    name: str

    @classmethod
    def of(cls, keys: pairing.IdentityKeys, name: str) -> "Card":
        """Return the card of an identity."""
        return cls(auth_pk=keys.auth_public, age_pk=keys.age_public, name=name)

    @property
    def card_id(self) -> bytes:
        """The 32 bytes that name this pair of keys."""
        return pairing.card_id(self.auth_pk, self.age_pk)

    @override
    def __repr__(self) -> str:
        return f"Card({self.card_id.hex()[:8]})"


def encode(card: Card) -> str:
    """Return the card as the text of a `.confidant-card` file.

    Raises:
        IdentityNameError: the name is empty, over 80 bytes or has control characters.
    """
    if not is_name(card.name):
        raise IdentityNameError
    payload = _MAGIC + card.auth_pk + card.age_pk + card.name.encode()
    return armor.encode(payload + _check(payload), LABEL).decode("ascii")


def read(untrusted_text: bytes, *, own: Sequence[Card] = (), known: Sequence[Card] = ()) -> Card:
    """Read a card, with every check in the order of formats.md §6.

    Args:
        untrusted_text: the file.
        own: cards of every identity of this vault, retired ones too.
        known: every card that any contact holds or held.

    Raises:
        CardFormatError: not a card, or damaged.
        CardTooNewError: another version.
        CardKeyError: keys that no honest program makes.
        OwnCardError: one of my own.
        CardConflictError: one key of a known card beside another second key.
    """
    card = parse(untrusted_text)
    pairing.check_public_keys(card.auth_pk, card.age_pk)
    card_id = card.card_id
    if any(card_id == mine.card_id for mine in own):
        raise OwnCardError
    for other in (*own, *known):
        if other.card_id != card_id and (
            other.auth_pk == card.auth_pk or other.age_pk == card.age_pk
        ):
            raise CardConflictError
    return card


def parse(untrusted_text: bytes) -> Card:
    """Read size, frame, base64, layout, check and name; the keys are not judged.

    For cards that were judged when they came in and are read again from the vault.

    Raises:
        CardFormatError: not a card, or damaged.
        CardTooNewError: another version.
    """
    payload = _unframe(untrusted_text)
    if not payload.startswith(_MAGIC):
        raise CardTooNewError if payload.startswith(_MAGIC_ANY) else CardFormatError
    if not _NAME_START < len(payload) - _CHECK_SIZE <= _NAME_START + NAME_LIMIT:
        raise CardFormatError
    covered = payload[:-_CHECK_SIZE]
    if payload[-_CHECK_SIZE:] != _check(covered):
        raise CardFormatError
    try:
        name = covered[_NAME_START:].decode()
    except UnicodeDecodeError:
        raise CardFormatError from None
    if not is_name(name):
        raise CardFormatError
    keys = covered[len(_MAGIC) : _NAME_START]
    return Card(auth_pk=keys[:_AUTH_SIZE], age_pk=keys[_AUTH_SIZE:], name=name)


def looks_like_card(data: bytes) -> bool:
    """Say whether the first thing in `data` is the frame of a card."""
    return data[:CARD_LIMIT].lstrip(b" \t\r\n").startswith(_BEGIN)


def is_name(name: str) -> bool:
    """Say whether a card can carry this name."""
    if _REFUSED_IN_NAME.search(name):
        return False
    return 1 <= len(name.encode()) <= NAME_LIMIT


def _unframe(untrusted_text: bytes) -> bytes:
    if len(untrusted_text) > CARD_LIMIT:
        raise CardFormatError
    try:
        return armor.decode(untrusted_text, LABEL)
    except AgeArmorError:
        raise CardFormatError from None


def _check(payload: bytes) -> bytes:
    return hashlib.sha256(payload).digest()[:_CHECK_SIZE]
