"""Printing the page as it is shown: the render worker draws each page at the printer's resolution (B47)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from app.texts import counted
from ui.dispatch import Dispatcher, Ticket
from ui.flows.drawing import Drawn, Renderer
from ui.flows.telling import done_notice, notice_of
from ui.pages.pictures import picture
from ui.shell.window import MainWindow

DOTS_AN_INCH = 200


class Printing(QObject):
    """Prints the file that the renderer has open."""

    printed = Signal()
    """The pages have gone to the printer."""

    def __init__(self, renderer: Renderer, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._renderer, self._dispatcher, self._window = renderer, dispatcher, window

    def ask(self) -> None:
        """Ask which printer; the document behind stays usable."""
        pages = self._window.reading.pages
        if not pages.page_count():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DOTS_AN_INCH)
        printer.setFullPage(True)
        dialog = QPrintDialog(printer, self._window)
        dialog.setObjectName("print_dialog")
        dialog.setMinMax(1, pages.page_count())
        dialog.accepted.connect(partial(self.print_to, printer))
        dialog.setModal(False)
        dialog.show()

    def print_to(self, printer: QPrinter) -> None:
        """Draw the pages in the background, then hand them to the printer."""
        view = self._window.reading.pages
        first, last = printer.fromPage() or 1, printer.toPage() or view.page_count()
        widths = [round(view.page_size(number)[0] / 72 * DOTS_AN_INCH) for number in range(first, last + 1)]

        def draw(ticket: Ticket) -> list[Drawn]:
            drawn = []
            for number, width in enumerate(widths):
                ticket.progress(number, len(widths))
                drawn.append(self._renderer.page(first - 1 + number, width))
            return drawn

        self._dispatcher.start(draw, partial(self._print, printer), owner=self, failed=self._tell, lane="pages")

    def _print(self, printer: QPrinter, drawn: list[Drawn]) -> None:
        painter = QPainter(printer)
        for number, page in enumerate(drawn):
            if number:
                printer.newPage()
            image: QImage = picture(page.width, page.height, page.pixels)
            painter.drawImage(QRectF(painter.viewport()), image)
        painter.end()
        self.printed.emit()
        words = counted("Đã gửi {count} trang tới máy in", "Đã gửi {count} trang tới máy in", len(drawn))
        self._window.notice.show_notice(done_notice(words, can_undo=False))

    def _tell(self, error: Exception) -> None:
        self._window.notice.show_notice(notice_of(error))
