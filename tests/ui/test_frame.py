"""The frame of a place is drawn in blue, in amber over another signature; the look is drawn within."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QColor, QImage, QPainter

from tests.ui import samples
from ui.pages.frame import AMBER, paint_frame, paint_hit, paint_look
from ui.pages.geometry import Box, Covered
from ui.theme.current import tokens

BOX = Box(60, 40, 120, 60)


def colours(covered: Covered = "", *, look: bool = False) -> Counter[str]:
    image = QImage(240, 160, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    if look:
        paint_look(painter, BOX, QImage.fromData(samples.signature_png()), ("Trần Minh Đức", "Phó Chủ tịch"))
    else:
        paint_frame(painter, BOX, covered, movable=True)
    painter.end()
    return Counter(QColor(image.pixel(x, y)).name().upper() for x in range(240) for y in range(160))


def test_frame_is_drawn_in_the_colour_of_marks() -> None:
    assert colours()[tokens().mark.upper()] > 50


def test_frame_that_covers_something_is_amber() -> None:
    assert colours("words")[AMBER.upper()] > 50


def test_look_is_drawn_within_the_place() -> None:
    assert len(colours(look=True)) > 5


def test_current_hit_has_an_edge_of_its_own() -> None:
    image = QImage(240, 160, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint_hit(painter, BOX, is_current=True)
    painter.end()
    assert QColor(image.pixel(round(BOX.x + 40), round(BOX.y - 1.5))).red() < 220
