"""Actions from the panel: asked for what they need, done at once, taken back while they have not left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from office.records import Dossier, IncomingDocument
from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting
from ui.screens.acting.dialog import ActionDialog


def state(seat: Sitting, document_id: str) -> str:
    return seat.desk.queries.document(document_id).state


def test_leader_directs_in_the_panel_and_the_screen_shows_it_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.until(lambda: seat.window.panel.inline.form() is not None)
        inline = seat.window.panel.inline
        text, lead = inline.field("text"), inline.field("lead")
        assert isinstance(text, QPlainTextEdit)
        assert isinstance(lead, QComboBox)
        text.setPlainText("Giao Phòng KSTT tham mưu.")
        lead.setCurrentIndex(lead.findData(world.OFFICER))
        inline.submit()
        seat.until(lambda: state(seat, document.id) == "directed")
        assert len(desk.queries.outbox()) == 1


def test_form_says_what_is_missing_and_nothing_is_done(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.until(lambda: seat.window.panel.inline.form() is not None)
        seat.window.panel.inline.submit()
        seat.rest()
        assert state(seat, document.id) == "submitted"


def test_unit_head_returns_a_draft_with_a_reason(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_outgoing("unit_review")
    with office.desk(world.HEAD) as desk, sitting(qtbot, desk) as seat:
        seat.open("for_signature", document.id)
        seat.room.acting.request("return")
        dialog = seat.window.findChild(ActionDialog)
        assert dialog is not None
        reason = dialog.form.field("reason")
        assert isinstance(reason, QPlainTextEdit)
        reason.setPlainText("Cần bổ sung căn cứ pháp lý.")
        dialog.form.submit()
        seat.until(lambda: state(seat, document.id) == "returned_for_edit")


def test_officer_opens_a_dossier_where_the_document_is_filed(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("completed")
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.room.acting.request("file")
        seat.until(lambda: seat.window.findChild(ActionDialog) is not None)
        dialog = seat.window.findChild(ActionDialog)
        assert dialog is not None
        for key, words in (("code", "05.KSTT"), ("title", "Chuyển đổi số năm 2027")):
            field = dialog.form.field(key)
            assert isinstance(field, QLineEdit)
            field.setText(words)
        dialog.form.submit()
        seat.until(lambda: state(seat, document.id) == "filed")
        (dossier,) = desk.queries.page("dossiers").rows
        kept = desk.parts.record(dossier.id)
        assert isinstance(kept, Dossier)
        assert (kept.code, kept.title, kept.entity_id) == ("05.KSTT", "Chuyển đổi số năm 2027", document.entity_id)
        filed = desk.parts.record(document.id)
        assert isinstance(filed, IncomingDocument)
        assert filed.dossier_ids == (kept.id,)


def test_action_is_taken_back_while_it_has_not_left(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("directed")
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.room.acting.request("begin")
        seat.until(lambda: state(seat, document.id) == "in_progress")
        seat.rest()
        seat.room.acting.undo()
        seat.until(lambda: state(seat, document.id) == "directed")


def test_document_that_is_done_with_leaves_the_list_and_the_next_one_is_shown(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = office.put_outgoing("format_review", format_reviewer_id=world.CHIEF)
    other = office.put_outgoing("format_review", id=world.uid("other"), format_reviewer_id=world.CHIEF)
    with office.desk(world.CHIEF) as desk, sitting(qtbot, desk) as seat:
        seat.open("for_signature", first.id)
        seat.room.acting.request("pass_format")
        seat.until(lambda: seat.room.reading.current_id() == other.id)


def test_buttons_are_what_the_rulebook_allows_and_the_menu_says_why_not(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("directed")
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        assert seat.window.findChild(QPushButton, "action_begin") is not None
        more = seat.window.findChild(QPushButton, "action_more")
        assert more is not None
        greyed = [entry.text() for entry in more.menu().actions() if not entry.isEnabled()]
        assert greyed
        assert all(" — " in words for words in greyed)


def test_renewal_runs_beside_the_work_and_its_refusal_is_said_in_the_panel(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_outgoing("dispatched")
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        seat.open("outgoing", document.id)
        seat.room.acting.request("renew")
        said = seat.window.panel.notice.notice()
        assert said is not None
        assert said.headline == "Đang bổ sung chữ ký dài hạn…"
        seat.rest()
        said = seat.window.panel.notice.notice()
        assert said is not None
        assert said.tone in {"danger", "warning"}
        assert desk.queries.outbox() == ()
