"""Words for what a record may not say."""

from collections.abc import Mapping

from confidant.messages.marker import QT_TRANSLATE_NOOP

SENTENCES: Mapping[str, tuple[str, str]] = {
    "canon": (
        QT_TRANSLATE_NOOP("messages", "The data is not written the way Confidant writes it."),
        QT_TRANSLATE_NOOP("messages", "It was not accepted; ask for it again."),
    ),
    "manifest-schema": (
        QT_TRANSLATE_NOOP("messages", "The contents do not follow Confidant's rules."),
        QT_TRANSLATE_NOOP("messages", "Nothing was taken in; ask the sender to send it again."),
    ),
    "invalid-value": (
        QT_TRANSLATE_NOOP("messages", "The field “{field}” does not take that: {hint}."),
        QT_TRANSLATE_NOOP("messages", "Change it and try again."),
    ),
    "unknown-field": (
        QT_TRANSLATE_NOOP("messages", "This kind of record has no field “{field}”."),
        QT_TRANSLATE_NOOP("messages", "Choose one of the fields that it has."),
    ),
    "unknown-day": (
        QT_TRANSLATE_NOOP("messages", "There is no such day: “{day}”."),
        QT_TRANSLATE_NOOP("messages", "Write days as year-month-day, like 2026-02-28."),
    ),
    "empty-record": (
        QT_TRANSLATE_NOOP("messages", "There is nothing to keep: no title and no text."),
        QT_TRANSLATE_NOOP("messages", "Write at least one line."),
    ),
    "sealed-field": (
        QT_TRANSLATE_NOOP("messages", "“{field}” was sealed on deciding and stays as it was."),
        QT_TRANSLATE_NOOP("messages", "Add an amendment; later thoughts have their own place."),
    ),
    "transition": (
        QT_TRANSLATE_NOOP("messages", "A record that is {current} cannot become {wanted}."),
        QT_TRANSLATE_NOOP("messages", "Look at its status, or write a new record."),
    ),
    "option-unknown": (
        QT_TRANSLATE_NOOP("messages", "The decision lists no option “{option}”."),
        QT_TRANSLATE_NOOP("messages", "Choose one that it lists, or add it first."),
    ),
    "not-decidable": (
        QT_TRANSLATE_NOOP("messages", "The decision lacks something: {missing}."),
        QT_TRANSLATE_NOOP("messages", "Add it and try again."),
    ),
    "already-sealed": (
        QT_TRANSLATE_NOOP("messages", "That record is sealed already."),
        QT_TRANSLATE_NOOP("messages", "Add an amendment instead."),
    ),
    "resolution": (
        QT_TRANSLATE_NOOP("messages", "That does not resolve this forecast: {hint}."),
        QT_TRANSLATE_NOOP(
            "messages", "Resolve it with yes, no, one of its options, a number or ambiguous."
        ),
    ),
    "already-resolved": (
        QT_TRANSLATE_NOOP("messages", "That forecast has been resolved already."),
        QT_TRANSLATE_NOOP("messages", "Write the correction as its lesson."),
    ),
    "id": (
        QT_TRANSLATE_NOOP("messages", "“{text}” is not an id."),
        QT_TRANSLATE_NOOP("messages", "Give at least four of its 26 letters and digits."),
    ),
}
