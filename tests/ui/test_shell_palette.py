"""The command palette: Enter does what is chosen, what is not possible says why, words lead to a search."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.shell.commands import Command
from ui.shell.palette import Palette

COMMANDS = (
    Command("seal", "Đóng dấu", reason="Chưa có chữ ký của lãnh đạo"),
    Command("sync", "Đồng bộ ngay", "F5"),
    Command("outbox", "Mở Hộp gửi"),
)


@pytest.fixture
def palette(qtbot: QtBot) -> Iterator[Palette]:
    parent = QWidget()
    parent.resize(900, 600)
    qtbot.addWidget(parent)
    made = Palette(parent)
    parent.show()
    made.open_with(COMMANDS)
    yield made
    parent.close()


def test_enter_does_the_first_command_and_remembers_it(qtbot: QtBot, palette: Palette) -> None:
    palette.field.setText("hop gui")
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args == ["outbox"]
    palette.open_with(COMMANDS)
    assert palette.listed()[0] == "outbox"


def test_command_that_is_not_possible_is_listed_and_does_nothing(qtbot: QtBot, palette: Palette) -> None:
    palette.field.setText("dong dau")
    assert palette.listed()[0] == "seal"
    with qtbot.assertNotEmitted(palette.chosen):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_words_that_are_no_command_search_documents(qtbot: QtBot, palette: Palette) -> None:
    palette.field.setText("214/TTr")
    with qtbot.waitSignal(palette.searched) as told:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args == ["214/TTr"]


def test_arrow_keys_go_through_the_list(qtbot: QtBot, palette: Palette) -> None:
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as told:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args == ["outbox"]
