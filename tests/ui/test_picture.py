"""A picture of a window lands on disk, or the disk's error is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.shell.picture import screenshot


def test_picture_has_the_size_of_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    window = QLabel("Bút Phê")
    qtbot.addWidget(window)
    window.resize(120, 40)
    screenshot(window, tmp_path / "a" / "b.png")
    assert QImage(str(tmp_path / "a" / "b.png")).width() == 120


def test_path_that_cannot_be_written_is_an_error(qtbot: QtBot, tmp_path: Path) -> None:
    window = QLabel("Bút Phê")
    qtbot.addWidget(window)
    (tmp_path / "b.png").mkdir()
    with pytest.raises(OSError, match="cannot write"):
        screenshot(window, tmp_path / "b.png")
