"""What a backup would bring and take, in words."""

from PySide6.QtCore import QObject

from confidant.services.restores import Comparison
from confidant.ui.backup_words import BackupWords
from confidant.ui.words import sentence
from confidant.vault.difference import Difference, Line


class DifferenceWords(QObject):
    """Counts in sentences, titles in a list."""

    def __init__(self, parent: QObject) -> None:
        """Speak for a sheet."""
        super().__init__(parent)
        self._words = BackupWords(self)

    def summary(self, found: Comparison) -> str:
        """Return what would be gained and lost, in one paragraph."""
        difference = found.difference
        said = [self.tr("The backup was proved: %n records.", "", difference.total)]
        if found.trouble is not None:
            pattern = self.tr("What is there now cannot be compared: {why}")
            said.append(pattern.format(why=sentence(found.trouble)))
        elif not found.replaces:
            said.append(self.tr("There is no vault at that place yet."))
        elif difference.is_nothing:
            said.append(self.tr("It holds the same records as the vault."))
        else:
            said += self._counts(difference)
        return " ".join(said)

    def titles(self, found: Comparison) -> str:
        """Return the records that would change, by what would happen to them."""
        if not found.difference.compared:
            return ""
        parts = [
            "\n".join([head, *(f"    {self._words.line(line)}" for line in lines)])
            for head, lines in self._groups(found.difference)
            if lines
        ]
        return "\n\n".join(parts)

    def _counts(self, difference: Difference) -> list[str]:
        counts = (
            (len(difference.lost), self.tr("%n would be gone.", "", len(difference.lost))),
            (
                len(difference.back),
                self.tr("%n would go back to an earlier state.", "", len(difference.back)),
            ),
            (
                len(difference.forward),
                self.tr("%n would go on to a later state.", "", len(difference.forward)),
            ),
            (
                len(difference.gained),
                self.tr("%n would come that are not here.", "", len(difference.gained)),
            ),
            (
                len(difference.returned),
                self.tr("%n that were erased would be back.", "", len(difference.returned)),
            ),
            (
                len(difference.unsaved),
                self.tr("%n unsaved texts would be gone.", "", len(difference.unsaved)),
            ),
            (difference.same, self.tr("%n stay as they are.", "", difference.same)),
        )
        return [words for count, words in counts if count]

    def _groups(self, difference: Difference) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        return (
            (self.tr("Would be gone"), difference.lost),
            (self.tr("Was typed and not saved, and would be gone"), difference.unsaved),
            (self.tr("Would go back to an earlier state"), difference.back),
            (self.tr("Would be back after having been erased"), difference.returned),
            (self.tr("Would go on to a later state"), difference.forward),
            (self.tr("Would come"), difference.gained),
        )
