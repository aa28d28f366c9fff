from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confidant.records import record
from confidant.records.decision import Decision
from confidant.records.entry import Entry
from confidant.transfer.imported import Imported, ImportedLink, ImportOptions
from confidant.transfer.importers import decision_words as words
from confidant.transfer.importers import detect

Log = Callable[..., Imported]


@pytest.fixture
def log(tmp_path: Path) -> Log:
    """Reads a folder with these files, by name."""

    def read(files: Mapping[str, str]) -> Imported:
        for name, content in files.items():
            path = tmp_path / "log" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        found = detect.read(tmp_path / "log", ImportOptions())
        for item in found.items:
            record.check(item.body)
        return found

    return read


def only(found: Imported) -> Decision:
    (item,) = found.items
    assert isinstance(item.body, Decision)
    return item.body


def codes(found: Imported) -> list[str]:
    return [problem.code for problem in found.problems]


MADR = """---
status: accepted
date: 2024-05-06
decision-makers: Anna, Ben
consulted: [Cleo]
informed:
  - Dan
tags: [plant]
starred: yes
nav_order: 3
---
# Close the plant

Ticket: 42

## Context and Problem Statement

We lose money.

### History

Since 2019.

## Decision Drivers

* Cash
* People,
  all of them

## Considered Options

* [Close](https://example.com) it
* Sell it
* Do
  nothing

## Decision Outcome

Chosen option: "Close it", because
it is the only one that *works*.

### Consequences

* Good, because cash is saved
* Bad, because people leave
* Neutral, because the town knows
* Something else

### Confirmation

The gate is shut.

## Pros and Cons of the Options

### Close it

An example.

* Good, because fast

### Sell it

* Good, because money comes
* Bad, because nobody buys
  - nested

### Lease it

No bullets here.

#### Deeper

Below.

## More Information

See the board paper.

## Appendix

Numbers.
"""


def test_madr_becomes_a_decision_with_all_its_parts(log: Log) -> None:
    found = log({"0001-close.md": MADR})
    body = only(found)
    assert body.title == "Close the plant"
    assert (body.status, body.day, body.tags, body.starred) == (
        "decided",
        "2024-05-06",
        ("plant",),
        True,
    )
    assert body.decision_makers == ("Anna", "Ben")
    assert body.consulted == ("Cleo",)
    assert body.informed == ("Dan",)
    assert [d.text for d in body.drivers or ()] == ["Cash", "People,\nall of them"]
    assert body.verdict is not None
    assert body.verdict.option == "Close it"
    assert body.verdict.because == "it is the only one that *works*."
    assert body.verdict.at == 1_714_996_800_000
    assert body.leaning is None
    assert body.confirmation is not None
    assert body.confirmation.signal == "The gate is shut."
    assert found.items[0].instant == 1_714_996_800_000
    assert found.left_out == {"nav_order": 1}


def test_the_options_carry_what_speaks_for_and_against_them(log: Log) -> None:
    options = {o.title: o for o in only(log({"0001-close.md": MADR})).options or ()}
    assert list(options) == ["Close it", "Sell it", "Do nothing", "Lease it"]
    close = options["Close it"]
    assert close.description == "[Close](https://example.com) it\n\nAn example."
    assert close.good == ("fast", "cash is saved")
    assert close.bad == ("people leave",)
    assert close.neutral == ("the town knows", "Something else")
    assert options["Sell it"].bad == ("nobody buys\n- nested",)
    assert options["Do nothing"].description is None
    assert options["Lease it"].description == "No bullets here.\n\n#### Deeper\n\nBelow."


def test_what_has_no_field_is_kept_under_its_heading(log: Log) -> None:
    found = log({"0001-close.md": MADR})
    assert only(found).problem == (
        "Ticket: 42\n\nWe lose money.\n\n### History\n\nSince 2019.\n\n"
        "## More Information\n\nSee the board paper.\n\n## Appendix\n\nNumbers."
    )
    assert [(p.code, dict(p.params)) for p in found.problems] == [
        ("headings-unknown", {"count": 1})
    ]


