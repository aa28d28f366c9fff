"""Files that somebody else gave: a card, and an encrypted file for one vault."""

from pathlib import Path

from confidant.services import contacts, doubts
from tests.support.pair import Side, know
from tests.support.vaults import Place


def card_of(name: str, folder: Path) -> Path:
    """Return the card of a person who has a vault elsewhere."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    with Place(elsewhere, name).create(name=name) as vault:
        text = contacts.my_card(vault).text
    card = folder / f"{name}.confidant-card"
    card.write_text(text, encoding="utf-8")
    return card


def bundle_for(reader: Place, folder: Path) -> Path:
    """Return a file with one doubt for the owner of a closed vault; both verify each other."""
    (folder / "there").mkdir()
    there = Place(folder / "there", "Ada")
    with reader.open() as mine, there.create(name="Ada") as theirs:
        me = Side(mine, reader.clock, "Ada", reader.entropy)
        ada = Side(theirs, there.clock, "Ann", there.entropy)
        know(me, ada)
        know(ada, me)
        doubt = doubts.write(theirs, there.clock, statement="Is the plan too bold?").record
        data = ada.share(doubt).data
    file = folder / "2026-11-21.age"
    file.write_bytes(data)
    return file
