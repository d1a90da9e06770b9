"""The flow in words: who, what, when, and where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from tests.ui.samples import STEPS
from ui.widgets.timeline import Timeline, spoken


def test_step_is_read_out_with_its_state() -> None:
    assert spoken(STEPS[0]) == "Phạm Anh Tuấn, soạn dự thảo, 18/11 14:20, đã xong"
    assert spoken(STEPS[2]).endswith("đang ở bước này")
    assert spoken(STEPS[3]) == "Văn thư, cấp số, phát hành, bước tiếp"


def test_steps_stand_one_below_the_other(qtbot: QtBot) -> None:
    timeline = Timeline("flow")
    qtbot.addWidget(timeline)
    timeline.resize(300, 400)
    timeline.show_steps(STEPS)
    timeline.show()
    rows = [row for row in timeline.findChildren(QFrame) if row.parent() is timeline]
    assert len(rows) == len(STEPS)
    assert [row.y() for row in rows] == sorted(row.y() for row in rows)
    assert not timeline.grab().isNull()
    timeline.show_steps(STEPS[:1])
    assert timeline.layout().count() == 1
