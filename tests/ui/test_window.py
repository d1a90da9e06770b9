"""The frame: panes fold and come back, F6 goes round, shortcuts tell their command; nothing is cut in any dress."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import windows
from ui.shell.window import MainWindow

SCENES = ("signing", "directing", "plain", "dispatched", "register", "empty")
DIALOGUES = ("outbox", "conflict", "signatures", "keys", "return", "entry", "receive", "compose")
DRESSES = [(scheme, scale, width) for scheme in ("light", "dark") for scale, width in (("1", "1440"), ("1.5", "1280"))]


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1440, 900)
    windows.show_frame(made)
    windows.show_document(made)
    made.show()
    windows.settle()
    return made


def look(scheme: str, scale: str, size: tuple[str, str], scene: str, picture: Path) -> list[str]:
    """Paint one scene in a process of its own and name what a careful eye would reject."""
    command = [sys.executable, "-m", "tests.ui.look_at_window", scheme, scale, *size, scene, str(picture)]
    told = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, timeout=90, check=True)
    found: list[str] = json.loads(told.stdout)
    return found


@pytest.mark.parametrize(("scheme", "scale", "width"), DRESSES)
def test_nothing_is_cut_overlaps_or_is_empty(scheme: str, scale: str, width: str, tmp_path: Path) -> None:
    assert look(scheme, scale, (width, "860"), "signing", tmp_path / "window.png") == []


@pytest.mark.slow
@pytest.mark.parametrize("scene", [*SCENES[1:], *DIALOGUES])
@pytest.mark.parametrize(("scheme", "scale", "width"), DRESSES)
def test_nothing_is_cut_in_any_scene(scheme: str, scale: str, width: str, scene: str, tmp_path: Path) -> None:
    assert look(scheme, scale, (width, "860"), scene, tmp_path / "window.png") == []


@pytest.mark.slow
@pytest.mark.parametrize("scene", [*SCENES, *DIALOGUES])
def test_nothing_is_cut_in_english(scene: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    assert look("light", "1.5", ("1280", "860"), scene, tmp_path / "window.png") == []


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_small_screen_at_one_and_a_half_cuts_nothing(scene: str, tmp_path: Path) -> None:
    assert look("light", "1.5", ("910", "512"), scene, tmp_path / "window.png") == []


def test_question_mark_outside_a_field_asks_for_the_keys(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.command) as told:
        qtbot.keyClick(window.folder.list, Qt.Key.Key_Question)
    assert told.args == ["keys"]


@pytest.mark.slow
@pytest.mark.parametrize("scene", [*SCENES, *DIALOGUES])
def test_small_screen_at_twice_the_size_cuts_nothing(scene: str, tmp_path: Path) -> None:
    """1366×768 at 200 % (B118): one pane stands alone, dialogues scroll."""
    assert look("light", "2", ("683", "384"), scene, tmp_path / "window.png") == []


def test_tiny_window_shows_one_pane_and_brings_the_one_that_is_asked_for(window: MainWindow) -> None:
    def shown() -> list[str]:
        return [part.objectName() for part in (window.folder, window.reading, window.panel) if part.isVisible()]

    window.resize(683, 384)
    windows.settle()
    assert shown() == ["folder"]
    window.folder.entered.emit()
    assert shown() == ["reading"]
    window.toggle_panel()
    assert shown() == ["panel"]
    window.toggle_panel()
    assert shown() == ["reading"]
    window.findChild(QToolButton, "list_open").click()  # type: ignore[union-attr]
    assert shown() == ["folder"]
    window.resize(1440, 900)
    windows.settle()
    assert shown() == ["folder", "reading", "panel"]


def test_pane_comes_to_the_front_whatever_the_signal_that_asks_for_it_tells(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.captureExceptions() as failed:
        window.navigation.chosen.emit("incoming")
        window.folder.many_requested.emit("sign")
        window.folder.picked.emit()
    assert failed == []


def test_panel_folds_and_comes_back(window: MainWindow) -> None:
    window.toggle_panel()
    assert not window.panel.isVisible()
    window.toggle_panel()
    assert window.panel.isVisible()


def test_narrow_window_shows_the_panel_in_place_of_the_list(window: MainWindow) -> None:
    window.resize(900, 560)
    windows.settle()
    assert not window.panel.isVisible()
    assert window.findChild(QToolButton, "panel_open").isVisible()  # type: ignore[union-attr]
    window.toggle_panel()
    windows.settle()
    assert window.panel.isVisible()
    assert not window.folder.isVisible()
    window.toggle_panel()
    assert window.folder.isVisible()


@pytest.fixture
def seen_before() -> set[QWidget]:
    """Windows that stood already: what another test left to the collector is not this window's doing."""
    return {one for one in QApplication.topLevelWidgets() if one.isVisible()}


def test_making_the_window_and_its_sheets_flashes_no_other_window_up(
    seen_before: set[QWidget], window: MainWindow
) -> None:
    seen_now = {one for one in QApplication.topLevelWidgets() if one.isVisible()}
    assert seen_now - seen_before == {window}


def test_page_can_stand_alone(window: MainWindow) -> None:
    window.toggle_full()
    assert window.is_full()
    assert not window.folder.isVisible()
    assert window.reading.isVisible()
    window.toggle_full()
    assert window.folder.isVisible()


def test_f6_goes_round_the_panes_and_back(qtbot: QtBot, window: MainWindow) -> None:
    window.folder.list.setFocus()
    seen: list[QWidget | None] = []
    for _turn in range(4):
        window.focus_next(1)
        seen.append(window.focusWidget())
    assert window.reading.pages in seen
    assert seen[-1] is window.folder.list
    window.focus_next(-1)
    assert window.navigation.isAncestorOf(window.focusWidget())


def test_shortcut_tells_its_command(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.command) as told:
        qtbot.keyClick(window, Qt.Key.Key_F5)
    assert told.args == ["sync"]
    with qtbot.waitSignal(window.command) as told:
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert told.args == ["go:3"]


def test_every_button_and_field_has_a_name_for_screen_readers(window: MainWindow) -> None:
    nameless = []
    for widget in window.findChildren(QWidget):
        if isinstance(widget, (QAbstractButton, QLineEdit)) and widget.isVisibleTo(window):
            described = QAccessible.queryAccessibleInterface(widget)
            if described is not None and not described.text(QAccessible.Text.Name).strip():
                nameless.append(widget.objectName() or type(widget).__name__)
    assert nameless == []


def test_everything_that_can_be_pressed_has_a_name_for_tests(window: MainWindow) -> None:
    own = [one for one in window.findChildren(QAbstractButton) if one.isVisibleTo(window)]
    assert [one.text() for one in own if not one.objectName()] == []
