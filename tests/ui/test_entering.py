"""Signing in is asked in a window of its own; what the server says stands above the fields, and work is never lost."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui.desks import Office, Sitting, sitting
from ui.screens.entry.view import EntryDialog


def dialog_of(seat: Sitting) -> EntryDialog:
    dialog = seat.window.findChild(EntryDialog)
    assert dialog is not None
    return dialog


def test_server_that_is_away_is_said_and_the_password_is_gone_from_its_field(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.entering.ask()
        dialog = dialog_of(seat)
        assert (dialog.server.text(), dialog.login.text()) == ("http://127.0.0.1:9", "thu")
        dialog.password.setText("bí mật")
        dialog._press()  # noqa: SLF001 as Enter does
        assert dialog.password.text() == ""
        seat.until(lambda: dialog.notice.notice() is not None)
        assert dialog.isVisible()


def test_session_that_is_over_is_said_with_what_is_safe(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.entering.ask(is_again=True)
        notice = dialog_of(seat).notice.notice()
        assert notice is not None
        assert "vẫn giữ" in notice.detail


def test_first_password_is_changed_before_the_desk_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.entering.ask()
        seat.room.entering._entered(True)  # noqa: SLF001 what the server answers at the first sign-in
        dialog = dialog_of(seat)
        assert dialog.new.isVisible()
        assert not dialog.server.isVisible()


def test_asking_twice_opens_one_window(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.entering.ask()
        seat.room.entering.ask()
        assert len(seat.window.findChildren(EntryDialog)) == 1
