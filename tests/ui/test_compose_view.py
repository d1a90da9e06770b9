"""The drafting window: the form scrolls, the button waits while the page is composed."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.test_compose_state import CHOICES
from ui.screens.compose.state import drafting
from ui.screens.compose.view import ComposeSheet


def test_button_waits_while_the_page_is_composed(qtbot: QtBot) -> None:
    sheet = ComposeSheet(drafting(CHOICES), "", None)
    qtbot.addWidget(sheet)
    button = sheet.findChild(QPushButton, "compose_form_submit")
    assert button is not None
    sheet.show_busy(is_busy=True)
    assert not button.isEnabled()
    sheet.show_busy(is_busy=False)
    assert button.isEnabled()


def test_values_are_told(qtbot: QtBot) -> None:
    sheet = ComposeSheet(drafting(CHOICES), "Trả lời: 214/TTr", None)
    qtbot.addWidget(sheet)
    with qtbot.waitSignal(sheet.submitted) as told:
        sheet.form.submitted.emit("draft", {"subject": "a"})
    assert told.args == [{"subject": "a"}]


def test_typing_is_told_when_the_window_goes(qtbot: QtBot) -> None:
    sheet = ComposeSheet(drafting(CHOICES), "", None)
    qtbot.addWidget(sheet)
    field = sheet.form.field("subject")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("V/v góp ý")
    with qtbot.waitSignals([sheet.typed, sheet.left]):
        sheet.close()
