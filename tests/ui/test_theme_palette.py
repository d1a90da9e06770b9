"""Every role that Fusion paints with comes from the table."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from ui.theme.palette import palette
from ui.theme.tokens import SCHEMES, TABLE, Scheme, contrast


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_of_the_palette_stands_out(scheme: Scheme) -> None:
    made, role = palette(TABLE[scheme]), QPalette.ColorRole
    for ink, ground in ((role.WindowText, role.Window), (role.Text, role.Base), (role.HighlightedText, role.Highlight)):
        assert contrast(made.color(ink).name(), made.color(ground).name()) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_disabled_words_can_still_be_read(scheme: Scheme) -> None:
    made = palette(TABLE[scheme])
    words = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name()
    assert contrast(words, made.color(QPalette.ColorRole.Base).name()) >= 4.5
