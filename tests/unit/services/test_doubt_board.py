"""What the page of doubts reads, and what a doubt becomes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from confidant.errors import TransitionError
from confidant.records.decision import Decision
from confidant.records.forecast import Forecast
from confidant.services import doubts, insight, lookup
from tests.support.pair import Side, one

DAY_MS = 86_400_000


@pytest.fixture
def side(tmp_path: Path) -> Iterator[Side]:
    with one(tmp_path / "leader") as side:
        yield side


def test_the_board_has_the_soonest_day_first_and_no_day_last(side: Side) -> None:
    ids = {
        day: doubts.write(side.vault, side.clock, statement=f"Until {day}", expires_on=day).record
        for day in ("2027-03-01", None, "2026-12-01")
    }

    board = doubts.board(side.vault, side.clock)

    assert [line.record for line in board.lines] == [
        ids["2026-12-01"],
        ids["2027-03-01"],
        ids[None],
    ]
    assert board.stale == ()


def test_the_board_names_what_came_back_the_longest_past_first(side: Side) -> None:
    later = doubts.write(side.vault, side.clock, statement="Later", expires_on="2026-11-10").record
    sooner = doubts.write(
        side.vault, side.clock, statement="Sooner", expires_on="2026-11-01"
    ).record

    assert doubts.board(side.vault, side.clock).stale == (sooner, later)


def test_a_doubt_that_became_a_decision_hands_over_its_words(side: Side) -> None:
    doubt = doubts.write(
        side.vault, side.clock, statement="Is Ana ready?", cost_if_true="A failed year."
    ).record

    made = doubts.make_decision(side.vault, side.clock, record=doubt)

    decision = lookup.typed_body(side.vault, made.record, Decision)
    assert (decision.title, decision.problem) == ("Is Ana ready?", "Is Ana ready?")
    assert decision.biggest_doubt == "A failed year."
    (line,) = doubts.board(side.vault, side.clock).lines
    assert line.body.state == "became"
    assert line.ties == ("Is Ana ready?",)
    assert made.changes.kinds == {"decision", "doubt"}


def test_a_settled_doubt_becomes_nothing_and_nothing_is_written(side: Side) -> None:
    doubt = doubts.write(side.vault, side.clock, statement="Is Ana ready?").record
    doubts.settle(side.vault, side.clock, record=doubt, warranted=False, evidence="She was.")

    with pytest.raises(TransitionError):
        doubts.make_forecast(
            side.vault,
            side.clock,
            record=doubt,
            question="Is Ana ready?",
            p=5000,
            resolve_by="2027-01-01",
        )

    assert list(side.vault.bodies("forecast")) == []


def test_a_doubt_that_became_a_forecast_is_answered_by_the_world(side: Side) -> None:
    doubt = doubts.write(side.vault, side.clock, statement="Is Ana ready?").record

    made = doubts.make_forecast(
        side.vault,
        side.clock,
        record=doubt,
        question="Ana keeps the night shift under 2 % errors",
        p=6500,
        resolve_by="2027-02-28",
    )

    forecast = lookup.typed_body(side.vault, made.record, Forecast)
    assert (forecast.p, forecast.resolve_by) == (6500, "2027-02-28")


def test_the_year_counts_what_was_settled_in_it(side: Side) -> None:
    old = doubts.write(side.vault, side.clock, statement="Long ago").record
    doubts.settle(side.vault, side.clock, record=old, warranted=True, evidence="Yes.")
    side.clock.advance(400 * DAY_MS)
    new = doubts.write(side.vault, side.clock, statement="This year").record
    side.clock.advance(21 * DAY_MS)
    doubts.settle(side.vault, side.clock, record=new, warranted=True, evidence="Yes.")

    year = insight.year_of_doubts(side.vault, side.clock)

    assert (year.warranted.n, year.warranted.hits) == (1, 1)
    assert year.wait_warranted == 21 * DAY_MS
