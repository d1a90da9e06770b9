"""An icon that stands by itself."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.widgets.glyph import Glyph


def test_glyph_changes_its_picture(qtbot: QtBot) -> None:
    glyph = Glyph("eye", "success_text")
    qtbot.addWidget(glyph)
    before = glyph.grab().toImage()
    glyph.show_icon("eye-slash", "warning_text")
    assert glyph.grab().toImage() != before
