"""The line at the foot says in words what its icons show, and opens what it names."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import STATE, TOKENS
from ui.shell.state import status
from ui.shell.statusbar import StatusBar


@pytest.fixture
def bar(qtbot: QtBot) -> StatusBar:
    made = StatusBar()
    qtbot.addWidget(made)
    made.show_status(status(STATE, TOKENS))
    made.show()
    return made


def part(bar: StatusBar, name: str) -> QPushButton:
    found = bar.findChild(QPushButton, f"status_{name}")
    assert found is not None
    return found


def test_every_part_has_words_and_a_name(bar: StatusBar) -> None:
    for name in ("online", "outbox", "token", "keys"):
        assert part(bar, name).text()
        assert part(bar, name).accessibleName() == part(bar, name).text()


def test_outbox_opens_on_a_press(qtbot: QtBot, bar: StatusBar) -> None:
    with qtbot.waitSignal(bar.outbox_wanted):
        part(bar, "outbox").click()


def test_words_change_when_the_network_goes(bar: StatusBar) -> None:
    bar.show_status(status(replace(STATE, connection="offline"), TOKENS))
    assert part(bar, "online").text().startswith("Ngoại tuyến")
    assert part(bar, "online").property("ink") == "warning"


def test_narrow_window_gives_up_the_count_of_documents_first(bar: StatusBar) -> None:
    bar.show_width(900)
    assert part(bar, "online").isVisible()
    assert not bar._cached.isVisible()  # noqa: SLF001
