"""The search bar: words are told after a rest, Backspace in the empty field drops the last chip."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import STATE
from ui.screens.folder.shape import ShapeChip
from ui.shell.state import status
from ui.shell.topbar import TopBar

CHIPS = (ShapeChip("filter", "Chờ tôi ký"), ShapeChip("due", "Hạn: 7 ngày tới"))


@pytest.fixture
def bar(qtbot: QtBot) -> TopBar:
    made = TopBar()
    qtbot.addWidget(made)
    made.resize(1200, 54)
    made.show()
    return made


def test_typed_words_are_told_once_after_a_rest(qtbot: QtBot, bar: TopBar) -> None:
    told: list[str] = []
    bar.searched.connect(told.append)
    qtbot.keyClicks(bar.field, "214/TTr")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["214/TTr"]


def test_backspace_in_the_empty_field_drops_the_chip(qtbot: QtBot, bar: TopBar) -> None:
    bar.show_chips(CHIPS)
    with qtbot.waitSignal(bar.chip_dropped) as told:
        qtbot.keyClick(bar.field, Qt.Key.Key_Backspace)
    assert told.args == ["due"]


def test_press_on_a_chip_drops_it(qtbot: QtBot, bar: TopBar) -> None:
    bar.show_chips(CHIPS)
    chip = bar.findChild(QPushButton, "search_chip_0")
    assert chip is not None
    with qtbot.waitSignal(bar.chip_dropped) as told:
        chip.click()
    assert told.args == ["filter"]


def test_clearing_tells_nothing(qtbot: QtBot, bar: TopBar) -> None:
    bar.field.setText("abc")
    with qtbot.assertNotEmitted(bar.searched, wait=300):
        bar.clear()


def test_down_goes_to_the_list(qtbot: QtBot, bar: TopBar) -> None:
    with qtbot.waitSignal(bar.list_wanted):
        qtbot.keyClick(bar.field, Qt.Key.Key_Down)


def test_sync_state_stands_there_in_words(bar: TopBar) -> None:
    bar.show_status(status(STATE, None))
    button = bar.findChild(QPushButton, "sync_state")
    assert button is not None
    assert button.text() == "Đã đồng bộ lúc 10:42"


def test_star_saves_a_shape_and_takes_it_away_again(qtbot: QtBot, bar: TopBar) -> None:
    star = bar.findChild(QPushButton, "save_filter")
    assert star is not None
    bar.show_saving(can_save=False, is_saved=False)
    assert not star.isVisible()
    bar.show_saving(can_save=True, is_saved=False)
    with qtbot.waitSignal(bar.save_wanted):
        star.click()
    bar.show_saving(can_save=True, is_saved=True)
    assert star.accessibleName() == "Bỏ bộ lọc đã lưu"


def test_narrow_bar_shows_icons_and_says_their_words(bar: TopBar) -> None:
    bar.show_status(status(STATE, None))
    bar.resize(600, 54)
    button = bar.findChild(QPushButton, "sync_state")
    assert button is not None
    assert (button.text(), button.toolTip()) == ("", "Đã đồng bộ lúc 10:42")
