"""Lines, texts and references are found by type, whatever the kind."""

import time

import pytest
from hypothesis import given

from confidant.records import ids, kinds, record, text
from confidant.records.agreement import Signature
from confidant.records.alias import Alias
from confidant.records.blind import Estimate, Guess, Reveal
from confidant.records.body import Link
from confidant.records.decision import Decision
from confidant.records.decision_parts import Assumption, Option
from confidant.records.doubt import Doubt
from confidant.records.entry import Entry, Feeling
from confidant.records.forecast import Forecast
from confidant.records.objective import Rating
from confidant.records.observation import Observation, Seat
from confidant.records.response import About, Response
from confidant.records.session import AgendaItem, Session
from confidant.records.setting import Setting
from tests.support.any_body import any_body

ONE = ids.RecordId(b"\x01" * 16)
TWO = ids.RecordId(b"\x02" * 16)
B64_ONE = ids.to_b64(ONE)
B64_TWO = ids.to_b64(TWO)


def test_strings_come_with_path_type_and_structure_in_the_order_of_declaration() -> None:
    decision = Decision(
        status="pending",
        title="Larch",
        zone="Europe/Berlin",
        tags=("board", "m&a"),
        problem="Cash",
        options=(Option(title="Sell", good=("Quick",)), Option(title="Hold")),
    )
    assert list(text.strings(decision)) == [
        (("title",), "Larch", "line", False),
        (("zone",), "Europe/Berlin", "line", True),
        (("tags", 0), "board", "line", False),
        (("tags", 1), "m&a", "line", False),
        (("problem",), "Cash", "text", False),
        (("options", 0, "title"), "Sell", "line", False),
        (("options", 0, "good", 0), "Quick", "text", False),
        (("options", 1, "title"), "Hold", "line", False),
    ]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (Entry(genre="quick", title="Given", as_observed="Text"), "Given"),
        (Entry(genre="quick", as_observed="\n\n# **Board** day\nMore"), "Board day"),
        (Entry(genre="quick", as_felt="Angry", before=(Feeling(word="x", intensity=1),)), "Angry"),
        (Entry(genre="quick"), ""),
        (Doubt(statement="Will they stay?", state="open"), "Will they stay?"),
        (Decision(status="draft", biggest_doubt="Cash", problem="\n- [ ] Debt"), "Cash"),
        (Decision(status="draft", default_if_none="We wait"), "We wait"),
        (Forecast(question="x" * 121, shape="binary", resolve_by="x"), "x" * 119 + "…"),
        (Entry(genre="quick", title="é" * 120), "é" * 120),
        (Entry(genre="quick", as_observed="---\n***\n" + "> " * 30 + "deep"), "deep"),
        (Rating(competency="Listening", level=3), "Listening"),
        (Alias(name="Marcus", alias="CFO", category="person"), "Marcus"),
        (Setting(name="lock_after", value="300"), "lock_after"),
        (Signature(about=About(target=B64_ONE, rev=1, quote="quoted"), sha256="A" * 43), "quoted"),
        (Observation(consent="all agreed", seats=(Seat(alias="A"),)), ""),
        (Reveal(about=About(target=B64_ONE, rev=1), nonce="A" * 43, value="{}"), ""),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_a_record_in_a_list_has_its_title_or_its_first_words(body: record.Body, title: str) -> None:
    assert text.title_of(body) == title


@given(any_body())
def test_a_title_is_short_and_on_one_line(body: record.Body) -> None:
    title = text.title_of(body)
    assert len(title) <= text.TITLE_LENGTH
    assert "\n" not in title


def test_search_text_holds_every_line_and_text_but_the_structural_ones() -> None:
    session = Session(
        title="First",
        zone="Europe/Berlin",
        shared_notes="# Notes\n**bold** and snake_case",
        private_notes="Mine",
        agenda=(AgendaItem(topic="Cash", ask="How?"),),
    )
    assert text.searchable(session) == "First\nCash\nHow?\nNotes\nbold and snake_case\nMine"
    assert text.searchable(Setting(name="n", value="v")) == ""


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("## Heading", "Heading"),
        ("* one\n- [x] two\n+ three", "one\ntwo\nthree"),
        ("> > quoted", "quoted"),
        ("**bold** *it* __b__ _i_ ~~gone~~ `code`", "bold it b i gone code"),
        ("[text](https://a.example/b_c)", "text https://a.example/b_c"),
        ("![pic](a.png)", "pic a.png"),
        ("[[Wiki page]]", "Wiki page"),
        (r"\# not \*bold\*", "# not bold"),
        ("a\n---\nb", "a\n\nb"),
        ("x - y # z", "x - y # z"),
        ("#tag stays", "#tag stays"),
        ("f_name_x", "f_name_x"),
    ],
)
def test_signs_of_markdown_go_and_words_stay(written: str, plain: str) -> None:
    assert text.without_markdown(written) == plain


@pytest.mark.parametrize("unit", ["[", "![", "[a](", "> ", "*", "_", "- ", "\\", "`", "[[", "a_"])
def test_hostile_markdown_costs_its_length(unit: str) -> None:
    hostile = unit * (200_000 // len(unit))
    began = time.process_time()
    text.without_markdown(hostile)
    assert time.process_time() - began < 5  # the square of it would take minutes


def test_an_empty_record_has_neither_title_nor_text() -> None:
    assert text.is_empty(Entry(genre="quick"))
    assert text.is_empty(Entry(genre="quick", as_observed=" \n", tags=("a",)))
    assert not text.is_empty(Entry(genre="quick", title="a"))
    assert not text.is_empty(Doubt(statement="a", state="open"))


def test_strings_are_replaced_everywhere_but_where_programs_read() -> None:
    response = Response(
        form="ask",
        text="Marcus?",
        zone="Marcus",
        people=("Marcus", "Ada"),
        about=About(target=B64_ONE, rev=1, field="Marcus", quote="Marcus said"),
    )
    changed = text.replace_strings(response, lambda value: value.replace("Marcus", "the CFO"))
    assert changed == response.with_changes(
        text="the CFO?",
        people=("the CFO", "Ada"),
        about=About(target=B64_ONE, rev=1, field="Marcus", quote="the CFO said"),
    )


def test_references_say_where_what_kind_and_how_needed() -> None:
    decision = Decision(
        status="draft",
        links=(Link(relation="became", target=B64_ONE),),
        assumptions=(Assumption(text="a"), Assumption(text="b", trend=B64_TWO)),
    )
    assert list(text.refs(decision)) == [
        (("links", 0, "target"), ONE, False, None, "became"),
        (("assumptions", 1, "trend"), TWO, True, "trend", None),
    ]
    estimate = Estimate(about=About(target=B64_ONE, rev=1), guesses=(Guess(forecast=B64_TWO, p=1),))
    assert list(text.refs(estimate)) == [
        (("about", "target"), ONE, False, None, None),
        (("guesses", 0, "forecast"), TWO, False, "forecast", None),
    ]
    session = Session(agenda=(AgendaItem(topic="a", record=B64_ONE),))
    assert list(text.refs(session)) == [(("agenda", 0, "record"), ONE, True, None, None)]


def test_kinds_that_are_unknown_do_not_travel() -> None:
    assert not kinds.travels("erase")
    assert not kinds.needs_reply_to("erase")
