"""What a list says of a record of any kind."""

from datetime import date

from PySide6.QtCore import QObject

from confidant.ui.item_models.row_text import RowText, State
from confidant.ui.record_list.listed import Listed
from confidant.ui.widgets.date_text import long_date, short_date
from confidant.ui.words import label
from confidant.vault.rows import RecordRow


class RowWords(QObject):
    """The words of rows. Screens with more to say derive from it and override `states_of`."""

    def present(self, listed: Listed) -> RowText:
        """Return the three lines of a row and the sentence that is spoken for it."""
        row = listed.row
        kind = self.kind_of(row)
        states = self.states_of(listed)
        if listed.author is not None:
            states = (State(self.tr("From {name}").format(name=listed.author), "accent"), *states)
        title = row.title or self.tr("Without a title")
        day = date.fromisoformat(row.day)
        heard = (kind, *(state.text for state in states), long_date(day), title)
        return RowText(
            kind=kind,
            title=title,
            snippet=listed.snippet,
            date=short_date(day),
            states=states,
            starred=row.starred,
            spoken=", ".join((*heard, self.tr("starred")) if row.starred else heard),
            title_marks=listed.title_ranges if row.title else (),
            snippet_marks=listed.snippet_ranges,
        )

    def kind_of(self, row: RecordRow) -> str:
        """Return the word for what the row is: an entry's genre, any other record's kind."""
        if row.kind == "entry":
            return self._genres().get(row.state or "", self.tr("Entry"))
        return self._kinds().get(row.kind) or capitalised(label(row.kind))

    def states_of(self, listed: Listed) -> tuple[State, ...]:
        """Return the state words of line one, those that may be dropped first last."""
        row = listed.row
        if row.kind == "entry" or row.state is None:
            return ()
        return (State(label(row.state)),)

    def _genres(self) -> dict[str, str]:
        return {
            "reflection": self.tr("Reflection"),
            "meeting": self.tr("Meeting"),
            "insight": self.tr("Insight"),
            "quick": self.tr("Quick note"),
        }

    def _kinds(self) -> dict[str, str]:
        return {
            "doubt": self.tr("Doubt"),
            "decision": self.tr("Decision"),
            "forecast": self.tr("Forecast"),
            "review": self.tr("Review"),
            "response": self.tr("Response"),
            "answer": self.tr("Answer"),
        }


def capitalised(text: str) -> str:
    """Return `text` with a capital at its beginning and the rest as it is."""
    return text[:1].upper() + text[1:]
