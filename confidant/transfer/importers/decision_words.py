"""The words of decision records, in English and French, and what they mean here."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, TypeAlias

from confidant.records.decision import Status

Part: TypeAlias = Literal[
    "status",
    "context",
    "drivers",
    "options",
    "outcome",
    "consequences",
    "good_consequences",
    "bad_consequences",
    "confirmation",
    "pros_and_cons",
]
Sense: TypeAlias = Literal["good", "bad", "neutral"]

HEADINGS: Mapping[str, Part] = {
    "status": "status",
    "statut": "status",
    "context and problem statement": "context",
    "context": "context",
    "contexte et problematique": "context",
    "contexte": "context",
    "decision drivers": "drivers",
    "criteres de decision": "drivers",
    "considered options": "options",
    "options considered": "options",
    "options envisagees": "options",
    "decision outcome": "outcome",
    "decision": "outcome",
    "resultat de la decision": "outcome",
    "consequences": "consequences",
    "positive consequences": "good_consequences",
    "consequences positives": "good_consequences",
    "negative consequences": "bad_consequences",
    "consequences negatives": "bad_consequences",
    "confirmation": "confirmation",
    "validation": "confirmation",
    "pros and cons of the options": "pros_and_cons",
    "avantages et inconvenients des options": "pros_and_cons",
}
MORE: frozenset[str] = frozenset({"more information", "plus d information", "links", "liens"})
"""Headings that are known and have no field: their text is kept under them."""

STATUS_FIELDS = ("status", "statut")
MAKERS_FIELDS = ("decision-makers", "decision_makers", "decision makers", "deciders", "décideurs")
CONSULTED_FIELDS = ("consulted", "consultés")
INFORMED_FIELDS = ("informed", "informés")

DECISION_STATUSES: frozenset[str] = frozenset(
    {"proposed", "rejected", "accepted", "deprecated", "superseded"}
    | {"propose", "rejete", "accepte", "remplace"}
)
"""A front matter status that makes a note a decision record on its own."""

_STATUSES: Mapping[str, Status] = {
    "proposed": "pending",
    "propose": "pending",
    "proposee": "pending",
    "on hold": "pending",
    "draft": "pending",
    "brouillon": "pending",
    "pending": "pending",
    "en attente": "pending",
    "accepted": "decided",
    "accepte": "decided",
    "acceptee": "decided",
    "approved": "decided",
    "approuve": "decided",
    "approuvee": "decided",
    "adopted": "decided",
    "adopte": "decided",
    "adoptee": "decided",
    "decided": "decided",
    "rejected": "rejected",
    "rejete": "rejected",
    "rejetee": "rejected",
    "not taken": "not_taken",
    "deprecated": "closed",
    "obsolete": "closed",
    "closed": "closed",
    "reversed": "reversed",
    "superseded": "superseded",
    "superceded": "superseded",
    "replaced": "superseded",
    "remplace": "superseded",
    "remplacee": "superseded",
}
_PARTLY = re.compile(r"(?:partly|partially|partiellement)\s+(?:super[sc]eded|remplace)")
_CHOSEN = re.compile(
    r"(?:chosen option|option choisie|option retenue|decision)[ \t]*:[ \t]*", re.IGNORECASE
)
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "«": "»", "`": "`"}
_BECAUSE = re.compile(
    r"[\s,.:;–—-]*(?:because|parce que|parce qu['’]|car)\b[ \t]*(?:of\b)?", re.IGNORECASE
)
_SENSE = re.compile(
    r"[*_]{0,2}(good|bad|neutral|bon|bien|mauvais|neutre)[*_]{0,2}[ \t]*[,:]"
    r"[ \t]*(?:because\b|parce que\b|parce qu['’])?[ \t]*(?:of[ \t])?",
    re.IGNORECASE,
)
_SENSES: Mapping[str, Sense] = {
    "good": "good",
    "bon": "good",
    "bien": "good",
    "bad": "bad",
    "mauvais": "bad",
    "neutral": "neutral",
    "neutre": "neutral",
}
_SUPERSEDED_BY = re.compile(
    r"(?:super[sc]eded|replaced)\s+by\b|remplac[ée]e?\s+par\b", re.IGNORECASE
)
_SUPERSEDES = re.compile(r"\bsuper[sc]edes\b|\bremplace\b", re.IGNORECASE)


def folded(text: str) -> str:
    """Return words without accents, signs and case, as headings and statuses are compared."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", bare.casefold()).split())


def part_of(heading: str) -> Part | None:
    """Return which part of a decision record a heading begins."""
    return HEADINGS.get(folded(heading))


def status_of(written: str) -> tuple[Status | None, bool]:
    """Return the status that a text means, and whether it holds for a part only.

    None when the words are not known.
    """
    words = folded(written)
    if _PARTLY.match(words):
        return "decided", True
    for length in (2, 1):
        known = _STATUSES.get(" ".join(words.split()[:length]))
        if known is not None:
            return known, False
    return None, False


def is_status(written: str) -> bool:
    """Say whether a text is the word of a status and nothing more."""
    return folded(written) in _STATUSES


def chosen(outcome: str) -> tuple[str, str] | None:
    """Return the option that the text of an outcome names, and the text behind it."""
    match = _CHOSEN.match(outcome.lstrip("*_ \n"))
    if match is None:
        return None
    rest = outcome.lstrip("*_ \n")[match.end() :].lstrip("*_ ")
    closing = _QUOTES.get(rest[:1])
    if closing is not None:
        return _quoted(rest, closing)
    line, _, below = rest.partition("\n")
    because = _BECAUSE.search(line)
    end = because.start() if because else len(line.rstrip(" ."))
    return line[:end].strip(" *_"), f"{line[end:]}\n{below}"


def because(text: str) -> str:
    """Return a reason without the word that begins it."""
    match = _BECAUSE.match(text)
    return (text[match.end() :] if match else text.lstrip(" ,.:;\n")).strip()


def sense_of(item: str) -> tuple[Sense | None, str]:
    """Return whether a bullet is good, bad or neutral, and its text without that word."""
    match = _SENSE.match(item)
    if match is None or not item[match.end() :].strip():
        return None, item
    return _SENSES[match[1].casefold()], item[match.end() :].strip()


def superseded_by(status: str) -> str | None:
    """Return what stands behind *superseded by* in a status."""
    match = _SUPERSEDED_BY.search(status)
    return status[match.end() :].strip() if match else None


def supersedes(status: str) -> str | None:
    """Return what stands behind *supersedes* in a status."""
    match = _SUPERSEDES.search(status)
    return status[match.end() :].strip() if match else None


def _quoted(rest: str, closing: str) -> tuple[str, str] | None:
    """Return what stands between quotation marks; it may hold others of the same kind.

    The closing mark is the last one on the line before the reason, or the last one at all.
    """
    line, _, below = rest.partition("\n")
    reason = _BECAUSE.search(line, line.find(closing, 1))
    end = line.rfind(closing, 1, reason.start() if reason else len(line))
    end = line.rfind(closing, 1) if end < 1 else end
    if end < 1:
        return None
    return line[1:end].strip(), f"{line[end + 1 :]}\n{below}"
