"""Signing in: the password leaves its field once; a new one is typed twice and long enough."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.screens.entry.view import EntryDialog, new_password_missing


@pytest.fixture
def entry(qtbot: QtBot) -> EntryDialog:
    made = EntryDialog()
    qtbot.addWidget(made)
    made.show()
    return made


def test_password_is_told_once_and_leaves_nothing_behind(qtbot: QtBot, entry: EntryDialog) -> None:
    entry.ask_entry("https://may-chu", "an")
    entry.password.setText("bí mật của tôi")
    with qtbot.waitSignal(entry.entered) as told:
        entry.password.returnPressed.emit()
    assert told.args == ["https://may-chu", "an", "bí mật của tôi"]
    assert entry.password.text() == ""
    assert not entry.password.isUndoAvailable()


def test_passwords_are_never_shown(entry: EntryDialog) -> None:
    for field in (entry.password, entry.new, entry.again):
        assert field.echoMode() == QLineEdit.EchoMode.Password


def test_what_is_missing_is_said_and_nothing_is_sent(qtbot: QtBot, entry: EntryDialog) -> None:
    with qtbot.assertNotEmitted(entry.entered):
        entry.login.returnPressed.emit()
    assert entry.notice.isVisible()


@pytest.mark.parametrize(
    ("new", "again", "is_good"),
    [("ngắn", "ngắn", False), ("đủ dài rồi", "khác hẳn đó", False), ("đủ dài rồi", "đủ dài rồi", True)],
)
def test_new_password_is_long_enough_and_typed_twice(new: str, again: str, is_good: bool) -> None:
    assert (new_password_missing(new, again) == "") is is_good


def test_new_password_is_told_with_the_old_one_and_all_fields_are_empty(qtbot: QtBot, entry: EntryDialog) -> None:
    entry.ask_new_password()
    entry.password.setText("cũ")
    entry.new.setText("đủ dài rồi")
    entry.again.setText("đủ dài rồi")
    with qtbot.waitSignal(entry.renewed) as told:
        entry.again.returnPressed.emit()
    assert told.args == ["cũ", "đủ dài rồi"]
    assert not any(field.text() for field in (entry.password, entry.new, entry.again))


def test_nothing_can_be_pressed_while_the_server_is_asked(entry: EntryDialog) -> None:
    entry.show_busy(is_busy=True)
    assert not entry._go.isEnabled()  # noqa: SLF001
