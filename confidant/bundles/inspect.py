"""What can be said of a file without a key."""

from typing import Final, Literal, TypeAlias

from confidant.bundles import card, envelope
from confidant.bundles.limits import CARD_LIMIT

Kind: TypeAlias = Literal["bundle", "card", "vault-header", "age", "neither"]

_VAULT: Final = b"confidant-vault/"
_ARMOR: Final = b"-----BEGIN AGE ENCRYPTED FILE-----"
_WHITE_SPACE: Final = b" \t\r\n"


def kind_of(untrusted_data: bytes) -> Kind:
    """Say what a file looks like; that nothing in it is forged, only opening can tell.

    Returns:
        `bundle` for an age file of the form that bundles have, whoever it is for; `age` for
        another age file, armored ones too; `neither` for everything that has none of these forms.
    """
    if untrusted_data.startswith(envelope.AGE_MARK):
        return "bundle" if envelope.looks_like_envelope(untrusted_data) else "age"
    if untrusted_data.startswith(_VAULT):
        return "vault-header"
    if card.looks_like_card(untrusted_data):
        return "card"
    start = untrusted_data[:CARD_LIMIT].lstrip(_WHITE_SPACE)
    return "age" if start.startswith(_ARMOR) else "neither"
