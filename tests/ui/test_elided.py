"""What is cut stands whole in the tooltip."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.widgets.elided import ElidedLabel


def test_cut_words_are_in_the_tooltip(qtbot: QtBot) -> None:
    words = "Văn phòng Ủy ban nhân dân tỉnh Bình Sơn"
    label = ElidedLabel(words)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.is_cut()
    assert label.toolTip() == label.text() == words
    label.resize(600, 20)
    label.grab()
    assert not label.is_cut()
    assert label.toolTip() == ""
