"""“Backups” in the settings: the last one, where they lie, whether they were proved."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from confidant.services import backup_failures, backups, kept_backups
from confidant.services.backup_failures import Failure
from confidant.services.backups import Overview
from confidant.services.kept_backups import One
from confidant.ui.backup_words import BackupWords
from confidant.ui.session import Session
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.labels import Label
from confidant.vault.vault import Vault


@dataclass(frozen=True)
class _Known:
    overview: Overview
    every: tuple[One, ...]
    failure: Failure | None


class BackupsCard(Card):
    """Says what there is and leads to the page. `wanted` asks for that page."""

    wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Build the card; `load` reads what there is."""
        super().__init__("plain", spacing=12, parent=parent)
        self._session = session
        self._words = BackupWords(self)
        self.column.addWidget(Label(self.tr("Backups"), Role.H3))
        self.last = Label("", wrap=True)
        self.where = Label("", Role.SMALL, "subtle", wrap=True)
        self.more = Button(self.tr("&Backups and checks…"))
        self.more.clicked.connect(self.wanted)
        self.column.addWidget(self.last)
        self.column.addWidget(self.where)
        self.column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)

    def load(self) -> None:
        """Read what lies where."""
        self._session.read(self, _look, self._show, key="backups")

    def clear(self) -> None:
        """Forget when and where."""
        self.last.setText("")
        self.where.setText("")

    def _show(self, known: _Known) -> None:
        said = [self._last_words(known)]
        if known.failure is not None:
            said.append(self._words.failure(known.failure))
        unproved = sum(one.standing == "unproved" for one in known.every)
        if unproved:
            said.append(self.tr("%n backups there were not proved good.", "", unproved))
        self.last.setText(" ".join(said))
        self.where.setText(self._where_words(known.overview))

    def _last_words(self, known: _Known) -> str:
        proved = [one.kept for one in known.every if one.standing == "proved"]
        if not proved:
            return self.tr("There is no proved backup yet.")
        newest = max(proved, key=lambda one: one.made_ms)
        said = self.tr("Last one opened and checked: {when}.").format(
            when=self._words.moment(newest.made_ms)
        )
        if not known.overview.is_current:
            said += " " + self.tr("There are changes since.")
        return said

    def _where_words(self, overview: Overview) -> str:
        said = [self.tr("%n backups beside the vault.", "", len(overview.here))]
        place = overview.second_place
        if place is None:
            said.append(self.tr("No second place was chosen."))
        elif overview.second_there:
            pattern = self.tr("%n backups in {path}.", "", len(overview.second))
            said.append(pattern.format(path=isolated(str(place))))
        else:
            pattern = self.tr("The second place, {path}, is not there now.")
            said.append(pattern.format(path=isolated(str(place))))
        return " ".join(said)


def _look(vault: Vault) -> _Known:
    return _Known(
        backups.overview(vault),
        kept_backups.every(vault),
        backup_failures.last(backups.places(vault)[0]),
    )
