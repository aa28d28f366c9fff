"""Whose vault it is, what it is called and where it lies."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.file_dialogs import choose_folder
from confidant.ui.theme import Role
from confidant.ui.unlock.blockers import Blocker
from confidant.ui.unlock.create_view_model import CreateViewModel
from confidant.ui.unlock.parts import Columns, drop_text
from confidant.ui.widgets.buttons import Button
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.inputs import LineEdit
from confidant.ui.widgets.labels import Label

_COLUMN = 260


class PlaceFields(QWidget):
    """Name of the person, name of the vault, folder."""

    def __init__(self, model: CreateViewModel, parent: QWidget | None = None) -> None:
        """Build the fields; the vault's name has a proposal."""
        super().__init__(parent)
        self._model = model
        self.person = LineEdit()
        self.vault = LineEdit()
        self._person_field = Field(
            self.tr("Your &name"),
            self.person,
            help_text=self.tr("It stands on the card that you give to your mentor."),
            eyebrow=False,
        )
        self._vault_field = Field(
            self.tr("Name of the &vault"),
            self.vault,
            help_text=self.tr("Anyone who sees the folder can read this name."),
            eyebrow=False,
        )
        self._where = Label("", Role.SMALL, "muted", wrap=True)
        self.choose = Button(self.tr("Choose another f&older…"), small=True)
        self.propose()
        column = QVBoxLayout(self)
        theme.current().pad(column, spacing=10)
        fields = Columns((self._person_field, self._vault_field), least=_COLUMN, spacing=16)
        column.addWidget(fields)
        column.addWidget(self._where)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeading)
        self.person.textChanged.connect(self._person_typed)
        self.vault.textChanged.connect(self._vault_typed)
        self.choose.clicked.connect(self._ask)
        model.changed.connect(self._show_model)
        self._show_model()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """The controls in the order of the keyboard."""
        return (self.person, self.vault, self.choose)

    def show_blocker(self, blocker: Blocker) -> bool:
        """Say what is wrong with a name or the place; tell whether it was one of these."""
        person = {
            Blocker.PERSON_MISSING: self.tr("Write the name that your mentor will see."),
            Blocker.PERSON_UNFIT: self.tr("This name is too long for a card. Write a shorter one."),
        }
        vault = {
            Blocker.VAULT_MISSING: self.tr("Give the vault a name."),
            Blocker.VAULT_UNFIT: self.tr(
                "A folder cannot have this name. Leave out signs such as / \\ : * ? and dots at "
                "its ends."
            ),
            Blocker.PLACE_TAKEN: self.tr(
                "Something with this name is there already. Take another name or folder."
            ),
            Blocker.FOLDER_MISSING: self.tr("The folder is not there. Choose another folder."),
        }
        for field, sentences in ((self._person_field, person), (self._vault_field, vault)):
            if blocker in sentences:
                field.show_error(sentences[blocker])
                field.editor.setFocus()
                return True
        return False

    def clear(self) -> None:
        """Drop the names."""
        drop_text(self.person)
        self.propose()
        for field in (self._person_field, self._vault_field):
            field.clear_error()

    def propose(self) -> None:
        """Propose a name for the vault, unless the person has written one."""
        proposals = (self.tr("Journal"), self.tr("Example"))
        if self.vault.text() in {"", *proposals}:
            self.vault.setText(proposals[self._model.example])
        self._model.set_vault(self.vault.text())

    def _person_typed(self, text: str) -> None:
        self._person_field.clear_error()
        self._model.set_person(text)

    def _vault_typed(self, text: str) -> None:
        self._vault_field.clear_error()
        self._model.set_vault(text)

    def _show_model(self) -> None:
        path = f"\u2066{self._model.directory}\u2069"
        self._where.setText(self.tr("It will be the folder {path}").format(path=path))

    def _ask(self) -> None:
        choose_folder(self, self.tr("Where the vault shall lie"), self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        self._vault_field.clear_error()
        self._model.set_folder(folder)
