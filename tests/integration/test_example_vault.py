"""The example vault: every kind that is built, and one answer that came as a file."""

from datetime import timedelta
from pathlib import Path

import pytest

from confidant.environment import SystemEntropy
from confidant.errors import WeakPassphraseError
from confidant.services import backups, contacts, conversation, doubts, example, inbox
from confidant.vault.vault import RowQuery, Vault
from tests.support.vaults import CHEAP, PASSPHRASE, FixedClock, Place


def _make(place: Place, passphrase: str = PASSPHRASE) -> Vault:
    return example.make(
        directory=place.directory,
        name="Ann Leader",
        passphrase=passphrase,
        clock=FixedClock(),
        entropy=SystemEntropy(),
        kdf=CHEAP,
        state_directory=place.state,
    ).vault


def test_an_example_vault_holds_every_kind_and_verifies(tmp_path: Path) -> None:
    with _make(Place(tmp_path)) as vault:
        rows = vault.rows(RowQuery(limit=200))
        kinds = {row.kind for row in rows}
        assert {"entry", "doubt", "decision", "forecast", "response"} <= kinds
        assert 25 <= len(rows) <= 40
        assert {row.state for row in rows if row.kind == "decision"} == {"pending", "decided"}
        assert backups.check(vault).revisions > 0


def test_an_example_vault_has_doubts_that_came_back(tmp_path: Path) -> None:
    clock = FixedClock()
    with _make(Place(tmp_path)) as vault:
        stale = doubts.stale(vault, clock)
        assert len(stale) == 2
        assert all(one.expired_on < clock.today().isoformat() for one in stale)
        oldest = min(row.day or "9" for row in vault.rows(RowQuery(limit=200)))
        assert oldest < (clock.today() - timedelta(days=60)).isoformat()


def test_the_mentor_of_an_example_answers_beside_the_records(tmp_path: Path) -> None:
    with _make(Place(tmp_path)) as vault:
        (contact,) = contacts.every(vault)
        assert contact.contact.state == "verified"
        (row,) = inbox.rows(vault)
        assert row.petname == contact.contact.petname
        voices = [
            voice
            for shown in vault.rows(RowQuery(kinds=("doubt", "decision"), limit=50))
            for voice in conversation.thread(vault, record=shown.id).voices
        ]
        assert {voice.body.form for voice in voices} == {"challenge", "affirm", "ask"}  # type: ignore[union-attr] # nobody answered


def test_an_example_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with pytest.raises(WeakPassphraseError):
        _make(place, "hello")
    assert not place.directory.exists()


def test_a_disk_that_fails_halfway_leaves_no_half_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)

    def fail(*_arguments: object) -> None:
        raise OSError

    monkeypatch.setattr(example, "_exchange", fail)
    with pytest.raises(OSError, match=r"^$"):
        _make(place)
    assert not place.directory.exists()
