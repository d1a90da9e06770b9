"""The signing panel over a real desk: without a token it says what to do, and the look stands on the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from signing.outcomes import TokenGone
from tests.helpers import office_world as world
from tests.ui import samples
from tests.ui.desks import Office, Sitting, sitting
from ui.flows.signed import Result
from ui.flows.signing import replace_state
from ui.screens.signing.state import BatchLine


def shown(seat: Sitting, document_id: str) -> None:
    seat.open("for_signature", document_id)
    seat.until(lambda: seat.room.reading.shown_sha256)


def test_place_of_the_signature_stands_on_the_page_where_it_was_prepared(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_outgoing("awaiting_signature")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        shown(seat, document.id)
        seat.until(lambda: seat.window.reading.pages.placing.place is not None)
        assert seat.window.reading.pages.placing.place == document.places["leader"]
        assert not seat.window.panel.signing.isHidden()


def test_without_a_token_nothing_can_be_signed_and_the_panel_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_outgoing("awaiting_signature")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        shown(seat, document.id)
        seat.room.signing._saw(())  # noqa: SLF001 what the token process says when nothing is plugged in
        button = seat.window.findChild(QPushButton, "sign")
        assert button is not None
        assert not button.isEnabled()
        hint = seat.window.findChild(QLabel, "signing_hint")
        assert hint is not None
        assert "Cắm USB token" in hint.text()


def test_panel_goes_when_another_document_is_read(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_outgoing("awaiting_signature")
    incoming = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        shown(seat, document.id)
        seat.window.panel.pin.field.setText("1234")
        seat.open("incoming", incoming.id)
        seat.until(seat.window.panel.signing.isHidden)
        assert seat.window.reading.pages.placing.place is None
        assert seat.window.panel.pin.field.text() == ""


def test_line_of_a_batch_says_how_far_the_work_is() -> None:
    lines = [BatchLine(f"d{n}", "Quyết định", True) for n in range(3)]
    assert [replace_state(line, n, 1).state for n, line in enumerate(lines)] == ["signed", "signing", "waiting"]


def test_samples_are_what_the_panel_needs() -> None:
    assert samples.signing_view().place == samples.composed().places["leader"]


def test_token_pulled_out_of_a_batch_says_how_far_it_came_and_goes_on_by_one_press(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """E6."""
    office = Office(tmp_path)
    document = office.put_outgoing("awaiting_signature")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        shown(seat, document.id)
        pulled = Result(signed=["a"], error=TokenGone(token="01", done=1, total=3))
        seat.room.signing._show_error(pulled, pulled.error)  # type: ignore[arg-type]  # noqa: SLF001
        notice = seat.window.panel.notice.notice()
        assert notice is not None
        assert notice.headline == "Thiết bị bị rút ra khi đang ký."
        assert notice.detail == "Đã ký 1/3; văn bản đang ký dở không bị ghi. Cắm lại đúng thiết bị và bấm Ký tiếp."
        assert notice.action_words == "Ký tiếp"
        looked: list[bool] = []
        seat.room.signing.look_for_tokens = lambda: looked.append(True)  # type: ignore[method-assign]
        button = seat.window.findChild(QPushButton, "panel_notice_action")
        assert button is not None
        button.click()
        assert looked == [True]
        assert seat.window.panel.notice.notice() is None
