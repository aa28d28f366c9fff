"""The palette: what style sheets do not reach (item views, text selections, native dialogs)."""

from PySide6.QtGui import QColor, QPalette

from confidant.ui.theme.tokens import Tokens


def palette_of(tokens: Tokens) -> QPalette:
    """Return the palette of a theme."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: tokens.surface,
        roles.WindowText: tokens.ink,
        roles.Base: tokens.raised,
        roles.AlternateBase: tokens.surface,
        roles.ToolTipBase: tokens.raised,
        roles.ToolTipText: tokens.ink,
        roles.PlaceholderText: tokens.placeholder,
        roles.Text: tokens.ink,
        roles.Button: tokens.raised,
        roles.ButtonText: tokens.ink,
        roles.BrightText: tokens.danger,
        roles.Highlight: tokens.accent,
        roles.HighlightedText: tokens.accent_ink,
        roles.Link: tokens.accent,
        roles.LinkVisited: tokens.accent,
        roles.Accent: tokens.accent,
        roles.Light: tokens.raised,
        roles.Midlight: tokens.surface,
        roles.Mid: tokens.line,
        roles.Dark: tokens.line_strong,
        roles.Shadow: tokens.line_strong,
    }
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return palette
