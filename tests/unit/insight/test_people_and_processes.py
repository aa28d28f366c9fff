from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from confidant.insight import altitude
from confidant.insight.dated import Dated
from confidant.insight.doubts import DoubtCase, doubts
from confidant.insight.objections import objections
from confidant.insight.reviews import cell, cells, heat, hot_or_cool, process
from confidant.records.decision import Decision
from confidant.records.decision_parts import Mind
from confidant.records.doubt import Doubt, DoubtState
from confidant.records.entry import Entry, Feeling
from confidant.records.rehearsal import Cast, Objection, Rehearsal
from confidant.records.review import Review

REF = "AAAAAAAAAAAAAAAAAAAAAA"


def doubt(state: DoubtState, *, warranted: bool | None = None) -> Doubt:
    return Doubt(statement="They may leave.", state=state, warranted=warranted)


def review(outcome: int | None, **marks: int) -> Review:
    plain = Review(decision=REF, what_happened="It happened.", outcome=outcome)
    return plain.with_changes(**marks)


def decided(*intensities: int) -> Decision:
    feelings = tuple(Feeling(word="angry", intensity=i) for i in intensities)
    return Decision(status="decided", state_of_mind=Mind(feelings=feelings or None))


def test_the_share_of_warranted_doubts_counts_only_judged_ones() -> None:
    found = doubts(
        [
            DoubtCase(doubt("settled", warranted=True), 100, 400),
            DoubtCase(doubt("settled", warranted=False), 100, 200),
            DoubtCase(doubt("settled", warranted=True), 100, 200),
            DoubtCase(doubt("settled"), 100, 900),
            DoubtCase(doubt("open", warranted=True), 100),
            DoubtCase(doubt("carried"), 100),
            DoubtCase(doubt("became"), 100),
        ]
    )
    assert (found.warranted.hits, found.warranted.n) == (2, 3)
    assert (found.open, found.carried, found.became) == (1, 1, 1)
    assert found.wait == 100
    assert found.wait_warranted == 200


def test_a_settled_doubt_without_an_instant_is_judged_and_has_no_wait() -> None:
    found = doubts([DoubtCase(doubt("settled", warranted=True), 100)])
    assert (found.warranted.n, found.wait, found.wait_warranted) == (1, None, None)


def test_a_clock_that_went_back_makes_no_negative_wait() -> None:
    assert doubts([DoubtCase(doubt("settled", warranted=False), 100, 50)]).wait == 0


def test_the_process_is_the_mean_of_the_marks_given() -> None:
    assert process(review(3, evidence=5, timing=2)) == 3.5
    assert process(review(3)) is None
    every = review(3, evidence=1, options=2, dissent=3, independence=4, timing=5)
    assert process(every) == 3


@pytest.mark.parametrize(
    ("mark", "outcome", "expected"),
    [
        (4, 4, "earned"),
        (5, 5, "earned"),
        (2, 4, "lucky"),
        (4, 2, "unlucky"),
        (2, 2, "deserved"),
        (1, 1, "deserved"),
        (3, 5, None),
        (5, 3, None),
        (5, None, None),
    ],
)
def test_process_and_outcome_make_a_cell(
    mark: int, outcome: int | None, expected: str | None
) -> None:
    assert cell(review(outcome, evidence=mark)) == expected


def test_a_review_without_process_marks_is_in_no_cell() -> None:
    assert cell(review(5)) is None


def test_a_process_just_beside_the_middle_is_in_a_cell() -> None:
    marks = {"options": 3, "dissent": 3, "independence": 3, "timing": 3}
    assert cell(review(4, evidence=4, **marks)) == "earned"
    assert cell(review(4, evidence=2, **marks)) == "lucky"


def test_all_four_cells_are_counted_even_at_zero() -> None:
    found = cells([review(5, evidence=5), review(5, evidence=5), review(3, evidence=5)])
    assert found == {"earned": 2, "lucky": 0, "unlucky": 0, "deserved": 0}


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        (decided(4), "hot"),
        (decided(1, 5), "hot"),
        (decided(3, 3), "cool"),
        (decided(), None),
        (Decision(status="decided"), None),
    ],
)
def test_the_strongest_feeling_says_hot_or_cool(decision: Decision, expected: str | None) -> None:
    assert heat(decision) == expected


def test_heat_is_set_against_the_cell_of_the_review() -> None:
    found = hot_or_cool(
        [
            (decided(5), review(1, evidence=1)),
            (decided(5), review(1, evidence=1)),
            (decided(2), review(5, evidence=5)),
            (decided(2), review(3, evidence=5)),
            (decided(), review(5, evidence=5)),
        ]
    )
    assert found.counts["hot", "deserved"] == 2
    assert found.counts["cool", "earned"] == 1
    assert sum(found.counts.values()) == 3
    assert len(found.counts) == 8
    assert found.left_out == 2


def test_objections_score_what_was_ticked_and_count_what_nobody_foresaw() -> None:
    cast = (Cast(alias="CFO"),)
    found = objections(
        [
            Rehearsal(
                proposition="We close the plant.",
                cast=cast,
                objections=(
                    Objection(text="Too dear", p=8_000, occurred=True, foreseen=True),
                    Objection(text="Too late", p=5_000, occurred=False, foreseen=True),
                    Objection(text="Too soon", p=5_000),
                    Objection(text="Unheard of", occurred=True, foreseen=False),
                ),
            ),
            Rehearsal(proposition="We open a plant.", cast=cast),
        ]
    )
    assert found.n == 2
    assert found.brier == pytest.approx((0.04 + 0.25) / 2)
    assert (found.occurred, found.unforeseen) == (2, 1)
    assert found.too_few


def test_no_objections_have_no_score() -> None:
    assert objections([]).brier is None


@pytest.mark.parametrize(("count", "too_few"), [(9, True), (10, False)])
def test_ten_objections_are_enough(count: int, too_few: bool) -> None:  # noqa: FBT001 - a table column
    one = Objection(text="No", p=5_000, occurred=True)
    rehearsal = Rehearsal(proposition="Yes", cast=(Cast(alias="A"),), objections=(one,) * count)
    assert objections([rehearsal]).too_few is too_few


def test_altitude_is_counted_by_the_month_of_the_day() -> None:
    def entry(
        level: Literal["strategic", "tactical", "operational"] | None, day: str | None
    ) -> Entry:
        return Entry(genre="reflection", altitude=level, day=day, title="x")

    new_year = 1_704_067_200_000  # 2024-01-01T00:00Z
    found = altitude.by_month(
        [
            Dated(entry("strategic", "2023-11-30"), new_year),
            Dated(entry("operational", "2023-11-01"), new_year),
            Dated(entry("tactical", None), new_year),
            Dated(entry(None, "2023-10-01"), new_year),
        ],
        ZoneInfo("America/New_York"),
    )
    assert found == (
        altitude.MonthAltitude("2023-11", 1, 0, 1),
        altitude.MonthAltitude("2023-12", 0, 1, 0),
    )
