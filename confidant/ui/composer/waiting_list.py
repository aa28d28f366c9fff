"""Shares that wait: kept as drafts, to go on with or to forget."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.services.share_drafts import ShareDraft
from confidant.ui import theme
from confidant.ui.contact_words import local_day
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, IconButton
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.date_text import short_date
from confidant.ui.widgets.labels import Label

_MOST = 5


class WaitingList(QWidget):
    """The latest drafts. `wanted(draft)` goes on with one, `forgotten(id)` discards one."""

    wanted = Signal(object)
    forgotten = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show none."""
        super().__init__(parent)
        self.setProperty("page", "true")
        self._column = QVBoxLayout(self)
        theme.current().pad(self._column, spacing=8)
        self.count = 0

    def show_drafts(self, waiting: Sequence[ShareDraft]) -> None:
        """Show the latest of the shares that wait."""
        self.clear()
        self.count = len(waiting)
        if waiting:
            self._column.addWidget(Label(self.tr("Kept as drafts"), Role.EYEBROW, "muted"))
        for draft in waiting[:_MOST]:
            self._column.addWidget(self._card(draft))

    def clear(self) -> None:
        """Forget every draft."""
        self.count = 0
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    def _card(self, draft: ShareDraft) -> Card:
        name = isolated(draft.petname) if draft.petname else self.tr("Nobody yet")
        card = Card("raised", spacing=4)
        card.column.addWidget(Label(name, Role.ROW_TITLE, wrap=True))
        count = self.tr("%n records", "", len(draft.composition.records))
        day = short_date(local_day(draft.changed_ms))
        card.column.addWidget(Label(f"{count} · {day}", Role.SMALL, "subtle"))
        row = QHBoxLayout()
        theme.current().pad(row, spacing=4)
        go_on = Button(self.tr("Go on with it"), small=True)
        go_on.setAccessibleName(self.tr("Go on with the draft for {name}").format(name=name))
        go_on.clicked.connect(lambda: self.wanted.emit(draft))
        forget = IconButton("erase", self.tr("Discard the draft for {name}").format(name=name))
        forget.clicked.connect(lambda: self.forgotten.emit(draft.draft))
        row.addWidget(go_on)
        row.addStretch(1)
        row.addWidget(forget)
        card.column.addLayout(row)
        return card
