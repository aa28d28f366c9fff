"""Identity cards and the people behind them."""

from confidant.errors.base import ExpectedError


class CardError(ExpectedError):
    """Family: identity cards and the people behind them."""


class CardFormatError(CardError):
    """Not an identity card, or a damaged one."""


class CardTooNewError(CardError):
    """A card made by a newer version."""


class CardKeyError(CardError):
    """A card whose keys are not valid keys."""


class OwnCardError(CardError):
    """My own card."""


class CardConflictError(CardError):
    """A card that reuses a key of somebody else."""


class CardKnownError(CardError):
    """A card that a contact has already; `petname`."""


class WordsMismatchError(CardError):
    """The six words do not match."""


class WordsCountError(CardError):
    """Not six words; `count`."""


class UnknownWordError(CardError):
    """A word that is not in the list; `position` from 1."""


class ContactNotFoundError(CardError):
    """No contact of that name; `petname` as typed."""


class ContactNotVerifiedError(CardError):
    """A contact whose words have not been verified."""


class ContactBlockedError(CardError):
    """A contact that the person has blocked."""


class PetnameError(CardError):
    """A name that a contact cannot have; `hint`."""


class PetnameTakenError(CardError):
    """Another contact has that name; `petname`."""


class AliasError(CardError):
    """An alias that cannot be used; `hint`."""


class IdentityNameError(CardError):
    """An identity's name that is empty, too long or holds control characters."""
