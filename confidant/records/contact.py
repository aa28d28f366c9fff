"""Who I am, and whom I know."""

from typing import Annotated, Literal, TypeAlias

from confidant.compat import override
from confidant.records.agreement import ChallengeLevel
from confidant.records.body import Body, Part, Withheld, refuse
from confidant.records.fields import Mark, Role
from confidant.records.values import B32, Classification, Line, Ms, Text, up_to

ContactRole: TypeAlias = Literal["my_mentor", "i_mentor", "peer"]
ContactState: TypeAlias = Literal["unverified", "verified", "changed"]


class Identity(Body, frozen=True, kw_only=True, tag="identity"):
    """The seed of my keys. The name stands on my card."""

    name: Annotated[Line, Mark.LOCAL, Role.TITLE]
    created: Annotated[Ms, Mark.LOCAL]
    seed: Annotated[B32, Mark.LOCAL]
    retired_at: Annotated[Ms | None, Mark.LOCAL] = None


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
