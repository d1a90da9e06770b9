"""What was read and printed in the window is reported to the office."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.desk import Desk
from office.personal import AccessCount
from tests.helpers import office_world as world
from tests.ui.desks import Office, sitting


def counted(desk: Desk) -> tuple[int, int]:
    found = desk.parts.mail.cache.records.of_kind("access_count")
    one = next((each for each in found if isinstance(each, AccessCount)), None)
    return (one.reads, one.prints) if one else (0, 0)


def test_page_on_the_screen_and_page_from_the_printer_are_reported(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        assert counted(desk) == (0, 0)
        seat.open("incoming", document.id)
        seat.until(seat.window.reading.pages.is_sharp)
        seat.until(lambda: counted(desk) == (1, 0))
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        seat.room.printing.print_to(printer)
        seat.until(lambda: counted(desk) == (1, 1))
        assert desk.queries.outbox() == ()
