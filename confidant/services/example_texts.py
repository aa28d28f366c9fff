"""What stands in an example vault beside the demo's story. Nobody in it exists.

Days count from the day on which the vault is made: negative ones are behind.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from confidant.records.canonical import JsonValue
from confidant.records.response import ResponseForm


class Page(NamedTuple):
    """An entry: days ago, title, text, genre, tags, starred."""

    ago: int
    title: str
    text: str
    genre: str = "reflection"
    tags: tuple[str, ...] = ()
    starred: bool = False


class Felt(NamedTuple):
    """An entry in two passes."""

    ago: int
    title: str
    felt: str
    observed: str
    tags: tuple[str, ...] = ()


PAGES: Final = (
    Page(
        2,
        "After the board dinner",
        "Two directors asked the same question in different words: what if the landlord's second "
        "tenant is a story?",
        "meeting",
        ("board", "rotterdam"),
    ),
    Page(
        4,
        "I sell hardest when I am least sure",
        "Third time this year: the more slides, the less I believe them. Fourteen slides on "
        "Rotterdam, three on the merger.",
        "insight",
        ("candour",),
        starred=True,
    ),
    Page(6, "Works council, second round", "They want the night-shift numbers in writing. "
         "I promised Thursday. I should have brought them.", "meeting", ("people",)),
    Page(9, "Glacis is hiring drivers in Antwerp", "Heard from two hauliers. Check against the "
         "Maasvlakte volumes.", "quick", ("market",)),
    Page(15, "ERP, again", "Month-end close is the risk, not the software. Moved the cut-over to "
         "April and told the team before the supplier.", tags=("operations",)),
    Page(22, "Ana after one year", "She runs the second shift alone. I still copy myself into "
         "her mails. Stop that this week.", tags=("people",)),
    Page(30, "We said no to Antwerp", "Cheap for a reason: the roof, and the union deal. Saying "
         "no took four minutes, finding out took four months.", tags=("board",), starred=True),
    Page(47, "The price letter", "Glacis cut three per cent. Everybody in the room wanted to "
         "follow and so did I. We hold through the quarter.", tags=("pricing",)),
    Page(68, "Second shift at Malmö starts", "The first night ran without a stop. I stayed until "
         "two and was in the way.", tags=("operations",)),
)  # fmt: skip

SECOND_FELT: Final = Felt(
    18,
    "The call with the bank",
    "I hate asking. I talked for ten minutes so that I would not have to hear a no.",
    "The bank asked twice for the covenant forecast. I answered with the order book. Peter sent "
    "the forecast afterwards; they replied within the hour.",
    ("finance",),
)


class Unsure(NamedTuple):
    """A doubt: days ago, statement, intensity, cost, what settles it, days until it expires."""

    ago: int
    statement: str
    intensity: int
    cost: str
    settles: str
    expires: int


STALE: Final = (
    Unsure(
        40,
        "Nobody tells me when a project is late until it is lost.",
        4,
        "A second Malmö, found out in the last week.",
        "Ask three project leads, without their managers, for the date they believe.",
        -12,
    ),
    Unsure(
        25,
        "The new head of sales is liked and does not sell.",
        3,
        "A year of pipeline that never closes.",
        "Closed orders of the quarter against the same quarter last year.",
        -3,
    ),
)
OPEN: Final = Unsure(
    8,
    "I keep the ERP team together because I like them.",
    2,
    "Two salaries, and an honest answer to the one who asked.",
    "Would I hire each of them today?",
    21,
)
CARRIED: Final = (
    Unsure(
        60,
        "The founder's family will not vote for the merger.",
        3,
        "Eight months of work.",
        "The family day in spring.",
        30,
    ),
    "They decide when they meet, not before; asking now would harden them.",
    90,
)
SETTLED: Final = (
    Unsure(
        75,
        "The second shift cannot run without me.",
        5,
        "I stay in Malmö and nothing else moves.",
        "Two weeks away from it.",
        -40,
    ),
    "Two weeks, no stop, and a better yield than before.",
)


class Question(NamedTuple):
    """A decision: days ago, title, fields, days until it is to be decided."""

    ago: int
    title: str
    fields: Mapping[str, JsonValue]
    decide_in: int


PENDING: Final = Question(
    5,
    "Who runs the Nordics after Lena?",
    {
        "problem": "Lena leaves in summer. Ana knows the sites, Henrik knows the customers.",
        "leaning": "Ana, with Henrik as her deputy",
        "confidence": 6000,
        "biggest_doubt": "That Henrik leaves when he hears it.",
        "stakes": 4,
        "reversibility": "two_way",
        "altitude": "strategic",
        "options": [
            {"title": "Ana, with Henrik as her deputy", "good": ["She is ready"]},
            {"title": "Henrik", "good": ["Customers stay calm"], "bad": ["Ana leaves"]},
            {"title": "Somebody from outside", "bad": ["Nine months until it works"]},
        ],
        "tags": ["people"],
    },
    23,
)
SEALED: Final = (
    Question(
        47,
        "Follow the price cut of Glacis",
        {
            "problem": "Glacis cut three per cent in all regions. Sales wants to follow today.",
            "leaning": "Hold through the quarter",
            "confidence": 6500,
            "biggest_doubt": "That volume does not come back once it is gone.",
            "stakes": 3,
            "reversibility": "two_way",
            "options": [
                {"title": "Follow at once", "bad": ["€0.9m a quarter"]},
                {"title": "Hold through the quarter", "good": ["Buys time to see the volumes"]},
            ],
            "tags": ["pricing"],
        },
        -40,
    ),
    "Hold through the quarter",
    "Nobody has shown that a customer moved. If volume falls by four per cent, we look again.",
    "Volume fell by 1.2 per cent in the quarter.",
)

SINGLE_FORECASTS: Final = (
    (50, "Volume falls by more than four per cent this quarter", -5, 3000, "no",
     "I feared the price more than the customers did."),
    (20, "The works council signs before the end of the month", 12, 5500, None, None),
)  # fmt: skip

RESPONSES: Final[tuple[tuple[ResponseForm, str], ...]] = (
    ("affirm", "Waiting for the letter of intent costs you nothing. Good."),
    (
        "ask",
        (
            "What would you advise a colleague who had a leaning, 70 per cent and a tired first "
            "sentence?"
        ),
    ),
)
