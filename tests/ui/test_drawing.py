"""Pages are drawn by the render worker, the one that is looked at first; a broken file costs that file alone."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.compose import renderer
from office.errors import ButPheError
from tests.ui import samples
from ui.dispatch import Dispatcher
from ui.flows.drawing import Drawing
from ui.pages.view import PageView

WAIT_MS = 20_000


@pytest.fixture
def view(qtbot: QtBot) -> PageView:
    made = PageView()
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def test_page_becomes_sharp_and_its_bytes_are_named(qtbot: QtBot, view: PageView, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(samples.composed().pdf)
    dispatcher, worker = Dispatcher(), renderer()
    drawing = Drawing(worker, dispatcher, view)
    with qtbot.waitSignal(drawing.shown, timeout=WAIT_MS) as shown:
        drawing.open(nullcontext(path))
    qtbot.waitUntil(view.is_sharp, timeout=WAIT_MS)
    assert len(shown.args[0]) == 64
    assert view.current_page() == 1
    dispatcher.close()
    drawing.close()


def test_damaged_file_is_said_and_the_next_one_still_opens(qtbot: QtBot, view: PageView, tmp_path: Path) -> None:
    broken, whole = tmp_path / "b.pdf", tmp_path / "c.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    whole.write_bytes(samples.composed().pdf)
    dispatcher = Dispatcher()
    drawing = Drawing(renderer(), dispatcher, view)
    with qtbot.waitSignal(drawing.failed, timeout=WAIT_MS) as failed:
        drawing.open(nullcontext(broken))
    assert isinstance(failed.args[0], ButPheError)
    assert view.page_count() == 0
    drawing.open(nullcontext(whole))
    qtbot.waitUntil(view.is_sharp, timeout=WAIT_MS)
    dispatcher.close()
    drawing.close()
