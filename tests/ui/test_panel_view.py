"""The side panel: buttons tell their action, files open and save, nothing is pressed while a signature is made."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QFrame, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.views import ActionChoice
from tests.ui.samples import document
from ui.screens.panel.state import panel
from ui.screens.panel.view import PanelView, pairs, that_fit


@pytest.fixture
def view(qtbot: QtBot) -> PanelView:
    made = PanelView()
    qtbot.addWidget(made)
    made.resize(340, 800)
    made.show_panel(panel(document()))
    made.show_signing(is_on=False)
    made.show()
    return made


def test_button_tells_its_action(qtbot: QtBot, view: PanelView) -> None:
    with qtbot.waitSignal(view.action_requested) as told:
        view.findChild(QPushButton, "action_return").click()  # type: ignore[union-attr]
    assert told.args == ["return"]


def test_files_are_opened_and_saved_by_their_hash(qtbot: QtBot, view: PanelView) -> None:
    with qtbot.waitSignal(view.file_requested) as told:
        view.findChild(QPushButton, "file_open_0").click()  # type: ignore[union-attr]
    assert told.args == ["open", "bb"]
    with qtbot.waitSignal(view.file_requested) as told:
        view.findChild(QToolButton, "file_save_1").click()  # type: ignore[union-attr]
    assert told.args == ["save", "cc"]


def test_nothing_is_pressed_while_a_signature_is_made(view: PanelView) -> None:
    view.show_busy(is_busy=True)
    assert not view.findChild(QPushButton, "action_return").isEnabled()  # type: ignore[union-attr]
    view.show_panel(panel(document()))
    assert not [one for one in view.findChildren(QPushButton, "action_return") if one.isEnabled() and one.isVisible()]
    view.show_busy(is_busy=False)


def test_greyed_action_in_the_menu_says_why(view: PanelView) -> None:
    more = view.findChild(QPushButton, "action_more")
    assert more is not None
    (entry,) = more.menu().actions()
    assert "Chưa có chữ ký" in entry.text()
    assert not entry.isEnabled()


def test_wide_button_has_a_row_of_its_own_and_no_hole_is_left() -> None:
    assert pairs([True, False, False]) == [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]
    assert pairs([False, True, False]) == [(0, 0, 1, 2), (1, 0, 1, 2), (2, 0, 1, 2)]
    assert pairs([]) == []


def test_no_button_is_cut_however_long_its_words(qtbot: QtBot, view: PanelView) -> None:
    long = ActionChoice(type="renew_all", title="Bổ sung chữ ký dài hạn cho cả hồ sơ", enabled=True)
    view.show_panel(panel(replace(document(), actions=(*document().actions, long))))
    qtbot.wait(50)
    buttons = [one for one in view.findChildren(QPushButton) if one.objectName().startswith("action_")]
    assert all(one.width() >= one.sizeHint().width() for one in buttons if one.isVisible())


def test_history_unfolds_on_a_press(view: PanelView) -> None:
    assert view._history.isHidden()  # noqa: SLF001
    view.findChild(QPushButton, "history_unfold").click()  # type: ignore[union-attr]
    assert not view._history.isHidden()  # noqa: SLF001


def test_folding_is_told(qtbot: QtBot, view: PanelView) -> None:
    with qtbot.waitSignal(view.folded):
        view.findChild(QToolButton, "panel_fold").click()  # type: ignore[union-attr]


def test_buttons_never_take_more_than_three_rows() -> None:
    assert that_fit([True, False, False], has_more=True, rows_max=3) == 3
    assert that_fit([True, True, True, True, False], has_more=True, rows_max=3) == 2
    assert that_fit([True, True, True], has_more=False, rows_max=3) == 3
    assert that_fit([], has_more=True, rows_max=3) == 0


def test_low_panel_lets_the_pin_scroll_and_a_higher_one_takes_it_back(qtbot: QtBot, view: PanelView) -> None:
    foot = view.findChild(QFrame, "panel_foot")
    assert foot is not None
    assert foot.isAncestorOf(view.pin)
    view.resize(600, 300)
    assert not foot.isAncestorOf(view.pin)
    view.resize(340, 800)
    assert foot.isAncestorOf(view.pin)
