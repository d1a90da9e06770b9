"""Files: saves copies, opens attachments with the system's program, prints pages, takes PDF files in."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.texts import _
from app.views import Choice, DocumentView, FileView
from paper.errors import NotAPdf
from ui.dispatch import Dispatcher, Ticket
from ui.flows.telling import done_notice, notice_of
from ui.pages.naming import safe_name
from ui.screens.receive.view import ReceiveSheet
from ui.shell.window import MainWindow

if TYPE_CHECKING:
    from app.desk import Desk


class Filing(QObject):
    """What the user does with files."""

    received = Signal(str)
    """Id of a document that was taken in."""

    def __init__(self, desk: Desk, dispatcher: Dispatcher, window: MainWindow) -> None:
        super().__init__(window)
        self._desk, self._dispatcher, self._window = desk, dispatcher, window
        self._document: DocumentView | None = None
        window.panel.file_requested.connect(self.request)

    def show(self, document: DocumentView | None) -> None:
        """The document that is read."""
        self._document = document

    def save_main(self) -> None:
        """Save a copy of the page that is read."""
        if self._document is not None:
            self.request("save", self._document.main_sha256)

    def request(self, what: str, sha256: str) -> None:
        """Save or open a file of the document."""
        document = self._document
        file = next((one for one in document.files if one.sha256 == sha256), None) if document else None
        if document is None or file is None:
            return
        if what == "save":
            self._ask_where(document, file)
        else:
            self._open(document, file)

    def receive(self) -> None:
        """Take PDF files in, for an issuing entity."""
        self._dispatcher.start(self._entities, self._ask_files, owner=self)

    def receive_paths(self, paths: list[Path]) -> None:
        """Take these files in; the entity is asked."""
        self._dispatcher.start(self._entities, partial(self._ask_entity, paths), owner=self)

    # ── within ────────────────────────────────────────────────────────────────────────────────────────────────────
    def _ask_where(self, document: DocumentView, file: FileView) -> None:
        dialog = QFileDialog(self._window, _("Lưu bản sao"), "", "PDF (*.pdf)")
        dialog.setObjectName("save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(safe_name(file.name))
        dialog.fileSelected.connect(partial(self._save, document.id, file.sha256))
        dialog.open()

    def _save(self, document_id: str, sha256: str, target: str) -> None:
        def save(ticket: Ticket) -> Path:
            self._desk.save_file(document_id, Path(target), sha256)
            return Path(target)

        self._dispatcher.start(save, self._saved, owner=self, failed=self._tell, lane="acts")

    def _saved(self, target: Path) -> None:
        words = _("Đã lưu {name}", name=target.name)
        self._window.notice.show_notice(done_notice(words, can_undo=False))

    def _open(self, document: DocumentView, file: FileView) -> None:
        folder = Path(tempfile.mkdtemp(prefix="butphe-"))

        def copy(ticket: Ticket) -> Path:
            target = folder / safe_name(file.name)
            self._desk.save_file(document.id, target, file.sha256)
            return target

        self._dispatcher.start(copy, _show_outside, owner=self, failed=self._tell, lane="acts")

    def _entities(self, ticket: Ticket) -> tuple[Choice, ...]:
        return self._desk.queries.entities()

    def _ask_files(self, entities: tuple[Choice, ...]) -> None:
        dialog = QFileDialog(self._window, _("Tiếp nhận tệp PDF"), "", "PDF (*.pdf)")
        dialog.setObjectName("receive_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(partial(self._chosen, entities))
        dialog.open()

    def _chosen(self, entities: tuple[Choice, ...], paths: list[str]) -> None:
        self._ask_entity([Path(path) for path in paths], entities)

    def _ask_entity(self, paths: list[Path], entities: tuple[Choice, ...]) -> None:
        sheet = ReceiveSheet(tuple(path.name for path in paths), entities, self._window)
        sheet.accepted_for.connect(partial(self._receive, sheet, paths))
        sheet.show()

    def _receive(self, sheet: ReceiveSheet, paths: list[Path], entity_id: str, is_declared: bool) -> None:
        for number, path in enumerate(paths):
            sheet.show_line(number, _("Đang kiểm tra…"), "neutral")

            def take(ticket: Ticket, path: Path = path) -> str:
                return self._desk.receive(path, entity_id, declared_not_secret=is_declared)

            self._dispatcher.start(
                take,
                partial(self._taken, sheet, number),
                owner=sheet,
                failed=partial(self._not_taken, sheet, number, len(paths) - 1),
                lane="acts",
            )

    def _taken(self, sheet: ReceiveSheet, number: int, document_id: str) -> None:
        sheet.show_line(number, _("Đã tiếp nhận"), "success")
        self.received.emit(document_id)

    def _not_taken(self, sheet: ReceiveSheet, number: int, others: int, error: Exception) -> None:
        if isinstance(error, NotAPdf):
            error.facts["others"] = others
        notice = notice_of(error)
        if notice is not None:
            sheet.show_line(number, f"{notice.headline} {notice.detail}", "danger")

    def _tell(self, error: Exception) -> None:
        self._window.notice.show_notice(notice_of(error))


def _show_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
