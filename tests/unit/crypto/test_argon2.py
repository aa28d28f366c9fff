import itertools
import os
import resource
import subprocess
import sys
from collections.abc import Callable

import argon2 as argon2_cffi
import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import given
from hypothesis import strategies as st

from confidant.crypto import argon2
from confidant.crypto.argon2 import DEFAULT, MINIMUM_WRITTEN, KdfParameters, argon2id, calibrate
from confidant.errors import KdfLimitsError, KdfMemoryError

CHEAP = KdfParameters(memory_kib=32768, passes=1, lanes=1)


def machine(speed: float, memory_kib: int = 1 << 30) -> Callable[[KdfParameters], float]:
    """Return how long a derivation takes on a computer of `speed` KiB a second."""

    def measure(params: KdfParameters) -> float:
        params.check_readable()
        if params.memory_kib > memory_kib:
            raise KdfMemoryError
        return params.memory_kib * params.passes / speed

    return measure


@pytest.mark.parametrize(
    "parameters",
    [
        KdfParameters(32767, 1, 1),
        KdfParameters(4194305, 1, 1),
        KdfParameters(32768, 0, 1),
        KdfParameters(32768, 65, 1),
        KdfParameters(32768, 1, 0),
        KdfParameters(32768, 1, 17),
        KdfParameters(-1, -1, -1),
    ],
)
def test_a_cost_outside_the_limits_is_refused_before_it_is_paid(
    parameters: KdfParameters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argon2, "_compute", lambda *_: pytest.fail("it was computed"))
    with pytest.raises(KdfLimitsError):
        argon2id(b"x", bytes(32), parameters)


def test_the_limits_themselves_are_allowed() -> None:
    KdfParameters(32768, 1, 1).check_readable()
    KdfParameters(4194304, 64, 16).check_readable()
    assert argon2id(bytearray(b"x"), bytes(32), CHEAP) == argon2id(b"x", bytes(32), CHEAP)


def test_argon2id_agrees_with_a_second_implementation() -> None:
    assert argon2_cffi.low_level.ARGON2_VERSION == 0x13
    secret, salt = os.urandom(20), os.urandom(32)
    expected = hash_secret_raw(secret, salt, 2, 32768, 3, 48, Type.ID)
    assert argon2id(secret, salt, KdfParameters(32768, 2, 3), 48) == expected


def test_too_little_memory_is_said_and_nothing_else_happens() -> None:
    code = (
        "import resource\n"
        "from confidant.crypto.argon2 import KdfParameters, argon2id\n"
        "from confidant.errors import KdfMemoryError\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({1 << 30}, {1 << 30}))\n"
        "try:\n"
        "    argon2id(b'x', bytes(32), KdfParameters(4194304, 1, 4))\n"
        "except KdfMemoryError as error:\n"
        "    print(error.code, error.params)\n"
    )
    assert hasattr(resource, "RLIMIT_AS")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "kdf-memory {'memory': 4096}"


def test_a_refused_allocation_becomes_our_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Exhausted:
        def __init__(self, **_: object) -> None:
            pass

        def derive_into(self, *_: object) -> None:
            raise MemoryError

    monkeypatch.setattr(argon2, "Argon2id", Exhausted)
    with pytest.raises(KdfMemoryError):
        argon2id(b"x", bytes(32), CHEAP)


@given(st.floats(1e4, 1e9))
def test_calibration_takes_half_a_second_to_a_second_where_the_limits_let_it(speed: float) -> None:
    measure = machine(speed)
    params = calibrate(measure)
    params.check_readable()
    assert params.memory_kib >= MINIMUM_WRITTEN.memory_kib
    assert params.passes >= MINIMUM_WRITTEN.passes
    assert params.lanes == MINIMUM_WRITTEN.lanes
    assert params.memory_kib <= DEFAULT.memory_kib
    if measure(params) > 1:
        assert params == MINIMUM_WRITTEN
    if measure(params) < 0.5:
        assert params.passes == 64


def test_a_computer_of_usual_speed_keeps_the_default() -> None:
    assert calibrate(machine(DEFAULT.memory_kib * DEFAULT.passes / 0.6)) == DEFAULT


def test_a_computer_with_little_memory_gets_less_of_it_and_more_passes() -> None:
    params = calibrate(machine(1_300_000, memory_kib=100_000))
    assert params.memory_kib == 65536
    assert params.passes > 3


def test_a_computer_without_the_memory_of_the_minimum_is_told_so() -> None:
    with pytest.raises(KdfMemoryError):
        calibrate(machine(1_000_000, memory_kib=40_000))


def test_calibration_ends_on_a_computer_whose_speed_changes_all_the_time() -> None:
    times = itertools.cycle([0.1, 3.0])
    measured: list[KdfParameters] = []

    def measure(params: KdfParameters) -> float:
        measured.append(params)
        return next(times)

    params = calibrate(measure)
    params.check_readable()
    assert len(measured) <= 4


def test_measuring_takes_the_time_of_a_real_derivation() -> None:
    assert 0.001 < argon2.measure(CHEAP) < 30


def test_two_threads_derive_with_several_lanes_at_once() -> None:
    # In a process of its own: without the lock OpenSSL fails or never returns.
    program = """
from concurrent.futures import ThreadPoolExecutor
from confidant.crypto.argon2 import KdfParameters, argon2id
params = KdfParameters(memory_kib=65536, passes=2, lanes=4)
with ThreadPoolExecutor(3) as pool:
    keys = [pool.submit(argon2id, b"secret", bytes(16), params) for _ in range(3)]
    print(len({bytes(key.result()) for key in keys}))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60
    )
    assert (ran.stdout, ran.returncode) == ("1\n", 0), ran.stderr
