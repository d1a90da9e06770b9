"""Each line of the outbox opens, takes back or decides exactly its own thing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import OUTBOX
from ui.screens.outbox.view import OutboxView


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("outbox_decide_c1", ["decide", "c1", "d1"]),
        ("outbox_undo_c2", ["undo", "c2", "d5"]),
        ("outbox_open_c2", ["open", "c2", "d5"]),
    ],
)
def test_button_tells_its_line(qtbot: QtBot, name: str, told: list[str]) -> None:
    view = OutboxView(None)
    qtbot.addWidget(view)
    view.show_rows(OUTBOX)
    button = view.findChild(QPushButton, name)
    assert button is not None
    with qtbot.waitSignal(view.requested) as heard:
        button.click()
    assert heard.args == told


def test_send_now_asks_for_a_sync(qtbot: QtBot) -> None:
    view = OutboxView(None)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.sync_wanted):
        view.findChild(QPushButton, "outbox_sync").click()  # type: ignore[union-attr]
