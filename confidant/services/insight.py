"""The figures: what the records say about predictions, doubts and decisions. Only my own count."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from confidant.environment import Clock
from confidant.insight import altitude as altitudes
from confidant.insight import calibration as calibrations
from confidant.insight import doubts as doubting
from confidant.insight import intervals as ranges
from confidant.insight import murphy as decomposition
from confidant.insight import objections as objecting
from confidant.insight import reviews
from confidant.insight import scores as scoring
from confidant.insight.dated import Dated
from confidant.insight.statistics import Share
from confidant.records.body import Body, Common
from confidant.records.decision import Decision
from confidant.records.doubt import Doubt
from confidant.records.forecast import Forecast
from confidant.records.ids import RecordId, from_b64
from confidant.records.rehearsal import Rehearsal
from confidant.records.review import Review

if TYPE_CHECKING:
    from confidant.vault.vault import Vault

_BodyT = TypeVar("_BodyT", bound=Body)
_YEAR_MS = 365 * 86_400_000


@dataclass(frozen=True, slots=True)
class Measures:
    """Every figure.

    Attributes:
        open_forecasts: how many wait for the world.
        resolved: how many have an answer, ambiguous ones too.
        calibration: five bins with their numbers and intervals.
        scores: one Brier score per forecast that counts.
        trend: the earlier half against the later.
        murphy: the decomposition; None below thirty.
        intervals: how many intervals held their value; 80 % is the aim.
        doubts: how they turned out.
        cells: process × outcome.
        hot_or_cool: heat at deciding against the cell of the review.
        altitude: strategic, tactical and operational by month.
        objections: how well rehearsals knew what came.
    """

    open_forecasts: int
    resolved: int
    calibration: calibrations.Calibration
    scores: tuple[scoring.Score, ...]
    trend: scoring.Trend
    murphy: decomposition.Murphy | None
    intervals: Share
    doubts: doubting.Doubts
    cells: Mapping[reviews.Cell, int]
    hot_or_cool: reviews.HotCool
    altitude: tuple[altitudes.MonthAltitude, ...]
    objections: objecting.Objections

    @property
    def brier(self) -> float | None:
        """The mean Brier score; None without any."""
        if not self.scores:
            return None
        return sum(score.brier for score in self.scores) / len(self.scores)


def measure(vault: "Vault", clock: Clock) -> Measures:
    """Return every figure of the vault. Words score the prediction, never the person."""
    zone = ZoneInfo(clock.zone())
    forecasts = _mine(vault, "forecast", Forecast)
    bodies = [dated.body for _, dated in forecasts]
    predictions = calibrations.predictions(bodies)
    scored = scoring.scores(dated for _, dated in forecasts)
    decisions = _mine(vault, "decision", Decision)
    reviewed = [dated.body for _, dated in _mine(vault, "review", Review)]
    return Measures(
        open_forecasts=sum(body.resolution is None for body in bodies),
        resolved=sum(body.resolution is not None for body in bodies),
        calibration=calibrations.calibration(predictions),
        scores=scored,
        trend=scoring.trend(scored),
        murphy=decomposition.decompose(predictions),
        intervals=ranges.hit_rate(bodies),
        doubts=doubting.doubts(_doubt_cases(vault)),
        cells=reviews.cells(reviewed),
        hot_or_cool=reviews.hot_or_cool(_pairs(decisions, reviewed)),
        altitude=altitudes.by_month(_common(vault), zone),
        objections=objecting.objections(
            dated.body for _, dated in _mine(vault, "rehearsal", Rehearsal)
        ),
    )


def year_of_doubts(vault: "Vault", clock: Clock) -> doubting.Doubts:
    """Return how the doubts turned out that were settled in the last 365 days."""
    since = clock.now_ms() - _YEAR_MS
    return doubting.doubts(
        case
        for case in _doubt_cases(vault)
        if case.settled_at is not None and case.settled_at >= since
    )


def _mine(vault: "Vault", kind: str, cls: type[_BodyT]) -> list[tuple[RecordId, Dated[_BodyT]]]:
    """Return my records of a kind, each with the instant at which it was written."""
    return [
        (record, Dated(revision.body, vault.row(record).created_ms))
        for record, revision in vault.bodies(kind)
        if isinstance(revision.body, cls) and vault.author(record) is None
    ]


def _doubt_cases(vault: "Vault") -> list[doubting.DoubtCase]:
    return [
        doubting.DoubtCase(
            body=dated.body,
            written_at=dated.at,
            settled_at=_settled_at(vault, record) if dated.body.state == "settled" else None,
        )
        for record, dated in _mine(vault, "doubt", Doubt)
    ]


def _settled_at(vault: "Vault", record: RecordId) -> int | None:
    for revision in vault.revisions(record):
        if isinstance(revision.body, Doubt) and revision.body.state == "settled":
            return revision.ts
    return None


def _pairs(
    decisions: list[tuple[RecordId, Dated[Decision]]], reviewed: list[Review]
) -> list[tuple[Decision, Review]]:
    by_id = {record: dated.body for record, dated in decisions}
    return [
        (by_id[decision], review)
        for review in reviewed
        if (decision := from_b64(review.decision)) in by_id
    ]


def _common(vault: "Vault") -> list[Dated[Common]]:
    """Return what carries an altitude: decisions, entries and doubts of mine."""
    found: list[Dated[Common]] = []
    for kind in ("decision", "entry", "doubt"):
        for record, revision in vault.bodies(kind):
            body = revision.body
            if isinstance(body, Common) and body.altitude and vault.author(record) is None:
                found.append(Dated(body, vault.row(record).created_ms))
    return found
