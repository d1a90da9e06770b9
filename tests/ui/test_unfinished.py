"""What is typed into a drafting form is on disk when typing rests, and stands there again at the next start."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.memory import Memory
from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting
from tests.ui.test_composing import sheet_of
from ui.flows.unfinished import NEW, OPEN, Typed, Unfinished, key_of
from ui.screens.compose.view import ComposeSheet


def subject(sheet: ComposeSheet) -> QPlainTextEdit:
    field = sheet.form.field("subject")
    assert isinstance(field, QPlainTextEdit)
    return field


def type_subject(seat: Sitting, words: str) -> ComposeSheet:
    seat.room.command("compose")
    sheet = sheet_of(seat)
    subject(sheet).setPlainText(words)
    saved = sheet.findChild(QLabel, "compose_saved")
    assert saved is not None
    seat.until(lambda: saved.text().startswith("Đã lưu"))
    seat.rest()
    return sheet


def test_draft_is_kept_when_typing_rests_and_opens_again_at_the_next_start(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk:
        with sitting(qtbot, desk) as seat:
            type_subject(seat, "V/v góp ý dự thảo")
        with sitting(qtbot, desk) as seat:
            seat.room.composing.resume()
            sheet = sheet_of(seat)
            assert subject(sheet).toPlainText() == "V/v góp ý dự thảo"
            notice = sheet.notice.notice()
            assert notice is not None
            assert "đã được mở lại" in notice.headline


def test_form_that_was_closed_waits_for_its_next_opening(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        type_subject(seat, "V/v góp ý").close()
        seat.rest()
        assert Memory(desk.parts).load(OPEN, str) is None
        seat.until(lambda: seat.window.findChild(ComposeSheet) is None)
        seat.room.command("compose")
        sheet = sheet_of(seat)
        assert subject(sheet).toPlainText() == "V/v góp ý"
        sheet.notice.pressed.emit("afresh")
        assert subject(sheet).toPlainText() == ""


def test_draft_of_a_document_that_is_gone_is_not_opened(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk:
        unfinished = Unfinished(desk, None)  # type: ignore[arg-type]
        for kept, found in ((world.uid("gone"), ""), (NEW, NEW)):
            Memory(desk.parts).save(OPEN, kept)
            assert unfinished.open_one() == found


def test_what_an_older_program_kept_is_left_alone(tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk:
        unfinished = Unfinished(desk, None)  # type: ignore[arg-type]
        Memory(desk.parts).save("draft.new", {"values": 3})
        assert unfinished.load(key_of(None)) is None
        Memory(desk.parts).save("draft.new", Typed(values={"subject": "a"}, clock="10:42"))
        assert unfinished.load(NEW) == Typed(values={"subject": "a"}, clock="10:42")
