"""The door to this room: what the layers above import."""

from confidant.vault.creating import Created, create_vault
from confidant.vault.drafts import Draft
from confidant.vault.history import Seal
from confidant.vault.opening import open_vault
from confidant.vault.rows import MINE, RecordRow, RowQuery
from confidant.vault.search import SearchHit, SearchPage
from confidant.vault.transaction import Erased, Transaction
from confidant.vault.unlocked import Vault
from confidant.vault.unlocking import PassphraseSecret, RecoverySecret, VaultSecret

__all__ = [
    "MINE",
    "Created",
    "Draft",
    "Erased",
    "PassphraseSecret",
    "RecordRow",
    "RecoverySecret",
    "RowQuery",
    "Seal",
    "SearchHit",
    "SearchPage",
    "Transaction",
    "Vault",
    "VaultSecret",
    "create_vault",
    "open_vault",
]
