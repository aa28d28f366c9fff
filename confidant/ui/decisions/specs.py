"""The sections of a decision, in their order, with the fields that each of them holds."""

from dataclasses import dataclass

from PySide6.QtCore import QObject


@dataclass(frozen=True)
class SectionSpec:
    """A section that folds. `felt` stays in the vault; `opened` is unfolded from the beginning."""

    key: str
    title: str
    fields: tuple[str, ...]
    opened: bool = False
    felt: bool = False


class SectionSpecs(QObject):
    """Names the sections; `options`, `forecasts` and `chances` have editors of their own."""

    def every(self) -> tuple[SectionSpec, ...]:
        """Return the sections in reading order; Alt+1 to 9 lead to the first nine."""
        return (*self._first(), *self._second())

    def _first(self) -> tuple[SectionSpec, ...]:
        return (
            SectionSpec(
                "problem",
                self.tr("Problem"),
                ("problem", "for_an_outsider", "default_if_none", "stakes"),
                opened=True,
            ),
            SectionSpec(
                "knowns",
                self.tr("What is known"),
                ("knowns", "unknowns", "constraints", "complications", "drivers"),
            ),
            SectionSpec("options", self.tr("Options"), ("options",), opened=True),
            SectionSpec(
                "assessments", self.tr("Independent assessments"), ("assessments", "scores")
            ),
            SectionSpec("assumptions", self.tr("Assumptions"), ("assumptions",)),
            SectionSpec("forecasts", self.tr("Forecasts"), (), opened=True),
            SectionSpec("chances", self.tr("Best, likely, worst"), ("best", "likely", "worst")),
            SectionSpec("premortem", self.tr("Premortem"), ("premortem", "tripwires")),
            SectionSpec("resistance", self.tr("Resistance"), ("resistance",)),
        )

    def _second(self) -> tuple[SectionSpec, ...]:
        return (
            SectionSpec("analogies", self.tr("Analogies"), ("analogies",)),
            SectionSpec(
                "reversibility", self.tr("Reversibility"), ("reversibility", "unwind_plan")
            ),
            SectionSpec("altitude", self.tr("Altitude"), ("altitude", "classification", "tags")),
            SectionSpec("distance", self.tr("A step back"), ("distance",), felt=True),
            SectionSpec("mind", self.tr("State of mind"), ("state_of_mind", "as_felt"), felt=True),
            SectionSpec("people", self.tr("People"), ("decision_makers", "consulted", "informed")),
            SectionSpec("confirmation", self.tr("How will we know?"), ("confirmation",)),
            SectionSpec("dissent", self.tr("Dissent and gut"), ("dissent", "gut_check")),
        )


class Counted(QObject):
    """Says in a few words what a section holds."""

    def state(self, counts: dict[str, int]) -> str:
        """Return `4 causes · 2 tripwires`; `counts` has the filled fields of a section."""
        if not counts:
            return self.tr("not recorded")
        return " · ".join(self._one(name, n) for name, n in counts.items())

    def _one(self, name: str, n: int) -> str:
        return self._lists(n).get(name) or self._texts().get(name, "")

    def _lists(self, n: int) -> dict[str, str]:
        return {
            "knowns": self.tr("%n known", "", n),
            "unknowns": self.tr("%n unknown", "", n),
            "constraints": self.tr("%n constraints", "", n),
            "complications": self.tr("%n complications", "", n),
            "drivers": self.tr("%n drivers", "", n),
            "options": self.tr("%n options", "", n),
            "forecasts": self.tr("%n forecasts", "", n),
            "assessments": self.tr("%n assessments", "", n),
            "scores": self.tr("%n scores", "", n),
            "assumptions": self.tr("%n assumptions", "", n),
            "premortem": self.tr("%n causes", "", n),
            "tripwires": self.tr("%n tripwires", "", n),
            "resistance": self.tr("%n objections", "", n),
            "analogies": self.tr("%n cases", "", n),
            "decision_makers": self.tr("%n decide", "", n),
            "consulted": self.tr("%n asked", "", n),
            "informed": self.tr("%n told", "", n),
            "tags": self.tr("%n tags", "", n),
        }

    def _texts(self) -> dict[str, str]:
        return {
            "leaning": self.tr("leaning"),
            "confidence": self.tr("how sure"),
            "problem": self.tr("written"),
            "for_an_outsider": self.tr("restated for an outsider"),
            "default_if_none": self.tr("what happens otherwise"),
            "stakes": self.tr("stakes"),
            "best": self.tr("best"),
            "likely": self.tr("likely"),
            "worst": self.tr("worst"),
            "reversibility": self.tr("said"),
            "unwind_plan": self.tr("with a way back"),
            "altitude": self.tr("altitude"),
            "classification": self.tr("classification"),
            "distance": self.tr("looked at from afar"),
            "state_of_mind": self.tr("recorded"),
            "as_felt": self.tr("as I feel it"),
            "confirmation": self.tr("said"),
            "dissent": self.tr("dissent"),
            "gut_check": self.tr("gut"),
        }
