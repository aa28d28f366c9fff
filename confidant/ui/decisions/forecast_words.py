"""What is said of a forecast."""

from datetime import UTC, date, datetime

from PySide6.QtCore import QObject

from confidant.records.forecast import AMBIGUOUS, Forecast
from confidant.records.views import View
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.date_text import long_date, short_date
from confidant.ui.widgets.probability import percent

_HUNDREDTH = 100


class ForecastWords(QObject):
    """Numbers and states in words."""

    def view(self, forecast: Forecast, view: View) -> str:
        """Return `70 %`, the likeliest option, or the interval of a view of a forecast."""
        if view.p is not None:
            return percent(round(view.p / _HUNDREDTH))
        if view.choices is not None:
            ordered = sorted(view.choices, key=lambda choice: -choice.p)
            parts = (f"{isolated(c.option)} {percent(round(c.p / _HUNDREDTH))}" for c in ordered)
            return " · ".join(parts)
        if view.low is not None and view.high is not None:
            interval = f"{isolated(view.low)} – {isolated(view.high)}"
            return f"{interval} {isolated(forecast.unit)}" if forecast.unit else interval
        return self.tr("not said yet")

    def standing(self, forecast: Forecast) -> str:
        """Return how it stands: `by 28 Feb 2027`, `Came true`, `Now 55 %, since 3 Dec 2026`."""
        if forecast.resolution is not None:
            return self.outcome(forecast.resolution)
        by = self.tr("by {day}").format(day=short_date(date.fromisoformat(forecast.resolve_by)))
        if not forecast.updates:
            return by
        last = forecast.updates[-1]
        day = datetime.fromtimestamp(last.at / 1000, UTC).astimezone().date()
        now = self.tr("now {view}, since {day}").format(
            view=self.view(forecast, last), day=short_date(day)
        )
        return f"{now} · {by}"

    def outcome(self, resolution: str) -> str:
        """Return what the world said."""
        words = {
            "yes": self.tr("It came true"),
            "no": self.tr("It did not come true"),
            AMBIGUOUS: self.tr("It cannot be judged"),
        }
        return words.get(resolution) or self.tr("It was {value}").format(value=isolated(resolution))

    def spoken(self, forecast: Forecast) -> str:
        """Return a forecast in one sentence."""
        day = long_date(date.fromisoformat(forecast.resolve_by))
        return self.tr("{question}, {view}, known by {day}").format(
            question=forecast.question, view=self.view(forecast, forecast), day=day
        )
