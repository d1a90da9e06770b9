"""A chip is as wide as its word; an empty one hides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.chips import PADDING, ChipLabel, chip_width


def test_chip_is_as_wide_as_its_word(qtbot: QtBot) -> None:
    assert chip_width("Hạn hôm nay") > chip_width("Hạn") > 2 * PADDING
    chip = ChipLabel("Hạn hôm nay", "danger")
    qtbot.addWidget(chip)
    assert chip.sizeHint().width() >= chip_width("Hạn hôm nay")


def test_chip_without_a_word_hides_and_a_new_word_shows_it(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chip = ChipLabel()
    chip.setParent(parent)
    assert chip.isHidden()
    chip.show_chip("Quá hạn 3 ngày", "danger")
    assert not chip.isHidden()
    assert chip.accessibleName() == chip.text() == "Quá hạn 3 ngày"
    assert not chip.grab().isNull()
