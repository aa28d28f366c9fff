"""The alias dictionary: what stands for a name in everything that is shared."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.errors import ExpectedError
from confidant.records.alias import AliasCategory
from confidant.records.ids import RecordId, from_b64, to_b64
from confidant.services.aliases import AliasNote
from confidant.services.contacts import ContactNote
from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.widgets.bidi import isolated
from confidant.ui.widgets.buttons import Button, IconButton
from confidant.ui.widgets.card import Card
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import Label
from confidant.ui.words import label, sentence

CATEGORIES: Final[tuple[AliasCategory, ...]] = ("person", "company", "project", "place")


class AliasList(QWidget):
    """Lists aliases and takes new ones.

    `put_wanted(name, alias, category, contact or None)` asks for a line, `remove_wanted(record)`
    for the end of one.
    """

    put_wanted = Signal(str, str, str, object)
    remove_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show none yet."""
        super().__init__(parent)
        self._only: RecordId | None = None
        self._asked = False
        self._removes: list[QWidget] = []
        self.name = LineEdit()
        self.alias = LineEdit()
        self.category = ComboBox([(key, _category(key)) for key in CATEGORIES])
        self.whom = ComboBox()
        self.add = Button(self.tr("Add the alias"), icon="add")
        self.name_field = Field(self.tr("Real name"), self.name)
        self.rows = QVBoxLayout()
        self.none = Label("", Role.UI, "muted", wrap=True)
        self._whom_field = Field(self.tr("For"), self.whom)
        self._lay_out()
        self.add.clicked.connect(self._ask)
        for field in (self.name, self.alias):
            field.returnPressed.connect(self._ask)

    def show_aliases(
        self,
        aliases: Sequence[AliasNote],
        contacts: Sequence[ContactNote],
        *,
        only: RecordId | None = None,
    ) -> None:
        """Show lines of the dictionary; `only` those that hold for one contact."""
        self._only = only
        names = {note.record: note.contact.petname for note in contacts}
        shown = [one for one in aliases if only is None or one.contact in (None, only)]
        kept = self.whom.chosen
        self._fill_whom(names, only)
        if kept and self.whom.findData(kept) >= 0:
            self.whom.choose(kept)
        self._fill_rows(shown, names)

    def alias_kept(self) -> None:
        """Empty the fields: the alias that they asked for stands in the list."""
        if self._asked:
            self._asked = False
            self.name.clear()
            self.alias.clear()
            self.name_field.clear_error()
            self.name.setFocus()

    def refuse(self, error: ExpectedError) -> None:
        """Say why the alias that was asked for cannot be."""
        if self._asked:
            self._asked = False
            self.name_field.show_error(sentence(error))
            self.name.setFocus()

    def clear(self) -> None:
        """Forget every name."""
        self.name.clear()
        self.alias.clear()
        self.name_field.clear_error()
        self.whom.clear()
        self._fill_rows([], {})
        self.none.setText("")

    def order_after(self, stop: QWidget) -> None:
        """Let Tab come from `stop` to the lines, then to the fields."""
        self._order([stop, *self._removes])

    def _order(self, before: Sequence[QWidget]) -> None:
        stops = (*before, self.name, self.alias, self.category, self.whom, self.add)
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _ask(self) -> None:
        chosen = self.whom.chosen
        contact = from_b64(chosen) if chosen else None
        self._asked = True
        self.put_wanted.emit(self.name.text(), self.alias.text(), self.category.chosen, contact)

    def _fill_whom(self, names: dict[RecordId, str], only: RecordId | None) -> None:
        self.whom.clear()
        if only is not None and only in names:
            self.whom.addItem(
                self.tr("{name} only").format(name=isolated(names[only])), to_b64(only)
            )
        self.whom.addItem(self.tr("Everybody"), "")
        if only is None:
            for record, name in names.items():
                self.whom.addItem(
                    self.tr("{name} only").format(name=isolated(name)), to_b64(record)
                )

    def _fill_rows(self, shown: Sequence[AliasNote], names: dict[RecordId, str]) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._removes = []
        for note in shown:
            row = _AliasRow(note, self._for(note, names))
            row.remove.clicked.connect(
                lambda _on=False, record=note.record: self.remove_wanted.emit(record)
            )
            self.rows.addWidget(row)
            self._removes.append(row.remove)
        self._order(self._removes)
        self.none.setVisible(not shown)
        self.none.setText(
            self.tr(
                "No aliases yet. Give a name one, and it stands in its place in everything that "
                "you share."
            )
        )

    def _for(self, note: AliasNote, names: dict[RecordId, str]) -> str:
        if note.contact is None:
            return self.tr("for everybody")
        name = names.get(note.contact)
        return self.tr("for {name}").format(name=isolated(name)) if name else ""

    def _lay_out(self) -> None:
        look = theme.current()
        look.pad(self.rows, spacing=4)
        form = Card("plain", spacing=10)
        line = QHBoxLayout()
        look.pad(line, spacing=10)
        pair = QHBoxLayout()
        look.pad(pair, spacing=10)
        pair.addWidget(self.name_field, 1)
        pair.addWidget(Field(self.tr("What they read instead"), self.alias), 1)
        form.column.addLayout(pair)
        line.addWidget(Field(self.tr("It is a"), self.category), 1)
        line.addWidget(self._whom_field, 1)
        form.column.addLayout(line)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self.add)
        form.column.addLayout(end)
        column = QVBoxLayout(self)
        look.pad(column, spacing=10)
        column.addWidget(self.none)
        column.addLayout(self.rows)
        column.addWidget(form)
        self._order([])


class _AliasRow(QWidget):
    def __init__(self, note: AliasNote, whom: str) -> None:
        super().__init__()
        self.setProperty("page", "true")
        alias = note.alias
        words = self.tr("{name} → {alias}").format(
            name=isolated(alias.name), alias=isolated(alias.alias)
        )
        kind = " · ".join(part for part in (_category(alias.category), whom) if part)
        self.remove = IconButton(
            "close", self.tr("Remove the alias of {name}").format(name=isolated(alias.name))
        )
        row = QHBoxLayout(self)
        theme.current().pad(row, spacing=8)
        texts = QVBoxLayout()
        theme.current().pad(texts)
        texts.addWidget(Label(words, Role.ROW_TITLE, wrap=True))
        texts.addWidget(Label(kind, Role.SMALL, "subtle", wrap=True))
        row.addLayout(texts, 1)
        row.addWidget(self.remove)


def _category(key: AliasCategory) -> str:
    word = label(key)
    return word[:1].upper() + word[1:]
