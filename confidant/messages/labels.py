"""Words for the names that stand in records: kinds, fields, states, classifications."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

NAMED = frozenset(
    {"classification", "ceiling", "current", "wanted", "found", "kind", "field", "missing"}
)
"""Parameters whose value is a name from a record and not something that a person typed."""

LABELS: Mapping[str, str] = {
    "because": QT_TRANSLATE_NOOP("labels", "a reason"),
    "as_felt": QT_TRANSLATE_NOOP("labels", "as I feel it"),
    "as_observed": QT_TRANSLATE_NOOP("labels", "as an observer would put it"),
    "price_sensitive": QT_TRANSLATE_NOOP("labels", "price-sensitive"),
    "third_party": QT_TRANSLATE_NOOP("labels", "third-party"),
    "not_taken": QT_TRANSLATE_NOOP("labels", "not taken"),
    "decide_by": QT_TRANSLATE_NOOP("labels", "decide by"),
    "expires_on": QT_TRANSLATE_NOOP("labels", "expires on"),
    "resolve_by": QT_TRANSLATE_NOOP("labels", "resolve by"),
    "review_on": QT_TRANSLATE_NOOP("labels", "review on"),
    "what_would_settle_it": QT_TRANSLATE_NOOP("labels", "what would settle it"),
    "i_mentor": QT_TRANSLATE_NOOP("labels", "I mentor them"),
    "my_mentor": QT_TRANSLATE_NOOP("labels", "my mentor"),
}


def label(name: str) -> str:
    """Return the words for a name in a record; an unlisted name with its underscores opened."""
    return LABELS.get(name, name.replace("_", " "))
