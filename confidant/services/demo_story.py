"""What the demo's two people write. Nobody in it exists."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from confidant.records.canonical import JsonValue

LEADER: Final = "Ada Larch"
MENTOR: Final = "Helena Brandt"
UNLOCKED_BY: Final[Mapping[str, str]] = {
    LEADER: "harbour velvet ninety compass thaw",
    MENTOR: "orchard signal copper seventeen mist",
}
"""The passphrases of the throw-away vaults; README.txt says them too."""

_DIARY: Final = (
    (
        96,
        "22:10",
        "Second shift at Malmö starts *",
        "@operations",
        (
            "The first night ran without a stop. I stayed until two and was in the way.\n\n"
            "Ana ran it alone by midnight. Note to self: she was ready a year ago."
        ),
    ),
    (
        61,
        "21:35",
        "The price letter",
        "@pricing",
        (
            "Glacis cut three per cent. Everybody in the room wanted to follow and so did I. "
            "We hold through the quarter; if volume falls under four per cent we look again."
        ),
    ),
    (
        43,
        "23:05",
        "We said no to Antwerp",
        "@board",
        (
            "Cheap for a reason: the roof, and the union deal. Saying no took four minutes, "
            "finding out took four months."
        ),
    ),
    (
        28,
        "20:50",
        "ERP, again",
        "@operations",
        (
            "Month-end close is the risk, not the software. Moved the cut-over to April and told "
            "the team before the supplier."
        ),
    ),
    (
        14,
        "22:20",
        "Works council, second round",
        "@people",
        (
            "They asked for the night-shift numbers in writing. I promised Thursday. "
            "I should have brought them."
        ),
    ),
    (
        12,
        "07:40",
        "Glacis is hiring drivers in Antwerp",
        "@market",
        "Heard from two hauliers. Check against the Maasvlakte volumes.",
    ),
    (
        10,
        "21:15",
        "What I did not say to Marcus",
        "@candour",
        (
            "I let the silence do the work and it did the wrong work. He thinks that I have "
            "already signed."
        ),
    ),
    (
        7,
        "22:40",
        "I sell hardest when I am least sure *",
        "@candour",
        (
            "Third time this year: the more slides, the less I believe them. Fourteen slides on "
            "Rotterdam."
        ),
    ),
    (
        5,
        "23:30",
        "After the board dinner",
        "@board",
        (
            "Two directors asked the same question in different words: what if the landlord's "
            "second tenant is a story?"
        ),
    ),
)

DOUBT: Final[Mapping[str, str]] = {
    "statement": "The landlord's second tenant is a story told to raise the fee.\n\n"
    "Marcus heard of it from the agent only, and nobody has seen a name. If it is a story, we "
    "pay five months' rent for an empty hall.",
    "cost_if_true": "€1.4m in one quarter, and the chair will remember that I sold it.",
    "what_would_settle_it": "A name, or a letter of intent that the agent will show us.",
}

DECISION_TITLE: Final = "Offer the Rotterdam lease an early exit"
DECISION: Final[Mapping[str, JsonValue]] = {
    "problem": "The lease in Rotterdam runs fourteen more months. The landlord has a tenant "
    "waiting and asked whether we would leave early. Marcus would stay; Operations wants the "
    "newer site by summer.",
    "for_an_outsider": "Pay now to leave a warehouse early, or pay rent for one that we no "
    "longer need.",
    "leaning": "Early exit at a fee",
    "confidence": 7000,
    "biggest_doubt": "That the landlord's second tenant is a story told to raise the fee.",
    "stakes": 4,
    "reversibility": "one_way",
    "altitude": "strategic",
    "as_felt": "I want this over. I am tired of the hall and of explaining it.",
    "state_of_mind": {"energy": 2, "feelings": [{"word": "impatient", "intensity": 4}]},
    "drivers": [
        {"text": "Cash in the second quarter", "weight": 5},
        {"text": "One site through the peak", "weight": 4},
    ],
    "options": [
        {
            "title": "Stay to term",
            "description": "No cash out until January.",
            "good": ["No fee, no dispute"],
            "bad": ["Loses the Maasvlakte slot", "Two sites through the peak"],
            "rejected_because": "€3.1m for an empty hall",
        },
        {
            "title": "Early exit at a fee",
            "description": "Offer five months' rent, close by the end of February.",
            "good": ["Frees one team before summer", "Caps the exposure"],
            "bad": ["€1.4m in one quarter"],
        },
        {
            "title": "Sub-let",
            "description": "Find our own tenant for fourteen months.",
            "good": ["No cash out"],
            "bad": ["Slow; our name stays on it"],
        },
    ],
    "premortem": [
        {"text": "The tenant never existed and we paid for nothing.", "p": 2500},
        {"text": "Maasvlakte slips past the summer.", "p": 3000},
    ],
    "tags": ["rotterdam", "property"],
}

FORECASTS: Final = (
    ("The landlord accepts five months' rent or less", 96, {"p": 7000}),
    ("We sign Maasvlakte before the end of March", 127, {"p": 6000}),
    (
        "What does the exit cost, all in?",
        96,
        {"low": "1.2", "high": "1.7", "unit": "€m"},
    ),
)

AS_FELT: Final = (
    "I walked out angry. Marcus always goes quiet when money is on the table, and he did it in "
    "front of the chair. If I am honest I was relieved when Peter changed the subject."
)
AS_OBSERVED: Final = (
    "## What happened\n\n"
    "I presented the Rotterdam exit for nine minutes. Marcus asked nothing. The chair asked for "
    "the downside case; I answered with the upside again.\n\n"
    "## What I infer\n\n"
    "Marcus had not agreed to the fee range, and I did not ask him before the meeting."
)

ALIASES: Final = (("Marcus", "the CFO", "person"), ("Glacis", "the competitor", "company"))
QUOTED: Final = "The CFO heard of it from the agent only"
CHALLENGE: Final = (
    "Who gains if you believe it? The agent is paid on the fee. You have asked the landlord for "
    "proof and never the tenant. And you have not asked the CFO what he would need to see: he is "
    "silent because the number is yours, not his."
)
ANSWER: Final = (
    "You are right about the agent. I asked Marcus this morning; he wants a letter of intent "
    "before the offer, and so do I."
)
BECAUSE: Final = (
    "Capped exposure, and the offer is now conditional on a letter of intent by the tenant."
)
AMENDMENT: Final = "The agent named the tenant two days after we made the offer conditional."


def diary(today: date) -> str:
    """Return a jrnl file whose last pages are a few days old."""
    pages = [
        f"[{(today - timedelta(days=days)).isoformat()} {clock}] {title}\n{text}\n\n{tag}\n"
        for days, clock, title, tag, text in _DIARY
    ]
    return "\n".join(pages)


def day(today: date, days: int) -> str:
    """Return the ISO day that many days from today."""
    return (today + timedelta(days=days)).isoformat()
