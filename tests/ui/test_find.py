"""The find bar: what it says of hits, of none and of pictures; Enter goes on, Esc closes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.screens.reading.find import FindBar, Found, found_words


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    made = FindBar()
    qtbot.addWidget(made)
    made.open()
    return made


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found("", 0, 0), ""),
        (Found("ngân sách", 12, 3), "3 / 12 chỗ"),
        (Found("ngân sách", 0, 0), "Không tìm thấy"),
        (Found("ngân sách", 0, 0, is_picture=True), "Trang ảnh – chưa nhận dạng chữ"),
        (Found("ngân sách", 0, 0, is_broken=True), "Không đọc được chữ của tệp này"),
    ],
)
def test_bar_says_what_was_found(found: Found, words: str) -> None:
    assert found_words(found) == words


def test_enter_goes_on_and_with_shift_back(qtbot: QtBot, bar: FindBar) -> None:
    steps: list[int] = []
    bar.stepped.connect(steps.append)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert steps == [1, -1]


def test_escape_closes(qtbot: QtBot, bar: FindBar) -> None:
    with qtbot.waitSignal(bar.closed):
        qtbot.keyClick(bar.field, Qt.Key.Key_Escape)
