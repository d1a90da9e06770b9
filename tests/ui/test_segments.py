"""Exactly one of a few is on."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.segments import Segments

CHOICES = (("image", "Ảnh chữ ký"), ("both", "Ảnh + thông tin"), ("lines", "Chỉ thông tin"))


def test_choice_is_told_and_the_others_go_off(qtbot: QtBot) -> None:
    segments = Segments("look", "Mẫu chữ ký")
    qtbot.addWidget(segments)
    segments.show_choices(CHOICES, "image")
    with qtbot.waitSignal(segments.chosen) as told:
        segments.findChild(QPushButton, "look_both").click()  # type: ignore[union-attr]
    assert told.args == ["both"]
    assert segments.chosen_key() == "both"
    assert [b.isChecked() for b in segments.findChildren(QPushButton)].count(True) == 1


def test_other_choices_take_the_place_of_the_first(qtbot: QtBot) -> None:
    segments = Segments("look", "Mẫu chữ ký")
    qtbot.addWidget(segments)
    segments.show_choices(CHOICES, "both")
    segments.show_choices(CHOICES[2:], "lines")
    assert segments.chosen_key() == "lines"
