"""The signing panel: the PIN is told once and nowhere kept; warnings stand there before typing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import TOKENS, signing_view
from ui.screens.signing.state import BatchLine, signing_panel
from ui.screens.signing.view import PinView, SigningView


@pytest.fixture
def pin(qtbot: QtBot) -> PinView:
    made = PinView()
    qtbot.addWidget(made)
    made.show_panel(signing_panel(signing_view(), TOKENS))
    made.show()
    return made


def test_pin_is_told_once_and_the_field_forgets_it(qtbot: QtBot, pin: PinView) -> None:
    pin.field.setText("12345678")
    with qtbot.waitSignal(pin.signing_wanted) as told:
        qtbot.keyClick(pin.field, Qt.Key.Key_Return)
    assert told.args == ["12345678"]
    assert pin.field.text() == ""


def test_empty_pin_is_asked_for_and_nothing_is_signed(qtbot: QtBot, pin: PinView) -> None:
    with qtbot.assertNotEmitted(pin.signing_wanted):
        pin.findChild(QPushButton, "sign").click()  # type: ignore[union-attr]
    assert pin.findChild(QLabel, "signing_hint").isVisible()  # type: ignore[union-attr]


def test_open_token_signs_without_a_pin(qtbot: QtBot, pin: PinView) -> None:
    pin.show_panel(signing_panel(signing_view(), (replace(TOKENS[0], is_open=True),)))
    assert not pin.field.isVisible()
    with qtbot.waitSignal(pin.signing_wanted) as told:
        pin.findChild(QPushButton, "sign").click()  # type: ignore[union-attr]
    assert told.args == [""]


def test_locked_token_hides_the_pin(pin: PinView) -> None:
    pin.show_panel(signing_panel(signing_view(), (replace(TOKENS[0], is_locked=True),)))
    assert not pin.field.isVisible()
    assert not pin.findChild(QPushButton, "sign").isEnabled()  # type: ignore[union-attr]


def test_flags_are_said_before_typing(pin: PinView) -> None:
    pin.show_panel(signing_panel(signing_view(), (replace(TOKENS[0], warning="Chỉ còn 1 lần thử PIN."),)))
    assert pin.findChild(QLabel, "pin_warning").text() == "Chỉ còn 1 lần thử PIN."  # type: ignore[union-attr]


def test_batch_can_be_stopped_while_it_runs(qtbot: QtBot, pin: PinView) -> None:
    pin.show_progress((1, 3))
    stop = pin.findChild(QPushButton, "sign_stop")
    assert stop is not None
    assert stop.isVisible()
    with qtbot.waitSignal(pin.cancelled):
        stop.click()
    pin.show_progress(None)
    assert pin.findChild(QPushButton, "sign").isVisible()  # type: ignore[union-attr]


def test_documents_that_nobody_opened_are_named(qtbot: QtBot) -> None:
    view = SigningView()
    qtbot.addWidget(view)
    batch = (BatchLine("d1", "Quyết định", True), BatchLine("d2", "Tờ trình", False))
    view.show_panel(signing_panel(signing_view(), TOKENS, batch=batch))
    words = [label.text() for label in view.findChildren(QLabel)]
    assert words.index("Tờ trình") < words.index("Chưa xem")
    assert "Đã xem" in words


def test_choice_of_look_and_way_back_to_the_standard_place_are_told(qtbot: QtBot) -> None:
    view = SigningView()
    qtbot.addWidget(view)
    view.show_panel(signing_panel(signing_view(), TOKENS))
    with qtbot.waitSignal(view.look_chosen) as told:
        view.findChild(QPushButton, "look_both").click()  # type: ignore[union-attr]
    assert told.args == ["both"]
    assert view.findChild(QPushButton, "place_reset").isHidden()  # type: ignore[union-attr]
    view.show_place("Trang 1, tự đặt", is_moved=True, is_bad=False)
    assert not view.findChild(QPushButton, "place_reset").isHidden()  # type: ignore[union-attr]
    with qtbot.waitSignal(view.place_reset):
        view.findChild(QPushButton, "place_reset").click()  # type: ignore[union-attr]
