"""The faults of script/faults, a few times each; and the page that it writes."""

import re
from pathlib import Path

import pytest

from tests.faults.__main__ import TABLE, table
from tests.faults.every import EVERY
from tests.faults.ground import Ground
from tests.faults.promises import PROMISES
from tests.faults.tally import Fault, Tally
from tests.support.source import ROOT

FEW = 5
KILLED = [fault for fault in EVERY if fault.area == "Killed"]
OTHERS = [fault for fault in EVERY if fault.area not in {"Killed", "Strings"}]
(STRINGS,) = [fault for fault in EVERY if fault.area == "Strings"]
SHORT_LIST = 17


def check(fault: Fault, root: Path, tries: int) -> Tally:
    tally = fault.run(root, tries)
    if tally.note:
        pytest.skip(tally.note)
    assert tally.lost == []
    assert 0 < tally.tries <= tries
    return tally


@pytest.mark.parametrize("fault", KILLED, ids=lambda fault: fault.name)
def test_a_kill_at_a_random_moment_loses_nothing(fault: Fault, tmp_path: Path) -> None:
    check(fault, tmp_path, FEW)


@pytest.mark.parametrize("fault", OTHERS, ids=lambda fault: fault.name)
def test_damage_is_met_in_a_sentence_and_nothing_is_lost(fault: Fault, tmp_path: Path) -> None:
    tally = check(fault, tmp_path, FEW)
    assert all(len(sentence) > 10 and "Traceback" not in sentence for sentence in tally.seen)


def test_odd_text_is_kept_found_and_exported_or_refused(tmp_path: Path) -> None:
    tally = check(STRINGS, tmp_path, SHORT_LIST)
    assert tally.seen["It is kept as it was written."] > FEW


def test_what_is_lost_is_counted(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    with ground.open() as vault, vault.transaction() as transaction:
        transaction.erase(ground.records[:1])
    assert not ground.is_whole()
    tally = Tally()
    tally.add("7 changes are missing.", kept=False, where="here")
    assert (tally.lost, tally.is_good) == (["here"], False)
    assert list(tally.seen) == ["… changes are missing."]
    assert "| 1 | 1 | … changes are missing. |" in table([(EVERY[0], tally)])
    assert not Tally().is_good


def test_every_line_of_the_list_names_tests_that_exist() -> None:
    defined = {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    named = {test for promise in PROMISES for test in promise.tests}
    assert named - defined == set()
    assert len(PROMISES) > 25


def test_the_committed_page_has_every_fault_and_none_is_lost() -> None:
    rows = [line.split(" | ") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    held = {row[1]: row for row in rows if len(row) == 5}
    assert {fault.name for fault in EVERY} <= held.keys()
    assert [row for row in held.values() if row[2].isdecimal() and row[3] != "0"] == []
    kills = [int(held[fault.name][2]) for fault in KILLED]
    assert all(tries >= 50 for tries in kills)
