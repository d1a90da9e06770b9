"""A form under the keyboard: Enter goes on, Ctrl+Enter sends, what is missing gets the cursor."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import PEOPLE
from ui.screens.acting.state import Form, FormField, form_for
from ui.screens.acting.view import FormView
from ui.widgets.fields import ManyPicker

FORM = Form(
    "try",
    "Thử",
    (
        FormField("code", "Số", "line", is_required=True),
        FormField("subject", "Trích yếu", "lines", value="cũ"),
        FormField("day", "Ngày", "date"),
        FormField("who", "Ai", "many", PEOPLE),
        FormField("yes", "Đồng ý", "flag", value=True),
    ),
    "Gửi",
)


@pytest.fixture
def view(qtbot: QtBot) -> FormView:
    made = FormView("form")
    qtbot.addWidget(made)
    made.resize(360, 500)
    made.show_form(FORM)
    made.show()
    return made


def test_values_are_what_was_filled_in(view: FormView) -> None:
    day, who, code = view.field("day"), view.field("who"), view.field("code")
    assert isinstance(day, QDateEdit)
    assert isinstance(who, ManyPicker)
    assert isinstance(code, QLineEdit)
    day.setDate(QDate(2026, 11, 30))
    who.tick("ha")
    code.setText(" 214/TTr ")
    assert view.values() == {
        "code": "214/TTr", "subject": "cũ", "day": date(2026, 11, 30), "who": ("ha",), "yes": True,
    }  # fmt: skip


def test_date_that_was_not_chosen_is_none(view: FormView) -> None:
    assert view.values()["day"] is None


def test_missing_field_is_named_and_gets_the_cursor(qtbot: QtBot, view: FormView) -> None:
    with qtbot.assertNotEmitted(view.submitted):
        view.submit()
    hint = view.findChild(QLabel, "form_hint")
    assert hint is not None
    assert hint.text() == "Còn thiếu: Số"


def test_control_enter_sends_from_a_text(qtbot: QtBot, view: FormView) -> None:
    code = view.field("code")
    assert isinstance(code, QLineEdit)
    code.setText("1")
    with qtbot.waitSignal(view.submitted) as told:
        qtbot.keyClick(view.field("subject"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0] == "try"
    assert told.args[1]["code"] == "1"


def test_same_form_keeps_what_was_typed_and_clear_forgets_it(view: FormView) -> None:
    code = view.field("code")
    assert isinstance(code, QLineEdit)
    code.setText("1")
    view.show_form(FORM)
    assert view.values()["code"] == "1"
    view.clear()
    assert view.values()["code"] == ""


def test_phrase_of_the_office_fills_the_reason(qtbot: QtBot) -> None:
    view = FormView("form")
    qtbot.addWidget(view)
    view.show_form(form_for("return", {}))
    phrase = view.findChild(QPushButton, "form_phrase_1")
    assert phrase is not None
    phrase.click()
    reason = view.field("reason")
    assert isinstance(reason, QPlainTextEdit)
    assert reason.toPlainText() == "Cần bổ sung căn cứ pháp lý"


def test_every_field_has_a_name_for_screen_readers(view: FormView) -> None:
    assert [view.field(field.key).accessibleName() for field in FORM.fields] == [field.words for field in FORM.fields]
