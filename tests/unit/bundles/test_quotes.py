"""The passage that an answer quotes, found in the text as it was written."""

import pytest

from confidant.bundles import quotes
from confidant.bundles.aliases import AliasEntry, AliasTable
from confidant.records.decision import Decision
from confidant.records.decision_parts import Option
from confidant.records.ids import to_b64
from confidant.records.response import About

ALIASES = AliasTable([AliasEntry("Marcus Webb", "the CFO")])
BODY = Decision(
    status="pending",
    zone="Europe/Vienna",
    problem="Sell or keep. Marcus Webb wants to sell.",
    options=(Option(title="Sell"), Option(title="Keep", good=("Calm", "the CFO stays"))),
)


def about(quote: str | None, field: str | None = None) -> About:
    return About(target=to_b64(b"r" * 16), rev=1, field=field, quote=quote)


@pytest.mark.parametrize(
    ("quote", "field", "path", "written"),
    [
        ("Sell or keep.", None, ("problem",), "Sell or keep."),
        ("The CFO wants", "problem", ("problem",), "Marcus Webb wants"),
        ("Calm", "options", ("options", 1, "good", 0), "Calm"),
        ("Sell", "options", ("options", 0, "title"), "Sell"),
    ],
)
def test_a_passage_is_found_where_it_was_written(
    quote: str, field: str | None, path: tuple[str | int, ...], written: str
) -> None:
    found = quotes.locate(BODY, about(quote, field), ALIASES)
    assert found is not None
    assert found.path == path
    assert BODY.problem is not None
    text = BODY.problem if path == ("problem",) else quote
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    ("quote", "field"),
    [
        (None, None),
        ("Marcus Webb", None),
        ("nowhere", None),
        ("Sell or keep.", "options"),
        ("Vienna", None),
    ],
)
def test_a_passage_that_is_not_there_stands_alone(quote: str | None, field: str | None) -> None:
    assert quotes.locate(BODY, about(quote, field), ALIASES) is None
