"""A lock while a vault is being opened leaves it locked and closed, whenever it comes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from confidant.ui.unlock.create_view_model import Step
from confidant.ui.unlock.opening import Opener
from confidant.vault import vault as door
from confidant.vault.executor import VaultThread
from confidant.vault.vault import Vault
from tests.support.entrance import WAIT_MS, Entrance, entrance
from tests.support.vaults import PASSPHRASE, Place

Open = Callable[..., Any]


class Gate:
    """Stops an opening after the vault is open and before anybody knows of it."""

    def __init__(self, real: Open) -> None:
        self._real = real
        self.reached, self.may_go = Event(), Event()
        self.vaults: list[object] = []

    def __call__(self, *args: object, **kwargs: object) -> Any:  # noqa: ANN401 -- either door
        vault = self._real(*args, **kwargs)
        self.vaults.append(vault)
        self.reached.set()
        assert self.may_go.wait(10)
        return vault


@pytest.fixture
def person(tmp_path: Path, qtbot: QtBot) -> Iterator[Entrance]:
    with entrance(tmp_path, qtbot) as made:
        made.show_vault()
        yield made


def test_a_lock_while_the_key_is_derived_closes_the_vault(
    person: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(door.open_vault)
    with monkeypatch.context() as patched:
        patched.setattr(door, "open_vault", gate)
        person.window._unlocking.unlock(PASSPHRASE)
        assert gate.reached.wait(10)
        person.window.cancel_opening()  # returns at once: the key derivation cannot be stopped
        assert not person.window.is_opening
        gate.may_go.set()
        person.settle()
    assert len(gate.vaults) == 1  # it was open, so the test is about something
    assert person.is_free()
    assert person.received == []


def test_a_lock_after_the_opening_and_before_its_delivery_closes_the_vault(
    person: Entrance,
) -> None:
    person.window._unlocking.unlock(PASSPHRASE)
    person.worker.submit(int).result()  # the vault is open; the window has not heard of it
    person.window.cancel_opening()
    person.settle()
    assert person.is_free()
    assert person.received == []


def test_a_lock_before_the_opening_begins_derives_no_key(
    person: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = Event()
    busy = Event()
    monkeypatch.setattr(door, "open_vault", lambda *_a, **_k: began.set())
    person.worker.submit(busy.wait)
    person.window._unlocking.unlock(PASSPHRASE)
    person.window.cancel_opening()
    busy.set()
    person.settle()
    assert not began.is_set()
    assert person.received == []


def test_after_a_lock_the_same_window_unlocks_again(
    person: Entrance, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(door.open_vault)
    with monkeypatch.context() as patched:
        patched.setattr(door, "open_vault", gate)
        person.window._unlocking.unlock(PASSPHRASE)
        assert gate.reached.wait(10)
        person.window.cancel_opening()
        gate.may_go.set()
    person.window._unlocking.unlock(PASSPHRASE)
    person.take()
    person.settle()
    assert len(person.received) == 1


def test_quitting_while_the_key_is_derived_leaves_no_lock_behind(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_vault()
        gate = Gate(door.open_vault)
        with monkeypatch.context() as patched:
            patched.setattr(door, "open_vault", gate)
            person.window._unlocking.unlock(PASSPHRASE)
            assert gate.reached.wait(10)
            person.window.cancel_opening()
            gate.may_go.set()
            person.worker.close()
        assert person.is_free()


def test_a_second_opening_is_not_begun_while_one_is_under_way(tmp_path: Path, qtbot: QtBot) -> None:
    place, worker = Place(tmp_path), VaultThread()
    place.create().close()
    opener = Opener(worker)
    opened: list[Vault] = []
    opener.opened.connect(opened.append)
    opener.start(place.open)
    opener.start(place.open)
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT_MS)
    worker.submit(opened[0].close).result()
    worker.close()
    assert len(opened) == 1


def test_a_mistake_of_ours_while_opening_is_reported_and_the_page_is_usable(
    person: Entrance, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> Vault:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(door, "open_vault", fail)
        with qtbot.waitSignal(person.window.crashed, timeout=WAIT_MS) as reported:
            person.window._unlocking.unlock(PASSPHRASE)
    assert reported.args is not None
    assert isinstance(reported.args[0], ZeroDivisionError)
    assert not person.window.is_opening
    person.window._unlocking.unlock(PASSPHRASE)
    person.take()


def test_a_lock_while_a_vault_is_made_closes_it_and_shows_its_unlock_page(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with entrance(tmp_path, qtbot) as person:
        person.show_welcome(tmp_path)
        model = person.model
        model.set_person("Ann Leader")
        model.set_repeated(model.words)
        model.go_on()
        model.set_matching(8)
        model.set_understood(understood=True)
        words = model.words
        gate = Gate(door.create_vault)
        with monkeypatch.context() as patched:
            patched.setattr(door, "create_vault", gate)
            model.go_on()
            assert gate.reached.wait(10)
            person.window.cancel_opening()
            gate.may_go.set()
            person.settle()
        assert person.unlock.isVisible()
        assert model.step is Step.PASSPHRASE
        assert model.words != words
        person.window._unlocking.unlock(words)
        assert person.take().directory == tmp_path / "Journal.confidant"
        person.settle()
        assert len(person.received) == 1
