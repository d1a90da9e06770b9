"""Which faces the window is set in: Inter or the system's interface face, and the Times-metric face of documents.

Faces come from the system; none is carried along. Sizes are logical pixels, so that a scale of 150 % scales them.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

INTERFACE_FACES = ("Inter", "Segoe UI Variable Text", "Segoe UI", "Noto Sans", "DejaVu Sans")
DOCUMENT_FACES = ("Times New Roman", "Liberation Serif", "Tinos")

SIZE_TINY = 11
SIZE_SMALL = 12
SIZE_BODY = 13
SIZE_LEAD = 14
SIZE_TITLE = 16
SIZE_HEAD = 19


@cache
def _first_of(faces: tuple[str, ...]) -> str:
    have = set(QFontDatabase.families())
    return next((face for face in faces if face in have), QFont().defaultFamily())


def interface_face() -> str:
    """The first interface face that this machine has."""
    return _first_of(INTERFACE_FACES)


def document_face() -> str:
    """The first Times-metric face that this machine has."""
    return _first_of(DOCUMENT_FACES)


@cache
def interface(size: int = SIZE_BODY, weight: int = QFont.Weight.Normal.value) -> QFont:
    """The interface face in logical pixels; kept, for making a font costs more than painting with it."""
    font = QFont(interface_face())
    font.setPixelSize(size)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def medium(size: int = SIZE_BODY) -> QFont:
    """Labels that carry weight."""
    return interface(size, QFont.Weight.Medium.value)


def strong(size: int = SIZE_BODY) -> QFont:
    """Titles."""
    return interface(size, QFont.Weight.DemiBold.value)
