"""The limits of a bundle, in one place (formats.md §9). Sizes in bytes."""

from typing import Final

FILE_LIMIT: Final = 67_126_891
"""The largest encrypted file."""
PLAIN_MINIMUM: Final = 32_768
PLAIN_LIMIT: Final = 67_108_864
"""The largest plaintext: 64 MiB."""
HEADER_LIMIT: Final = 8192
"""The age header of a bundle; it needs 1627."""
MANIFEST_LIMIT: Final = 4 * 1024 * 1024
ITEM_LIMIT: Final = 500
ATTACHMENT_COUNT_LIMIT: Final = 200
SEQUENCE_LIMIT: Final = 2**53 - 1
CARD_LIMIT: Final = 4096