NYGARD = """# 1. Record decisions

Date: 2017-06-30

## Status

Accepted

Amended by [2](0002-more.md)

## Context

We need to record.

## Decision

We will use records.

## Consequences

See the article.
"""


def test_nygards_form_becomes_a_decision_for_what_it_says(log: Log) -> None:
    body = only(log({"0001-record.md": NYGARD}))
    assert body.title == "1. Record decisions"
    assert (body.status, body.day) == ("decided", "2017-06-30")
    (option,) = body.options or ()
    assert option.title == "1. Record decisions"
    assert option.description is None
    assert option.neutral == ("See the article.",)
    assert body.verdict is not None
    assert body.verdict.option == option.title
    assert body.verdict.because == "We will use records."
    assert body.problem == (
        "We need to record.\n\n## Status\n\nAccepted\n\nAmended by [2](0002-more.md)"
    )


def test_without_a_date_there_is_no_verdict_and_nothing_is_lost(log: Log) -> None:
    body = only(log({"0001-record.md": NYGARD.replace("Date: 2017-06-30\n", "")}))
    assert (body.status, body.day, body.verdict) == ("decided", None, None)
    assert body.leaning == "1. Record decisions"
    assert (body.options or ())[0].description == "We will use records."


def test_without_a_decision_there_is_no_verdict(log: Log) -> None:
    text = NYGARD.replace("## Decision\n", "## Proposal\n")
    body = only(log({"0001-record.md": text}))
    assert (body.status, body.verdict, body.options, body.leaning) == ("decided", None, None, None)
    assert "## Proposal\n\nWe will use records." in (body.problem or "")
    assert "## Consequences\n\nSee the article." in (body.problem or "")


def test_a_record_before_1970_has_no_verdict(log: Log) -> None:
    body = only(log({"0001-record.md": NYGARD.replace("2017", "1917")}))
    assert (body.day, body.verdict) == ("1917-06-30", None)


def test_an_open_decision_leans_to_its_option(log: Log) -> None:
    body = only(log({"0001-close.md": MADR.replace("status: accepted", "status: proposed")}))
    assert (body.status, body.leaning, body.verdict) == ("pending", "Close it", None)
    assert 'Chosen option: "Close it", because\nit is the only one' in (body.problem or "")


def test_a_rejected_decision_has_neither_verdict_nor_leaning(log: Log) -> None:
    body = only(log({"0001-close.md": MADR.replace("status: accepted", "status: rejected")}))
    assert (body.status, body.leaning, body.verdict) == ("rejected", None, None)


@pytest.mark.parametrize(
    ("written", "status", "partly"),
    [
        ("proposed", "pending", False),
        ("PROPOSED", "pending", False),
        ("on hold", "pending", False),
        ("draft", "pending", False),
        ("Pending", "pending", False),
        ("accepted", "decided", False),
        ("Accepted on Monday", "decided", False),
        ("approved", "decided", False),
        ("adopted", "decided", False),
        ("accepté", "decided", False),
        ("proposé", "pending", False),
        ("rejeté", "rejected", False),
        ("rejected", "rejected", False),
        ("deprecated", "closed", False),
        ("obsolète", "closed", False),
        ("superseded by ADR-5", "superseded", False),
        ("remplacé par 5", "superseded", False),
        ("Partly superseded", "decided", True),
        ("quux", None, False),
        ("", None, False),
    ],
)
def test_statuses_mean(written: str, status: str | None, partly: bool) -> None:  # noqa: FBT001 - a table column
    assert words.status_of(written) == (status, partly)


def test_a_missing_or_unknown_status_is_pending_and_said(log: Log) -> None:
    missing = log({"a.md": MADR.replace("status: accepted\n", "")})
    assert only(missing).status == "pending"
    assert codes(missing)[0] == "status-missing"
    unknown = log({"a.md": NYGARD.replace("Accepted", "Quux")})
    assert only(unknown).status == "pending"
    assert codes(unknown)[0] == "status-unknown"
    assert "Quux" in (only(unknown).problem or "")


