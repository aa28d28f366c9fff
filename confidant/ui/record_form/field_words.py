"""Words for the fields of records: what stands above an editor."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from confidant.ui.record_list.words import capitalised
from confidant.ui.words import label


class FieldWords(QObject):
    """Names of fields and of choices; a field that is not listed is named by its own name."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Look the words up once."""
        super().__init__(parent)
        self._names = {**self._texts(), **self._measures(), **self._people()}

    def name(self, field: str) -> str:
        """Return what stands above the editor of a field."""
        return self._names.get(field) or capitalised(label(field))

    def choice(self, value: str) -> str:
        """Return the words for one of a field's fixed choices."""
        named = {
            "one_way": self.tr("One way: it cannot be taken back"),
            "two_way": self.tr("Two ways: it can be taken back"),
        }
        return named.get(value) or capitalised(label(value))

    def adding(self, field: str) -> str:
        """Return the words of the button that adds a value to a list."""
        return self._adding().get(field) or self.tr("Add a line")

    def _adding(self) -> Mapping[str, str]:
        return {
            "knowns": self.tr("Add what is known"),
            "unknowns": self.tr("Add what is not known"),
            "constraints": self.tr("Add a constraint"),
            "complications": self.tr("Add a complication"),
            "drivers": self.tr("Add a driver"),
            "assumptions": self.tr("Add an assumption"),
            "options": self.tr("Add an option"),
            "assessments": self.tr("Add an assessment"),
            "scores": self.tr("Add a score"),
            "analogies": self.tr("Add an analogy"),
            "premortem": self.tr("Add a cause"),
            "tripwires": self.tr("Add a tripwire"),
            "resistance": self.tr("Add an objection"),
            "decision_makers": self.tr("Add who decides"),
            "consulted": self.tr("Add who was asked"),
            "informed": self.tr("Add who will be told"),
            "feelings": self.tr("Add a feeling"),
            "good": self.tr("For"),
            "bad": self.tr("Against"),
            "neutral": self.tr("Neither"),
        }

    def _texts(self) -> Mapping[str, str]:
        return {
            "statement": self.tr("What I am not sure of"),
            "cost_if_true": self.tr("What it costs if it is true"),
            "what_would_settle_it": self.tr("What would settle it"),
            "expires_on": self.tr("Comes back on"),
            "problem": self.tr("The problem"),
            "for_an_outsider": self.tr("The same, for an outsider"),
            "knowns": self.tr("Known"),
            "unknowns": self.tr("Not known"),
            "default_if_none": self.tr("What happens if nobody decides"),
            "unwind_plan": self.tr("How it would be undone"),
            "as_felt": self.tr("As I feel it"),
            "text": self.tr("In a sentence"),
            "signal": self.tr("The signal"),
            "threshold": self.tr("From where on"),
            "action": self.tr("What we do then"),
            "owner": self.tr("Who looks after it"),
            "by": self.tr("By"),
            "good": self.tr("For"),
            "bad": self.tr("Against"),
            "neutral": self.tr("Neither"),
            "because": self.tr("Because"),
            "option": self.tr("Decided for"),
            "title": self.tr("What"),
            "name": self.tr("What"),
            "rejected_because": self.tr("Rejected because"),
            "question": self.tr("The question"),
            "base_rate": self.tr("How often it goes well elsewhere"),
            "mitigation": self.tr("What softens it"),
            "ten_minutes": self.tr("How will I see this in ten minutes?"),
            "ten_months": self.tr("In ten months?"),
            "ten_years": self.tr("In ten years?"),
            "advice_to_successor": self.tr("What would I tell my successor to do?"),
            "auditor": self.tr("What would an auditor ask?"),
            "slept_on_it": self.tr("I slept on it"),
            "dissent": self.tr("Who disagrees, and why"),
            "gut_check": self.tr("My gut says"),
        }

    def _measures(self) -> Mapping[str, str]:
        return {
            "p": self.tr("How likely"),
            "confidence": self.tr("How sure"),
            "after_talk": self.tr("After we talked"),
            "value": self.tr("My mark"),
            "weight": self.tr("Weight"),
            "stakes": self.tr("How much is at stake"),
            "similarity": self.tr("How similar, of 10"),
            "first_hand": self.tr("I saw it myself"),
            "preventable": self.tr("Could be prevented"),
            "occurred": self.tr("It came"),
            "check_on": self.tr("Look on"),
            "tripped_on": self.tr("Tripped on"),
            "energy": self.tr("Energy"),
            "pressure": self.tr("Pressure"),
            "slept": self.tr("Slept well"),
            "hour": self.tr("Hour of the day"),
            "word": self.tr("The feeling"),
            "intensity": self.tr("How strong"),
        }

    def _people(self) -> Mapping[str, str]:
        return {
            "decision_makers": self.tr("Who decides"),
            "consulted": self.tr("Who is asked"),
            "informed": self.tr("Who is told"),
            "person": self.tr("Who"),
            "concession": self.tr("What we could give"),
            "response": self.tr("What we answer"),
            "tags": self.tr("Tags"),
        }
