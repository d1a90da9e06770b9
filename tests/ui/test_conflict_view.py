"""Both versions stand side by side; only a press decides."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import CONFLICT, TITLE
from ui.screens.conflict.view import ConflictSheet


def sheet_of(qtbot: QtBot, *, can_redo: bool = True) -> ConflictSheet:
    made = ConflictSheet(replace(CONFLICT, can_redo=can_redo), TITLE, None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_mine_and_theirs_and_the_reason_are_shown(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {"Việc của bạn", "Văn bản hiện nay", "Đồng ý trình ký.", "Bị trả lại để sửa", CONFLICT.reason} <= words


@pytest.mark.parametrize(("name", "what"), [("conflict_redo", "redo"), ("conflict_discard", "discard")])
def test_decision_is_told_with_its_action(qtbot: QtBot, name: str, what: str) -> None:
    sheet = sheet_of(qtbot)
    with qtbot.waitSignal(sheet.decided) as told:
        sheet.findChild(QPushButton, name).click()  # type: ignore[union-attr]
    assert told.args == [what, "c1"]


def test_keeping_decides_nothing(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot)
    with qtbot.assertNotEmitted(sheet.decided):
        sheet.findChild(QPushButton, "conflict_keep").click()  # type: ignore[union-attr]
    assert not sheet.isVisible()


def test_what_cannot_be_redone_is_not_offered(qtbot: QtBot) -> None:
    sheet = sheet_of(qtbot, can_redo=False)
    redo = sheet.findChild(QPushButton, "conflict_redo")
    assert redo is not None
    assert not redo.isEnabled()