def test_what_is_superseded_in_part_still_holds(log: Log) -> None:
    found = log({"a.md": NYGARD.replace("Accepted\n", "Partly superseded by 2\n")})
    assert only(found).status == "decided"
    assert "status-partly" in codes(found)


@pytest.mark.parametrize(
    "status",
    [
        "Superseded by [Two](0002-two.md)",
        "Superceded by [2. Two](0002-two.md)",
        "superseded by ADR-0002",
        "Superseded by 2",
        "Superseded by [[0002-two]]",
        "remplacé par [Deux](./0002-two.md#x)",
    ],
)
def test_a_superseding_record_is_linked_to_the_superseded_one(log: Log, status: str) -> None:
    found = log(
        {
            "0001-one.md": NYGARD.replace("Accepted", status),
            "0002-two.md": NYGARD.replace("Accepted", "Accepted\n\nSupersedes [1](0001-one.md)"),
            "sub/0002-other.md": NYGARD,
        }
    )
    one, two, other = found.items
    assert isinstance(one.body, Decision)
    assert one.body.status == "superseded"
    assert one.body.verdict is not None
    assert two.links == (ImportedLink("supersedes", one.source_key),)
    assert (one.links, other.links) == ((), ())
    assert codes(found) == []


@pytest.mark.parametrize(
    "status",
    ["Superseded by [Nine](0009-nine.md)", "Superseded by something", "Superseded by 1"],
)
def test_a_link_that_leads_nowhere_is_said(log: Log, status: str) -> None:
    found = log({"0001-one.md": NYGARD.replace("Accepted", status)})
    assert found.items[0].links == ()
    assert codes(found) == ["link-unresolved"]


def test_templates_are_recognised_and_not_imported(log: Log) -> None:
    found = log(
        {
            "adr-template.md": MADR,
            "a.md": MADR.replace("# Close the plant", "# {short title}"),
            "b.md": MADR.replace("status: accepted", 'status: "{proposed | accepted"'),
            "c.md": NYGARD.replace("# 1. Record decisions", "# NUMBER. TITLE"),
            "d.md": MADR.replace("# Close the plant", "# <!-- short title -->"),
        }
    )
    assert found.items == ()
    assert codes(found) == ["template"] * 5


def test_a_page_that_introduces_a_log_is_named_and_others_are_entries(log: Log) -> None:
    found = log({"0001.md": NYGARD, "README.md": "# Decisions\n\nAbout.", "notes.md": "A note."})
    assert [item.body.kind for item in found.items] == ["decision", "entry"]
    assert [(p.code, p.where) for p in found.problems if p.code == "index-page"] == [
        ("index-page", "README.md")
    ]
    alone = log({"other/README.md": "# Hello\n\nAbout."})
    assert "other/README.md" not in [p.where for p in alone.problems]


FRENCH = """---
statut: accepté
date: 2026-08-05
décideurs: Raphaël, Loïc
---
# Mocker l’API

## Contexte et problématique

Un problème.

## Critères de décision

- Vitesse

## Options envisagées

- **A. msw** — la première
- B. rien

## Décision

Option choisie : « A. msw », parce que c'est mieux.

### Conséquences

- Bon, parce que vite
- Mauvais, parce que nouveau
- Neutre, parce que pareil

## Validation

Un test.

## Plus d’information

Voir.
"""


def test_french_records_are_understood(log: Log) -> None:
    found = log({"a.md": FRENCH})
    body = only(found)
    assert (body.status, body.day) == ("decided", "2026-08-05")
    assert body.decision_makers == ("Raphaël", "Loïc")
    assert [d.text for d in body.drivers or ()] == ["Vitesse"]
    assert [o.title for o in body.options or ()] == ["A. msw — la première", "B. rien"]
    first = (body.options or ())[0]
    assert (first.good, first.bad, first.neutral) == (("vite",), ("nouveau",), ("pareil",))
    assert body.verdict is not None
    assert body.verdict.option == "A. msw — la première"
    assert body.verdict.because == "c'est mieux."
    assert body.confirmation is not None
    assert codes(found) == []


