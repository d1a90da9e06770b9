"""One set of icons, painted in the colours of the theme, at the device's own resolution."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from ui.theme.current import CURRENT
from ui.theme.icons import exists, icon
from ui.theme.tokens import TABLE

UI = Path(__file__).parents[2] / "ui"
NAMED = re.compile(r'"([a-z]+(?:-[a-z]+)*)"')


def darkest(image: QImage) -> str:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(pixels, key=QColor.alpha).name().upper()


def test_icon_changes_its_colour_with_the_theme(qapp: QApplication) -> None:
    made = icon("tray", "link")
    assert darkest(made.pixmap(48, 48).toImage()) == TABLE["light"].link
    CURRENT.choose("dark")
    assert darkest(made.pixmap(48, 48).toImage()) == TABLE["dark"].link
    CURRENT.choose("light")


def test_disabled_icon_is_painted_in_the_colour_of_outlines(qapp: QApplication) -> None:
    picture = icon("tray", "link").pixmap(48, 48, QIcon.Mode.Disabled).toImage()
    assert darkest(picture) == TABLE["light"].outline


@pytest.mark.parametrize("path", sorted((UI / "screens").rglob("state.py")), ids=lambda path: path.parent.name)
def test_pictures_that_states_name_are_in_the_set(qapp: QApplication, path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "picture" in line or line.startswith('    "') and '": "' in line and "-" in line:
            for name in NAMED.findall(line):
                if "-" in name:
                    assert exists(name), f"{path}: {name}"


def test_name_that_is_not_in_the_set_is_a_bug(qapp: QApplication) -> None:
    assert not exists("no-such-picture")
    with pytest.raises(AssertionError):
        icon("no-such-picture")
