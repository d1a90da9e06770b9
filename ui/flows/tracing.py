"""Reports what was read and printed in the window (what is saved, the desk reports itself)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from ui.dispatch import Dispatcher, Ticket
from ui.flows.printing import Printing
from ui.flows.reading import Reading

if TYPE_CHECKING:
    from app.desk import Desk


class Tracing(QObject):
    """Listens to reading and printing."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, reading: Reading, printing: Printing) -> None:
        super().__init__(reading)
        self._desk, self._dispatcher, self._reading = desk, dispatcher, reading
        reading.opened.connect(self._read)
        printing.printed.connect(self._printed)

    def _read(self, sha256: str) -> None:
        self._report("read", sha256)

    def _printed(self) -> None:
        self._report("print", self._reading.shown_sha256)

    def _report(self, what: Literal["read", "print"], sha256: str) -> None:
        document = self._reading.document
        if document is None or not sha256:
            return

        def report(ticket: Ticket) -> None:
            self._desk.own.trace(document.id, what, sha256)

        self._dispatcher.start(report, _reported, owner=self, lane="acts")


def _reported(outcome: object) -> None:
    """Nothing is shown of it."""
