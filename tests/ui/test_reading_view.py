"""The middle pane: what is asked for is told, what cannot be pressed is greyed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import VERDICT, document
from ui.screens.reading.state import head, placeholder, verdict_notice
from ui.screens.reading.view import ReadingView


@pytest.fixture
def reading(qtbot: QtBot) -> ReadingView:
    made = ReadingView()
    qtbot.addWidget(made)
    made.resize(800, 700)
    made.show_head(head(document()))
    made.show_placeholder(None)
    made.pages.open(((595.0, 842.0), (595.0, 842.0)))
    made.show()
    return made


def press(reading: ReadingView, name: str) -> None:
    button = reading.findChild(QToolButton, name) or reading.findChild(QPushButton, name)
    assert button is not None
    button.click()


@pytest.mark.parametrize(
    ("name", "asks"),
    [("save_copy", "save"), ("print_document", "print"), ("full_view", "full"), ("reading_files", "attachments")],
)
def test_button_tells_what_it_asks_for(qtbot: QtBot, reading: ReadingView, name: str, asks: str) -> None:
    with qtbot.waitSignal(reading.requested) as told:
        press(reading, name)
    assert told.args == [asks]


def test_details_of_the_verdict_are_asked_for_in_its_bar(qtbot: QtBot, reading: ReadingView) -> None:
    reading.show_verdict(verdict_notice(VERDICT))
    with qtbot.waitSignal(reading.requested) as told:
        press(reading, "verdict_bar_action")
    assert told.args == ["signatures"]


def test_page_and_zoom_are_said(reading: ReadingView) -> None:
    press(reading, "page_down")
    assert reading._page.text() == "Trang 2 / 2"  # noqa: SLF001
    before = reading.pages.zoom()
    press(reading, "zoom_in")
    assert reading.pages.zoom() > before
    press(reading, "page_up")
    assert reading._page.text() == "Trang 1 / 2"  # noqa: SLF001


def test_zoom_button_goes_between_page_and_width(reading: ReadingView) -> None:
    width = reading.pages.zoom()
    press(reading, "zoom_fit")
    page = reading.pages.zoom()
    press(reading, "zoom_fit")
    assert page < width
    assert reading.pages.zoom() == width


def test_without_pages_nothing_of_a_page_can_be_pressed_but_a_copy_saved(reading: ReadingView) -> None:
    reading.show_placeholder(placeholder("broken"))
    assert not reading.findChild(QToolButton, "print_document").isEnabled()  # type: ignore[union-attr]
    assert reading.findChild(QToolButton, "save_copy").isEnabled()  # type: ignore[union-attr]


def test_nothing_chosen_hides_head_and_tools(reading: ReadingView) -> None:
    reading.show_head(None)
    assert not reading._head.isVisible()  # noqa: SLF001
    assert not reading.verdict.isVisible()
