"""Whoever paints by itself hears of a change of theme."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.theme.current import CURRENT, tokens
from ui.theme.tokens import TABLE


def test_choice_is_told_and_gives_other_colours(qtbot: QtBot) -> None:
    with qtbot.waitSignal(CURRENT.changed):
        CURRENT.choose("contrast")
    assert tokens() == TABLE["contrast"]
    CURRENT.choose("light")
