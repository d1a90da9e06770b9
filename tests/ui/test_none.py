"""Trap no. 1 of the binding: a release that loses references of None crashes Python 3.11 after some thousand calls."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QImage, QPainter


def test_binding_keeps_the_references_of_none() -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    colour = QColor("#123456")
    before = sys.getrefcount(None)
    for _ in range(300):
        painter.setPen(colour)
    after = sys.getrefcount(None)
    painter.end()
    assert after >= before - 5
