"""The golden bundles, and the vault that each of them meets, as a plain value."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from confidant.bundles import card
from confidant.bundles.knowledge import (
    HeldCommitment,
    Knowledge,
    KnownContact,
    KnownRecord,
    OwnIdentity,
    SentBundle,
)
from confidant.crypto import strict_base64
from confidant.crypto.pairing import IdentityKeys
from confidant.records.ids import RecordId
from tests.support.golden import golden, golden_path

if TYPE_CHECKING:
    from confidant.bundles.policy import State

PEOPLE = ("leader", "mentor", "other")
CHIMERA = RecordId(b"chimera_________")


@cache
def index() -> dict[str, Any]:
    found: dict[str, Any] = golden("bundles/index.json")
    return found


def contact_of(person: str) -> RecordId:
    """Return the contact record that stands for a person in everybody's vault."""
    return RecordId(person.encode().ljust(16, b"_"))


@cache
def keys_of(person: str) -> IdentityKeys:
    return IdentityKeys.from_seed(bytes.fromhex(index()["identities"][person]["seed"]))


@cache
def card_of(person: str) -> card.Card:
    return card.read(index()["identities"][person]["card"].encode())


def file_of(name: str) -> bytes:
    return golden_path(f"bundles/{name}").read_bytes()


def data_of(case: dict[str, Any]) -> bytes:
    """Return the file of a case: as it lies there, or made from a valid one."""
    if "file" in case:
        return file_of(case["file"])
    data = bytearray(file_of(case["base"]))
    for operation in case["ops"]:
        _apply(data, operation)
    return bytes(data)


def knowledge_of(case: dict[str, Any]) -> Knowledge:
    """Return what the vault of the reader of a case knows."""
    state = case["state"]
    me = case.get("me", "mentor")
    sender = contact_of(case.get("sender", "leader"))
    received = state.get("received")
    return Knowledge(
        own=(OwnIdentity(keys_of(me)),),
        contacts=tuple(_contacts(me, state)),
        received={(sender, _bytes(received["bundle"])): _bytes(received["tag"])}
        if received
        else {},
        highest={sender: state["highest"]} if "highest" in state else {},
        sent=_sent(state.get("sent")),
        records={
            RecordId(_bytes(one["id"])): KnownRecord(
                kind=one["kind"],
                author=None if one["author"] == me else contact_of(one["author"]),
                sent_to=frozenset(map(contact_of, one.get("sent_to", ()))),
            )
            for one in state.get("records", ())
        },
        commitments=_commitments(state.get("records", ())),
    )


def _contacts(me: str, state: dict[str, Any]) -> Iterator[KnownContact]:
    for person in PEOPLE:
        if person != me:
            trust: State = "verified"
            if person == "leader":
                trust = state.get("trust", trust)
            yield KnownContact(contact_of(person), trust, card_of(person))
    if state.get("chimera"):
        yield KnownContact(CHIMERA, "verified", card.parse(index()["chimera_card"].encode()))


def _sent(sent: dict[str, Any] | None) -> dict[bytes, SentBundle]:
    if sent is None:
        return {}
    return {_bytes(sent["bundle"]): SentBundle(contact_of(sent["to"]), _bytes(sent["tag"]))}


def _commitments(
    records: Sequence[dict[str, Any]],
) -> dict[tuple[RecordId, RecordId, int], tuple[HeldCommitment, ...]]:
    return {
        (contact_of(one["author"]), RecordId(_bytes(one["id"])), one["rev"]): (
            HeldCommitment(
                author=keys_of(one["author"]).card_id,
                kind=one["kind"],
                fields=tuple(one["withheld"]["fields"]),
                commitment=_bytes(one["withheld"]["commitment"]),
            ),
        )
        for one in records
        if "withheld" in one
    }


def _bytes(text: str) -> bytes:
    return strict_base64.decode(text)


def _apply(data: bytearray, operation: list[Any]) -> None:
    name, *arguments = operation
    _OPERATIONS[name](data, *arguments)


def _truncate(data: bytearray, size: int) -> None:
    del data[size:]


def _extend(data: bytearray, size: int) -> None:
    data.extend(bytes(size - len(data)))


def _insert(data: bytearray, at: int, text: str) -> None:
    data[at:at] = bytes.fromhex(text)


def _delete(data: bytearray, at: int, size: int) -> None:
    del data[at : at + size]


def _replace(data: bytearray, at: int, text: str) -> None:
    new = bytes.fromhex(text)
    data[at : at + len(new)] = new


def _xor(data: bytearray, at: int, text: str) -> None:
    for offset, bits in enumerate(bytes.fromhex(text)):
        data[at + offset] ^= bits


def _swap(data: bytearray, one: int, other: int, size: int) -> None:
    kept = data[one : one + size]
    data[one : one + size] = data[other : other + size]
    data[other : other + size] = kept


_OPERATIONS: dict[str, Callable[..., None]] = {
    "truncate": _truncate,
    "extend": _extend,
    "insert": _insert,
    "delete": _delete,
    "replace": _replace,
    "xor": _xor,
    "swap": _swap,
}
