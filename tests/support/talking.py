"""A leader and a mentor with open sessions: what one shares lies as a file for the other."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from confidant.records.ids import RecordId
from confidant.services import (
    aliases,
    contacts,
    conversation,
    drafts,
    inbox,
    journal,
    replies,
    sharing,
)
from confidant.services.selection import Selection
from confidant.vault.vault import Vault
from tests.support.sessions import OpenVault, open_vault

TITLE = "Take Gdańsk at their price"
PROBLEM = (
    "The customer wants a three-year rate 6 % under our floor, with volume “expected to double”. "
    "I believe **them**, because Marta and I worked well at the last place. Finance says we can "
    "carry it for four quarters."
)
QUOTE = "I believe **them**, because Marta and I worked well at the last place."
ENTRY = "The silence after the slide. Nobody asked about the rate, and I did not either."
OPTIONS = [
    {"title": "Take it and fund the gap from the Baltic line"},
    {"title": "Offer the floor with a volume rebate", "good": ["Keeps the customer"]},
    {"title": "Decline, and keep the docks free for spring", "bad": ["They will not ask twice"]},
]
DOUBT = "That I want the signature before the half-year more than I want the customer."


@dataclass
class Talking:
    """Both sides, and the files between them."""

    root: Path
    leader: OpenVault
    mentor: OpenVault
    files: int = 0
    records: dict[str, RecordId] = field(default_factory=dict)

    def next_file(self) -> Path:
        self.files += 1
        return self.root / f"file-{self.files}.age"

    def write(self) -> None:
        """Let the leader write a decision and an entry."""
        clock = self.leader.place.clock

        def verb(vault: Vault) -> None:
            self.records["decision"] = journal.capture(
                vault,
                clock,
                kind="decision",
                title=TITLE,
                fields={
                    "problem": PROBLEM,
                    "decide_by": "2026-11-28",
                    "altitude": "tactical",
                    "options": OPTIONS,  # type: ignore[dict-item] # plain JSON
                    "biggest_doubt": DOUBT,
                },
            ).record
            self.records["entry"] = journal.capture(
                vault, clock, text=ENTRY, title="After the slide"
            ).record
            aliases.put(vault, clock, name="Marta", alias="the buyer")

        self.leader.ask(verb)

    def share(self, *names: str, respond_by: str | None = "2026-11-26") -> Path:
        """Share records of the leader as a file."""
        path = self.next_file()
        selection = Selection(records=[self.records[name] for name in names], respond_by=respond_by)

        def verb(vault: Vault) -> None:
            place = self.leader.place
            contact = contacts.find(vault, "Helena")
            sharing.share(
                vault,
                place.clock,
                place.entropy,
                contact=contact,
                selection=selection,
                output=path,
            )

        self.leader.ask(verb)
        return path

    def take(self, side: OpenVault, path: Path) -> RecordId:
        """Take a file in without a window, and return its receipt."""
        taken = side.ask(lambda vault: inbox.open_file(vault, side.place.clock, path=path))
        side.session.tell(taken.changes)
        assert taken.receipt is not None
        return taken.receipt

    def respond(self, text: str, **given: object) -> RecordId:
        """Let the mentor keep a response to the decision."""
        place, decision = self.mentor.place, self.records["decision"]

        def verb(vault: Vault) -> RecordId:
            (row,) = (one for one in inbox.rows(vault) if one.receipt.note is None)
            made = conversation.respond(
                vault,
                place.clock,
                to=row,
                text=text,
                about=decision,
                **given,  # type: ignore[arg-type] # the test's own values
            )
            record = drafts.new_id(place.entropy)
            replies.keep(vault, place.clock, record=record, response=made)
            return record

        return self.mentor.ask(verb)

    def reply(self) -> Path:
        """Seal everything of the mentor that waits."""
        path, place = self.next_file(), self.mentor.place

        def verb(vault: Vault) -> None:
            (row,) = inbox.rows(vault)
            contact = contacts.find(vault, "Imani")
            replies.seal(
                vault, place.clock, place.entropy, contact=contact.record, to=row, output=path
            )

        self.mentor.ask(verb)
        return path


@contextmanager
def talking(root: Path) -> Iterator[Talking]:
    """Give two who have verified each other, and what the leader wrote."""
    records = _copy_of_both(root)
    with (
        open_vault(root / "leader", "Imani") as leader,
        open_vault(root / "mentor", "Helena") as mentor,
    ):
        yield Talking(root, leader, mentor, records=dict(records))


def _copy_of_both(root: Path) -> dict[str, RecordId]:
    """Copy the vaults that the first call made: words and keys cost a second each time."""
    if not _MADE:
        kept = TemporaryDirectory(prefix="talking-")
        _MADE.append((kept, _make(Path(kept.name))))
    kept, records = _MADE[0]
    shutil.copytree(kept.name, root, dirs_exist_ok=True)
    return records


def _make(root: Path) -> dict[str, RecordId]:
    for name in ("leader", "mentor"):
        (root / name).mkdir(parents=True)
    with (
        open_vault(root / "leader", "Imani") as leader,
        open_vault(root / "mentor", "Helena") as mentor,
    ):
        know(leader, mentor, "Helena", "my_mentor")
        know(mentor, leader, "Imani", "i_mentor")
        found = Talking(root, leader, mentor)
        found.write()
        return found.records


_MADE: list[tuple["TemporaryDirectory[str]", dict[str, RecordId]]] = []


def know(holder: OpenVault, owner: OpenVault, name: str, role: str, *, verify: bool = True) -> None:
    """Let `holder` add the card of `owner`, and verify it."""
    card = owner.ask(contacts.my_card).text.encode()
    words = owner.ask(contacts.my_words)
    clock = holder.place.clock

    def verb(vault: Vault) -> None:
        added = contacts.add(vault, clock, untrusted_card=card, petname=name, role=role)  # type: ignore[arg-type] # one of the roles
        if verify:
            contacts.verify(vault, clock, contact=added.record, words=words, channel="by telephone")

    holder.ask(verb)