def test_a_status_alone_makes_a_record_and_foreign_headings_are_kept(log: Log) -> None:
    text = "---\nstatus: accepted\n---\n# Titel\n\n## Kontext\n\nWir.\n\n## Entscheidung\n\nJa.\n"
    found = log({"a.md": text})
    body = only(found)
    assert body.status == "decided"
    assert body.problem == "## Kontext\n\nWir.\n\n## Entscheidung\n\nJa."
    assert [(p.code, p.params["count"]) for p in found.problems] == [("headings-unknown", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "---\nstatus: done\n---\n# Shopping\n\nMilk.",
        "# Diary\n\n## Context\n\nNone.",
        "# Diary\n\n```\n## Status\n## Context\n## Decision\n## Consequences\n```\n",
    ],
)
def test_an_ordinary_note_is_no_decision(log: Log, text: str) -> None:
    (item,) = log({"a.md": text}).items
    assert isinstance(item.body, Entry)


def test_status_and_people_can_stand_under_the_title(log: Log) -> None:
    text = (
        "# Title\n\n* Status: accepted\n* Deciders: Anna, Ben\n* Date: 2020-02-03\n\nTicket 7\n\n"
        "## Context and Problem Statement\n\nWhy.\n\n## Considered Options\n\n* A\n\n"
        "## Decision Outcome\n\nChosen option: A\n"
    )
    body = only(log({"a.md": text}))
    assert (body.status, body.day, body.decision_makers) == (
        "decided",
        "2020-02-03",
        ("Anna", "Ben"),
    )
    assert body.problem == "Ticket 7\n\nWhy."
    assert body.verdict is not None
    assert (body.verdict.option, body.verdict.because) == ("A", "Chosen option: A")


@pytest.mark.parametrize(
    ("outcome", "option", "reason"),
    [
        ('Chosen option: "A b", because c.', "A b", "c."),
        ('Chosen option: \'Use "x" and "y"\', because z', 'Use "x" and "y"', "z"),
        ("Chosen option: A b because c", "A b", "c"),
        ("Chosen option: A b, because of c", "A b", "c"),
        ("Chosen option: **A b**, because c", "A b", "c"),
        ("Chosen option: `A b`.\n\nc", "A b", "c"),
        ("Chosen option: A b.", "A b", ""),
        ("Decision: “A b”: c", "A b", "c"),
        ("Option retenue : « A b », parce qu'il faut", "A b", "il faut"),
    ],
)
def test_the_chosen_option_and_its_reason(outcome: str, option: str, reason: str) -> None:
    found = words.chosen(outcome)
    assert found is not None
    assert found[0] == option
    assert words.because(found[1]) == reason


@pytest.mark.parametrize("outcome", ["We will do it.", 'Chosen option: "open', ""])
def test_an_outcome_without_an_option(outcome: str) -> None:
    assert words.chosen(outcome) is None


def options_text(count: int) -> str:
    listed = "\n".join(f"* Option {n}" for n in range(count))
    return (
        "---\nstatus: accepted\ndate: 2020-01-01\n---\n# T\n\n"
        "## Context and Problem Statement\n\nW.\n\n"
        f"## Considered Options\n\nThese:\n\n{listed}\n\n## Decision Outcome\n\n"
    )


def test_more_options_than_fit_stay_in_the_text(log: Log) -> None:
    found = log({"a.md": options_text(23) + 'Chosen option: "Option 1", because yes\n'})
    body = only(found)
    assert len(body.options or ()) == 20
    assert all(f"Option {n}" in (body.problem or "") for n in (20, 21, 22))
    assert "These:" in (body.problem or "")
    assert "list-joined" in codes(found)
    assert body.verdict is not None
    assert body.verdict.option == "Option 1"


