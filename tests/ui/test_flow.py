"""Parts break into lines like words: none is cut, none overlaps, narrower is higher."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QFrame, QPushButton

from ui.widgets.flow import FlowLayout


@settings(max_examples=30)
@given(st.lists(st.integers(1, 25), min_size=1, max_size=8), st.integers(300, 900))
def test_parts_never_overlap_and_stay_inside(lengths: list[int], width: int) -> None:
    assert QApplication.instance() is not None
    frame = QFrame()
    layout = FlowLayout(frame, 8)
    for length in lengths:
        layout.addWidget(QPushButton("x" * length))
    height = layout.heightForWidth(width)
    layout.setGeometry(QRect(0, 0, width, height))
    placed = [layout.itemAt(n).geometry() for n in range(layout.count())]  # type: ignore[union-attr]
    for number, one in enumerate(placed):
        assert one.right() <= width
        assert one.bottom() <= height
        assert not any(one.intersects(other) for other in placed[number + 1 :])


def test_part_is_taken_out(qapp: QApplication) -> None:
    frame = QFrame()
    layout = FlowLayout(frame)
    layout.addWidget(QPushButton("a"))
    assert layout.takeAt(0) is not None
    assert layout.takeAt(0) is None
    assert layout.count() == 0
