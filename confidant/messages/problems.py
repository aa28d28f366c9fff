"""Words for what did not come over as it stood when something was imported."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

PROBLEMS: Mapping[str, str] = {
    "attachment-limit": QT_TRANSLATE_NOOP(
        "problems", "more than {count} attachments; the rest stayed where they are"
    ),
    "attachment-missing": QT_TRANSLATE_NOOP("problems", "names a file that is not there: {file}"),
    "attachment-outside": QT_TRANSLATE_NOOP(
        "problems", "names a file outside the source, which was not read: {file}"
    ),
    "attachment-too-large": QT_TRANSLATE_NOOP(
        "problems", "names a file over {limit} MiB, which stayed where it is: {file}"
    ),
    "blank-day": QT_TRANSLATE_NOOP("problems", "blank; skipped"),
    "date-ambiguous": QT_TRANSLATE_NOOP(
        "problems", "a date that could be two days; the format can be given"
    ),
    "date-order-assumed": QT_TRANSLATE_NOOP(
        "problems", "dates could be read two ways; read as {order}, unless the format is given"
    ),
    "date-unreadable": QT_TRANSLATE_NOOP(
        "problems", "a date that cannot be read; none was made up"
    ),
    "empty-entry": QT_TRANSLATE_NOOP("problems", "an entry without words; skipped"),
    "entry-invalid": QT_TRANSLATE_NOOP("problems", "an entry that cannot be read; skipped"),
    "file-not-read": QT_TRANSLATE_NOOP("problems", "of no format that is read here; skipped"),
    "file-not-text": QT_TRANSLATE_NOOP("problems", "not UTF-8 text; skipped"),
    "front-matter-invalid": QT_TRANSLATE_NOOP(
        "problems", "the block of fields at its head cannot be read; kept as text"
    ),
    "headings-unknown": QT_TRANSLATE_NOOP(
        "problems", "headings that no decision record has; kept as text"
    ),
    "index-page": QT_TRANSLATE_NOOP("problems", "a page about the others; not a decision"),
    "link-not-followed": QT_TRANSLATE_NOOP("problems", "a link to another place; not followed"),
    "link-unresolved": QT_TRANSLATE_NOOP("problems", "names a record that is not in the source"),
    "list-joined": QT_TRANSLATE_NOOP("problems", "a list too long for its field; joined"),
    "status-missing": QT_TRANSLATE_NOOP("problems", "no status; filed as pending"),
    "status-partly": QT_TRANSLATE_NOOP("problems", "its status says “partly”; kept as text"),
    "status-unknown": QT_TRANSLATE_NOOP("problems", "a status that is not known; filed as pending"),
    "tags-moved": QT_TRANSLATE_NOOP(
        "problems", "more tags than a record has; the rest is in its text"
    ),
    "template": QT_TRANSLATE_NOOP("problems", "a template with places to fill; not a decision"),
    "text-before-first-entry": QT_TRANSLATE_NOOP(
        "problems", "text before the first dated entry; not taken over"
    ),
    "text-split": QT_TRANSLATE_NOOP("problems", "too long for one record; split in {count}"),
    "title-cut": QT_TRANSLATE_NOOP("problems", "its title is too long; the whole is in its text"),
}
"""Code → what a person reads after the name of the file."""


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


def problem(code: str, params: Mapping[str, str | int]) -> str:
    """Return the words for a problem."""
    words = PROBLEMS.get(code, code.replace("-", " "))
    return words.format_map(_Params({name: str(value) for name, value in params.items()}))
