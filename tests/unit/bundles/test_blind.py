"""Blind first: who is bound, who has answered, what may be opened now."""

import pytest

from confidant import errors
from confidant.bundles import blind
from confidant.bundles.blind import Owed
from confidant.bundles.mask import Release
from confidant.bundles.preview import Selected
from confidant.records.blind import Estimate
from confidant.records.body import Body
from confidant.records.decision import Decision
from confidant.records.disclosure import Dispatch
from confidant.records.ids import RecordId, to_b64
from confidant.records.pulse import Pulse, RatingAnswer
from confidant.records.response import About
from tests.support import exchange
from tests.support.exchange import leader, mentor, record_id, share

DECISION = record_id("decision")
PULSE = record_id("pulse")
ASKED = Decision(status="pending", title="Sell?", confidence=6500)
MINE = Pulse(instrument="fit", day_number=30, answers=(RatingAnswer(question="candour", value=8),))
BODIES: dict[RecordId, Body] = {DECISION: ASKED, PULSE: MINE}


def dispatch(record: RecordId, rev: int) -> Dispatch:
    item = Selected(record, rev, BODIES[record], Release(blind=True))
    return exchange.seal(share(item), leader()).dispatch(1)


def view(record: RecordId, rev: int = 1) -> Estimate:
    return Estimate(about=About(target=to_b64(record), rev=rev), confidence=5000)


def asked(
    *dispatches: Dispatch, received: tuple[Body, ...] = (), sent: tuple[Body, ...] = ()
) -> blind.Asked:
    return blind.asked(dispatches, received, sent, BODIES.get)


def test_further_revisions_stay_blind_until_the_reveal_is_sent() -> None:
    first = dispatch(DECISION, 1)
    state = asked(first)
    assert state.is_blind(DECISION)
    assert not state.is_blind(PULSE)
    (reveal,) = asked(first, received=(view(DECISION),)).reveals(DECISION)
    assert not asked(first, sent=(reveal,)).is_blind(DECISION)


def test_the_reveal_waits_for_the_estimate() -> None:
    first, second = dispatch(DECISION, 1), dispatch(DECISION, 2)
    with pytest.raises(errors.EstimateFirstError):
        asked(first).reveals(DECISION)
    with pytest.raises(errors.EstimateFirstError):
        asked(first, received=(view(PULSE), ASKED)).reveals(DECISION)
    answered = asked(first, second, received=(view(DECISION),))
    assert answered.due() == (DECISION,)
    opened = answered.reveals(DECISION)
    assert [one.about.rev for one in opened] == [1, 2]
    given = [*(first.commitments or ()), *(second.commitments or ())]
    assert [(one.nonce, one.value) for one in opened] == [(one.nonce, one.value) for one in given]


def test_asked_again_after_a_reveal_is_blind_until_they_answer_again() -> None:
    first, again = dispatch(DECISION, 1), dispatch(DECISION, 5)
    (reveal,) = asked(first, received=(view(DECISION),)).reveals(DECISION)
    state = asked(first, again, received=(view(DECISION),), sent=(reveal,))
    assert state.is_blind(DECISION)
    assert state.due() == ()
    with pytest.raises(errors.EstimateFirstError):
        state.reveals(DECISION)
    answered = asked(first, again, received=(view(DECISION, 5),), sent=(reveal,))
    assert [one.about.rev for one in answered.reveals(DECISION)] == [5]


def test_nothing_is_opened_twice_or_without_a_commitment() -> None:
    first = dispatch(DECISION, 1)
    (reveal,) = asked(first, received=(view(DECISION),)).reveals(DECISION)
    state = asked(first, received=(view(DECISION),), sent=(reveal, ASKED))
    assert state.due() == ()
    for record in (DECISION, PULSE):
        with pytest.raises(errors.CommitmentError):
            state.reveals(record)


@pytest.mark.parametrize(
    ("theirs", "due"),
    [
        (MINE.with_changes(answers=None), True),
        (MINE.with_changes(day_number=90), False),
        (MINE.with_changes(instrument="readiness"), False),
    ],
)
def test_a_pulse_is_opened_when_theirs_of_that_day_is_in(theirs: Pulse, *, due: bool) -> None:
    state = asked(dispatch(PULSE, 1), received=(theirs,))
    assert state.due() == ((PULSE,) if due else ())


def test_an_erased_pulse_needs_an_estimate() -> None:
    given = dispatch(PULSE, 1)
    state = blind.asked((given,), (MINE,), (), lambda _: None)
    assert state.due() == ()


def test_a_view_is_owed_until_it_is_given() -> None:
    receipts = []
    for rev in (1, 2):
        item = Selected(DECISION, rev, ASKED, Release(blind=True))
        plain = Selected(PULSE, rev, MINE)
        sealed = exchange.seal(share(item, plain), leader(), sequence=rev)
        receipts.append(exchange.read(sealed, mentor()).receipt(1))
    assert blind.owed(receipts, set()) == (Owed(DECISION, 2, ("confidence",)),)
    assert blind.owed(receipts, {DECISION}) == ()


def test_an_estimate_after_the_reveal_is_not_blind() -> None:
    assert blind.counts_as_blind(4, None)
    assert blind.counts_as_blind(4, 5)
    assert not blind.counts_as_blind(5, 4)
