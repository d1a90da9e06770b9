"""Where nothing is to show stands why, and the next step when there is one."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.empty import Empty


def test_next_step_is_told(qtbot: QtBot) -> None:
    empty = Empty("nothing")
    qtbot.addWidget(empty)
    empty.resize(300, 300)
    empty.say("tray", "Không có văn bản nào chờ bạn", "Bộ lọc che 12 văn bản.", "Bỏ lọc")
    assert empty.accessibleName() == "Không có văn bản nào chờ bạn Bộ lọc che 12 văn bản."
    with qtbot.waitSignal(empty.pressed):
        empty.findChild(QPushButton, "nothing_next").click()  # type: ignore[union-attr]
    assert not empty.grab().isNull()


def test_without_a_next_step_there_is_no_button(qtbot: QtBot) -> None:
    empty = Empty("nothing")
    qtbot.addWidget(empty)
    empty.say("tray", "Chưa có gì")
    assert empty.findChild(QPushButton, "nothing_next").isHidden()  # type: ignore[union-attr]
