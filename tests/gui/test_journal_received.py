"""What others wrote is found in the journal and never changed there."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from pytestqt.qtbot import QtBot

from confidant.environment import SystemEntropy
from confidant.services import contacts
from confidant.ui.item_models.rows_model import TEXT_ROLE
from confidant.ui.navigation import Place
from confidant.ui.session import Session
from tests.support.journal_screen import journal, lease, settle
from tests.support.pair import two

T = TypeVar("T")


class HereAndNow:
    """Runs work at once on this thread: these vaults were opened on it."""

    def submit(self, work: Callable[[], T], /) -> Future[T]:
        future: Future[T] = Future()
        future.set_result(work())
        return future


def test_received_entries_are_found_not_listed_and_only_read(tmp_path: Path, qtbot: QtBot) -> None:
    with two(tmp_path) as (leader, mentor):
        with leader.vault.transaction() as tx:
            record = tx.create(lease(people=None)).record
        mentor.open(leader.share(record))
        session = Session(mentor.vault, HereAndNow(), mentor.clock, SystemEntropy())
        with journal(session, qtbot) as screen:
            assert screen.model.list.count == 0
            screen.pane.search.setText("slide")
            settle(session, qtbot)
            assert screen.model.list.count == 1
            text = screen.model.list.model.index(0).data(TEXT_ROLE)
            name = contacts.petname_of(mentor.vault, mentor.vault.author(record))
            assert [state.text for state in text.states] == [f"From {name}"]
            asked: list[Place] = []
            screen.go_to.connect(asked.append)
            screen.pane.rows.setCurrentIndex(screen.model.list.model.index(0))
            assert asked == [Place("conversations", record)]
            screen.show_place(Place("journal", record))
            settle(session, qtbot)
            assert screen.page.header.author.text() == f"From {name}; read-only"
            assert screen.page.observed.editor.isReadOnly()
            assert screen.unwritten() == ()
