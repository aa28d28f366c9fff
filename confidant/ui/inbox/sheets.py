"""What is asked before something is erased, or before an address is opened."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from confidant.services.conversation import Voice
from confidant.ui.theme import Role
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.labels import Label
from confidant.ui.widgets.sheet import Sheet


class RemoveSheet(Sheet):
    """Erases a response that was not sent; accepted when it shall go."""

    def __init__(self, parent: QWidget, voice: Voice) -> None:
        """Ask about `voice`."""
        title = QCoreApplication.translate("RemoveSheet", "Remove this response?")
        super().__init__(parent, title, icon="erase", destroys=True, width=480)
        self.voice = voice
        words = self.tr("It was not sent. Its text is erased from this vault and cannot come back.")
        self.body.addWidget(Label(words, Role.UI, wrap=True))
        self.add_harmless(Button(self.tr("Keep it"), Kind.SECONDARY))
        self.erase_button = self.add(Button(self.tr("Erase the response"), Kind.DANGER))
        self.erase_button.clicked.connect(self.accept)


class LinkSheet(Sheet):
    """Shows where an address leads before the browser opens it."""

    def __init__(self, parent: QWidget, address: str) -> None:
        """Ask about `address`."""
        title = QCoreApplication.translate("LinkSheet", "Open this address?")
        super().__init__(parent, title, icon="info", width=520)
        self.address = address
        words = self.tr("The browser opens it. Whoever runs the site can see that you came.")
        self.body.addWidget(Label(address, Role.UI_STRONG, wrap=True))
        self.body.addWidget(Label(words, Role.UI, "muted", wrap=True))
        self.add_harmless(Button(self.tr("Not now"), Kind.QUIET))
        self.open_button = self.add(Button(self.tr("Open it in the browser"), Kind.PRIMARY))
        self.open_button.clicked.connect(self.accept)
