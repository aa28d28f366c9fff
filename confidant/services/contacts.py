"""My card, the people I know, the words that prove who they are."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from confidant import resources
from confidant.bundles import card as cards
from confidant.bundles.card import Card
from confidant.bundles.knowledge import OwnIdentity
from confidant.crypto import c32, safety_words, strict_base64
from confidant.crypto.pairing import IdentityKeys
from confidant.environment import Clock
from confidant.errors import (
    BundleInsteadError,
    CardKnownError,
    ContactNotFoundError,
    PetnameError,
    PetnameTakenError,
    UnknownWordError,
    WordsCountError,
    WordsMismatchError,
)
from confidant.records import canonical, edit, naming
from confidant.records.canonical import JsonValue
from confidant.records.contact import CardHeld, Contact, ContactRole, Identity
from confidant.records.ids import RecordId
from confidant.services import journal, lookup
from confidant.services.results import Written

if TYPE_CHECKING:
    from confidant.records.changes import Changes
    from confidant.vault.vault import Vault

_PREFIX = 3
Added: TypeAlias = Literal["added", "changed"]


@dataclass(frozen=True, slots=True, repr=False)
class MyCard:
    """My identity card as it is given to somebody."""

    card: Card
    text: str

    @property
    def file_name(self) -> str:
        """A name for the file; it holds the name that is on the card."""
        return naming.as_filename(f"{self.card.name}.confidant-card")


@dataclass(frozen=True, slots=True, repr=False)
class ContactNote:
    """A contact as a list shows it."""

    record: RecordId
    contact: Contact

    @property
    def current(self) -> CardHeld:
        """The card that is in use."""
        return self.contact.current_card


@dataclass(frozen=True, slots=True, repr=False)
class CardAdded:
    """A card that was added.

    Attributes:
        record: the contact.
        how: `added` for a new contact; `changed` for a new card of a known one, which blocks
            until it is verified again.
        petname: the name that I gave.
        card_name: the name on the card, a suggestion of its owner.
        role: what they are to me; a changed card changes nothing about it.
        changes: what was touched.
    """

    record: RecordId
    how: Added
    petname: str
    card_name: str
    role: ContactRole
    changes: "Changes"


def identities(vault: "Vault") -> tuple[OwnIdentity, ...]:
    """Return my identities; exactly one is not retired."""
    return tuple(
        OwnIdentity(
            keys=IdentityKeys.from_seed(strict_base64.decode(body.seed, 32)),
            retired=body.retired_at is not None,
        )
        for body in _identity_bodies(vault)
    )


def my_card(vault: "Vault") -> MyCard:
    """Return the card to give away: name and public keys, nothing secret."""
    body = _my_identity(vault)
    card = _card_of(body)
    return MyCard(card, cards.encode(card))


def my_words(vault: "Vault") -> tuple[str, ...]:
    """Return my six words, to read aloud. They may stand on a letterhead."""
    card = _card_of(_my_identity(vault))
    return safety_words.words(card.card_id, resources.safety_word_list())


def every(vault: "Vault") -> tuple[ContactNote, ...]:
    """Return every contact, by petname."""
    found = [
        ContactNote(record, revision.body)
        for record, revision in vault.bodies("contact")
        if isinstance(revision.body, Contact)
    ]
    return tuple(sorted(found, key=lambda note: note.contact.petname.casefold()))


def find(vault: "Vault", petname: str) -> ContactNote:
    """Return the contact of that name, upper and lower case alike.

    Raises:
        ContactNotFoundError: there is none.
    """
    wanted = _folded(petname)
    for note in every(vault):
        if _folded(note.contact.petname) == wanted:
            return note
    raise ContactNotFoundError(petname=petname)


def petname_of(vault: "Vault", record: RecordId | None) -> str | None:
    """Return the name of a contact; None for me, and for a contact that was erased."""
    if record is None or not lookup.exists(vault, record):
        return None
    return lookup.typed_body(vault, record, Contact).petname


def add(
    vault: "Vault",
    clock: Clock,
    *,
    untrusted_card: bytes,
    petname: str,
    role: ContactRole,
) -> CardAdded:
    """Add somebody's card, or a new card of somebody known.

    Args:
        vault: an open vault.
        clock: tells the instant.
        untrusted_card: the file as it came.
        petname: what I call them; a known name means a changed card.
        role: my_mentor, i_mentor or peer; of a new contact.

    Raises:
        BundleInsteadError: an encrypted file.
        CardFormatError, CardTooNewError, CardKeyError, OwnCardError, CardConflictError: no card
            to use.
        CardKnownError: a contact has it already.
        PetnameError: a name that is no line.
    """
    name = _checked_petname(petname)
    contacts = every(vault)
    card = _read(vault, untrusted_card, contacts)
    card_id = _check_new(card, contacts)
    now, encoded = clock.now_ms(), cards.encode(card)
    known = next((one for one in contacts if _folded(one.contact.petname) == _folded(name)), None)
    with vault.transaction() as tx:
        if known is None:
            held = CardHeld(card=encoded, card_id=card_id, first_seen=now)
            body = Contact(petname=name, role=role, state="unverified", cards=(held,))
            record = tx.create(body, ts=now).record
        else:
            record = known.record
            tx.revise(record, known.contact.change_card(encoded, card_id, now), ts=now)
    if known is None:
        return CardAdded(record, "added", name, card.name, role, tx.changes)
    kept = known.contact
    return CardAdded(record, "changed", kept.petname, card.name, kept.role, tx.changes)


def card_name(vault: "Vault", *, untrusted_card: bytes) -> str:
    """Return the name on a card that could be added; nothing is written.

    Raises:
        BundleInsteadError, CardFormatError, CardTooNewError, CardKeyError, OwnCardError,
        CardConflictError, CardKnownError: as `add`.
    """
    contacts = every(vault)
    card = _read(vault, untrusted_card, contacts)
    _check_new(card, contacts)
    return card.name


def verify(
    vault: "Vault",
    clock: Clock,
    *,
    contact: RecordId,
    words: Sequence[str],
    channel: str | None = None,
) -> Written:
    """Check the six words that a contact read aloud, and mark their card verified.

    The words of the card that this vault holds are never shown: hearing and typing is the check.

    Args:
        vault: an open vault.
        clock: tells the instant.
        contact: whose words they are.
        words: as heard; the first three letters of each count.
        channel: how they were heard.

    Raises:
        WordsCountError: not six.
        UnknownWordError: a word of no card.
        WordsMismatchError: another card's words; nothing changes.
    """
    body = lookup.typed_body(vault, contact, Contact)
    heard = _split(words)
    wordlist = resources.safety_word_list()
    if len(heard) != safety_words.COUNT:
        raise WordsCountError(count=len(heard))
    known = {_letters(word)[:_PREFIX] for word in wordlist}
    for position, word in enumerate(heard, start=1):
        if _letters(word)[:_PREFIX] not in known:
            raise UnknownWordError(position=position)
    held = ContactNote(contact, body).current
    if not safety_words.compare(heard, strict_base64.decode(held.card_id, 32), wordlist):
        raise WordsMismatchError
    line = naming.as_line(channel) if channel else None
    new = body.verify(clock.now_ms(), line or None)
    return journal.keep(vault, clock, record=contact, body=new)


def change(
    vault: "Vault",
    clock: Clock,
    *,
    contact: RecordId,
    fields: Mapping[str, JsonValue | None],
) -> Written:
    """Change what I note about a contact: petname, role, ceiling, blocked, note and the rest.

    Raises:
        PetnameTakenError, PetnameError: a name that cannot be.
        InvalidValueError, UnknownFieldError: a value that does not fit, or one that only
            verifying changes.
    """
    from confidant.errors import InvalidValueError

    body = lookup.typed_body(vault, contact, Contact)
    for name in ("state", "cards"):
        if name in fields:
            raise InvalidValueError(field=name, hint="verb")
    if isinstance(fields.get("petname"), str):
        name = _checked_petname(str(fields["petname"]))
        for note in every(vault):
            if note.record != contact and _folded(note.contact.petname) == _folded(name):
                raise PetnameTakenError(petname=note.contact.petname)
        fields = {**fields, "petname": name}
    return journal.keep(vault, clock, record=contact, body=edit.with_fields(body, fields))


def short_id(card_id: str) -> str:
    """Return the beginning of a card's id as people compare it in lists."""
    return c32.encode(strict_base64.decode(card_id, 32))[:8].lower()


