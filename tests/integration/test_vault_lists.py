"""Lists, search and the derived tables of a real vault."""

import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from confidant.errors import CancelledError, DerivedTablesError
from confidant.records import canonical
from confidant.records.body import Source
from confidant.records.doubt import Doubt
from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.records.text import without_markdown
from confidant.vault import search
from confidant.vault.projection import order_number
from confidant.vault.rows import Order
from confidant.vault.vault import PassphraseSecret, RecordRow, RowQuery, Vault, open_vault
from tests.support.shared import shared
from tests.support.vaults import NOON, PASSPHRASE, Place, entry, new_vault, write

DAY_MS = 86_400_000


def titles(rows: list[RecordRow]) -> list[str]:
    return [row.title for row in rows]


def found(
    vault: Vault, query: str, *, kinds: Sequence[str] | None = None, tag: str | None = None
) -> list[str]:
    return [hit.row.title for hit in vault.search(query, kinds=kinds, tag=tag).hits]


def fill(vault: Vault, count: int) -> list[RecordId]:
    """Write entries a day apart, every tenth a doubt with a due day."""
    with vault.transaction() as transaction:
        made = []
        for number in range(count):
            day = f"20{10 + number // 360:02}-{1 + number // 30 % 12:02}-{1 + number % 30 % 28:02}"
            body = (
                Doubt(title=f"n{number}", statement="s", state="open", expires_on=day, day=day)
                if number % 10 == 0
                else entry(f"text {number}", title=f"n{number}", day=day)
            )
            made.append(transaction.create(body).record)
        return made


