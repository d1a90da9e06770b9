"""The form of an action in its own window: it never blocks the document behind, Esc does nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.screens.acting.dialog import ActionDialog
from ui.screens.acting.state import form_for


def dialog(qtbot: QtBot) -> tuple[QWidget, ActionDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    form = form_for("return", {})
    assert form is not None
    made = ActionDialog(form, "Quyết định phê duyệt", parent)
    made.show()
    return parent, made


def test_dialogue_names_the_document_and_is_not_modal(qtbot: QtBot) -> None:
    _parent, made = dialog(qtbot)
    assert not made.isModal()
    assert "Quyết định phê duyệt" in {label.text() for label in made.findChildren(QLabel)}


def test_sent_form_is_told_once_and_closes(qtbot: QtBot) -> None:
    _parent, made = dialog(qtbot)
    reason = made.form.field("reason")
    assert isinstance(reason, QPlainTextEdit)
    reason.setPlainText("Cần bổ sung căn cứ pháp lý.")
    with qtbot.waitSignal(made.submitted) as told:
        made.form.submit()
    assert told.args == ["return", {"reason": "Cần bổ sung căn cứ pháp lý."}]
    assert not made.isVisible()


def test_escape_closes_without_doing_anything(qtbot: QtBot) -> None:
    _parent, made = dialog(qtbot)
    with qtbot.assertNotEmitted(made.submitted):
        qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
