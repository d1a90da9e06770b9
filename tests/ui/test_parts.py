"""The small parts have names for tests and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.parts import button, columns, empty_out, frame, heading, label, rows, set_ink, tool, upright


def test_buttons_are_named_and_spoken(qtbot: QtBot) -> None:
    press, icon_alone = button("Ký số", "sign", "primary", "pen-nib"), tool("printer", "print", "In (Ctrl+P)")
    for made in (press, icon_alone):
        qtbot.addWidget(made)
    assert (press.objectName(), press.accessibleName()) == ("sign", "Ký số")
    assert (icon_alone.objectName(), icon_alone.accessibleName()) == ("print", "In (Ctrl+P)")


def test_words_are_never_read_as_markup(qtbot: QtBot) -> None:
    made = label("<b>214</b>/TTr & phụ lục")
    qtbot.addWidget(made)
    assert made.textFormat().name == "PlainText"
    set_ink(made, "warning")
    assert made.property("ink") == "warning"


def test_layout_is_emptied_with_what_lies_in_it(qtbot: QtBot) -> None:
    parent = QFrame()
    qtbot.addWidget(parent)
    outer = rows(parent)
    inner = columns()
    inner.addWidget(QLabel("a"))
    outer.addLayout(inner)
    outer.addWidget(heading("b"))
    outer.addWidget(frame("card", "c"))
    outer.addWidget(upright())
    empty_out(outer)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert outer.count() == 0
    assert parent.findChildren(QLabel) == []
