"""One table of keys: no key is given twice, every one can be found in the sheet."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.shell.keys import KEYS, KeysSheet, commands


def test_no_key_means_two_things() -> None:
    assert max(Counter(key.keys for key in KEYS).values()) == 1


def test_global_keys_are_keys_of_a_keyboard() -> None:
    assert all(not QKeySequence(key.keys).isEmpty() for key in KEYS if key.is_global)


def test_palette_shows_each_command_with_its_key() -> None:
    assert all(command.shortcut for command in commands())


def test_sheet_finds_a_key_by_what_it_does(qtbot: QtBot) -> None:
    sheet = KeysSheet(None)
    qtbot.addWidget(sheet)
    sheet.field.setText("dong bo ngay")
    words = {label.text() for label in sheet.findChildren(QLabel) if label.parent() is sheet._table}  # noqa: SLF001
    assert words == {"F5", "Đồng bộ ngay"}
