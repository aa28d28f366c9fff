"""The no-op that marks a sentence for translation."""


def QT_TRANSLATE_NOOP(_context: str, sentence: str) -> str:  # noqa: N802 - the name that lupdate looks for
    """Return `sentence` unchanged; lupdate finds the call, the window translates on display."""
    return sentence
