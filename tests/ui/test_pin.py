"""The PIN field hides, hands over once, forgets; it warns of Caps Lock and of a Vietnamese input method."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.widgets.pin import PinField, caps_lock_shows


@pytest.fixture
def pin(qtbot: QtBot) -> PinField:
    made = PinField("pin")
    qtbot.addWidget(made)
    made.show()
    return made


def test_pin_is_handed_over_once(pin: PinField) -> None:
    pin.setText("1234")
    assert pin.take() == "1234"
    assert pin.take() == ""
    assert not pin.isUndoAvailable()


def test_pin_is_neither_shown_nor_copied_but_can_be_pasted(pin: PinField) -> None:
    QApplication.clipboard().setText("9999")
    pin.setText("1234")
    pin.selectAll()
    pin.copy()
    pin.cut()
    assert QApplication.clipboard().text() == "9999"
    assert "1234" not in pin.displayText()
    pin.clear()
    pin.paste()
    assert pin.take() == "9999"


@pytest.mark.parametrize(
    ("text", "shift", "shows"),
    [("A", False, True), ("a", True, True), ("a", False, False), ("A", True, False), ("1", True, False)],
)
def test_letter_betrays_caps_lock(text: str, shift: bool, shows: bool) -> None:
    assert caps_lock_shows(text, with_shift=shift) is shows


def test_caps_lock_is_warned_of_while_typing(qtbot: QtBot, pin: PinField) -> None:
    qtbot.keyClick(pin, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert pin.warning() == ""
    with qtbot.waitSignal(pin.warned) as told:
        qtbot.keyClick(pin, "B")
    assert told.args == ["Phím Caps Lock đang bật"]


def test_vietnamese_input_method_is_warned_of(qtbot: QtBot, pin: PinField) -> None:
    event = QInputMethodEvent()
    event.setCommitString("đ")
    with qtbot.waitSignal(pin.warned) as told:
        QApplication.sendEvent(pin, event)
    assert told.args == ["Bộ gõ tiếng Việt đang bật"]


def test_letters_that_are_not_ascii_are_warned_of_when_pasted(qtbot: QtBot, pin: PinField) -> None:
    with qtbot.waitSignal(pin.warned):
        pin.setText("mậtkhẩu")
