"""Rows are painted in one height; a click into the box ticks and does not open."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.ui.samples import PAGE
from ui.screens.folder.delegate import ROW_HEIGHT, fitting, tone_of
from ui.screens.folder.view import FolderView


@pytest.fixture
def folder(qtbot: QtBot) -> FolderView:
    made = FolderView()
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.show_page(PAGE)
    made.show()
    return made


def test_rows_are_all_of_one_height(folder: FolderView) -> None:
    model = folder.list.model()
    heights = {folder.list.visualRect(model.index(number, 0)).height() for number in range(4)}
    assert heights == {ROW_HEIGHT}


def test_click_into_the_box_ticks(qtbot: QtBot, folder: FolderView) -> None:
    area = folder.list.visualRect(folder.list.model().index(2, 0))
    qtbot.mouseClick(folder.list.viewport(), Qt.MouseButton.LeftButton, pos=area.topLeft() + QPoint(20, 22))
    assert folder.ticked() == ("d3",)


def test_most_urgent_word_is_printed_solid() -> None:
    assert tone_of("danger", "HỎA TỐC") == "urgent"
    assert tone_of("danger", "Hạn hôm nay") == "danger"


def test_list_paints_more_than_its_ground(folder: FolderView) -> None:
    picture = folder.list.grab().toImage()
    assert len({picture.pixel(x, y) for x in range(0, 380, 3) for y in range(0, 300, 3)}) > 20


def test_chips_without_room_are_counted_and_not_dropped() -> None:
    assert fitting([80, 60, 70], 300) == (3, 0)
    assert fitting([80, 60, 70], 200) == (2, 1)
    assert fitting([80, 60, 70], 100) == (0, 3)
