"""Six words that stand for an identity card, read aloud and typed (formats.md §7)."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Final

from confidant.crypto.argon2 import KdfParameters, argon2id

COUNT: Final = 6
LIST_SIZE: Final = 1296
_PREFIX: Final = 3
_COST: Final = KdfParameters(memory_kib=65536, passes=3, lanes=4)
_SALT: Final = hashlib.sha256(b"confidant/v1/safety-words").digest()[:16]


def words(card_id: bytes, wordlist: Sequence[str]) -> tuple[str, ...]:
    """Return the six words of a card; takes a tenth of a second on purpose.

    Words belong to the card and not to a pair of cards, so that whoever stands between two people
    needs a second preimage of one card and cannot use the birthday paradox.

    Args:
        card_id: 32 bytes.
        wordlist: the EFF short list 2 in its order, 1,296 words.

    Raises:
        KdfMemoryError: not enough memory (64 MiB).
    """
    number = int.from_bytes(argon2id(card_id, _SALT, _COST, 16))
    chosen = []
    for _ in range(COUNT):
        number, index = divmod(number, LIST_SIZE)
        chosen.append(wordlist[index])
    return tuple(chosen)


def compare(typed: Sequence[str], card_id: bytes, wordlist: Sequence[str]) -> bool:
    """Return whether the typed words are those of the card.

    The first three letters of each decide (they are unique in the list), whatever the case and
    whatever else than a–z was typed. Anything but six words is no match.

    Raises:
        KdfMemoryError: not enough memory.
    """
    expected = words(card_id, wordlist)
    ours = " ".join(_first_letters(word) for word in expected)
    theirs = " ".join(_first_letters(word) for word in typed)
    return hmac.compare_digest(ours.encode(), theirs.encode())


def _first_letters(word: str) -> str:
    """Return the first three letters a–z of `word`, fewer when it has fewer."""
    return "".join(letter for letter in word.lower() if "a" <= letter <= "z")[:_PREFIX]
