"""How the figures of `insight` look in text and in JSON."""

from typing import TYPE_CHECKING

from confidant.cli.console import Json
from confidant.cli.showing import plural, table

if TYPE_CHECKING:
    from confidant.insight.calibration import Bin
    from confidant.insight.statistics import Share
    from confidant.services.insight import Measures

_DAY_MS = 86_400_000
HEATS = ("hot", "cool")


def to_json(found: "Measures") -> dict[str, Json]:
    """Return every figure; its fields are promised in docs/cli.md."""
    return {
        "forecasts": {"open": found.open_forecasts, "resolved": found.resolved},
        "calibration": {
            "bins": [_bin_json(one) for one in found.calibration.bins],
            "overall": _share_json(found.calibration.overall),
        },
        "brier": {
            "n": len(found.scores),
            "mean": _rounded(found.brier),
            "earlier": _rounded(found.trend.earlier),
            "later": _rounded(found.trend.later),
        },
        "murphy": _murphy_json(found),
        "intervals": _share_json(found.intervals),
        "doubts": _doubts_json(found),
        "process_outcome": {str(cell): count for cell, count in found.cells.items()},
        "hot_cool": {heat: _heat_json(found, heat) for heat in HEATS},
        "altitude": [
            {
                "month": month.month,
                "strategic": month.strategic,
                "tactical": month.tactical,
                "operational": month.operational,
            }
            for month in found.altitude
        ],
        "objections": {
            "n": found.objections.n,
            "brier": _rounded(found.objections.brier),
            "occurred": found.objections.occurred,
            "unforeseen": found.objections.unforeseen,
        },
    }


def _heat_json(found: "Measures", wanted: str) -> dict[str, Json]:
    counts = found.hot_or_cool.counts
    return {cell: count for (heat, cell), count in counts.items() if heat == wanted}


def _murphy_json(found: "Measures") -> Json:
    murphy = found.murphy
    if murphy is None:
        return None
    return {
        "n": murphy.n,
        "reliability": _rounded(murphy.reliability),
        "resolution": _rounded(murphy.resolution),
        "uncertainty": _rounded(murphy.uncertainty),
    }


def _doubts_json(found: "Measures") -> Json:
    doubts = found.doubts
    return {
        "open": doubts.open,
        "carried": doubts.carried,
        "became": doubts.became,
        "warranted": _share_json(doubts.warranted),
        "median_wait_days": _days(doubts.wait),
        "median_wait_days_warranted": _days(doubts.wait_warranted),
    }


def to_lines(found: "Measures") -> list[str]:
    """Return the figures for people; below ten cases nothing is stated, only counted."""
    forecasts = plural(found.open_forecasts + found.resolved, "forecast", "forecasts")
    lines = [f"{forecasts}, {found.resolved:,} resolved."]
    lines += ["", "Calibration (said → happened)"]
    lines += table([_bin_cells(one) for one in found.calibration.bins])
    lines += ["", _brier_line(found), _interval_line(found.intervals), _doubt_line(found)]
    lines.append(
        "Process × outcome: " + ", ".join(f"{cell} {count}" for cell, count in found.cells.items())
    )
    return lines


def _bin_cells(one: "Bin") -> list[str]:
    happened = one.observed
    span = f"  {one.low // 100}–{one.high // 100} %"
    if happened.rate is None or happened.interval is None or happened.too_few:
        return [span, f"n {happened.n}", "too few to say"]
    low, high = happened.interval.low, happened.interval.high
    stated = (one.stated or 0) * 100
    return [
        span,
        f"n {happened.n}",
        f"{stated:.0f} % → {happened.rate:.0%} (95 %: {low:.0%} to {high:.0%})",
    ]


def _brier_line(found: "Measures") -> str:
    if found.brier is None:
        return "Brier score: nothing resolved yet."
    line = (
        f"Brier score {found.brier:.3f} over {plural(len(found.scores), 'forecast', 'forecasts')}"
    )
    if found.trend.earlier is None or found.trend.later is None:
        return f"{line}; too few for a trend."
    return f"{line}; earlier {found.trend.earlier:.3f}, later {found.trend.later:.3f}."


def _interval_line(share: "Share") -> str:
    if share.rate is None:
        return "Intervals: none resolved yet."
    said = "too few to say" if share.too_few else f"{share.rate:.0%} held, 80 % is the aim"
    return f"Intervals: {share.hits} of {share.n} held their value; {said}."


def _doubt_line(found: "Measures") -> str:
    doubts = found.doubts
    line = f"Doubts: {doubts.open} open, {doubts.carried} carried, {doubts.became} became something"
    if doubts.warranted.rate is None:
        return f"{line}, none settled yet."
    return f"{line}; {doubts.warranted.hits} of {doubts.warranted.n} settled ones were warranted."


def _bin_json(one: "Bin") -> dict[str, Json]:
    return {
        "low_bp": one.low,
        "high_bp": one.high,
        "stated": _rounded(one.stated),
        **_share_json(one.observed),
    }


def _share_json(share: "Share") -> dict[str, Json]:
    interval = share.interval
    return {
        "n": share.n,
        "hits": share.hits,
        "rate": _rounded(share.rate),
        "low": _rounded(interval.low if interval is not None else None),
        "high": _rounded(interval.high if interval is not None else None),
        "too_few": share.too_few,
    }


def _rounded(value: float | None) -> Json:
    """Return a figure with four decimals as a string: JSON's readers differ in their fractions."""
    return None if value is None else f"{value:.4f}"


def _days(wait: float | None) -> Json:
    return None if wait is None else round(wait / _DAY_MS)
