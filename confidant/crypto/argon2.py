"""Argon2id (RFC 9106) as the formats use it: bounded when reading, calibrated when writing."""

import math
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final, cast

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from confidant.errors import KdfLimitsError, KdfMemoryError

_MEMORY_KIB: Final = range(32768, 4194304 + 1)
_PASSES: Final = range(1, 64 + 1)
_LANES: Final = range(1, 16 + 1)
_ONE_AT_A_TIME: Final = Lock()
"""OpenSSL 4.0 gives its threads to one derivation; a second one beside it fails as if memory were
short, or waits for ever (tried with four lanes)."""


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """The cost of a derivation: memory in KiB, passes over it, lanes computed side by side."""

    memory_kib: int
    passes: int
    lanes: int

    def check_readable(self) -> None:
        """Raise `KdfLimitsError` unless a reader may compute this (formats.md §3.3).

        A header is read before anything in it is believed: its numbers must not be able to take
        all memory or an hour.
        """
        if (
            self.memory_kib not in _MEMORY_KIB
            or self.passes not in _PASSES
            or self.lanes not in _LANES
        ):
            raise KdfLimitsError


DEFAULT: Final = KdfParameters(memory_kib=262144, passes=3, lanes=4)
MINIMUM_WRITTEN: Final = KdfParameters(memory_kib=65536, passes=3, lanes=4)

# What a person waits at each unlock: long enough to cost a thief, short enough to stay willing.
_SHORTEST_S: Final = 0.5
_LONGEST_S: Final = 1.0
_AIM_S: Final = 0.75
_ROUNDS: Final = 4
# A header is rewritten for a quarter more work, not for the noise of a measurement.
_WORTH_IT: Final = 1.25
_MEMORY_STEP_KIB: Final = 1024


def argon2id(
    secret: bytes | bytearray, salt: bytes, params: KdfParameters, size: int = 32
) -> bytearray:
    """Return `size` bytes of Argon2id, version 0x13, no secret, no associated data.

    Takes the time and memory of `params`; releases the interpreter lock, cannot be cancelled.

    Args:
        secret: what to stretch; any length, not copied.
        salt: at least 8 bytes.
        params: within the reading limits.
        size: number of bytes, at least 4.

    Raises:
        KdfLimitsError: before anything is computed.
        KdfMemoryError: the system refuses the memory.
    """
    params.check_readable()
    return _compute(secret, salt, params, size)


def _compute(secret: bytes | bytearray, salt: bytes, params: KdfParameters, size: int) -> bytearray:
    out = bytearray(size)
    function = Argon2id(
        salt=salt,
        length=size,
        iterations=params.passes,
        lanes=params.lanes,
        memory_cost=params.memory_kib,
    )
    try:
        with _ONE_AT_A_TIME:
            # Any buffer works; the stub says bytes, which would be a copy that cannot be wiped.
            function.derive_into(cast("bytes", secret), out)
    except MemoryError:
        raise KdfMemoryError(memory=params.memory_kib // 1024) from None
    return out


def measure(params: KdfParameters) -> float:
    """Return the seconds that one derivation with `params` takes here and now."""
    start = time.perf_counter()
    argon2id(os.urandom(16), os.urandom(16), params)
    return time.perf_counter() - start


def calibrate(measure: Callable[[KdfParameters], float] = measure) -> KdfParameters:
    """Return parameters that take 0.5–1 s on this computer, never below `MINIMUM_WRITTEN`.

    Starts from `DEFAULT`. A fast computer gets more passes (not more memory, which the person's
    other computer may not have), a slow or small one gets less memory. Takes about three seconds.

    Args:
        measure: seconds of one derivation; raises `KdfMemoryError` when there is no memory.

    Raises:
        KdfMemoryError: not even the minimum fits.
    """
    params = DEFAULT
    for _ in range(_ROUNDS):
        try:
            seconds = measure(params)
        except KdfMemoryError:
            if params.memory_kib == MINIMUM_WRITTEN.memory_kib:
                raise
            params = _with_memory(params, params.memory_kib // 2)
            continue
        if _SHORTEST_S <= seconds <= _LONGEST_S or _is_cheapest(params, seconds):
            break
        params = _scaled(params, _AIM_S / seconds)
    return params


def at_least(params: KdfParameters, floor: KdfParameters) -> KdfParameters:
    """Return `params`, raised to `floor` and to `MINIMUM_WRITTEN` where they cost less.

    A new slot never costs less than the one that it replaces.
    """
    return KdfParameters(
        max(params.memory_kib, floor.memory_kib, MINIMUM_WRITTEN.memory_kib),
        max(params.passes, floor.passes, MINIMUM_WRITTEN.passes),
        MINIMUM_WRITTEN.lanes,
    )


def raised(params: KdfParameters, seconds: float) -> KdfParameters | None:
    """Return what a slot should cost on this computer, None where it costs that already.

    It is raised when a derivation ended before the shortest wait, or when the default is dearer
    and still ends within the longest. Nothing is ever lowered.

    Args:
        params: what the slot costs.
        seconds: what one derivation took here, at most; a busy computer only says too much.
    """
    wanted = at_least(DEFAULT, params)
    if seconds * _work(wanted) / _work(params) > _LONGEST_S:
        wanted = at_least(MINIMUM_WRITTEN, params)
    expected = seconds * _work(wanted) / _work(params)
    if expected < _SHORTEST_S:
        passes = math.floor(wanted.passes * _AIM_S / max(expected, _AIM_S / _PASSES[-1]))
        wanted = replace(wanted, passes=min(passes, _PASSES[-1]))
    elif expected > _LONGEST_S and at_least(params, params) == params:
        return None
    return wanted if _work(wanted) >= _work(params) * _WORTH_IT else None


def is_endured(seconds: float) -> bool:
    """Tell whether a derivation is short enough to be waited for at each unlock."""
    return seconds <= _LONGEST_S


def _work(params: KdfParameters) -> int:
    return params.memory_kib * params.passes


def _is_cheapest(params: KdfParameters, seconds: float) -> bool:
    return seconds > _LONGEST_S and params == MINIMUM_WRITTEN


def _scaled(params: KdfParameters, factor: float) -> KdfParameters:
    """Return `params` with about `factor` times the work, inside the limits of a writer."""
    passes = math.floor(params.passes * factor)
    if passes >= MINIMUM_WRITTEN.passes:
        return replace(params, passes=min(passes, _PASSES[-1]))
    memory = math.floor(params.memory_kib * params.passes * factor / MINIMUM_WRITTEN.passes)
    return _with_memory(replace(params, passes=MINIMUM_WRITTEN.passes), memory)


def _with_memory(params: KdfParameters, memory_kib: int) -> KdfParameters:
    whole = memory_kib // _MEMORY_STEP_KIB * _MEMORY_STEP_KIB
    return replace(params, memory_kib=max(whole, MINIMUM_WRITTEN.memory_kib))
