"""A title over one or two lines, whole in its tooltip when something is left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme import fonts
from ui.widgets.lines import TitleLabel, two_lines

WORDS = st.lists(st.text("aăâeêioôơuưyđ", min_size=1, max_size=9), min_size=1, max_size=30).map(" ".join)


@given(WORDS, st.integers(120, 700))
def test_no_line_is_wider_than_there_is_room(title: str, width: int) -> None:
    assert QApplication.instance() is not None
    metrics = QFontMetricsF(fonts.strong(fonts.SIZE_LEAD))
    lines = two_lines(title, width, fonts.SIZE_LEAD)
    assert len(lines) <= 2
    assert all(metrics.horizontalAdvance(line) <= width + 1 for line in lines)


def test_title_takes_the_height_that_it_needs(qtbot: QtBot) -> None:
    title = TitleLabel(fonts.strong(fonts.SIZE_TITLE))
    qtbot.addWidget(title)
    title.setText("Quyết định phê duyệt kế hoạch chuyển đổi số của cơ quan nhà nước tỉnh Bình Sơn năm 2027")
    assert title.heightForWidth(300) == 2 * title.heightForWidth(3000)
    title.resize(200, 60)
    title.show()
    assert title.toolTip() == title.text()
    assert not title.grab().isNull()
