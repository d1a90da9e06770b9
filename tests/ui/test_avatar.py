"""Initials of a person."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.widgets.avatar import Avatar, initials


@pytest.mark.parametrize(
    ("name", "letters"), [("Trần Minh Đức", "TĐ"), ("Hà", "H"), ("Nguyễn Thu Hà", "NH"), ("", ""), ("an", "A")]
)
def test_initials_are_first_and_last(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_whole_name_is_read_out(qtbot: QtBot) -> None:
    face = Avatar()
    qtbot.addWidget(face)
    face.show_name("Trần Minh Đức")
    assert face.accessibleName() == "Trần Minh Đức"
    assert not face.grab().isNull()
