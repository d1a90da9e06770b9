"""The tray of files: each has a line that says what became of it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import PEOPLE
from ui.screens.receive.view import ReceiveSheet


def test_files_are_taken_in_once_for_the_chosen_entity(qtbot: QtBot) -> None:
    sheet = ReceiveSheet(("a.pdf", "b.pdf"), PEOPLE, None)
    qtbot.addWidget(sheet)
    button = sheet.findChild(QPushButton, "receive_take")
    assert button is not None
    assert button.text() == "Tiếp nhận 2 tệp"
    with qtbot.waitSignal(sheet.accepted_for) as told:
        button.click()
    assert told.args == ["an", False]
    assert not button.isEnabled()


def test_line_says_what_became_of_its_file(qtbot: QtBot) -> None:
    sheet = ReceiveSheet(("a.pdf", "b.pdf"), PEOPLE, None)
    qtbot.addWidget(sheet)
    sheet.show_line(1, "b.pdf không phải là PDF.", "danger")
    said = [label for label in sheet.findChildren(QLabel) if "không phải" in label.text()]
    assert [label.property("ink") for label in said] == ["danger"]
