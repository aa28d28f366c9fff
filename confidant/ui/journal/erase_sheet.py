"""Asks before an entry is erased for good, and says what that cannot reach."""

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QWidget

from confidant.services.erasing import Reach
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet
from confidant.ui.widgets.typed_check import TypedCheck


class EraseSheet(Sheet):
    """`accepted` means: erase it. The first word of the title has to be typed."""

    def __init__(self, parent: QWidget, title: str, reach: Reach | None) -> None:
        """Ask about the entry called `title`; `reach` is None where it was never saved."""
        super().__init__(
            parent,
            QCoreApplication.translate("EraseSheet", "Erase this entry?"),
            icon="erase",
            destroys=True,
            width=560,
        )
        word = first_word(title) or self.tr("erase")
        self.sentences = [
            self.tr(
                "Every revision of this entry, its files and what a search finds of it are removed"
                " from this vault. There is no undo."
            ),
            *self._out_of_reach(reach),
        ]
        for sentence in self.sentences:
            self.body.addWidget(Label(sentence, Role.UI, wrap=True))
        self.check = TypedCheck("", word)
        label = self.tr("Type “{word}” to erase it").format(word=isolated(word))
        self.body.addWidget(Field(label, self.check, eyebrow=False))
        self.add_harmless(Button(self.tr("Keep the entry"), Kind.SECONDARY))
        self.erase_button = self.add(Button(self.tr("Erase it for good"), Kind.DANGER))
        self.erase_button.setEnabled(False)
        self.check.matched.connect(self.erase_button.setEnabled)
        self.erase_button.clicked.connect(self.accept)

    def _out_of_reach(self, reach: Reach | None) -> list[str]:
        if reach is None:
            return []
        found = []
        if reach.sent_to:
            names = QLocale().createSeparatedList([isolated(name) for name in reach.sent_to])
            pattern = self.tr("{names} received it. What was sent stays with them.")
            found.append(pattern.format(names=names))
        if reach.backups:
            found.append(
                self.tr("%n backups beside this vault may still hold it.", "", reach.backups)
            )
        found.append(self.tr("Copies of the vault elsewhere are out of reach."))
        return found


def first_word(title: str) -> str:
    """Return the first word of a title without the signs around it; empty when it has none."""
    words = ("".join(c for c in word if c.isalnum() or c in "'’-") for word in title.split())
    return next((word.strip("'’-") for word in words if word.strip("'’-")), "")
