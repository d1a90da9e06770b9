"""The officer drafts an answer: the form knows what it answers, the page is composed, the draft is opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from office.records import OutgoingDocument
from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting
from ui.screens.compose.view import ComposeSheet


def sheet_of(seat: Sitting) -> ComposeSheet:
    seat.until(lambda: seat.window.findChild(ComposeSheet) is not None)
    sheet = seat.window.findChild(ComposeSheet)
    assert sheet is not None
    return sheet


def fill(sheet: ComposeSheet) -> None:
    for key in ("subject", "body", "recipients", "addressees"):
        field = sheet.form.field(key)
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText("Sở Nội vụ")
    for key, value in (
        ("entity_id", world.COMMITTEE),
        ("unit_head_id", world.HEAD),
        ("format_reviewer_id", world.CHIEF),
        ("signer_id", world.LEADER),
    ):
        picker = sheet.form.field(key)
        assert isinstance(picker, QComboBox)
        picker.setCurrentIndex(picker.findData(value))


def test_answer_is_composed_and_knows_what_it_answers(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("in_progress")
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.room.command("compose")
        sheet = sheet_of(seat)
        fill(sheet)
        sheet.form.submit()
        seat.until(lambda: (shown := seat.room.reading.document) and shown.kind == "outgoing")
        assert seat.room.reading.document is not None
        draft = desk.parts.record(seat.room.reading.document.id)
        assert isinstance(draft, OutgoingDocument)
        assert draft.answers == (document.id,)
        assert draft.places.keys() >= {"leader", "seal", "number"}


def test_form_stays_open_and_says_what_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.command("compose")
        sheet = sheet_of(seat)
        sheet.form.submit()
        assert sheet.isVisible()
        assert not desk.queries.outbox()