def _identity_bodies(vault: "Vault") -> tuple[Identity, ...]:
    return tuple(
        revision.body
        for _, revision in vault.bodies("identity")
        if isinstance(revision.body, Identity)
    )


def _my_identity(vault: "Vault") -> Identity:
    return next(body for body in _identity_bodies(vault) if body.retired_at is None)


def _card_of(body: Identity) -> Card:
    keys = IdentityKeys.from_seed(strict_base64.decode(body.seed, 32))
    return Card(auth_pk=keys.auth_public, age_pk=keys.age_public, name=body.name)


def _read(vault: "Vault", untrusted_card: bytes, contacts: Sequence[ContactNote]) -> Card:
    from confidant.bundles import inspect

    if inspect.kind_of(untrusted_card) in {"bundle", "age"}:
        raise BundleInsteadError
    own = [_card_of(body) for body in _identity_bodies(vault)]
    known = [cards.parse(held.card.encode()) for note in contacts for held in note.contact.cards]
    return cards.read(untrusted_card, own=own, known=known)


def _check_new(card: Card, contacts: Sequence[ContactNote]) -> str:
    """Return the card's id in base64, which nobody has yet."""
    card_id = strict_base64.encode(card.card_id)
    for note in contacts:
        if any(held.card_id == card_id for held in note.contact.cards):
            raise CardKnownError(petname=note.contact.petname)
    return card_id


def _checked_petname(petname: str) -> str:
    name = canonical.clean(petname).strip()
    if not name:
        raise PetnameError(hint="required")
    if naming.as_line(name) != name:
        raise PetnameError(hint="line")
    return name


def _split(words: Sequence[str]) -> list[str]:
    """Split what was typed: six arguments, or one string with spaces, dots or dashes.

    The list has one word with a dash, "yo-yo", and none of two letters: pieces that short belong
    together.
    """
    spaced = "".join(letter if letter.isalpha() else " " for letter in " ".join(words))
    heard: list[str] = []
    for piece in spaced.split():
        if heard and len(piece) < _PREFIX and len(heard[-1]) < _PREFIX:
            heard[-1] += piece
        else:
            heard.append(piece)
    return heard


def _letters(word: str) -> str:
    return "".join(letter for letter in word.lower() if "a" <= letter <= "z")


def _folded(petname: str) -> str:
    """Return what petnames are compared by: one name however it is written."""
    composed = unicodedata.normalize("NFC", canonical.clean(petname).strip())
    return unicodedata.normalize("NFC", composed.casefold())
