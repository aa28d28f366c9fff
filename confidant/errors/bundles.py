"""Files that travel between two vaults (formats.md §8–12)."""

from confidant.errors.base import ExpectedError


class BundleError(ExpectedError):
    """Family: files that travel between two vaults (formats.md §8–12)."""


class BundleTooLargeError(BundleError):
    """Larger than a bundle may be."""


class NotABundleError(BundleError):
    """Not an encrypted file of Confidant."""


class CardInsteadError(BundleError):
    """An identity card where a bundle was wanted."""


class BundleInsteadError(BundleError):
    """A bundle where an identity card was wanted."""


class EnvelopeError(BundleError):
    """An age file of another form."""


class NotForMeError(BundleError):
    """Encrypted to somebody else."""


class BundleLayoutError(BundleError):
    """The contents are not laid out as a bundle."""


class BundleTooNewError(BundleError):
    """A bundle made by a newer version."""


class MisdirectedError(BundleError):
    """Names another recipient than the key that opened it."""


class ReflectedError(BundleError):
    """My own bundle sent back to me."""


class UnknownSenderError(BundleError):
    """From somebody who is not a contact."""


class ForgedError(BundleError):
    """Not written by the contact that it names."""


class DuplicateError(BundleError):
    """Imported already; nothing happened."""


class ConflictError(BundleError):
    """Claims an id that belongs to something else."""


class BundleTarError(BundleError):
    """The archive is not canonical."""


class ManifestSyntaxError(BundleError):
    """The manifest is not canonical JSON."""


class ManifestTooNewError(BundleError):
    """The manifest needs a newer version."""


class FileMismatchError(BundleError):
    """An attachment is not the one that the manifest names."""


class PaddingError(BundleError):
    """The padding is wrong."""


class ReplyLinkError(BundleError):
    """Refers to something that was never exchanged."""


class CommitmentError(BundleError):
    """An opening that does not fit the commitment."""


class EmptySelectionError(BundleError):
    """Nothing was selected."""


class TooManyRecordsError(BundleError):
    """More records or files than one bundle holds; `limit`."""


class NotShareableError(BundleError):
    """A kind, field or record that never leaves the vault; `field` or kind."""


class CeilingError(BundleError):
    """A classification above what the contact may have; `classification`, `ceiling`."""


class ReasonRequiredError(BundleError):
    """A classification that needs a reason and an authority; `classification`."""


class QuoteNotFoundError(BundleError):
    """A quoted passage that the record does not contain."""


class NotAReplyError(BundleError):
    """An answer that has no received bundle to answer."""


class BundleNotFoundError(BundleError):
    """No received bundle has that id; `id` as typed."""


class EstimateFirstError(BundleError):
    """An opening asked for before the other side's estimate came in."""
