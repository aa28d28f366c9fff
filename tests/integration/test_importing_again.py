"""Importing is additive: what is known stays as it is, and what belongs together is tied."""

from pathlib import Path

from confidant.records.decision import Decision
from confidant.records.ids import RecordId, from_b64
from confidant.services import erasing, exports, imports, journal
from confidant.services.imports import ImportReport
from confidant.vault.vault import RowQuery
from tests.support.pair import Side, one, two

OLDER = "---\nstatus: accepted\ndate: 2026-01-05\n---\n# Use one bank\n\n## Context\n\nFees.\n"
NEWER = (
    "---\ndate: 2026-03-05\n---\n# Use two banks\n\n## Status\n\n"
    "Supersedes [one](0001-use-one-bank.md)\n\n## Context\n\nRisk.\n\n"
    "## Decision\n\nTwo banks.\n"
)


def bring_in(side: Side, source: Path) -> ImportReport:
    return imports.bring_in(side.vault, side.clock, side.entropy, source=source)


def journal_file(folder: Path, count: int) -> Path:
    file = folder / "old.journal"
    days = (f"[2026-01-{day:02} 09:00] Day {day}.\nText {day}\n" for day in range(1, count + 1))
    file.write_text("\n".join(days), encoding="utf-8")
    return file


def records(side: Side) -> set[RecordId]:
    return {row.id for row in side.vault.rows(RowQuery(limit=500))}


def decision_titled(side: Side, title: str) -> tuple[RecordId, Decision]:
    for row in side.vault.rows(RowQuery(kinds=("decision",))):
        body = side.vault.current(row.id).body
        if row.title == title and isinstance(body, Decision):
            return row.id, body
    raise LookupError


def test_only_what_a_grown_source_has_gained_is_added(tmp_path: Path) -> None:
    with one(tmp_path / "vault") as side:
        assert bring_in(side, journal_file(tmp_path, 3)).new == {"entry": 3}
        grown = bring_in(side, journal_file(tmp_path, 5))
        assert (grown.new, grown.known) == ({"entry": 2}, 3)
        assert len(records(side)) == 5
        side.vault.full_check()


def test_an_entry_changed_here_is_still_known_and_keeps_the_change(tmp_path: Path) -> None:
    with one(tmp_path / "vault") as side:
        source = journal_file(tmp_path, 1)
        bring_in(side, source)
        (record,) = records(side)
        body = side.vault.current(record).body
        assert body is not None
        with side.vault.transaction() as tx:
            tx.revise(record, body.with_changes(title="Mine now", day="2025-12-31"))
        assert bring_in(side, source).known == 1
        assert side.vault.row(record).title == "Mine now"
        side.vault.full_check()


def test_an_erased_record_leaves_no_trace_of_where_it_was_found(tmp_path: Path) -> None:
    with one(tmp_path / "vault") as side:
        source = journal_file(tmp_path, 2)
        bring_in(side, source)
        first, kept = side.vault.origins("jrnl").items()
        with side.vault.transaction() as tx:
            tx.erase([first[1]])
        assert side.vault.origins("jrnl") == dict([kept])
        assert bring_in(side, source).new == {"entry": 1}


def test_what_one_program_kept_is_not_taken_for_known_from_another(tmp_path: Path) -> None:
    with one(tmp_path / "vault") as side:
        bring_in(side, journal_file(tmp_path, 2))
        assert len(side.vault.origins("jrnl")) == 2
        assert side.vault.origins("markdown") == {}


def test_reading_the_own_export_again_adds_nothing(tmp_path: Path) -> None:
    with one(tmp_path / "vault") as side:
        bring_in(side, journal_file(tmp_path, 3))
        journal.capture(side.vault, side.clock, text="Written here. And more.")
        exports.write(side.vault, format_name="markdown", output=tmp_path / "out")
        before = records(side)
        report = bring_in(side, tmp_path / "out")
        assert (report.new, report.known, report.batch) == ({}, 4, None)
        assert records(side) == before


def test_the_export_of_another_vault_is_new_once(tmp_path: Path) -> None:
    with two(tmp_path / "vaults") as (leader, mentor):
        journal.capture(leader.vault, leader.clock, text="Written elsewhere. And more.")
        exports.write(leader.vault, format_name="markdown", output=tmp_path / "out")
        assert bring_in(mentor, tmp_path / "out").new == {"entry": 1}
        assert bring_in(mentor, tmp_path / "out").known == 1


def test_a_later_import_ties_the_decision_that_waited_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "adr"
    folder.mkdir()
    (folder / "0001-use-one-bank.md").write_text(OLDER, encoding="utf-8")
    (folder / "0002-use-two-banks.md").write_text(NEWER, encoding="utf-8")
    with one(tmp_path / "vault") as side:
        bring_in(side, folder)
        older, _ = decision_titled(side, "Use one bank")
        erasing.erase(side.vault, side.clock, records=[older])
        again = bring_in(side, folder)
        older, _ = decision_titled(side, "Use one bank")
        newer, body = decision_titled(side, "Use two banks")
        targets = {from_b64(link.target) for link in body.links or ()}
        assert older in targets
        assert (("decision", newer) in again.changes.touched, again.new) == (True, {"decision": 1})
        revisions = len(side.vault.revisions(newer))
        bring_in(side, folder)
        assert len(side.vault.revisions(newer)) == revisions
        side.vault.full_check()
