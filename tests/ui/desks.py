"""A real desk (encrypted cache, outbox, rulebook, render worker) in step with a document server in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt import exceptions
from pytestqt.qtbot import QtBot

from app.clock import now
from app.compose import open_desk, renderer
from app.desk import Desk
from app.profiles import Account, Settings
from app.views import DocumentView
from office.records import FileRef, IncomingDocument, OutgoingDocument
from tests.helpers import office_world
from tests.helpers.memory_server import MemoryServer, TestClock
from tests.ui import samples
from ui.dispatch import Dispatcher
from ui.flows.room import Room
from ui.shell.window import MainWindow

PASSPHRASE = "mật khẩu của bài thử"
WAIT_MS = 60_000
LETTER = "V/v rà soát thủ tục hành chính"


class Office:
    """The server, and who sits at it."""

    def __init__(self, folder: Path) -> None:
        self.server = MemoryServer(TestClock(now()))
        self._folder = folder
        self._page = self.server.keep_file(samples.composed().pdf)

    def file(self, name: str = "1024-SNV.pdf", role: str = "main") -> FileRef:
        """A file that the server holds."""
        return FileRef(sha256=self._page, name=name, size=len(samples.composed().pdf), role=role)  # type: ignore[arg-type]

    def put_incoming(self, state: str, **changes: object) -> IncomingDocument:
        """An incoming document in a state, with a real page."""
        given = office_world.incoming(state, now(), **changes)
        made = replace(given, files=(self.file(), self.file("Phụ lục.pdf", "attachment")))
        self.server.put(made)
        return made

    def put_outgoing(self, state: str, **changes: object) -> OutgoingDocument:
        """An outgoing document in a state, with a real page and its places."""
        places = samples.composed().places
        made = replace(
            office_world.outgoing(state, now(), **changes), files=(self.file("UBND-KSTT.pdf"),), places=places
        )
        self.server.put(made)
        return made

    @contextmanager
    def desk(self, person_id: str) -> Iterator[Desk]:
        """Somebody's desk, in step with the server; closed at the end."""
        desk = open_desk(self._folder / person_id, passphrase=PASSPHRASE)
        account = Account(server="http://127.0.0.1:9", login="thu", person_id=person_id, device="d")
        desk.parts.profile.save(Settings(account=account))
        desk.parts.mail.engine = desk.parts.mail.make_engine(self.server.door(person_id))
        self.sync(desk)
        try:
            yield desk
        finally:
            desk.close()

    @staticmethod
    def sync(desk: Desk) -> None:
        """Send what waits and fetch what changed, files too."""
        engine = desk.parts.mail.engine
        assert engine is not None
        engine.sync_once()
        desk._relist()  # noqa: SLF001 what Desk.sync does after the engine, which has no wire here


class Sitting:
    """A person at a window over a real desk."""

    def __init__(self, qtbot: QtBot, desk: Desk, *, judges: bool) -> None:
        """`judges` False: no worker is started to judge signatures, which these tests do not look at."""
        self._qtbot = qtbot
        self.desk = desk
        self.dispatcher = Dispatcher()
        self.window = MainWindow()
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.room = Room(desk, renderer(), self.dispatcher, self.window)
        if not judges:
            self.room.reading._judge = _judge_nothing  # type: ignore[method-assign]  # noqa: SLF001
        desk.watch(self.room._note)  # noqa: SLF001 as `begin` does, without a network
        self.window.show()

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait for something."""
        try:
            self._qtbot.waitUntil(lambda: bool(is_so()), timeout=WAIT_MS)
        except exceptions.TimeoutError:
            bars = (
                self.window.notice,
                self.window.panel.notice,
                self.window.reading.notice,
                self.window.register.problem,
            )
            said = [bar.notice() for bar in bars]
            pytest.fail(f"waited in vain; the window says {said}")

    def rest(self) -> None:
        """Wait until the background has nothing left to say."""
        self.until(self.dispatcher.is_idle)

    def open(self, folder: str, document_id: str) -> None:
        """Open a folder and a document in it."""
        self.room.browsing.open_folder(folder)
        self.rest()
        self.room.browsing.show(document_id)
        self.until(lambda: self.room.reading.document is not None and self.room.reading.document.id == document_id)

    def leave(self) -> None:
        """Close the window; the desk is whoever opened it's to close."""
        self.room.signing.stop()
        self.dispatcher.close()
        self.room.reading.close()


def _judge_nothing(document: DocumentView) -> None:
    """The bar stays as it is."""


@contextmanager
def sitting(qtbot: QtBot, desk: Desk, *, judges: bool = False) -> Iterator[Sitting]:
    """Sit down at a desk, and leave it."""
    made = Sitting(qtbot, desk, judges=judges)
    try:
        yield made
    finally:
        made.leave()
