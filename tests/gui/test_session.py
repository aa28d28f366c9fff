from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from confidant.errors import CancelledError, ExpectedError, RecordNotFoundError
from confidant.records.ids import RecordId
from confidant.services import finding, journal
from confidant.ui.session import Session
from confidant.ui.shell.chain_watch import ChainWatch
from confidant.vault.vault import RowQuery, Vault
from tests.support.sessions import OpenVault, open_vault


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[OpenVault]:
    with open_vault(tmp_path) as found:
        yield found


def idle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: session.runner.pending == 0)


def test_what_a_verb_touched_is_told_after_its_result(opened: OpenVault, qtbot: QtBot) -> None:
    order: list[object] = []
    session, owner = opened.session, QObject()
    session.changed.connect(lambda changes: order.append(changes.kinds))
    session.write(
        owner,
        lambda vault: journal.capture(vault, session.clock, text="One line."),
        lambda _written: order.append("result"),
    )
    idle(session, qtbot)
    assert order == ["result", frozenset({"entry"})]


def test_a_write_is_told_even_when_nobody_waits_any_more(opened: OpenVault, qtbot: QtBot) -> None:
    told: list[object] = []
    session, owner = opened.session, QObject()
    session.changed.connect(told.append)
    session.write(owner, lambda vault: journal.capture(vault, session.clock, text="One line."))
    delete(owner)
    idle(session, qtbot)
    assert len(told) == 1


def test_an_error_that_nobody_handles_goes_to_the_window(opened: OpenVault, qtbot: QtBot) -> None:
    failures: list[ExpectedError] = []
    session = opened.session
    session.failed.connect(failures.append)
    missing = RecordId(bytes(16))
    session.read(session, lambda vault: finding.show(vault, record=missing), lambda _shown: None)
    idle(session, qtbot)
    assert [type(error) for error in failures] == [RecordNotFoundError]


def test_a_write_that_waits_happens_in_spite_of_a_lock(opened: OpenVault) -> None:
    session, go_on = opened.session, Event()
    session.read(session, lambda _vault: go_on.wait(10), lambda _result: None)
    session.keep(lambda vault: journal.capture(vault, session.clock, text="Typed before."))
    go_on.set()
    session.close()
    opened.reopen()
    assert opened.ask(lambda vault: vault.count(RowQuery())) == 1


def test_a_read_that_waits_is_dropped_at_a_lock(opened: OpenVault, qtbot: QtBot) -> None:
    session, go_on, begun, ran = opened.session, Event(), Event(), []

    def slow(_vault: Vault) -> None:
        begun.set()
        go_on.wait(10)

    session.read(session, slow, lambda _result: None)
    session.read(session, lambda _vault: ran.append(1), lambda _result: None)
    assert begun.wait(10)
    session.runner.new_epoch()
    go_on.set()
    session.close()
    idle(session, qtbot)
    assert ran == []


def test_after_closing_nothing_is_taken_on(opened: OpenVault) -> None:
    session, ran = opened.session, []
    session.close()
    session.read(session, lambda _vault: ran.append(1), lambda _result: None)
    assert not session.is_open
    assert session.runner.pending == 0
    assert ran == []


def test_long_work_ends_at_a_lock(opened: OpenVault) -> None:
    session, begun = opened.session, Event()
    ended: list[str] = []
    step = session.progress()

    def long_work(_vault: Vault) -> None:
        try:
            while True:
                begun.set()
                step(1, 2)
        except CancelledError:
            ended.append("cancelled")
            raise

    session.read(session, long_work, lambda _result: None)
    assert begun.wait(10)
    session.close()
    assert ended == ["cancelled"]


def test_a_draft_that_cannot_be_written_keeps_no_other_from_being_written(
    opened: OpenVault,
) -> None:
    session = opened.session

    def wrong(vault: Vault) -> None:
        finding.show(vault, record=RecordId(bytes(16)))

    failures = session.close(
        [wrong, lambda vault: journal.capture(vault, session.clock, text="Last words.")]
    )
    assert [error.code for error in failures] == ["record-not-found"]
    opened.reopen()
    assert opened.ask(lambda vault: vault.count(RowQuery())) == 1


def test_the_chain_is_walked_to_its_end_after_unlock(opened: OpenVault, qtbot: QtBot) -> None:
    session = opened.session
    for number in range(20):
        opened.ask(partial(journal.capture, clock=session.clock, text=f"Entry {number}."))
    watch = ChainWatch(session, session)
    with qtbot.waitSignal(watch.finished):
        watch.start()
    assert opened.ask(lambda vault: vault.chain_verified)


def test_a_broken_chain_is_named_and_the_vault_turns_read_only(
    opened: OpenVault, qtbot: QtBot
) -> None:
    session = opened.session
    opened.ask(lambda vault: journal.capture(vault, session.clock, text="One line."))

    def tamper(vault: Vault) -> None:
        vault._parts.database.execute("UPDATE rev SET ts = ts + 1 WHERE seq = 2")

    opened.ask(tamper)
    watch = ChainWatch(session, session)
    with qtbot.waitSignal(watch.failed) as failed:
        watch.start()
    assert failed.args[0].params["seq"] == 2
    assert opened.ask(lambda vault: vault.read_only)
