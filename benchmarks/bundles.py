"""Sealing and opening one file with 10 MB of attachments, through the whole of services."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from benchmarks.product import CHEAP, CLOCK, ENTROPY, PASSPHRASE
from benchmarks.timing import Timing, repeat
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.services import attachments, contacts, inbox, sharing
from confidant.services.selection import Selection
from confidant.vault.vault import Vault, create_vault

SIZE = 10 * 1024 * 1024


@dataclass(frozen=True)
class Exchange:
    """Seconds for the envelope alone and for the whole verbs, checks and commits included."""

    age_seal: Timing
    age_open: Timing
    peer_seal: Timing | None
    peer_open: Timing | None
    share: Timing
    take_in: Timing


def run(folder: Path, times: int = 5) -> Exchange:
    """Exchange files of 10 MB between two vaults in `folder`."""
    leader, mentor = (_vault(folder / name, name) for name in ("leader", "mentor"))
    _introduce(leader, mentor, "mentor")
    _introduce(mentor, leader, "leader")
    record = _record_with_attachment(leader, folder)
    contact = contacts.find(leader, "mentor")
    selection = Selection(records=(record,), include=("attachments",))
    files: list[bytes] = []

    def share() -> None:
        shared = sharing.share(
            leader, CLOCK, ENTROPY, contact=contact, selection=selection, output=None
        )
        files.append(shared.data)

    sharing_time = repeat(share, times)
    waiting = iter(files)

    def take_in() -> None:
        inbox.take_in(mentor, CLOCK, untrusted_data=next(waiting))

    taking_time = repeat(take_in, times)
    envelope = _envelope(times)
    leader.close()
    mentor.close()
    return Exchange(*envelope, *_peer(times), sharing_time, taking_time)


def _envelope(times: int) -> tuple[Timing, Timing]:
    from confidant.crypto import age

    identity = age.HybridIdentity.from_seed(bytes(range(32)))
    plaintext = ENTROPY.token(SIZE)
    data = age.encrypt(plaintext, [identity.recipient], random=ENTROPY.token)
    sealing = repeat(
        lambda: age.encrypt(plaintext, [identity.recipient], random=ENTROPY.token), times
    )
    return sealing, repeat(lambda: age.decrypt(data, [identity]), times)


def _peer(times: int) -> tuple[Timing | None, Timing | None]:
    """Time pyrage on as many bytes, where somebody has installed it."""
    try:
        pyrage = import_module("pyrage")
    except ImportError:
        return None, None
    identity = pyrage.x25519.Identity.generate()
    plaintext = ENTROPY.token(SIZE)
    recipients = [identity.to_public()]
    data = pyrage.encrypt(plaintext, recipients)
    sealing = repeat(lambda: pyrage.encrypt(plaintext, recipients), times)
    return sealing, repeat(lambda: pyrage.decrypt(data, [identity]), times)


def _vault(directory: Path, name: str) -> Vault:
    return create_vault(
        directory, name=name, passphrase=PASSPHRASE, clock=CLOCK, entropy=ENTROPY, kdf=CHEAP
    ).vault


def _introduce(here: Vault, other: Vault, petname: str) -> None:
    card = contacts.my_card(other).text.encode()
    added = contacts.add(here, CLOCK, untrusted_card=card, petname=petname, role="peer")
    contacts.verify(here, CLOCK, contact=added.record, words=contacts.my_words(other))


def _record_with_attachment(vault: Vault, folder: Path) -> RecordId:
    with vault.transaction() as tx:
        made = tx.create(Entry(genre="quick", title="With a file", as_observed="See the file."))
    file = folder / "large.bin"
    file.write_bytes(ENTROPY.token(SIZE))
    attachments.attach(vault, CLOCK, record=made.record, files=[file])
    return made.record
