"""What the page says of a doubt."""

from datetime import date

from PySide6.QtCore import QObject

from confidant.insight.doubts import Doubts
from confidant.records.text import title_of
from confidant.services.doubts import Line
from confidant.ui.item_models.row_text import RowText, State
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.date_text import long_date

SOON_DAYS = 14
_DAY_MS = 86_400_000
_WEEK_DAYS = 7


class DoubtWords(QObject):
    """The words of rows, of the card that came back, and of the year."""

    def intensity(self, value: int | None) -> str:
        """Return `Intensity 4 of 5, strong`; empty for none."""
        if value is None:
            return ""
        return self.tr("Intensity {number} of 5, {word}").format(
            number=value, word=self.step(value)
        )

    def step(self, value: int) -> str:
        """Return the word for an intensity of 1–5."""
        return (
            self.tr("faint"),
            self.tr("mild"),
            self.tr("noticeable"),
            self.tr("strong"),
            self.tr("gnawing"),
        )[value - 1]

    def row(self, line: Line, days_left: int | None) -> RowText:
        """Return the lines of a card and the sentence that is spoken for it."""
        states = self._states(line, days_left)
        foot = self._foot(line, days_left)
        title, reasons = one_line(line.body.statement), self.reasons(line)
        spoken = (title, foot, *(state.text for state in states), reasons)
        return RowText(
            kind=foot,
            title=title,
            snippet=reasons,
            states=states,
            spoken=", ".join(filter(None, spoken)),
        )

    def reasons(self, line: Line) -> str:
        """Return what it costs and what would settle it; for an ended one, how it ended."""
        body = line.body
        if body.state == "settled" and body.evidence:
            return self.tr("How it is known: {text}").format(text=one_line(body.evidence))
        if body.state == "carried" and body.carried_because:
            return self.tr("Carried because: {text}").format(text=one_line(body.carried_because))
        parts = []
        if body.cost_if_true:
            parts.append(self.tr("If true: {text}").format(text=_ended(body.cost_if_true)))
        if body.what_would_settle_it:
            what = _ended(body.what_would_settle_it)
            parts.append(self.tr("Settled by: {text}").format(text=what))
        return " ".join(parts)

    def came_back(self, line: Line, today: date, now_ms: int) -> str:
        """Return `Came back today: it has been open for 60 days`."""
        day = date.fromisoformat(line.body.expires_on or today.isoformat())
        open_days = max(0, (now_ms - line.written_ms) // _DAY_MS)
        since = self.tr("it has been open for %n days", "", open_days)
        if (today - day).days <= 1:
            return self.tr("Came back today: {since}").format(since=since)
        return self.tr("Came back after {day}: {since}").format(day=long_date(day), since=since)

    def year(self, year: Doubts | None) -> str:
        """Return the sentence about the doubts that were settled in the last year."""
        if year is None or not year.warranted.n:
            return self.tr("None settled yet. A settled doubt says whether it was warranted.")
        hits, n = year.warranted.hits, year.warranted.n
        pattern = self.tr("{settled} settled: {hits} warranted, {rest} not.")
        if hits and year.wait_warranted is not None:
            pattern = self.tr(
                "{settled} settled: {hits} warranted, written {wait} before it showed; {rest} not."
            )
        wait = self._wait(round((year.wait_warranted or 0) / _DAY_MS))
        return pattern.format(settled=n, hits=hits, rest=n - hits, wait=wait)

    def _wait(self, days: int) -> str:
        if days >= 2 * _WEEK_DAYS:
            return self.tr("%n weeks", "", round(days / _WEEK_DAYS))
        return self.tr("%n days", "", days)

    def _states(self, line: Line, days_left: int | None) -> tuple[State, ...]:
        states = []
        body = line.body
        if body.state == "open" and days_left is not None and days_left < 0:
            states.append(State(self.tr("Came back"), "caution"))
        elif body.state == "open" and days_left is not None and days_left <= SOON_DAYS:
            states.append(State(self.tr("%n days left", "", days_left), "caution"))
        elif body.state == "settled":
            warranted = self.tr("Settled: it was warranted")
            states.append(
                State(warranted if body.warranted else self.tr("Settled: it was not warranted"))
            )
        elif body.state == "carried":
            states.append(State(self.tr("Carried")))
        elif body.state == "became":
            states.append(State(self.tr("Became something else")))
        if line.shared_with:
            names = ", ".join(isolated(name) for name in line.shared_with)
            states.append(State(self.tr("Shared with {names}").format(names=names), "accent"))
        return tuple(states)

    def _foot(self, line: Line, days_left: int | None) -> str:
        parts = [self.intensity(line.body.intensity)]
        if line.body.expires_on and line.body.state in {"open", "carried"}:
            day = long_date(date.fromisoformat(line.body.expires_on))
            past = days_left is not None and days_left < 0 and line.body.state == "open"
            pattern = self.tr("came back {day}") if past else self.tr("comes back {day}")
            parts.append(pattern.format(day=day))
        parts += [self.tr("in “{title}”").format(title=isolated(title)) for title in line.ties]
        return "  ·  ".join(filter(None, parts))


def plain_title(line: Line) -> str:
    """Return a doubt in one line, for a sheet's heading."""
    return one_line(title_of(line.body))


def _ended(text: str) -> str:
    """Return a text in one line that ends like a sentence."""
    line = one_line(text)
    return line if line.endswith((".", "?", "!", "…")) else f"{line}."
