"""The clerk registers beside the page: the fields are read, a doubtful one is asked first, the number comes later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui.desks import Office, sitting


def test_fields_of_the_page_fill_the_form_and_light_up_on_it(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("arrived")
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.until(lambda: seat.room.reading.shown_sha256)
        seat.room.acting.request("register")
        form = seat.window.register.form
        seat.until(lambda: form.form() is not None)
        seat.until(lambda: (f := form.field("issuing_agency")) and isinstance(f, QLineEdit) and f.text())
        subject = form.field("subject")
        assert isinstance(subject, QPlainTextEdit)
        assert "chuyển đổi số" in subject.toPlainText()
        form.focused.emit("subject")
        assert seat.window.reading.pages._mark is not None


def test_registration_is_queued_and_the_panel_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("arrived")
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.room.acting.request("register")
        form = seat.window.register.form
        seat.until(lambda: form.form() is not None)
        seat.rest()
        for key, words in (("code", "1024/SNV"), ("issuing_agency", "Sở Nội vụ")):
            field = form.field(key)
            assert isinstance(field, QLineEdit)
            field.setText(words)
        form.submit()
        seat.until(lambda: not seat.room.registering.is_open())
        assert desk.queries.document(document.id).state == "registered"
        assert "máy chủ cấp" in desk.queries.document(document.id).number_words


def test_leaving_the_form_changes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("arrived")
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.room.acting.request("register")
        seat.room.registering.leave()
        seat.rest()
        assert desk.queries.document(document.id).state == "arrived"
