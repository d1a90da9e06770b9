"""Pickers of one, of many and of a day."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.samples import PEOPLE
from ui.widgets.fields import DayField, ManyPicker, Picker, choice_words


def test_choice_stands_there_with_its_detail() -> None:
    assert choice_words(PEOPLE[1]) == "Nguyễn Thu Hà · Trưởng phòng · Phòng Tổng hợp"


def test_many_are_ticked_by_click_and_by_key(qtbot: QtBot) -> None:
    picker = ManyPicker(PEOPLE, ("an",))
    qtbot.addWidget(picker)
    picker.show()
    area = picker.visualItemRect(picker.item(1))
    qtbot.mouseClick(picker.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert picker.chosen() == ("an", "ha")
    qtbot.mouseClick(picker.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert picker.chosen() == ("an",)
    picker.tick("tuan")
    assert picker.chosen() == ("an", "tuan")


def test_one_of_several_and_a_day_are_painted(qtbot: QtBot) -> None:
    for field in (Picker(), DayField()):
        qtbot.addWidget(field)
        assert not field.grab().isNull()
    assert DayField().displayFormat() == "dd/MM/yyyy"