def test_more_arguments_and_drivers_than_fit_are_joined(log: Log) -> None:
    many = "\n".join(f"* Good, because reason {n}" for n in range(25))
    drivers = "Listed:\n\n" + "\n".join(f"* Driver {n}" for n in range(22))
    text = options_text(2) + (
        f'Chosen option: "Option 1", because yes\n\n### Consequences\n\nFirst:\n\n{many}\n\n'
        f"## Decision Drivers\n\n{drivers}\n"
    )
    found = log({"a.md": text})
    body = only(found)
    good = (body.options or ())[1].good or ()
    assert len(good) == 20
    assert good[-1].splitlines() == [f"reason {n}" for n in range(19, 25)]
    assert (body.options or ())[1].neutral == ("First:",)
    assert len(body.drivers or ()) == 20
    assert "## Decision Drivers\n\nListed:" in (body.problem or "")
    assert codes(found) == ["list-joined", "list-joined"]


def test_drivers_in_prose_are_one(log: Log) -> None:
    text = options_text(1) + "Chosen option: Option 0\n\n## Decision Drivers\n\nTime and money.\n"
    assert [d.text for d in only(log({"a.md": text})).drivers or ()] == ["Time and money."]


def test_an_option_that_nobody_listed_is_added(log: Log) -> None:
    body = only(log({"a.md": options_text(2) + 'Chosen option: "Another", because yes\n'}))
    assert [o.title for o in body.options or ()] == ["Option 0", "Option 1", "Another"]
    assert body.verdict is not None
    assert body.verdict.option == "Another"


def test_an_outcome_that_names_no_option_is_kept(log: Log) -> None:
    body = only(log({"a.md": options_text(2) + "We agreed on the second one.\n"}))
    assert (body.verdict, body.leaning, body.status) == (None, None, "decided")
    assert "## Decision Outcome\n\nWe agreed on the second one." in (body.problem or "")


def test_positive_and_negative_consequences_are_good_and_bad(log: Log) -> None:
    text = options_text(1) + (
        'Chosen option: "Option 0", because yes\n\n### Positive Consequences\n\n* Cash\n\n'
        "### Negative Consequences\n\n* Noise\n* Good, because short\n"
    )
    (option,) = only(log({"a.md": text})).options or ()
    assert (option.good, option.bad) == (("Cash", "short"), ("Noise",))


def test_arguments_of_an_option_that_does_not_fit_stay_in_the_text(log: Log) -> None:
    text = options_text(20) + (
        'Chosen option: "New", because yes\n\n## Pros and Cons of the Options\n\nSee.\n\n'
        "### Another\n\n* Good, because cheap\n\n#### Deeper\n\nBelow.\n"
    )
    body = only(log({"a.md": text}))
    assert len(body.options or ()) == 20
    assert body.verdict is None
    problem = body.problem or ""
    assert "### Another\n\n* Good, because cheap\n\n#### Deeper\n\nBelow." in problem
    assert 'Chosen option: "New", because yes' in problem
    assert "## Pros and Cons of the Options\n\nSee." in problem


def test_a_number_in_a_status_finds_one_record_only(log: Log) -> None:
    found = log(
        {
            "0001-one.md": NYGARD.replace("Accepted", "Superseded by 2"),
            "0002-two.md": NYGARD,
            "adr-002-also-two.md": NYGARD,
        }
    )
    assert codes(found) == ["link-unresolved"]


def test_options_can_be_headings(log: Log) -> None:
    text = options_text(0).replace("These:", "") + "Chosen option: Alpha\n"
    text = text.replace(
        "## Considered Options\n", "## Considered Options\n\n### Alpha\n\nFirst.\n\n### Beta\n"
    )
    options = only(log({"a.md": text})).options or ()
    assert [(o.title, o.description) for o in options] == [("Alpha", "First."), ("Beta", None)]


