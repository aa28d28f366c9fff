"""What stops a share before anything is sealed: the contact's state, classification, limits.

Pure decisions over plain values. Services ask them, and so does the composer, to say beforehand
what will be refused.
"""

from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

from confidant.bundles.limits import ATTACHMENT_COUNT_LIMIT, ITEM_LIMIT
from confidant.errors import (
    CeilingError,
    ContactBlockedError,
    ContactNotVerifiedError,
    EmptySelectionError,
    ReasonRequiredError,
    TooManyRecordsError,
)

State: TypeAlias = Literal["unverified", "verified", "changed"]

CLASSIFICATIONS: Final = (
    "personal",
    "confidential",
    "price_sensitive",
    "privileged",
    "third_party",
)
"""From the freest to the closest; a ceiling stops everything behind it."""
NEEDS_REASON: Final = frozenset({"price_sensitive", "privileged"})


def check_recipient(
    state: State, *, petname: str = "–", blocked: bool = False, allow_unverified: bool = False
) -> None:
    """Say whether something may be sealed to a contact in this state.

    Args:
        state: of the contact.
        petname: what the person calls them, for the sentence.
        blocked: whether the person blocked them.
        allow_unverified: the override.

    Raises:
        ContactBlockedError: the person blocked the contact.
        ContactNotVerifiedError: a changed card, always; an unverified one without the override.
    """
    if blocked:
        raise ContactBlockedError(petname=petname)
    if state == "changed" or (state == "unverified" and not allow_unverified):
        raise ContactNotVerifiedError(petname=petname, state=state)


def check_classifications(
    classifications: Iterable[str | None],
    *,
    ceiling: str | None,
    reason: str | None = None,
    authority: str | None = None,
) -> None:
    """Say whether records of these classifications may leave; the closest one speaks first.

    Args:
        classifications: of every selected record; None where the person gave none.
        ceiling: the contact's, None for no ceiling.
        reason: why something that is not freely shared is shared now.
        authority: who allowed it.

    Raises:
        CeilingError: above the contact's ceiling; nothing overrides it.
        ReasonRequiredError: reason or authority is missing.
    """
    named = sorted(
        {name for name in classifications if name is not None},
        key=CLASSIFICATIONS.index,
        reverse=True,
    )
    if ceiling is not None:
        for name in named:
            if CLASSIFICATIONS.index(name) > CLASSIFICATIONS.index(ceiling):
                raise CeilingError(classification=name, ceiling=ceiling)
    if _is_blank(reason) or _is_blank(authority):
        for name in named:
            if name in NEEDS_REASON:
                raise ReasonRequiredError(classification=name)


def check_counts(records: int, files: int) -> None:
    """Say whether one bundle holds this many records and attachments.

    Raises:
        EmptySelectionError: no record at all.
        TooManyRecordsError: over 500 records or 200 files.
    """
    if records < 1:
        raise EmptySelectionError
    if records > ITEM_LIMIT:
        raise TooManyRecordsError(limit=ITEM_LIMIT, count=records)
    if files > ATTACHMENT_COUNT_LIMIT:
        raise TooManyRecordsError(limit=ATTACHMENT_COUNT_LIMIT, count=files)


def _is_blank(text: str | None) -> bool:
    return text is None or not text.strip()
