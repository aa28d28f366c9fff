"""What a record says is not what a record may say."""

from confidant.errors.base import ExpectedError


class RecordError(ExpectedError):
    """Family: what a record says is not what a record may say."""


class CanonError(RecordError):
    """Bytes that are not canonical JSON (formats.md §2)."""


class ManifestSchemaError(RecordError):
    """A body or manifest that breaks formats.md §9."""


class InvalidValueError(RecordError):
    """A value that a field does not take; `field` names it, `hint` says what it takes."""


class UnknownFieldError(RecordError):
    """A field that the kind does not have; `field`."""


class UnknownDayError(RecordError):
    """A day that does not exist; `day` as typed."""


class EmptyRecordError(RecordError):
    """A record without a title and without text."""


class SealedFieldError(RecordError):
    """A change to a field that deciding has sealed; `field`."""


class TransitionError(RecordError):
    """A status that cannot follow the present one; `current`, `wanted`."""


class OptionUnknownError(RecordError):
    """A decision for an option that the record does not list; `option`."""


class NotDecidableError(RecordError):
    """Deciding without what deciding needs; `missing`."""


class AlreadySealedError(RecordError):
    """Sealing what is sealed already."""


class ResolutionError(RecordError):
    """A resolution that does not fit the forecast's shape; `hint`."""


class AlreadyResolvedError(RecordError):
    """A forecast that has been resolved already."""


class IdError(RecordError):
    """Typed text that is no record id; `text`."""
