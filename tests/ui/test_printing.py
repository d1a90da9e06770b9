"""The print is the page as it is shown, every page of it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui.desks import Office, sitting
from ui.flows.printing import DOTS_AN_INCH


def test_print_to_a_file_has_every_page_and_its_ink(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    target = tmp_path / "in.pdf"
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.until(seat.window.reading.pages.is_sharp)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DOTS_AN_INCH)
        printer.setFullPage(True)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        seat.room.printing.print_to(printer)
        seat.until(lambda: seat.window.notice.notice() is not None)
    printed = pypdfium2.PdfDocument(target)
    assert len(printed) == 1
    darkest = min(printed[0].render(scale=1, grayscale=True).to_pil().tobytes())
    printed.close()
    assert darkest < 100
