"""Blind first: who is bound, who has answered, what may be opened now (formats.md §12).

Plain values of one contact, built from dispatches and from what came back.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from confidant.errors import CommitmentError, EstimateFirstError
from confidant.records.blind import Estimate, Reveal
from confidant.records.body import Body
from confidant.records.disclosure import Commitment, Dispatch, Receipt
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.records.pulse import Pulse
from confidant.records.response import About


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """What was asked blind of one contact.

    Attributes:
        given: (record, revision) → what opens its commitment.
        answered: records that the contact has given a view of.
        revealed: records and revisions that were opened for the contact.
    """

    given: dict[tuple[RecordId, int], Commitment]
    answered: frozenset[RecordId]
    revealed: frozenset[tuple[RecordId, int]]

    def is_blind(self, record: RecordId) -> bool:
        """Say whether every further revision for this contact withholds its fields."""
        return any(key[0] == record and key not in self.revealed for key in self.given)

    def due(self) -> tuple[RecordId, ...]:
        """Return the records whose reveal the contact has earned and not got yet."""
        records = {record for record, _ in self.given}
        return tuple(sorted(one for one in records & self.answered if self.is_blind(one)))

    def reveals(self, record: RecordId) -> tuple[Reveal, ...]:
        """Return the reveals of every commitment to a record, to be sealed now.

        Raises:
            CommitmentError: nothing of the record is withheld from this contact.
            EstimateFirstError: their view has not come in yet.
        """
        found = sorted(key for key in self.given if key[0] == record and key not in self.revealed)
        if not found:
            raise CommitmentError
        if record not in self.answered:
            raise EstimateFirstError
        return tuple(
            Reveal(
                about=About(target=to_b64(record), rev=rev),
                nonce=self.given[record, rev].nonce,
                value=self.given[record, rev].value,
            )
            for _, rev in found
        )


def asked(
    dispatches: Iterable[Dispatch],
    received: Iterable[Body],
    sent: Iterable[Body],
    body_of: Callable[[RecordId], Body | None],
) -> Asked:
    """Return what was asked blind of one contact.

    Args:
        dispatches: every bundle sent to the contact.
        received: current bodies of the records that they wrote.
        sent: current bodies of my records that they have.
        body_of: the current body of a record of mine, None when it is erased.
    """
    given = {
        (from_b64(one.record), one.rev): one
        for dispatch in dispatches
        for one in dispatch.commitments or ()
    }
    theirs = tuple(received)
    revealed = {
        (from_b64(body.about.target), body.about.rev) for body in sent if isinstance(body, Reveal)
    }
    # Asked again after a reveal: a view of what was open by then answers nothing.
    views = {
        from_b64(body.about.target)
        for body in theirs
        if isinstance(body, Estimate)
        and (from_b64(body.about.target), body.about.rev) not in revealed
    }
    pulses = {(body.instrument, body.day_number) for body in theirs if isinstance(body, Pulse)}
    answered = {
        record for record, _ in given if record in views or _pulse_of(body_of(record)) in pulses
    }
    return Asked(given=given, answered=frozenset(answered), revealed=frozenset(revealed))


@dataclass(frozen=True, slots=True)
class Owed:
    """A view that was asked of me before I see theirs."""

    record: RecordId
    rev: int
    fields: tuple[str, ...]


def owed(receipts: Iterable[Receipt], answered: Collection[RecordId]) -> tuple[Owed, ...]:
    """Return the views that are asked of me, the newest revision of each record.

    Args:
        receipts: bundles received, the earliest first.
        answered: records that I have given my view of.
    """
    found: dict[RecordId, Owed] = {}
    for receipt in receipts:
        for item in receipt.items:
            record = from_b64(item.record)
            if item.withheld and record not in answered:
                found[record] = Owed(record, item.rev, item.withheld)
    return tuple(found.values())


def counts_as_blind(estimate_seq: int, reveal_seq: int | None) -> bool:
    """Say whether an estimate was given before the reveal, by their rows in the chain."""
    return reveal_seq is None or estimate_seq < reveal_seq


def _pulse_of(body: Body | None) -> tuple[str, int] | None:
    return (body.instrument, body.day_number) if isinstance(body, Pulse) else None
