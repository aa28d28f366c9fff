"""Aliases: what is replaced, what is only flagged, and the way back."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.bundles.aliases import AliasEntry, AliasTable
from confidant.records.ids import RecordId

ME = RecordId(b"m" * 16)
OTHER = RecordId(b"o" * 16)
DICTIONARY = (
    AliasEntry("Marcus", "the CFO"),
    AliasEntry("Marcus Webb", "our CFO"),
    AliasEntry("Zoë Brandt", "the chair"),
    AliasEntry("O'Neill & Sons", "the supplier", category="company"),
    AliasEntry("Große Weser", "Larch", category="project"),
    AliasEntry("王明", "the founder"),
    AliasEntry("Mark", "the buyer"),
)


def table(**changes: object) -> AliasTable:
    return AliasTable(DICTIONARY, **changes)  # type: ignore[arg-type]  # keywords of the class


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Marcus said no.", "the CFO said no."),
        ("MARCUS said, marcus meant", "the CFO said, the CFO meant"),
        ("Marcus's plan, Marcus’s doubt", "the CFO's plan, the CFO’s doubt"),
        ("a Marcus-led round, non-Marcus", "a the CFO-led round, non-the CFO"),
        ("**Marcus** and _Marcus_ and (Marcus)", "**the CFO** and _the CFO_ and (the CFO)"),
        ("Marcus Webb and Marcus", "our CFO and the CFO"),
        ("Marcus\nWebb", "our CFO"),
        ("Marcus\u00a0Webb", "our CFO"),
        ("Zoë Brandt", "the chair"),
        (unicodedata.normalize("NFD", "Zoë Brandt’s"), "the chair’s"),
        ("ZOË BRANDT", "the chair"),
        ("O’Neill & Sons", "the supplier"),
        ("GROSSE WESER, Große Weser", "Larch, Larch"),
        ("Mar\u00adcus and Mar\u200bcus", "the CFO and the CFO"),
        ("我和王明说话", "我和the founder说话"),
        ("Marcuse, McMarcus, Marcus2", "Marcuse, McMarcus, Marcus2"),
        ("Marcus\u0301", "Marcus\u0301"),
        ("Marcus\u0303", "Marcus\u0303"),
        ("", ""),
        ("Der Name Marcus, größer", "Der Name the CFO, größer"),
        ("weder Größe noch Marcus\u0301s", "weder Größe noch Marcus\u0301s"),
        ("\u0301Marcus", "\u0301Marcus"),
        ("İ Marcus", "İ the CFO"),
        ("\u1112\u1161\u11ab Marcus", "\u1112\u1161\u11ab the CFO"),
        ("naïve Marcus", "naïve the CFO"),
    ],
)
def test_a_name_is_replaced_as_a_whole_word(written: str, seen: str) -> None:
    assert table().replace(f"so {written}") == f"so {seen}"


def test_a_replacement_says_where_it_stands_in_both_texts() -> None:
    aliased = table().apply("Ask Marcus, then Marcus Webb.")
    assert [aliased.text[one.start : one.end] for one in aliased.replacements] == [
        "the CFO",
        "our CFO",
    ]
    assert [(one.source_start, one.source_end) for one in aliased.replacements] == [
        (4, 10),
        (17, 28),
    ]
    assert aliased.replacements[1].name == "Marcus Webb"


def test_a_span_of_what_they_see_leads_back_to_what_was_written() -> None:
    written = "Yes. Marcus wants Marcus Webb out. End"
    aliased = table().apply(written)

    def back(passage: str) -> str:
        start = aliased.text.index(passage)
        first, last = aliased.source_span(start, start + len(passage))
        return written[first:last]

    assert back("Yes.") == "Yes."
    assert back("wants") == "wants"
    assert back("End") == "End"
    assert back("CFO wants our") == "Marcus wants Marcus Webb"
    assert back("The CFO") == "Marcus"
    assert back("CFO out") == "Marcus Webb out"


def test_a_word_that_is_also_a_name_is_flagged_and_left() -> None:
    aliased = table().apply("Mark will mark it.")
    assert aliased.text == "Mark will mark it."
    flags = table().flags(aliased)
    assert [(one.start, one.end, one.reason) for one in flags] == [
        (0, 4, "ordinary_word"),
        (10, 14, "ordinary_word"),
    ]


def test_a_confirmed_ordinary_word_is_replaced() -> None:
    confirmed = table(confirmed=["mark"])
    aliased = confirmed.apply("Mark agrees")
    assert aliased.text == "The buyer agrees"
    assert confirmed.flags(aliased) == ()


def test_a_contacts_own_alias_goes_before_the_one_for_everybody() -> None:
    entries = [AliasEntry("Ilse", "the chair", contact=ME), AliasEntry("Ilse", "a colleague")]
    assert AliasTable(entries, contact=ME).replace("Ilse") == "The chair"
    assert AliasTable(entries, contact=OTHER).replace("Ilse") == "A colleague"


def test_a_name_that_only_another_contact_has_an_alias_for_is_flagged() -> None:
    others = AliasTable([AliasEntry("Northwind", "Larch", "company", OTHER)], contact=ME)
    aliased = others.apply("Northwind calls")
    assert aliased.text == "Northwind calls"
    assert [(one.name, one.reason) for one in others.flags(aliased)] == [("Northwind", "no_alias")]


def test_part_of_a_persons_name_and_an_inflected_name_are_flagged() -> None:
    aliased = table().apply("Webb met Marcuses and Brandt in the Savannah")
    found = [(aliased.text[one.start : one.end], one.reason) for one in table().flags(aliased)]
    assert found == [
        ("Webb", "part_of_name"),
        ("Marcus", "inside_word"),
        ("Brandt", "part_of_name"),
    ]


def test_a_watched_name_is_flagged() -> None:
    watching = AliasTable([], watched=["Ilse Korn", "", "  "])
    assert [one.name for one in watching.flags(watching.apply("ILSE KORN"))] == ["Ilse Korn"]


def test_what_the_person_put_into_an_alias_is_not_flagged() -> None:
    entries = [AliasEntry("Marcus Webb", "Marcus W.")]
    own = AliasTable(entries)
    assert own.flags(own.apply("Marcus Webb")) == ()


def test_a_name_in_a_text_that_is_never_changed_is_flagged() -> None:
    flags = table().flags_unreplaced("Marcus Webb, Mark and Brandt.pdf")
    assert [(one.name, one.reason) for one in flags] == [
        ("Marcus Webb", "no_alias"),
        ("Mark", "ordinary_word"),
        ("brandt", "part_of_name"),
    ]


def test_the_table_reads_backwards_for_what_comes_back() -> None:
    entries = [*DICTIONARY, AliasEntry("Ilse Korn", "the CFO")]
    both = AliasTable(entries).real_names("The CFO's view, and our CFO; the CFOs")
    assert [(one.alias, one.names) for one in both] == [
        ("The CFO", ("Marcus", "Ilse Korn")),
        ("our CFO", ("Marcus Webb",)),
    ]


def test_an_empty_dictionary_changes_nothing() -> None:
    nothing = AliasTable([AliasEntry(" ", "x"), AliasEntry("y", " ")])
    assert nothing.replace("as written") == "as written"
    assert nothing.real_names("as written") == ()


def test_a_table_does_not_show_its_names() -> None:
    shown = repr(table()) + repr(DICTIONARY) + repr(table().apply("Marcus Mark"))
    shown += repr(table().flags(table().apply("Webb"))) + repr(table().real_names("the CFO"))
    assert "marcus" not in shown.lower()
    assert "webb" not in shown.lower()
    assert "CFO" not in shown


@given(st.text(alphabet="aMmrcus ’'-_\u0301\u00ad王ßİ", max_size=40))
def test_no_whole_name_survives_and_every_span_is_true(text: str) -> None:
    aliases = table()
    aliased = aliases.apply(text)
    rebuilt, position = [], 0
    for one in aliased.replacements:
        assert aliased.text[one.start : one.end] == one.alias
        rebuilt += [text[position : one.source_start], one.alias]
        position = one.source_end
    assert "".join([*rebuilt, text[position:]]) == aliased.text
    for start in range(len(aliased.text)):
        first, last = aliased.source_span(start, start + 1)
        assert 0 <= first <= last <= len(text)


def test_a_name_that_begins_with_a_sign_is_found() -> None:
    signs = AliasTable([AliasEntry("@marcus", "him"), AliasEntry("X", "the firm")])
    assert signs.replace("ask @Marcus about x or xs") == "ask him about the firm or xs"


def test_a_megabyte_with_two_hundred_names_takes_no_minutes() -> None:
    names = [
        AliasEntry(f"{chr(97 + n % 26)}{chr(97 + n * 7 % 26)}{n} Webb", "X") for n in range(200)
    ]
    many = AliasTable([*names, AliasEntry("Marcus", "the CFO"), AliasEntry("Mark", "he")])
    text = "Marcus will mark größere Schritte and Webb. " * 25_000
    before = time.process_time()
    aliased = many.apply(text)
    flags = many.flags(aliased)
    assert len(aliased.replacements) == 25_000
    assert len(flags) == 50_000
    assert time.process_time() - before < 20


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Marcus stays. Marcus goes", "The CFO stays. The CFO goes"),
        ("I saw Marcus.\n\nMarcus's view", "I saw the CFO.\n\nThe CFO's view"),
        ("- Marcus said\n- and Marcus", "- The CFO said\n- and the CFO"),
        ("“Marcus” left! *Marcus* too", "“The CFO” left! *The CFO* too"),
        ("he told\nMarcus that", "he told\nthe CFO that"),
        ("## Marcus\n1) Marcus", "## The CFO\n1) The CFO"),
    ],
)
def test_an_alias_at_the_beginning_of_a_sentence_has_a_capital(written: str, read: str) -> None:
    table = AliasTable([AliasEntry("Marcus", "the CFO")])
    aliased = table.apply(written)
    assert aliased.text == read
    assert {aliased.text[r.start : r.end] for r in aliased.replacements} <= {"the CFO", "The CFO"}
    assert [name.names for name in table.real_names(read)] == [("Marcus",)] * len(
        aliased.replacements
    )


def test_an_alias_whose_capital_would_be_longer_stays_as_it_is() -> None:
    assert AliasTable([AliasEntry("Marcus", "ßig")]).replace("Marcus.") == "ßig."