def test_lists_run_by_day_then_instant_then_sequence(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            for title, day, ts in (
                ("late, written first", "2026-11-18", NOON + 3_600_000),
                ("early, written second", "2026-11-18", NOON),
                ("tie", "2026-11-18", NOON),
                ("older day", "2026-11-17", NOON + 7_200_000),
                ("newer day", "2026-11-19", NOON),
            ):
                transaction.create(entry(title=title, day=day), ts=ts)
        assert titles(vault.rows(RowQuery())) == [
            "newer day",
            "late, written first",
            "tie",
            "early, written second",
            "older day",
        ]


def test_order_numbers_rise_over_all_the_calendar() -> None:
    days = ["0001-01-01", "1969-12-31", "1970-01-01", "2026-11-20", "9999-12-31"]
    numbers = [order_number(day, NOON, 1) for day in days]
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 0
    assert numbers[-1] < 2**63
    assert order_number("2026-11-20", NOON, 2) > order_number("2026-11-20", NOON, 1)
    assert order_number("2026-11-20", NOON + 100 * DAY_MS, 1) < order_number("2026-11-21", 0, 1)


@pytest.mark.parametrize("order", ["day", "changed", "due"])
@pytest.mark.parametrize("kinds", [None, ("entry", "doubt"), ("doubt",)])
def test_paging_by_key_and_by_offset_give_the_same_rows(
    tmp_path: Path, order: Order, kinds: tuple[str, ...] | None
) -> None:
    with new_vault(tmp_path) as vault:
        fill(vault, 120)
        query = RowQuery(order=order, kinds=kinds)
        whole = vault.rows(replace(query, limit=500))
        assert len(whole) == (12 if order == "due" or kinds == ("doubt",) else 120)
        by_key: list[RecordRow] = []
        while page := vault.rows(replace(query, limit=7, after=by_key[-1].id if by_key else None)):
            by_key += page
        by_offset = [
            row for at in range(0, 120, 7) for row in vault.rows(replace(query, limit=7, offset=at))
        ]
        assert by_key == whole
        assert by_offset == whole
        assert vault.count(query) == len(whole)
        if order == "due":
            assert [row.due for row in whole] == sorted(str(row.due) for row in whole)


def test_rows_are_filtered_by_days_states_tags_and_stars(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            for body in (
                Entry(genre="quick", title="a", day="2026-01-01", tags=("Board/Remuneration",)),
                Entry(genre="quick", title="b", day="2026-01-31", tags=("board",), starred=True),
                Entry(genre="quick", title="c", day="2026-02-01", tags=("boardroom",)),
                Doubt(statement="d", state="open", day="2026-02-02"),
                Doubt(statement="e", state="settled", warranted=True, day="2026-02-03"),
            ):
                transaction.create(body)
        january = RowQuery(since="2026-01-01", until="2026-01-31")
        assert titles(vault.rows(january)) == ["b", "a"]
        assert vault.count(january) == 2
        assert titles(vault.rows(RowQuery(tag="BOARD"))) == ["b", "a"]
        assert titles(vault.rows(RowQuery(tag="board/remuneration"))) == ["a"]
        assert titles(vault.rows(RowQuery(tag="board", kinds=("doubt",)))) == []
        assert titles(vault.rows(RowQuery(kinds=("doubt",), states=("open",)))) == ["d"]
        assert titles(vault.rows(RowQuery(starred=True))) == ["b"]
        assert titles(vault.rows(RowQuery(kinds=()))) == []
        assert vault.tags() == {"Board": 2, "Board/Remuneration": 1, "boardroom": 1}


def test_a_row_says_what_a_list_needs(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        body = Doubt(
            codename="Birch",
            statement="# Will *they* stay?\nThe second line.",
            intensity=4,
            state="open",
            expires_on="2027-01-31",
            classification="confidential",
            altitude="strategic",
            tags=("a", "b"),
        )
        with vault.transaction() as transaction:
            record = transaction.create(body).record
        row = vault.row(record)
        assert row.title == "Will they stay?"
        assert row.snippet == "Will they stay? The second line."
        assert (row.state, row.due, row.measure) == ("open", "2027-01-31", 4)
        assert (row.codename, row.tags) == ("Birch", ("a", "b"))
        assert (row.classification, row.altitude) == ("confidential", "strategic")
        assert (row.created_ms, row.changed_ms, row.revision) == (NOON, NOON, 1)
        assert row.day == "2026-11-18"
        assert (row.starred, row.sealed, row.author) == (False, False, None)


def test_search_finds_words_beginnings_and_phrases(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "The harbour project slips.", "A slipped harbour.", "Nothing here.")
        assert found(vault, "harbour") == ["A slipped harbour.", "The harbour project slips."]
        assert found(vault, "slip") == ["A slipped harbour.", "The harbour project slips."]
        assert found(vault, "HÁRBOUR proj") == ["The harbour project slips."]
        assert found(vault, '"harbour project"') == ["The harbour project slips."]
        assert found(vault, '"project harbour"') == []
        assert found(vault, "harbour absent") == []


def test_one_and_two_letters_look_at_titles_and_tags_only(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            transaction.create(entry("zebra", title="Larch"))
            transaction.create(entry("larch", title="Other").with_changes(tags=("zinc",)))
        assert found(vault, "la") == ["Larch"]
        assert found(vault, "z") == ["Other"]
        assert found(vault, "lar") == ["Larch", "Other"]


def test_titles_that_match_come_first_among_the_newest(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            transaction.create(entry("x", title="Larch", day="2026-01-01"))
            transaction.create(entry("larch", title="Newer", day="2026-01-02"))
            transaction.create(entry("larch", title="Newest", day="2026-01-03"))
        assert found(vault, "larch") == ["Larch", "Newest", "Newer"]


def test_search_pages_and_says_whether_there_is_more(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        fill(vault, 450)
        pages, offset = [], 0
        while True:
            page = vault.search("text", limit=50, offset=offset)
            pages += [hit.row.id for hit in page.hits]
            offset += 50
            if not page.more:
                break
        assert len(pages) == len(set(pages)) == 405
        assert vault.search("text", limit=1).more
        assert vault.search("text 9", limit=50).hits


def test_search_is_narrowed_by_kind_and_tag(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            transaction.create(entry("larch", title="tagged").with_changes(tags=("Board/Pay",)))
            transaction.create(entry("larch", title="plain"))
            transaction.create(Doubt(title="doubt", statement="larch", state="open"))
        assert found(vault, "larch", kinds=("doubt",)) == ["doubt"]
        assert found(vault, "larch", kinds=("doubt", "entry")) == ["plain", "tagged", "doubt"]
        assert found(vault, "larch", kinds=()) == []
        assert found(vault, "larch", tag="board") == ["tagged"]
        assert found(vault, "do", kinds=("entry",)) == []


def test_ranges_say_where_the_hits_are(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            transaction.create(entry("First\nthe larch, then\tlarches.", title="A larch"))
        (hit,) = vault.search("larch").hits
        assert [hit.snippet[start:end] for start, end in hit.ranges] == ["larch", "larches"]
        assert [hit.row.title[start:end] for start, end in hit.title_ranges] == ["larch"]
        assert not set("\n\t\x01\x02") & set(hit.snippet)


ODD = [
    "",
    " ",
    '"',
    '""',
    '"a',
    "a\0b",
    "\ud800",
    "\ue000entry",
    "NEAR(a b)",
    "title:x",
    "a AND",
    "OR",
    "NOT",
    "^a",
    "a*",
    "*",
    "-",
    "(",
    "x" * 100_000,
    "a " * 5_000,
    "'; DROP TABLE rev; --",
    "\u202etxet",
    "🌲",
    "决定",
]


@pytest.mark.parametrize("query", ODD)
def test_no_odd_string_makes_search_raise(tmp_path: Path, query: str) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "entry text")
        for kinds in (None, ("entry",)):
            assert vault.search(query, kinds=kinds) is not None
        assert vault.search("text", tag=query).hits == ()
        assert vault.rows(RowQuery(tag=query)) == []
        assert len(search.parse(query)) <= search.MAX_TERMS


def test_a_running_query_is_interrupted_from_another_thread(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c"
    with new_vault(tmp_path) as vault:
        timer = threading.Timer(0.2, vault.interrupt)
        timer.start()
        with pytest.raises(CancelledError):
            vault._parts.database.value(endless)
        timer.join()
        write(vault, "goes on")
        assert found(vault, "goes on") == ["goes on"]


def test_private_marks_cannot_be_searched(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        write(vault, "something else")
        assert found(vault, "\ue000entry") == []


def test_naughty_strings_are_stored_searched_and_found(tmp_path: Path) -> None:
    strings = json.loads(shared("vectors/blns/blns.json").read_text(encoding="utf-8"))
    with new_vault(tmp_path) as vault:
        for text in strings:
            vault.search(text)
        clean = [canonical.clean(text) for text in strings if text]
        made = dict(zip(clean, write(vault, *clean), strict=True))
        checked = 0
        for text in clean:
            terms = search.parse(f'"{text}"')
            one_phrase = '"' not in text and len(terms) == 1 and len(terms[0].words) > search.SHORT
            if one_phrase and without_markdown(text) == text:
                hits = vault.search(f'"{text}"', limit=500).hits
                assert made[text] in {hit.row.id for hit in hits}, ascii(text)
                checked += 1
        assert checked > 200
        vault.full_check()


def test_derived_tables_of_another_number_are_rebuilt(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        write(vault, "harbour")
        database = vault._parts.database
        database.execute("UPDATE derived SET number = 999")
        database.execute("DELETE FROM item")
        database.execute("CREATE TABLE left_over(x)")
        with pytest.raises(DerivedTablesError):
            vault.full_check()
    with place.open() as vault:
        assert found(vault, "harbour") == ["harbour"]
        vault.full_check()
        find = "SELECT count(*) FROM sqlite_schema WHERE name = 'left_over'"
        assert vault._parts.database.value(find) == 0


def test_an_interrupted_rebuild_is_rebuilt_again(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.create() as vault:
        fill(vault, 1100)
        before = titles(vault.rows(RowQuery(limit=2000)))

        def stop(_done: int, _total: int) -> None:
            raise CancelledError

        with pytest.raises(CancelledError):
            vault.rebuild(stop)
        assert titles(vault.rows(RowQuery(limit=2000))) == before
        vault._parts.database.execute("UPDATE derived SET number = 0")
    with pytest.raises(CancelledError):
        open_vault(
            place.directory,
            PassphraseSecret(PASSPHRASE),
            clock=place.clock,
            entropy=place.entropy,
            progress=stop,
        )
    with place.open() as vault:
        assert titles(vault.rows(RowQuery(limit=2000))) == before
        vault.full_check()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE item SET title = 'other'",
        "DELETE FROM item WHERE kind = 'entry'",
        "UPDATE prose SET text = 'other'",
        "DELETE FROM tag",
        "INSERT INTO tag VALUES('more', 1, 'more')",
        "UPDATE item SET author = x'00'",
        "INSERT INTO ref VALUES(x'00', x'01', 'more')",
        "INSERT INTO arrival VALUES(x'00', 1, x'01', x'02')",
        "INSERT INTO blob_use VALUES(x'00', x'01')",
        "DELETE FROM origin",
        "UPDATE origin SET key = 'other'",
        "INSERT INTO origin VALUES(1, 'jrnl', 'more', x'01')",
        "INSERT INTO words(words) VALUES('delete-all')",
        "INSERT INTO names(names) VALUES('delete-all')",
    ],
)
def test_the_full_check_finds_derived_rows_that_say_something_else(
    tmp_path: Path, damage: str
) -> None:
    with new_vault(tmp_path) as vault:
        with vault.transaction() as transaction:
            source = Source(program="jrnl", key="one")
            body = entry("harbour").with_changes(tags=("board",), source=source)
            transaction.create(body)
        vault.full_check()
        vault._parts.database.execute(damage)
        with pytest.raises(DerivedTablesError):
            vault.full_check()
        vault.rebuild()
        vault.full_check()


def test_what_grew_change_by_change_equals_what_is_rebuilt(tmp_path: Path) -> None:
    with new_vault(tmp_path) as vault:
        made = fill(vault, 60)
        with vault.transaction() as transaction:
            for number, record in enumerate(made[1:9]):
                body = entry(f"moved {number}", day="2001-01-01").with_changes(tags=("moved",))
                transaction.revise(record, body)
            # The same text with a star: the index is left alone.
            starred = vault.current(made[41]).body
            assert isinstance(starred, Entry)
            transaction.revise(made[41], starred.with_changes(starred=True))
            transaction.erase(made[20:30])
            transaction.create(entry("new after"))
        grown = vault.rows(RowQuery(limit=500))
        hits = vault.search("moved").hits
        vault.full_check()
        vault.rebuild()
        assert vault.rows(RowQuery(limit=500)) == grown
        assert [hit.row for hit in vault.search("moved").hits] == [hit.row for hit in hits]
        assert len(hits) == 8
