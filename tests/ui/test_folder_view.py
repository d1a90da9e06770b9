"""The list under the keyboard: J and K, ticks, the row that stays, the row that follows."""

from __future__ import annotations

from functools import partial

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.shapes import Shape
from tests.ui.samples import EMPTY_PAGE, PAGE, ROWS
from ui.screens.folder.view import FolderView


@pytest.fixture
def folder(qtbot: QtBot) -> FolderView:
    made = FolderView()
    qtbot.addWidget(made)
    made.resize(400, 700)
    made.show_page(PAGE)
    made.show()
    return made


def without(number: int) -> tuple[object, ...]:
    return tuple(row for n, row in enumerate(ROWS) if n != number)


def test_j_and_k_move_the_choice_and_what_rests_is_opened_once(qtbot: QtBot, folder: FolderView) -> None:
    told: list[str] = []
    folder.opened.connect(told.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        qtbot.keyClick(folder.list, key)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["d3"]


def test_x_ticks_and_escape_lets_go(qtbot: QtBot, folder: FolderView) -> None:
    qtbot.keyClick(folder.list, Qt.Key.Key_X)
    qtbot.keyClick(folder.list, Qt.Key.Key_J)
    qtbot.keyClick(folder.list, Qt.Key.Key_X)
    assert folder.ticked() == ("d1", "d2")
    bar = folder.findChild(QFrame, "many_bar")
    assert bar is not None
    assert bar.isVisible()
    qtbot.keyClick(folder.list, Qt.Key.Key_Escape)
    assert folder.ticked() == ()
    assert not bar.isVisible()


def test_control_a_ticks_everything(qtbot: QtBot, folder: FolderView) -> None:
    qtbot.keyClick(folder.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(folder.ticked()) == len(ROWS)


def test_next_row_is_chosen_when_the_user_sent_the_document_away(folder: FolderView) -> None:
    folder.choose("d2")
    folder.show_page(replace(PAGE, rows=without(1), total=7), goes_on=True)
    assert folder.current_id() == "d3"


def test_what_is_read_stays_when_others_send_it_away_until_the_user_goes_on(qtbot: QtBot, folder: FolderView) -> None:
    folder.choose("d2")
    qtbot.wait(120)
    with qtbot.assertNotEmitted(folder.opened, wait=150):
        folder.show_page(replace(PAGE, rows=without(1), total=7))
    folder.show_page(replace(PAGE, rows=without(1), total=7), goes_on=True)
    assert folder.current_id() == "d3"


def test_choice_stays_on_its_row_when_new_ones_come_above(folder: FolderView) -> None:
    folder.choose("d3")
    new = replace(ROWS[0], id="new")
    folder.show_page(replace(PAGE, rows=(new, *ROWS), total=9))
    assert folder.current_id() == "d3"


def test_filter_is_told_by_its_key(qtbot: QtBot, folder: FolderView) -> None:
    button = folder.findChild(QPushButton, "filter_due")
    assert button is not None
    with qtbot.waitSignal(folder.filter_chosen) as told:
        button.click()
    assert told.args == ["due"]


def test_empty_list_offers_to_drop_the_filter(qtbot: QtBot, folder: FolderView) -> None:
    folder.show_page(EMPTY_PAGE)
    button = folder.findChild(QPushButton, "folder_empty_next")
    assert button is not None
    assert button.isVisible()
    with qtbot.waitSignal(folder.widened):
        button.click()


def test_enter_goes_to_the_page(qtbot: QtBot, folder: FolderView) -> None:
    with qtbot.waitSignal(folder.entered):
        qtbot.keyClick(folder.list, Qt.Key.Key_Return)


def test_marks_and_orders_are_chosen_from_their_menus(qtbot: QtBot, folder: FolderView) -> None:
    for name, entry, told in (
        ("folder_marks", "folder_marks_urgent", folder.narrow_toggled),
        ("folder_order", "folder_order_due", folder.sort_chosen),
    ):
        folder.findChild(QToolButton, name).click()  # type: ignore[union-attr]
        action = folder.findChild(QAction, entry)
        assert action is not None
        with qtbot.waitSignal(told) as chosen:
            action.trigger()
        assert chosen.args == [entry.rpartition("_")[2]]


def test_shape_is_said_in_the_tooltips_of_its_menus(folder: FolderView) -> None:
    folder.show_shape(Shape(folder="for_signature", narrows=("due",), sort="due"))
    said = [folder.findChild(QToolButton, name).toolTip() for name in ("folder_marks", "folder_order")]  # type: ignore[union-attr]
    assert said == ["Lọc thêm: Hạn: 7 ngày tới", "Sắp xếp: Hạn xử lý trước"]


def test_press_on_a_row_picks_it_and_on_its_box_does_not(qtbot: QtBot, folder: FolderView) -> None:
    picked: list[bool] = []
    folder.picked.connect(partial(picked.append, True))
    row = folder.list.visualRect(folder.model.index(1))
    qtbot.mouseClick(folder.list.viewport(), Qt.MouseButton.LeftButton, pos=row.topLeft() + QPoint(20, 20))
    assert picked == []
    qtbot.mouseClick(folder.list.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert picked == [True]


def test_row_is_told_again_after_it_was_forgotten_though_the_list_is_the_same(qtbot: QtBot, folder: FolderView) -> None:
    qtbot.waitUntil(lambda: folder._told == ROWS[0].id)  # noqa: SLF001
    folder.forget_told()
    with qtbot.waitSignal(folder.opened) as told:
        folder.show_page(PAGE)
    assert told.args == [ROWS[0].id]


def test_document_outside_the_list_is_not_pushed_away_by_the_chosen_row(qtbot: QtBot, folder: FolderView) -> None:
    qtbot.waitUntil(lambda: folder._told == ROWS[0].id)  # noqa: SLF001
    folder.forget_told()
    with qtbot.assertNotEmitted(folder.opened, wait=300):
        folder.show_page(PAGE, keep="elsewhere")
