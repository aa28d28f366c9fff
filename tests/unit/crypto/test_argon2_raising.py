"""What a passphrase slot shall cost on a later unlock: more where there is room, never less."""

import pytest

from confidant.crypto.argon2 import (
    DEFAULT,
    MINIMUM_WRITTEN,
    KdfParameters,
    at_least,
    is_endured,
    raised,
)

SMALL = KdfParameters(memory_kib=32768, passes=1, lanes=1)


def test_a_slot_below_the_least_is_raised_to_the_default_where_that_is_quick() -> None:
    found = raised(SMALL, 0.01)
    assert found is not None
    assert found.memory_kib == DEFAULT.memory_kib
    assert found.passes >= DEFAULT.passes
    assert found.lanes == 4


def test_a_slow_computer_gets_the_least_and_not_the_default() -> None:
    assert raised(SMALL, 0.09) == MINIMUM_WRITTEN


@pytest.mark.parametrize("seconds", [0.5, 0.7, 1.0, 3.0])
def test_what_takes_long_enough_stays(seconds: float) -> None:
    assert raised(DEFAULT, seconds) is None


def test_a_faster_computer_makes_more_passes_over_the_same_memory() -> None:
    found = raised(DEFAULT, 0.25)
    assert found == KdfParameters(memory_kib=262144, passes=9, lanes=4)


def test_noise_rewrites_no_header() -> None:
    almost = KdfParameters(memory_kib=262144, passes=64, lanes=4)
    assert raised(almost, 0.3) is None


@pytest.mark.parametrize("memory", [32768, 65536, 262144, 1048576])
@pytest.mark.parametrize("passes", [1, 3, 20, 64])
@pytest.mark.parametrize("seconds", [0.001, 0.1, 0.4, 0.9, 5.0])
def test_nothing_is_ever_lowered(memory: int, passes: int, seconds: float) -> None:
    present = KdfParameters(memory, passes, 4)
    found = raised(present, seconds)
    if found is not None:
        found.check_readable()
        assert found.memory_kib >= max(memory, MINIMUM_WRITTEN.memory_kib)
        assert found.passes >= max(passes, MINIMUM_WRITTEN.passes)


def test_a_setting_cannot_go_below_the_least_or_the_present() -> None:
    assert at_least(SMALL, SMALL) == MINIMUM_WRITTEN
    dear = KdfParameters(memory_kib=524288, passes=4, lanes=4)
    assert at_least(MINIMUM_WRITTEN, dear) == dear


def test_a_derivation_that_nobody_would_wait_for_is_not_written() -> None:
    assert is_endured(0.9)
    assert not is_endured(1.5)
