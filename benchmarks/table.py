"""The table: what was measured, beside what, against which bar."""

from collections.abc import Iterable
from dataclasses import dataclass

MS, PER_SECOND, MIB, SECONDS, TIMES = "ms", "entries/s", "MiB", "s", "×"
_HEAD = ("what", "entries", "Confidant", "processor", "reference", "ratio", "bar", "kept")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line.

    Attributes:
        what: what a person does.
        size: entries in the vault.
        value: seconds where the unit is ms or s, else in the unit.
        unit: ms, s, entries/s, MiB or ×.
        reference: the same work without Confidant, in the same run; None where there is none.
        processor: seconds of computing, where that was taken.
        most: the bar, in the value's measure; what is faster than it keeps it.
        least: likewise where more is better.
    """

    what: str
    size: int
    value: float
    unit: str
    reference: float | None = None
    processor: float = 0.0
    most: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float | None:
        """How often the reference fits into the value."""
        return self.value / self.reference if self.reference else None

    @property
    def kept(self) -> bool | None:
        """Tell whether the bar is kept; None where there is none."""
        if self.most is not None:
            return self.value <= self.most
        return None if self.least is None else self.value >= self.least

    def cells(self) -> tuple[str, ...]:
        """Return the line in words."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        size = f"{self.size:,}" if self.size else ""
        kept = {None: "", True: "yes", False: "**no**"}[self.kept]
        return (
            self.what,
            size,
            self._shown(self.value),
            self._shown(self.processor) if self.processor else "",
            "" if self.reference is None else self._shown(self.reference),
            ratio,
            self._bar(),
            kept,
        )

    def as_json(self) -> dict[str, object]:
        """Return the line as plain values."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {**fields, "ratio": self.ratio, "kept": self.kept}

    def _bar(self) -> str:
        if self.most is not None:
            return f"≤ {self._shown(self.most)}"
        return "" if self.least is None else f"≥ {self._shown(self.least)}"

    def _shown(self, value: float) -> str:
        shown = value * 1000 if self.unit == MS else value
        digits = 0 if shown >= 100 else 1 if shown >= 10 else 2  # noqa: PLR2004 -- three digits
        return f"{shown:,.{digits}f} {self.unit}"


def markdown(rows: Iterable[Row]) -> str:
    """Return the table."""
    lines = [_HEAD, ("---",) * len(_HEAD), *(row.cells() for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
