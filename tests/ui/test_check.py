"""The whole line of a tick box answers, and the box says whether it is on by more than colour."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.widgets.check import Check


def test_click_on_the_words_ticks(qtbot: QtBot) -> None:
    box = Check("Gắn dấu thời gian (TSA)", "tsa")
    qtbot.addWidget(box)
    box.resize(box.sizeHint())
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 10, box.height() // 2))
    assert box.isChecked()


def test_ticked_box_is_drawn_differently(qtbot: QtBot) -> None:
    box = Check("Đồng ý", "yes")
    qtbot.addWidget(box)
    off = box.grab().toImage()
    box.setChecked(True)
    assert box.grab().toImage() != off


def test_words_fit_their_hint(qtbot: QtBot) -> None:
    box = Check("Chuyển văn thư phát hành sau khi ký", "after")
    qtbot.addWidget(box)
    assert box.sizeHint().width() > box.fontMetrics().horizontalAdvance(box.text())
