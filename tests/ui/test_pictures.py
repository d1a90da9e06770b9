"""A few page pictures are kept; the sharp one wins, an old one serves until it is there."""

from __future__ import annotations

from PySide6.QtGui import QColor

from ui.pages.pictures import PICTURES_MAX, Pictures, picture


def test_bytes_become_the_colour_that_was_drawn() -> None:
    made = picture(2, 1, bytes([0x11, 0x22, 0x33, 0, 0xFF, 0xFF, 0xFF, 0]))
    assert QColor(made.pixel(0, 0)).name() == "#332211"


def test_old_width_serves_until_the_sharp_one_is_there() -> None:
    kept = Pictures()
    kept.put(0, 100, picture(1, 1, bytes(4)))
    assert kept.best(0, 200)[0] is not None
    assert kept.best(0, 200)[1] is False
    assert kept.best(0, 100)[1] is True
    assert kept.best(1, 100) == (None, False)


def test_longest_unused_pictures_are_forgotten() -> None:
    kept = Pictures()
    for page in range(PICTURES_MAX + 3):
        kept.put(page, 100, picture(1, 1, bytes(4)))
    assert kept.best(0, 100)[0] is None
    assert kept.best(PICTURES_MAX + 2, 100)[0] is not None
    kept.clear()
    assert kept.best(PICTURES_MAX + 2, 100)[0] is None
