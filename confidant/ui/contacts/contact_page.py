"""One contact: who they are, whether they are verified, what they have, their aliases."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from confidant.records.contact import Contact
from confidant.services import contacts
from confidant.services.contacts import ContactNote
from confidant.services.ledger import LedgerLine
from confidant.ui import theme
from confidant.ui.contact_words import local_day, verified
from confidant.ui.contacts.alias_list import AliasList
from confidant.ui.contacts.book import Book
from confidant.ui.contacts.details import ContactDetails
from confidant.ui.contacts.held_list import HeldList
from confidant.ui.record_form.scrolling import ScrolledPage
from confidant.ui.theme import Role
from confidant.ui.widgets.banner import Banner
from confidant.ui.widgets.bidi import isolated, one_line
from confidant.ui.widgets.buttons import Button, Kind
from confidant.ui.widgets.date_text import long_date
from confidant.ui.widgets.flow_layout import FlowLayout
from confidant.ui.widgets.labels import IconLabel, Label
from confidant.ui.widgets.section import Section
from confidant.ui.words import label


class ContactPage(QWidget):
    """Shows a contact.

    `verify_wanted`, `share_wanted` and `block_wanted(bool)` ask for what their buttons say.
    """

    verify_wanted = Signal()
    share_wanted = Signal()
    block_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nobody yet."""
        super().__init__(parent)
        self._blocked = False
        self.head = Label("", Role.EYEBROW, "muted")
        self.name = Label("", Role.DISPLAY, wrap=True)
        self.changed_banner = Banner()
        self.verify_new = Button(self.tr("Verify the new words"), small=True)
        self.changed_banner.add_action(self.verify_new)
        self.blocked_banner = Banner()
        self.state_icon = IconLabel("shield")
        self.state = Label("", wrap=True)
        self.other_side = Label("", Role.SMALL, "subtle", wrap=True)
        self.verify = Button(self.tr("Verify…"), Kind.PRIMARY, icon="verified")
        self.share = Button(self.tr("Share…"), Kind.PRIMARY, icon="share")
        self.block = Button("", Kind.QUIET)
        self.details = ContactDetails()
        self.held_section = Section(self.tr("What they have"), is_open=True)
        self.held = HeldList()
        self.alias_section = Section(self.tr("Aliases for them"))
        self.aliases = AliasList()
        self.cards_section = Section(self.tr("Their cards"))
        self.cards = Label("", Role.UI, "muted", wrap=True)
        self._lay_out()
        self._connect()

    def show_contact(self, note: ContactNote, book: Book) -> None:
        """Show a contact of the book."""
        contact = note.contact
        petname = isolated(contact.petname)
        role = label(contact.role)
        self.head.setText(self.tr("Contact · {role}").format(role=role))
        self.name.setText(one_line(contact.petname))
        self._show_state(contact, petname)
        self._show_other_side(contact, petname, heard=note.record in book.heard_from)
        self.details.show_contact(contact)
        self.aliases.show_aliases(book.aliases, book.contacts, only=note.record)
        self.aliases.order_after(self.alias_section.heading)
        count = sum(one.contact in (None, note.record) for one in book.aliases)
        self.alias_section.set_state(
            self.tr("%n aliases", "", count) if count else self.tr("none yet")
        )
        self.cards.setText(self._cards(contact))
        self.cards_section.set_state(self.tr("%n cards", "", len(contact.cards)))

    def show_held(self, lines: Sequence[LedgerLine], petname: str) -> None:
        """Show what the contact has from me."""
        self.held.show_lines(lines, petname, self.held_section.heading)
        behind = sum(line.behind for line in lines)
        state = self.tr("%n records", "", len(lines)) if lines else self.tr("nothing yet")
        if behind:
            state += " · " + self.tr("%n behind yours", "", behind)
        self.held_section.set_state(state)

    def clear(self) -> None:
        """Forget everything about the contact."""
        for text in (self.head, self.name, self.state, self.other_side, self.cards):
            text.setText("")
        for banner in (self.changed_banner, self.blocked_banner):
            banner.say("")
        for section in (self.held_section, self.alias_section, self.cards_section):
            section.set_state("")
        self.details.clear()
        self.held.clear()
        self.aliases.clear()

    def _show_state(self, contact: Contact, petname: str) -> None:
        changed = contact.state == "changed"
        self._blocked = contact.blocked is True
        day = long_date(local_day(contact.current_card.first_seen))
        self.changed_banner.say(
            self.tr(
                "{name}’s key changed on {day}. Nothing can be sent to them or opened from them "
                "until you verify the new words. A new laptop is the usual reason; ask before you "
                "verify."
            ).format(name=petname, day=day)
            if changed
            else "",
            "danger",
        )
        self.blocked_banner.say(
            self.tr("You have blocked {name}. Nothing is sent to them or opened from them.").format(
                name=petname
            )
            if self._blocked
            else "",
            "danger",
        )
        icon = "verified" if contact.state == "verified" else "shield"
        tint = {"verified": "success", "changed": "danger", "unverified": "caution"}
        self.state_icon.set_icon(icon, tint[contact.state])  # type: ignore[arg-type] # a Token each
        self.state.setText(self._state_sentence(contact))
        self.verify.setVisible(contact.state == "unverified" and not self._blocked)
        self.share.setVisible(contact.state == "verified" and not self._blocked)
        self.block.setText(self.tr("Unblock") if self._blocked else self.tr("Block"))

    def _state_sentence(self, contact: Contact) -> str:
        shown = contact.with_changes(blocked=None)
        if contact.state == "unverified":
            return self.tr("Not verified. Read six words to each other before anything is shared.")
        return self.tr("{state}.").format(state=verified(shown))

    def _show_other_side(self, contact: Contact, petname: str, *, heard: bool) -> None:
        words = ""
        if heard:
            words = self.tr("{name} has your card: a file from them was opened here.")
        elif contact.state == "verified":
            words = self.tr(
                "{name} has not verified you yet, as far as this vault knows. Give them your card "
                "and read your words to them."
            )
        self.other_side.setText(words.format(name=petname))
        self.other_side.setVisible(bool(words))

    def _cards(self, contact: Contact) -> str:
        lines = []
        for card in reversed(contact.cards):
            short = contacts.short_id(card.card_id)
            seen = long_date(local_day(card.first_seen))
            pattern = self.tr("{id} · added on {day}")
            if card.retired_at is not None:
                pattern = self.tr("{id} · added on {day}, replaced on {end}")
            end = long_date(local_day(card.retired_at)) if card.retired_at is not None else ""
            lines.append(pattern.format(id=isolated(short), day=seen, end=end))
        return "\n".join(lines)

    def _connect(self) -> None:
        for button in (self.verify, self.verify_new):
            button.clicked.connect(self.verify_wanted)
        self.share.clicked.connect(self.share_wanted)
        self.block.clicked.connect(lambda: self.block_wanted.emit(not self._blocked))

    def _lay_out(self) -> None:
        look = theme.current()
        column = QVBoxLayout()
        look.pad(column, spacing=12, margins=(40, 24, 40, 24))
        for part in (self.head, self.name, self.changed_banner, self.blocked_banner):
            column.addWidget(part)
        line = QHBoxLayout()
        look.pad(line, spacing=8)
        line.addWidget(self.state_icon)
        line.addWidget(self.state, 1)
        column.addLayout(line)
        column.addWidget(self.other_side)
        buttons = QWidget()
        buttons.setProperty("page", "true")
        flow = FlowLayout(buttons)
        look.pad(flow, spacing=8)
        for button in (self.verify, self.share, self.block):
            flow.addWidget(button)
        column.addWidget(buttons)
        column.addWidget(self.details)
        for section, content in (
            (self.held_section, self.held),
            (self.alias_section, self.aliases),
            (self.cards_section, self.cards),
        ):
            section.body.addWidget(content)
            column.addWidget(section)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        look.pad(outer)
        outer.addWidget(ScrolledPage(column))
