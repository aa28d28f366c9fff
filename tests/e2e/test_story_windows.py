"""The story of the program, told once through the windows of two people."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from confidant.records.decision import Decision
from confidant.ui import theme
from confidant.ui.decisions.view import DecisionsScreen
from confidant.ui.inbox.view import ConversationsScreen
from confidant.ui.navigation import Place
from confidant.vault.vault import RowQuery
from tests.support import story_windows as hands
from tests.support.program import program, top_levels
from tests.support.scenes import titled

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

DOUBT = "The second tenant is a story told to raise the fee"
LEASE = "Offer the lease an early exit"
PASSAGE = "a story told to raise the fee"
CHALLENGE = "Who gains if you believe it?"
PRIVATE = "What I would never send to anybody"


def test_a_leader_and_a_mentor_tell_the_whole_story(tmp_path: Path, qapp: QApplication) -> None:
    theme.install(qapp, choice="light", scale=1.0, movement=False)
    files, cards = tmp_path / "files", tmp_path / "cards"
    (files / "sent").mkdir(parents=True)
    with program(tmp_path / "leader") as ann, program(tmp_path / "mentor") as helena:
        words, _code = hands.create(ann, "Ann Leader")
        hands.write_entry(ann, PRIVATE)
        hands.create(helena, "Helena Brandt")
        hands.write_doubt(ann, DOUBT)
        hands.write_decision(ann, LEASE, "Early exit", "Stay to term")

        for person in (ann, helena):
            (cards / person.root.name).mkdir(parents=True)
        mine = hands.save_card(ann, cards / "leader")
        hers = hands.save_card(helena, cards / "mentor")
        contact = hands.add_and_verify(ann, hers, hands.read_words(helena))
        hands.add_and_verify(helena, mine, hands.read_words(ann))

        sent = hands.share(ann, contact, files / "sent", "second tenant", "lease")
        ann.do("Ctrl+L")  # the leader leaves; the mentor's answer comes another day
        assert helena.window in top_levels()

        hands.drop(helena, sent)
        inbox = helena.screen(ConversationsScreen)
        assert inbox.page.head.name.text() == "Ann Leader"
        assert helena.ask(lambda vault: vault.count(RowQuery())) == 2  # what was chosen, no more
        hands.open_tab(helena, DOUBT[:12])
        hands.challenge(helena, PASSAGE, CHALLENGE)
        reply = files / "to-leader.age"
        hands.seal_reply(helena, reply)

        ann.unlock(words)
        hands.drop(ann, reply)
        screen = ann.screen(ConversationsScreen)
        (card,) = screen.page.panel.cards
        assert CHALLENGE in card.voice.body.text
        marked = [mark.words for _, _, mark in screen.page.record._text.places()]
        assert marked == [PASSAGE]
        assert DOUBT in screen.page.record._text.toPlainText()

        record = titled(ann, "decision", LEASE)
        ann.window.go(Place("decisions", record))
        ann.settle()
        hands.decide_and_seal(ann, "The slot is worth more than the fee.")
        made = ann.ask(lambda vault: vault.current(record).body)
        assert isinstance(made, Decision)
        assert made.status == "decided"
        assert ann.ask(lambda vault: vault.seal_of(record)) is not None
        assert ann.screen(DecisionsScreen).page.band.line.text().startswith("Sealed ")
