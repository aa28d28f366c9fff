"""Gives a rendered Markdown document the faces and weights of the theme."""

from typing import Final

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from confidant.ui import theme
from confidant.ui.theme import Role
from confidant.ui.theme.typography import SEMIBOLD

_PERCENT: Final = 114


def style_document(document: QTextDocument, role: Role) -> None:
    """Set line height, headings in Sans 18/600, bold as 600, links in accent."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    cursor.select(QTextCursor.SelectionType.Document)
    spaced = QTextBlockFormat()
    spaced.setLineHeight(_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    cursor.mergeBlockFormat(spaced)
    block = document.begin()
    while block.isValid():
        _style_block(cursor, block, role)
        block = block.next()
    cursor.endEditBlock()


def _style_block(cursor: QTextCursor, block: QTextBlock, role: Role) -> None:
    look = theme.current()
    heading = block.blockFormat().headingLevel() > 0
    changes = []
    if heading:
        changes.append((block.position(), block.length() - 1, _heading_format()))
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        added = QTextCharFormat()
        if fragment.charFormat().fontWeight() > SEMIBOLD:
            added.setFontWeight(QFont.Weight(SEMIBOLD))
        if fragment.charFormat().isAnchor():
            added.setForeground(look.colour("accent"))
        if fragment.charFormat().fontFixedPitch():
            added.setFontFamilies(look.font(role).families())
            added.setForeground(look.colour("ink_muted"))
        if added.propertyCount():
            changes.append((fragment.position(), fragment.length(), added))
        fragments += 1
    for start, length, added in changes:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(added)


def _heading_format() -> QTextCharFormat:
    result = QTextCharFormat()
    result.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
    result.setFont(
        theme.current().font(Role.TEXT_HEADING),
        QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll,
    )
    return result
