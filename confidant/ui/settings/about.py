"""About: what this program is, what it is made of, and the licences of its parts."""

from PySide6.QtWidgets import QWidget

from confidant.ui import theme
from confidant.ui.settings.parts import Part, parts
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.choices import ComboBox
from confidant.ui.widgets.field import Field
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.plain_text import PlainText
from confidant.ui.widgets.sheet import Sheet

_TEXT_HEIGHT = 260


class AboutSheet(Sheet):
    """Choose a part, read its licence."""

    def __init__(self, parent: QWidget) -> None:
        """Show Confidant's own licence first."""
        super().__init__(parent, self.tr("About Confidant"), icon="vault")
        self._parts = parts()
        promise = self.tr(
            "A journal and decision log that only you can open. Nothing leaves this computer but "
            "the files that you save and send yourself."
        )
        self.body.addWidget(Label(promise, wrap=True))
        faces = theme.current().faces
        if faces.missing:
            said = self.tr("%n faces could not be loaded.", "", len(faces.missing))
            self.body.addWidget(Label(said, Role.SMALL, "caution", wrap=True))
        self.choice = ComboBox(
            [(str(n), f"{part.name} {part.version}") for n, part in enumerate(self._parts)]
        )
        self.choice.currentIndexChanged.connect(self._show_part)
        self._field = Field(self.tr("Part"), self.choice, help_text=" ")
        self.body.addWidget(self._field)
        self.text = PlainText(self.tr("Licence"), role=Role.UI)
        self.text.setReadOnly(True)
        self.text.setMinimumHeight(theme.current().px(_TEXT_HEIGHT))
        self.body.addWidget(self.text)
        self.add_harmless(Button(self.tr("Close"), Kind.SECONDARY))
        self._show_part(0)

    def _show_part(self, number: int) -> None:
        part: Part = self._parts[max(0, number)]
        licence = part.licence or self.tr("see its package")
        self._field.set_help(self.tr("Licence: %1").replace("%1", licence))
        self.text.set_text(part.text or self.tr("Its package brings no text of its licence."))
