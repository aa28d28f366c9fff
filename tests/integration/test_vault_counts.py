from pathlib import Path

import pytest

from confidant.vault.rows import MINE, RowQuery
from tests.support.journal_screen import lease
from tests.support.pair import two


@pytest.mark.parametrize(
    "query",
    [
        RowQuery(author=MINE),
        RowQuery(kinds=frozenset({"entry"}), author=MINE),
        RowQuery(kinds=frozenset({"entry"}), author=MINE, since="2026-11-15"),
        RowQuery(kinds=frozenset({"entry"}), author=MINE, tag="Candour"),
        RowQuery(kinds=frozenset({"entry"}), author=MINE, states=frozenset({"meeting"})),
        RowQuery(kinds=frozenset(), author=MINE),
        RowQuery(kinds=frozenset({"entry"}), author=MINE, order="due"),
    ],
)
def test_counting_mine_agrees_with_listing_mine(tmp_path: Path, query: RowQuery) -> None:
    with two(tmp_path) as (leader, mentor):
        with leader.vault.transaction() as tx:
            record = tx.create(lease(people=None)).record
        mentor.open(leader.share(record))
        with mentor.vault.transaction() as tx:
            tx.create(lease(title="Mine", day="2026-11-01"))
            tx.create(lease(title="Mine too", genre="meeting", tags=None))
        assert mentor.vault.count(RowQuery(kinds=frozenset({"entry"}))) == 3
        assert mentor.vault.count(query) == len(mentor.vault.rows(query))
