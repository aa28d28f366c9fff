"""Numbers of bundles that are skipped once an older vault is gone on with (formats.md §8).

What was sent after the copy was made is not in it; its numbers must not be used twice.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from confidant.environment import Clock
from confidant.records.changes import Changes
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.services import settings

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

SETTING: Final = "exchange.skipped"
STEP: Final = 1000
_ELSE: Final = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """The highest number that may have been used.

    Attributes:
        contacts: by contact, for those who had a file when numbers were skipped last.
        others: for everybody else, 0 when nothing was skipped.
    """

    contacts: Mapping[RecordId, int] = field(default_factory=dict)
    others: int = 0

    def up_to(self, contact: RecordId) -> int:
        """Return the highest number that may have been used for a contact."""
        return self.contacts.get(contact, self.others)


NOTHING_SKIPPED: Final = Skipped()


def read(vault: "Vault") -> Skipped:
    """Return what was skipped."""
    text = settings.get(vault, SETTING)
    if not text:
        return NOTHING_SKIPPED
    numbers: dict[str, int] = json.loads(text)
    others = numbers.pop(_ELSE)
    return Skipped({from_b64(contact): up_to for contact, up_to in numbers.items()}, others)


def write(vault: "Vault", clock: Clock, *, used: Mapping[RecordId, int]) -> Changes:
    """Skip the next thousand numbers for everybody.

    Args:
        vault: an open vault.
        clock: tells the instant.
        used: contact → the highest number that is known to be used.
    """
    before = read(vault)
    skipped = {
        contact: max(used.get(contact, 0), before.up_to(contact)) + STEP
        for contact in (*before.contacts, *used)
    }
    numbers = {to_b64(contact): up_to for contact, up_to in skipped.items()}
    text = json.dumps({**numbers, _ELSE: before.others + STEP}, sort_keys=True)
    return settings.put(vault, clock, name=SETTING, value=text).changes
