"""The age v1 file format (formats.md, appendix A), read strictly.

Written by hand because no Python package reads post-quantum age files. `encrypt` and `decrypt` are
the whole story; `read_header`, `unlock` and `open_file` are its steps, for who must look between
them.
"""

from confidant.crypto.age import armor
from confidant.crypto.age.envelope import (
    Identity,
    Recipient,
    Unlocked,
    decrypt,
    encrypt,
    open_file,
    payload_key,
    unlock,
)
from confidant.crypto.age.header import Header, Stanza, read_header
from confidant.crypto.age.hybrid import HybridIdentity, HybridRecipient
from confidant.crypto.age.scrypt import ScryptIdentity, ScryptRecipient
from confidant.crypto.age.x25519 import X25519Identity, X25519Recipient

__all__ = [
    "Header",
    "HybridIdentity",
    "HybridRecipient",
    "Identity",
    "Recipient",
    "ScryptIdentity",
    "ScryptRecipient",
    "Stanza",
    "Unlocked",
    "X25519Identity",
    "X25519Recipient",
    "armor",
    "decrypt",
    "encrypt",
    "open_file",
    "payload_key",
    "read_header",
    "unlock",
]
