"""A hundred thousand entries: lists and search do no more work than in a small vault.

Work is counted in steps of the database engine, which are the same on every machine; how long they
take is measured by the benchmarks. The rows go straight into the derived tables, which is all that
lists and search read.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from confidant.records.entry import Entry
from confidant.records.ids import RecordId
from confidant.vault import derived, projection
from confidant.vault.projection import Facts, Projection
from confidant.vault.rows import MINE, RowQuery
from confidant.vault.vault import Vault
from tests.support.vaults import NOON, new_vault

SMALL, LARGE = 500, 100_000
FIRST_DAY = date(2016, 1, 1)
PER_DAY = 30
DEEP = 400
EVERY_STEPS = 20
"""Steps of the engine between two counts."""
PIECES = 100
"""Counts that a larger search index may cost: it has more pieces. A look at every row costs
thousands."""

ASKED: dict[str, Callable[[Vault], object]] = {
    "list": lambda vault: vault.rows(RowQuery()),
    "list of a kind": lambda vault: vault.rows(RowQuery(kinds=("entry",))),
    "list of kinds": lambda vault: vault.rows(RowQuery(kinds=("doubt", "entry"))),
    "list by change": lambda vault: vault.rows(RowQuery(order="changed")),
    "list by due day": lambda vault: vault.rows(RowQuery(order="due")),
    "list of mine": lambda vault: vault.rows(RowQuery(author=MINE)),
    "list since a day": lambda vault: vault.rows(RowQuery(since="2016-01-03")),
    "list of a tag": lambda vault: vault.rows(RowQuery(tag="rare")),
    "list further down": lambda vault: vault.rows(RowQuery(after=record(DEEP))),
    "search a word in every text": lambda vault: vault.search("common"),
    "search a rare word": lambda vault: vault.search("rareword"),
    "search a phrase": lambda vault: vault.search('"common text"'),
    "search a beginning": lambda vault: vault.search("commo"),
    "search of a kind": lambda vault: vault.search("common", kinds=("entry",)),
    "search of mine": lambda vault: vault.search("common", author=MINE),
    "search without a hit": lambda vault: vault.search("nowhere"),
    "one row": lambda vault: vault.row(record(DEEP)),
}


def record(number: int) -> RecordId:
    return RecordId(number.to_bytes(16, "big"))


def projected(number: int) -> Projection:
    """Return the derived rows of one entry; the rare ones are among the first, in both sizes."""
    rare = number % 100 == 0 and number < SMALL
    body = Entry(
        genre="reflection",
        as_observed="a common text" + (" with a rareword" if rare else ""),
        title=f"Entry {number}",
        tags=("rare",) if rare else None,
        day=(FIRST_DAY + timedelta(days=number // PER_DAY)).isoformat(),
    )
    facts = Facts(
        record=record(number),
        kind="entry",
        created=NOON + number,
        first_seq=number + 1000,
        changed=NOON + number,
        seq=number + 1000,
        revision=1,
        sealed=False,
        author=None,
    )
    return projection.project(facts, body)


def filled(vault: Vault, first: int, until: int) -> None:
    database = vault._parts.database
    database.execute("BEGIN IMMEDIATE")
    derived.insert(database, (projected(number) for number in range(first, until)))
    database.execute("COMMIT")


@contextmanager
def counted(vault: Vault) -> Iterator[list[int]]:
    """Count the steps that the engine makes, in twenties."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    connection = vault._parts.database._connection
    connection.set_progress_handler(step, EVERY_STEPS)
    try:
        yield steps
    finally:
        connection.set_progress_handler(None, EVERY_STEPS)


def work(vault: Vault) -> dict[str, int]:
    told: dict[str, int] = {}
    for name, ask in ASKED.items():
        with counted(vault) as steps:
            ask(vault)
        told[name] = steps[0]
    return told


@pytest.mark.timeout(120)
def test_lists_and_search_do_no_more_work_in_a_vault_of_a_hundred_thousand(
    tmp_path: Path,
) -> None:
    with new_vault(tmp_path) as vault:
        filled(vault, 0, SMALL)
        small = work(vault)
        filled(vault, SMALL, LARGE)
        large = work(vault)
        assert vault.count(RowQuery()) == LARGE
        assert len(vault.search("common").hits) == 50
        assert len(vault.search("rareword").hits) == 5
    grown = {
        name: (small[name], large[name]) for name in ASKED if large[name] > 2 * small[name] + PIECES
    }
    assert grown == {}
    assert sum(small.values()) > 100
