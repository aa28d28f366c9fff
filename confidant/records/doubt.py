"""Doubts: what a person is not sure of, until it is settled, carried or became something."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Literal, Self, TypeAlias

from confidant.compat import override
from confidant.errors import InvalidValueError, TransitionError
from confidant.records import canonical, ids
from confidant.records.body import Common, Link
from confidant.records.fields import Mark, Role
from confidant.records.values import Day, Five, Text

DoubtState: TypeAlias = Literal["open", "carried", "settled", "became"]

TRANSITIONS: Mapping[DoubtState, frozenset[DoubtState]] = MappingProxyType(
    {
        "open": frozenset({"carried", "settled", "became"}),
        "carried": frozenset({"open", "carried", "settled", "became"}),
        "settled": frozenset({"open"}),
        "became": frozenset({"open"}),
    }
)
"""State → the states that may follow. Carried again is a new reason; reopening is allowed."""


class Doubt(Common, frozen=True, kw_only=True, tag="doubt"):
    """Something not known yet. Stale when open past `expires_on`."""

    statement: Annotated[Text, Mark.DEFAULT, Role.BODY]
    intensity: Annotated[Five | None, Mark.PRIVATE, Role.MEASURE] = None
    cost_if_true: Annotated[Text | None, Mark.DEFAULT] = None
    what_would_settle_it: Annotated[Text | None, Mark.DEFAULT] = None
    expires_on: Annotated[Day | None, Mark.DEFAULT, Role.DUE] = None
    state: Annotated[DoubtState, Mark.DEFAULT, Role.STATE]
    warranted: Annotated[bool | None, Mark.DEFAULT] = None
    evidence: Annotated[Text | None, Mark.DEFAULT] = None
    carried_because: Annotated[Text | None, Mark.PRIVATE] = None

    @override
    def check_change(self, new: Self) -> None:
        super().check_change(new)
        if new.state != self.state:
            self._check_state(new.state)
            new.check_reasons()

    @override
    def check_start(self) -> None:
        super().check_start()
        self.check_reasons()

    def check_reasons(self) -> None:
        """Check that the state has what it needs.

        Raises:
            InvalidValueError: names the field that is missing.
        """
        became = any(link.relation == "became" for link in self.links or ())
        needed = {
            "settled": ("warranted", self.warranted is not None),
            "carried": ("carried_because", self.carried_because is not None),
            "became": ("links", became),
        }
        field, given = needed.get(self.state, ("state", True))
        if not given:
            raise InvalidValueError(field=field, hint="required")

    def is_stale(self, today: date) -> bool:
        """Say whether the doubt is open past its day; a carried one rests."""
        return (
            self.state == "open"
            and self.expires_on is not None
            and self.expires_on < today.isoformat()
        )

    def settle(self, warranted: bool, evidence: str | None = None) -> Self:  # noqa: FBT001 -- yes or no is what settling says
        """Return the doubt settled: was it warranted, and what showed it?

        Raises:
            TransitionError: it is settled already, or became something.
        """
        self._check_state("settled")
        text = canonical.clean(evidence) if evidence else self.evidence
        return self.with_changes(state="settled", warranted=warranted, evidence=text)

    def carry(self, because: str, until: date | None = None) -> Self:
        """Return the doubt carried on purpose, with the reason and the day it expires anew.

        Raises:
            TransitionError: it is settled already, or became something.
            InvalidValueError: there is no reason.
        """
        self._check_state("carried")
        reason = canonical.clean(because)
        if not reason.strip():
            raise InvalidValueError(field="carried_because", hint="required")
        expires_on = until.isoformat() if until else self.expires_on
        return self.with_changes(state="carried", carried_because=reason, expires_on=expires_on)

    def became(self, target: bytes) -> Self:
        """Return the doubt that became a decision or a forecast.

        Args:
            target: the id of that record.

        Raises:
            TransitionError: it is settled already, or became something.
            InvalidValueError: it has as many links as a record may have.
        """
        self._check_state("became")
        link = Link(relation="became", target=ids.to_b64(target))
        return self.with_changes(state="became").appended("links", link)

    def _check_state(self, wanted: DoubtState) -> None:
        if wanted not in TRANSITIONS[self.state]:
            raise TransitionError(current=self.state, wanted=wanted)
