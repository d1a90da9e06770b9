"""Dresses the application: Fusion, palette, face, the one sheet; follows the system's scheme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.theme.current import CURRENT
from ui.theme.fonts import interface
from ui.theme.palette import palette
from ui.theme.sheet import sheet
from ui.theme.tokens import TABLE, Scheme


def system_scheme(application: QApplication) -> Scheme:
    """What the system asks for; offscreen and bare X say nothing, which means light."""
    dark = application.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def set_face(application: QApplication) -> None:
    """Choose style and face. Before any widget is made: many derive a face of their own from it."""
    application.setStyle("Fusion")
    application.setFont(interface())


def dress(application: QApplication, scheme: Scheme) -> None:
    """Put the whole application into one theme, at start and whenever the choice changes."""
    colours = TABLE[scheme]
    set_face(application)
    application.setPalette(palette(colours))
    application.setStyleSheet(sheet(colours))
    CURRENT.choose(scheme)


def follow_system(application: QApplication) -> None:
    """Dress now and again each time the system's scheme changes."""
    dress(application, system_scheme(application))
    application.styleHints().colorSchemeChanged.connect(_redress)


def _redress() -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    dress(application, system_scheme(application))
