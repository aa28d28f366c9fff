"""Choices that every record offers."""

from PySide6.QtCore import QCoreApplication


def classifications() -> tuple[tuple[str, str], ...]:
    """Return (value, words) of the classifications, none first."""
    translate = QCoreApplication.translate
    return (
        ("", translate("RecordChoices", "Not classified")),
        ("personal", translate("RecordChoices", "Personal")),
        ("confidential", translate("RecordChoices", "Confidential")),
        ("price_sensitive", translate("RecordChoices", "Price-sensitive")),
        ("privileged", translate("RecordChoices", "Privileged")),
        ("third_party", translate("RecordChoices", "Third-party")),
    )
