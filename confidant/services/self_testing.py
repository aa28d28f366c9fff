"""Proves that an installation works: published vectors, and a story in throw-away vaults."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from confidant import resources
from confidant.bundles import card as cards
from confidant.bundles import commitment
from confidant.crypto import padme, recovery_code, safety_words, strict_base64
from confidant.crypto.derive import derive
from confidant.crypto.pairing import IdentityKeys
from confidant.environment import Clock, Entropy
from confidant.records import canonical
from confidant.records.ids import from_b64
from confidant.services import demo
from confidant.services import demo_story as story

_VECTORS = "selftest/vectors.json"
_Case: TypeAlias = "Mapping[str, Any]"  # the vectors' own shapes; a wrong one fails the test


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried, and whether it came out as it must."""

    name: str
    count: int
    passed: bool


def try_all(clock: Clock, entropy: Entropy) -> Iterator[Tried]:
    """Try everything that needs no window, and say of each whether it came out right."""
    vectors: dict[str, list[_Case]] = json.loads(
        resources.path(_VECTORS).read_text(encoding="utf-8")
    )
    for name, check in _CHECKS.items():
        cases = vectors[name]
        yield Tried(name.replace("_", " "), len(cases), all(check(case) for case in cases))
    yield _word_lists()
    yield _story(clock, entropy)


def _derivation(case: _Case) -> bool:
    made = derive(bytes.fromhex(case["ikm"]), bytes.fromhex(case["salt"]), case["label"], case["n"])
    return bytes(made) == bytes.fromhex(case["out"])


def _recovery_code(case: _Case) -> bool:
    secret = bytes.fromhex(case["secret"])
    return recovery_code.encode(secret) == case["code"] and (
        recovery_code.decode(case["code"]) == secret
    )


def _padding(case: _Case) -> bool:
    needed = int(case["needed"])
    found = (padme.padme(needed), padme.padded_size(needed))
    return found == (case["padme"], case["size"])


def _commitment(case: _Case) -> bool:
    made = commitment.commit(
        strict_base64.decode(case["author"], 32),
        from_b64(case["item"]),
        strict_base64.decode(case["nonce"], 32),
        canonical.encode(case["value"]),
    )
    return (strict_base64.encode(made) == case["commitment"]) is case["valid"]


def _card(case: _Case) -> bool:
    keys = IdentityKeys.from_seed(bytes.fromhex(case["seed"]))
    card = cards.parse(case["card"].encode())
    words = safety_words.words(card.card_id, resources.safety_word_list())
    return (
        keys.card_id == card.card_id == bytes.fromhex(case["card_id"])
        and list(words) == case["safety_words"]
        and cards.encode(card) == case["card"]
    )


def _word_lists() -> Tried:
    lists = (resources.safety_word_list(), resources.passphrase_word_list())
    return Tried("word lists", sum(map(len, lists)), passed=all(lists))


def _story(clock: Clock, entropy: Entropy) -> Tried:
    """Play the demo where nobody sees it; what it cannot do raises."""
    steps: list[str] = []
    with TemporaryDirectory() as place:
        played = demo.play(
            directory=Path(place) / "story",
            clock=clock,
            entropy=entropy,
            say=lambda step, **_: steps.append(step),
        )
        found = _reopened(played.leader, clock, entropy, Path(place))
    return Tried("vaults, files and search", len(steps), passed=found)


def _reopened(directory: Path, clock: Clock, entropy: Entropy, state: Path) -> bool:
    """Unlock the leader's vault once more and find what was written in it."""
    from confidant.services import finding, vaults

    vault = vaults.unlock(
        directory=directory,
        secret=vaults.passphrase_secret(story.UNLOCKED_BY[story.LEADER]),
        clock=clock,
        entropy=entropy,
        state_directory=state,
    )
    with vault:
        vault.verify_chain()
        return bool(finding.search(vault, query="Rotterdam lease").hits)


_CHECKS: Mapping[str, Callable[[_Case], bool]] = {
    "derivations": _derivation,
    "recovery_codes": _recovery_code,
    "padding": _padding,
    "commitments": _commitment,
    "cards": _card,
}
