"""Seeded corpora: entries of about 2.2 KB whose words follow Zipf's law, as in real diaries.

The same seed gives the same entries on every machine, so that two runs compare the same work.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

VOCABULARY = 30_000
WORDS_PER_ENTRY = 360
FIRST_DAY = date(1995, 1, 1)
TAGS = ("board", "board/remuneration", "cfo", "hiring", "pricing", "strategy", "family", "health")
# Query words by rank: a common word stands in nearly every entry, a rare one in a handful.
COMMON_RANK, MIDDLE_RANK, RARE_RANK = 3, 900, 28_000


@dataclass(frozen=True)
class SampleEntry:
    """One entry: its day, title, text of about 2.2 KB, and tags."""

    day: date
    title: str
    text: str
    tags: tuple[str, ...]


class Corpus:
    """Makes sample entries and knows which words are rare in them."""

    def __init__(self, size: int, seed: int = 20261124) -> None:
        """Prepare `size` entries; nothing is made before it is iterated."""
        self.size = size
        self._random = random.Random(seed)
        self._words = _vocabulary(self._random)
        weights = [1 / (rank + 2.7) for rank in range(VOCABULARY)]
        self._cumulative = list(accumulate(weights))

    def __iter__(self) -> Iterator[SampleEntry]:
        """Yield the entries, oldest day first, up to three on a day."""
        day = FIRST_DAY
        for number in range(self.size):
            if number and self._random.random() < 0.7:  # noqa: PLR2004 -- seven days in ten
                day += timedelta(days=1)
            yield self._entry(day)

    def word(self, rank: int) -> str:
        """Return the word of that frequency rank, 0 the most frequent."""
        return self._words[rank]

    def queries(self) -> dict[str, str]:
        """Return the ten query shapes of the performance bar."""
        common, middle, rare = (self.word(r) for r in (COMMON_RANK, MIDDLE_RANK, RARE_RANK))
        return {
            "rare word": rare,
            "middling word": middle,
            "common word": common,
            "two words": f"{middle} {common}",
            "two common words": f"{common} {self.word(COMMON_RANK + 1)}",
            "three letters": common[:3],
            "four letters": middle[:4],
            "phrase": f'"{common} {self.word(COMMON_RANK + 1)}"',
            "nothing found": "zzyzxqueue",
            "two letters": common[:2],
        }

    def _entry(self, day: date) -> SampleEntry:
        words = self._random.choices(self._words, cum_weights=self._cumulative, k=WORDS_PER_ENTRY)
        sentences = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
        text = "\n\n".join(
            ". ".join(s.capitalize() for s in sentences[at : at + 5]) + "."
            for at in range(0, len(sentences), 5)
        )
        title = " ".join(self._random.choices(self._words, cum_weights=self._cumulative, k=5))
        count = self._random.randrange(3)
        return SampleEntry(
            day, title.capitalize(), text, tuple(sorted(self._random.sample(TAGS, count)))
        )


def _vocabulary(source: random.Random) -> list[str]:
    consonants, vowels = "bcdfghklmnprstvw", "aeiou"
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        syllables = 1 + min(3, len(words) // 2_000)
        word = "".join(
            source.choice(consonants) + source.choice(vowels) for _ in range(syllables)
        ) + source.choice(consonants)
        words.setdefault(word + (source.choice(vowels) if word in words else ""))
    return list(words)
