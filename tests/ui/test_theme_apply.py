"""The application is dressed whole, and follows the system until told otherwise."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.apply import dress, system_scheme
from ui.theme.current import tokens
from ui.theme.tokens import TABLE


def test_dress_changes_palette_sheet_and_colours_together(qapp: QApplication) -> None:
    dress(qapp, "dark")
    dark = qapp.palette().color(QPalette.ColorRole.Window).name().upper(), qapp.styleSheet()
    assert dark[0] == TABLE["dark"].surface
    assert tokens() == TABLE["dark"]
    dress(qapp, "light")
    assert qapp.styleSheet() != dark[1]
    assert tokens() == TABLE["light"]


def test_style_is_the_one_drawn_alike_everywhere(qapp: QApplication) -> None:
    dress(qapp, "light")
    assert "fusion" in qapp.style().metaObject().className().lower() or qapp.styleSheet()


def test_system_that_says_nothing_means_light(qapp: QApplication) -> None:
    assert system_scheme(qapp) in {"light", "dark"}
