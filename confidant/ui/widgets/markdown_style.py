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
_QUOTE_LEVEL: Final = QTextBlockFormat.Property.BlockQuoteLevel.value


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
    heading = block.blockFormat().headingLevel() > 0
    quoted = int(block.blockFormat().property(_QUOTE_LEVEL) or 0) > 0
    cursor.setPosition(block.position())
    cursor.mergeBlockFormat(_margins(block, heading=heading))
    changes = []
    if heading:
        changes.append((block.position(), block.length() - 1, _heading_format()))
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        added = _words_format(fragment.charFormat(), role, quoted=quoted)
        if added.propertyCount():
            changes.append((fragment.position(), fragment.length(), added))
        fragments += 1
    for start, length, added in changes:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(added)


def _words_format(present: QTextCharFormat, role: Role, *, quoted: bool) -> QTextCharFormat:
    look = theme.current()
    added = QTextCharFormat()
    if present.fontWeight() > SEMIBOLD:
        added.setFontWeight(QFont.Weight(SEMIBOLD))
    if quoted:
        added.setFontItalic(True)
        added.setForeground(look.colour("ink_muted"))
    if present.isAnchor():
        added.setForeground(look.colour("accent"))
    if present.fontFixedPitch():
        added.setFontFamilies(look.font(role).families())
        added.setForeground(look.colour("ink_muted"))
    return added


def _margins(block: QTextBlock, *, heading: bool) -> QTextBlockFormat:
    look = theme.current()
    margins = QTextBlockFormat()
    first = block.blockNumber() == 0
    margins.setTopMargin(look.px(12) if heading and not first else 0)
    margins.setBottomMargin(look.px(2 if heading or block.textList() is not None else 8))
    return margins


def _heading_format() -> QTextCharFormat:
    result = QTextCharFormat()
    result.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
    result.setFont(
        theme.current().font(Role.TEXT_HEADING),
        QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll,
    )
    return result
