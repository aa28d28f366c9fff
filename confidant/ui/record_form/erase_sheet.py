"""Asks before a record is erased for good, and says what that cannot reach."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from confidant.services.erasing import Reach, Sent
from confidant.ui.contact_words import local_day
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import CheckBox
from confidant.ui.widgets.date_text import short_date
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.widgets.typed_check import TypedCheck

_NAMED = 8


class EraseRecordSheet(Sheet):
    """`accepted` means: erase it. The first word of the title has to be typed.

    `replaces_backups` says whether the older backups shall be replaced too.
    """

    def __init__(
        self, parent: QWidget, question: str, *, title: str, reach: Reach | None, more: str = ""
    ) -> None:
        """Ask `question` about the record called `title`.

        Args:
            parent: any widget of the window.
            question: heading, `Erase this doubt?`.
            title: its first word has to be typed.
            reach: what erasing cannot reach; None where the record was never saved.
            more: what else goes or stays, in a sentence.
        """
        super().__init__(parent, question, icon="erase", destroys=True, width=560)
        first = self.tr(
            "Every revision of it, its files and what a search finds of it are removed from this"
            " vault. There is no undo."
        )
        self.sentences = [*filter(None, (first, more)), *self._out_of_reach(reach)]
        for sentence in self.sentences:
            self.body.addWidget(Label(sentence, Role.UI, wrap=True))
        self.replace = CheckBox(self.tr("Replace the older backups by a new, checked one"))
        self.replace.setVisible(reach is not None and (reach.backups > 0 or reach.away > 0))
        self.body.addWidget(self.replace)
        word = first_word(title) or self.tr("erase")
        self.check = TypedCheck("", word)
        label = self.tr("Type “{word}” to erase it").format(word=isolated(word))
        self.body.addWidget(Field(label, self.check, eyebrow=False))
        self.add_harmless(Button(self.tr("Keep it"), Kind.SECONDARY))
        self.erase_button = self.add(Button(self.tr("Erase it for good"), Kind.DANGER))
        self.erase_button.setEnabled(False)
        self.check.matched.connect(self.erase_button.setEnabled)
        self.erase_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)

    @property
    def replaces_backups(self) -> bool:
        """Whether the person ticked that older backups shall be replaced."""
        return self.replace.isChecked()

    def _out_of_reach(self, reach: Reach | None) -> list[str]:
        if reach is None:
            return []
        found = []
        if reach.sent:
            pattern = self.tr("It was put in a file for {names}. What was sent stays with them.")
            found.append(pattern.format(names=self._sent(reach.sent)))
        if reach.backups:
            found.append(self.tr("%n backups still hold it.", "", reach.backups))
        if reach.away:
            found.append(
                self.tr(
                    "A place for backups is not there now: what lies there still holds it, until "
                    "it is there and the older backups are replaced."
                )
            )
        if reach.replaced_vaults:
            found.append(
                self.tr(
                    "%n vaults beside this one, put aside by a restore, still hold it.",
                    "",
                    reach.replaced_vaults,
                )
            )
        found.append(self.tr("Copies of the vault elsewhere are out of reach."))
        return found

    def _sent(self, sent: Sequence[Sent]) -> str:
        """Return who has it since when, the latest files only where there are many."""
        names = [
            self.tr("{name} on {day}").format(
                name=isolated(one.name) if one.name else self.tr("a contact you erased"),
                day=short_date(local_day(one.at_ms)),
            )
            for one in sent[-_NAMED:]
        ]
        return QLocale().createSeparatedList(list(dict.fromkeys(names)))


def first_word(title: str) -> str:
    """Return the first word of a title without the signs around it; empty when it has none."""
    words = ("".join(c for c in word if c.isalnum() or c in "'’-") for word in title.split())
    return next((word.strip("'’-") for word in words if word.strip("'’-")), "")
