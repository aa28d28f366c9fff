"""The whole alias dictionary on a page."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from confidant.ui import theme
from confidant.ui.contacts.alias_list import AliasList
from confidant.ui.contacts.book import Book
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.labels import Label


class AliasesPage(QWidget):
    """Every alias, for everybody and for one contact."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show no alias yet."""
        super().__init__(parent)
        self.aliases = AliasList()
        look = theme.current()
        column = QVBoxLayout()
        look.pad(column, spacing=12, margins=(40, 24, 40, 24))
        column.addWidget(Label(self.tr("Aliases"), Role.DISPLAY))
        column.addWidget(
            Label(
                self.tr(
                    "Names that you keep back. In everything that you share, the alias stands "
                    "where you wrote the name; your own text stays as it is. What was shared "
                    "before keeps the aliases it had."
                ),
                wrap=True,
            )
        )
        column.addWidget(self.aliases)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(ScrolledPage(column))

    def show_book(self, book: Book) -> None:
        """Show the dictionary."""
        self.aliases.show_aliases(book.aliases, book.contacts)

    def clear(self) -> None:
        """Forget every name."""
        self.aliases.clear()
