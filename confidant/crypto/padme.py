"""PADMÉ: sizes with few significant bits, so that a file's size says little (formats.md §8)."""

from typing import Final

SMALLEST: Final = 32768


def padme(size: int) -> int:
    """Return the smallest PADMÉ size that is not below `size` (≥ 1); at most 12 % more.

    Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication
    with PURBs", 2019, algorithm 1.
    """
    exponent = size.bit_length() - 1
    mask = (1 << max(exponent - exponent.bit_length(), 0)) - 1
    return (size + mask) & ~mask


def padded_size(needed: int) -> int:
    """Return the exact size of a bundle's plaintext that needs `needed` bytes."""
    return max(SMALLEST, padme(needed))
