"""The private note's field: told when typing rests or the cursor leaves, never overwritten while it is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.screens.panel.note import EDGE, LINES_MAX, NoteView


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[NoteView]:
    ground = QWidget()
    qtbot.addWidget(ground)
    layout = QVBoxLayout(ground)
    made = NoteView()
    layout.addWidget(made)
    layout.addWidget(QPushButton("sau"))
    ground.show()
    made.show_note("")
    yield made
    ground.close()


def test_typing_is_told_once_it_rests(qtbot: QtBot, view: NoteView) -> None:
    with qtbot.waitSignal(view.written, timeout=30_000) as told:
        qtbot.keyClicks(view.field, "hoi lai")
    assert told.args == ["hoi lai"]
    assert not view.is_changed()


def test_leaving_the_field_by_tab_tells_at_once(qtbot: QtBot, view: NoteView) -> None:
    told: list[str] = []
    view.written.connect(told.append)
    view.field.setFocus()
    qtbot.keyClicks(view.field, "hoi lai")
    qtbot.keyClick(view.field, Qt.Key.Key_Tab)
    assert told == ["hoi lai"]
    assert view.field.toPlainText() == "hoi lai"


def test_what_is_being_typed_is_not_overwritten(qtbot: QtBot, view: NoteView) -> None:
    qtbot.keyClicks(view.field, "dang go")
    view.show_note("từ máy khác")
    assert view.field.toPlainText() == "dang go"
    view.tell()
    view.show_note("từ máy khác")
    assert view.field.toPlainText() == "từ máy khác"


def test_space_at_the_end_stays_while_the_kept_note_has_none(qtbot: QtBot, view: NoteView) -> None:
    qtbot.keyClicks(view.field, "mot ")
    view.tell()
    view.show_note("mot")
    assert view.field.toPlainText() == "mot "


def test_note_that_is_not_known_yet_is_not_written_on(qtbot: QtBot, view: NoteView) -> None:
    view.show_note(None)
    qtbot.keyClicks(view.field, "x")
    assert not view.is_changed()
    assert view.field.toPlainText() == ""


def test_showing_a_note_is_not_typing(view: NoteView) -> None:
    view.show_note("đã ghi")
    assert not view.is_changed()


def test_field_grows_with_what_is_written_up_to_a_bound(view: NoteView) -> None:
    low = view.field.height()
    view.show_note("\n".join("dòng" for _ in range(5)))
    assert low < view.field.height()
    view.show_note("\n".join("dòng" for _ in range(50)))
    assert view.field.height() == LINES_MAX * view.field.fontMetrics().lineSpacing() + EDGE


def test_field_has_a_name_and_says_that_nobody_else_sees_it(view: NoteView) -> None:
    described = QAccessible.queryAccessibleInterface(view.field)
    assert described is not None
    assert described.text(QAccessible.Text.Name) == "Ghi chú của riêng tôi"
    assert "Chỉ bạn thấy" in view.field.placeholderText()
