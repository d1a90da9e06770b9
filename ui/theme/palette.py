"""The Fusion palette made from the table of colours. Follows the table alone; sets no widget's own colours."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Tokens


def palette(tokens: Tokens) -> QPalette:
    """A whole QPalette: every role that Fusion paints with, and the disabled ones."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, tokens.surface),
        (role.WindowText, tokens.text),
        (role.Base, tokens.raised),
        (role.AlternateBase, tokens.sunken),
        (role.Text, tokens.text),
        (role.Button, tokens.raised),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.danger_text),
        (role.Highlight, tokens.primary),
        (role.HighlightedText, tokens.on_primary),
        (role.Link, tokens.link),
        (role.LinkVisited, tokens.link),
        (role.ToolTipBase, tokens.nav),
        (role.ToolTipText, tokens.nav_text),
        (role.PlaceholderText, tokens.muted),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.sunken),
        (role.Mid, tokens.border),
        (role.Dark, tokens.outline),
        (role.Shadow, tokens.shadow),
        (role.Accent, tokens.primary),
    ):
        made.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return made
