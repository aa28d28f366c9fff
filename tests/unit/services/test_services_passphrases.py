"""How strong a passphrase is, and which are offered."""

from collections import Counter

import pytest

from confidant import resources
from confidant.environment import SystemEntropy
from confidant.services import vaults


class Counted:
    """Entropy that gives given numbers, one after another."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = list(numbers)

    def token(self, size: int) -> bytes:
        return self.numbers.pop(0).to_bytes(size)


@pytest.mark.parametrize("weak", ["", "a", "password", "Password123!", "qwertyuiop", "2026-11-24"])
def test_what_a_guesser_tries_first_is_refused(weak: str) -> None:
    judged = vaults.strength(weak)
    assert judged.verdict == "refused"
    assert judged.bits < vaults.REFUSED_BITS


def test_the_verdict_changes_at_its_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    import zxcvbn

    verdicts = {}
    for bits in (39, 40, 59, 60):
        monkeypatch.setattr(zxcvbn, "zxcvbn", lambda _, bits=bits: {"guesses": 2**bits})
        verdicts[bits] = vaults.strength("anything").verdict
    assert verdicts == {39: "refused", 40: "weak", 59: "weak", 60: "good"}


def test_a_long_passphrase_is_judged_and_does_not_raise() -> None:
    assert vaults.strength("correct horse battery staple " * 40).verdict == "good"
    assert vaults.strength("a" * 5000).bits >= 0


def test_offered_passphrases_are_five_words_of_the_list_and_good() -> None:
    words = set(resources.passphrase_word_list())
    offered = vaults.suggest_passphrases(SystemEntropy(), count=4)
    assert len(set(offered)) == 4
    for passphrase in offered:
        assert len(passphrase.split(" ")) == 5
        assert set(passphrase.split(" ")) <= words
        assert vaults.strength(passphrase).verdict == "good"


def test_no_word_is_likelier_than_another() -> None:
    size = len(resources.passphrase_word_list())
    edge = 2**32 - 2**32 % size
    # What lies beyond the last whole run of the list is drawn again.
    [passphrase] = vaults.suggest_passphrases(Counted(edge, 2**32 - 1, 0, 1, size, 2, 3), count=1)
    words = resources.passphrase_word_list()
    assert passphrase == " ".join((words[0], words[1], words[0], words[2], words[3]))


def test_the_first_words_are_spread_over_the_list() -> None:
    words = {word: number for number, word in enumerate(resources.passphrase_word_list())}
    drawn = " ".join(vaults.suggest_passphrases(SystemEntropy(), count=400)).split()
    quarters = Counter(words[word] * 4 // len(words) for word in drawn)
    assert set(quarters) == {0, 1, 2, 3}
    assert min(quarters.values()) > 350


def test_a_recovery_code_typed_back_is_forgiving_but_exact() -> None:
    from confidant.crypto import recovery_code

    code = recovery_code.encode(bytes(range(16)))
    assert vaults.is_recovery_code(code, code)
    assert vaults.is_recovery_code(code.lower().replace("-", " "), code)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert not vaults.is_recovery_code(wrong, code)
    assert not vaults.is_recovery_code("", code)
    assert not vaults.is_recovery_code(recovery_code.encode(bytes(16)), code)