def test_empty_parts_leave_nothing_behind(log: Log) -> None:
    text = (
        "---\nstatus: proposed\n---\n# T\n\n## Context and Problem Statement\n\n"
        "## Considered Options\n\n* … <!-- more -->\n\n## Decision Outcome\n\n<!-- say -->\n\n"
        "### Consequences\n\n...\n\n## Pros and Cons of the Options\n\n### …\n\n- x\n"
    )
    body = only(log({"a.md": text}))
    assert (body.options, body.verdict, body.drivers) == (None, None, None)
    assert body.problem == "### …\n\n- x"


def test_what_does_not_fit_a_line_is_kept_in_the_text(log: Log) -> None:
    name, title = "N" * 401, "Title " * 100
    text = MADR.replace("Anna, Ben", f"Anna, {name}").replace("# Close the plant", f"# {title}")
    text = text.replace("* Sell it", f"* {'Sell ' * 100}")
    found = log({"a.md": text})
    body = only(found)
    assert body.decision_makers == ("Anna",)
    assert name in (body.problem or "")
    assert (body.problem or "").startswith(title.strip())
    long = next(o for o in body.options or () if o.title.startswith("Sell Sell"))
    assert long.description == ("Sell " * 100).strip()
    assert "title-cut" in codes(found)


def test_more_people_and_tags_than_fit_are_kept_in_the_text(log: Log) -> None:
    people = ", ".join(f"P{n}" for n in range(22))
    tags = ", ".join(f"t{n}" for n in range(34))
    text = MADR.replace("Anna, Ben", people).replace("[plant]", f"[{tags}]")
    found = log({"a.md": text})
    body = only(found)
    assert len(body.decision_makers or ()) == 20
    assert "decision-makers: P20, P21" in (body.problem or "")
    assert len(body.tags or ()) == 32
    assert (body.problem or "").endswith("t32, t33")
    assert "tags-moved" in codes(found)


def test_a_record_without_a_title_is_named_after_its_file(log: Log) -> None:
    body = only(log({"0007-use-x.md": NYGARD.replace("# 1. Record decisions\n", "")}))
    assert body.title == "0007-use-x"


def test_a_title_in_the_front_matter_keeps_the_other_heading_as_text(log: Log) -> None:
    body = only(log({"a.md": MADR.replace("status:", "title: Plant\nstatus:")}))
    assert body.title == "Plant"
    assert (body.problem or "").startswith("# Close the plant")
    assert body.verdict is not None


def test_parts_below_an_unknown_heading_are_found(log: Log) -> None:
    text = NYGARD.replace("## Status", "# Record\n\n## Status")
    body = only(log({"a.md": text}))
    assert body.verdict is not None
    assert "# Record" in (body.problem or "")


def test_a_record_over_a_megabyte_is_kept_as_entries(log: Log) -> None:
    found = log({"a.md": NYGARD + "x" * 1_100_000})
    assert [item.body.kind for item in found.items] == ["entry", "entry"]


def test_a_date_in_the_name_serves_when_the_record_has_none(log: Log) -> None:
    text = FRENCH.replace("date: 2026-08-05\n", "")
    body = only(log({"20240516132303-mocker.md": text}))
    assert body.day == "2024-05-16"
    assert body.verdict is not None


@given(
    st.lists(
        st.sampled_from(
            [
                "# T",
                "## Status",
                "Accepted",
                "Superseded by 2",
                "## Context",
                "## Considered Options",
                "* A",
                "* Good, because B",
                "  more",
                "## Decision",
                "## Decision Outcome",
                'Chosen option: "A", because C',
                "### Consequences",
                "### Confirmation",
                "## Pros and Cons of the Options",
                "### A",
                "#### D",
                "Date: 2020-01-01",
                "",
                "```",
                "\u2028\x85",
            ]
        ),
        max_size=30,
    )
)
def test_any_order_of_parts_gives_a_valid_record(lines: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "0001-x.md"
        path.write_text("\n".join(lines), encoding="utf-8")
        for item in detect.read(path, ImportOptions()).items:
            record.check(item.body)
