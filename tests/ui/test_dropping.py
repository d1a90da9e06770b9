"""What is dropped into the window: papers go to the tray, a folder says what it brings, other kinds are named."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui import samples
from tests.ui.desks import Office, sitting
from ui.flows.dropping import PAPERS_MAX, notice_of_drop, sorted_out
from ui.screens.receive.view import ReceiveSheet
from ui.shell.window import local_files


def make(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_bytes(samples.composed().pdf)
    return folder


def test_papers_are_told_from_other_kinds_in_folders_too(tmp_path: Path) -> None:
    folder = make(tmp_path / "công văn", "b.PDF", "a.pdf", "ảnh.jpg", ".hidden")
    found = sorted_out([folder, tmp_path / "x.docx"])
    assert [path.name for path in found.papers] == ["a.pdf", "b.PDF"]
    assert found.others == ("ảnh.jpg", "x.docx")
    assert found.has_folder
    assert found.size == 2 * len(samples.composed().pdf)


def test_more_papers_than_one_drop_takes_are_named_as_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "kho"
    folder.mkdir()
    for number in range(PAPERS_MAX + 1):
        (folder / f"{number:03}.pdf").touch()
    found = sorted_out([folder])
    assert (len(found.papers), found.others) == (PAPERS_MAX, (f"{PAPERS_MAX:03}.pdf",))


def test_notice_names_what_is_left_out_or_sizes_the_folder(tmp_path: Path) -> None:
    folder = make(tmp_path / "one", "a.pdf")
    notice = notice_of_drop(sorted_out([folder]))
    assert notice is not None
    assert notice.headline.startswith("Thư mục có 1 tệp PDF")
    notice = notice_of_drop(sorted_out([tmp_path / "x.docx"]))
    assert notice is not None
    assert (notice.tone, notice.detail) == ("warning", "x.docx")
    assert notice_of_drop(sorted_out([folder / "a.pdf"])) is None


def test_only_files_of_this_machine_are_taken() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.gov.vn/a.pdf"), QUrl.fromLocalFile("/x/a.pdf")])
    assert local_files(data) == [Path("/x/a.pdf")]


def test_dropped_papers_come_to_the_tray(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    folder = make(tmp_path / "kho", "a.pdf", "b.pdf")
    with office.desk(world.CLERK) as desk, sitting(qtbot, desk) as seat:
        seat.window.files_dropped.emit([folder])
        seat.until(lambda: seat.window.findChild(ReceiveSheet))
