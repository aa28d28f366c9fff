"""Who I am, and whom I know."""

from typing import Annotated, ClassVar, Literal, Self, TypeAlias

import msgspec

from confidant.compat import override
from confidant.errors import InvalidValueError
from confidant.records.agreement import ChallengeLevel
from confidant.records.body import Body, Part, Withheld, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import B32, Classification, Line, Ms, Text, up_to

ContactRole: TypeAlias = Literal["my_mentor", "i_mentor", "peer"]
ContactState: TypeAlias = Literal["unverified", "verified", "changed"]


class Identity(Body, frozen=True, kw_only=True, tag="identity"):
    """The seed of my keys. The name stands on my card."""

    fixed: ClassVar[frozenset[str]] = frozenset({"created", "seed", "retired_at"})

    name: Annotated[Line, Mark.LOCAL, Role.TITLE]
    created: Annotated[Ms, Mark.LOCAL]
    seed: Annotated[B32, Mark.LOCAL]
    retired_at: Annotated[Ms | None, Mark.LOCAL] = None

    def retire(self, at: int) -> Self:
        """Return the identity retired at an instant (UTC milliseconds); it still opens bundles."""
        return self.with_changes(retired_at=at)


class CardHeld(Part, frozen=True, kw_only=True):
    """A card that a contact has or had."""

    card: Annotated[Text, Role.STRUCTURAL]
    card_id: B32
    first_seen: Ms
    verified_at: Ms | None = None
    channel: Line | None = None
    retired_at: Ms | None = None


class Contact(Body, frozen=True, kw_only=True, tag="contact"):
    """Somebody to share with, and every card ever held."""

    fixed: ClassVar[frozenset[str]] = frozenset({"state", "cards"})

    petname: Annotated[Line, Mark.LOCAL, Role.TITLE]
    role: Annotated[ContactRole, Mark.LOCAL]
    state: Annotated[ContactState, Mark.LOCAL, Role.STATE]
    cards: Annotated[tuple[CardHeld, ...], up_to(40), Mark.LOCAL]
    organisation: Annotated[Line | None, Mark.LOCAL] = None
    industries: Annotated[Annotated[tuple[Line, ...], up_to(20)] | None, Mark.LOCAL] = None
    conflicts: Annotated[Text | None, Mark.LOCAL] = None
    ceiling: Annotated[Classification | None, Mark.LOCAL] = None
    blocked: Annotated[bool | None, Mark.LOCAL] = None
    challenge: Annotated[Annotated[tuple[ChallengeLevel, ...], up_to(20)] | None, Mark.LOCAL] = None
    note: Annotated[Text | None, Mark.LOCAL, Role.BODY] = None

    @override
    def check_rules(self, withheld: Withheld) -> None:
        current = [card for card in self.cards if card.retired_at is None]
        if len(current) != 1:
            raise refuse("cards", "one-current")
        if len({card.card_id for card in self.cards}) != len(self.cards):
            raise refuse("cards", "differ")

    @property
    def current_card(self) -> CardHeld:
        """Return the one card that is not retired."""
        return next(card for card in self.cards if card.retired_at is None)

    def verify(self, at: int, channel: str | None = None) -> Self:
        """Return the contact verified: the six words were read over another channel and fit.

        Args:
            at: the instant in UTC milliseconds.
            channel: over which one, in the person's words.
        """
        current = self.current_card
        verified = msgspec.structs.replace(current, verified_at=at, channel=channel)
        cards = tuple(verified if card is current else card for card in self.cards)
        return self.with_changes(state="verified", cards=cards)

    def change_card(self, card: str, card_id: str, at: int) -> Self:
        """Return the contact with a new card, to be verified anew; the old one is retired.

        Args:
            card: the card's text.
            card_id: its id in base64.
            at: the instant in UTC milliseconds.

        Raises:
            InvalidValueError: the card was held before, or 40 cards were.
        """
        if any(held.card_id == card_id for held in self.cards):
            raise InvalidValueError(field="cards", hint="differ")
        current = self.current_card
        retired = msgspec.structs.replace(current, retired_at=at)
        cards = tuple(retired if held is current else held for held in self.cards)
        new = CardHeld(card=card, card_id=card_id, first_seen=at)
        return self.with_changes(state="changed", cards=cards).appended("cards", new)
