"""Copies are saved under lawful names, PDF files are taken in one by one, a bad one is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui import samples
from tests.ui.desks import Office, sitting
from ui.screens.receive.view import ReceiveSheet


def test_copy_is_the_very_bytes_that_are_read(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    target = tmp_path / "bản sao.pdf"
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.room.filing._save(document.id, document.files[0].sha256, str(target))  # noqa: SLF001 after the dialogue
        seat.until(target.exists)
        seat.rest()
        assert target.read_bytes() == samples.composed().pdf


def test_one_bad_file_costs_the_others_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    good, bad = tmp_path / "tốt.pdf", tmp_path / "hỏng.pdf"
    good.write_bytes(samples.composed().pdf)
    bad.write_bytes(b"not a page at all")
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        seat.room.filing.receive_paths([bad, good])
        seat.until(lambda: seat.window.findChild(ReceiveSheet))
        sheet = seat.window.findChild(ReceiveSheet)
        assert sheet is not None
        sheet.accepted_for.emit(world.COMMITTEE, False)
        seat.until(lambda: any("Đã tiếp nhận" in one.text() for one in sheet.findChildren(QLabel)))
        said = " ".join(one.text() for one in sheet.findChildren(QLabel))
        assert "không phải là PDF" in said
        assert desk.queries.page("incoming").total == 1


def test_attachments_stand_in_the_panel_with_their_size(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        opens = seat.window.panel.findChild(QPushButton, "file_open_0")
        assert opens is not None
        assert opens.text() == "Phụ lục.pdf"


@pytest.mark.parametrize(("others", "safe"), [(0, "Không lưu gì."), (1, "Các tệp khác đã được nhận.")])
def test_file_that_is_no_pdf_says_what_became_of_the_others(
    qtbot: QtBot, tmp_path: Path, others: int, safe: str
) -> None:
    """E13: one dropped file, or one of several."""
    office = Office(tmp_path)
    paths = [tmp_path / "hỏng.pdf", *(tmp_path / f"tốt {number}.pdf" for number in range(others))]
    for path in paths:
        path.write_bytes(b"not a page at all" if path is paths[0] else samples.composed().pdf)
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        seat.room.filing.receive_paths(paths)
        seat.until(lambda: seat.window.findChild(ReceiveSheet))
        sheet = seat.window.findChild(ReceiveSheet)
        assert sheet is not None
        sheet.accepted_for.emit(world.COMMITTEE, False)
        wanted = f"hỏng.pdf không phải là PDF. {safe} Xuất sang PDF rồi thả lại."
        seat.until(lambda: any(wanted in one.text() for one in sheet.findChildren(QLabel)))
