"""Secrets that were typed with an error."""

import pytest

from confidant.crypto import recovery_code
from confidant.errors import RecoveryCodeError

CODE = recovery_code.encode(bytes(range(16)))
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@pytest.mark.parametrize("at", [at for at, sign in enumerate(CODE) if sign != "-"])
def test_one_wrong_character_of_a_recovery_code_is_a_typing_error(at: int) -> None:
    assert recovery_code.decode(CODE) == bytes(range(16))
    for other in LETTERS:
        if other != CODE[at]:
            with pytest.raises(RecoveryCodeError):
                recovery_code.decode(CODE[:at] + other + CODE[at + 1 :])


def test_two_characters_that_changed_places_are_a_typing_error() -> None:
    for at in range(len(CODE) - 1):
        swapped = CODE[:at] + CODE[at + 1] + CODE[at] + CODE[at + 2 :]
        if swapped.replace("-", "") != CODE.replace("-", ""):
            with pytest.raises(RecoveryCodeError):
                recovery_code.decode(swapped)
