"""A person before their window: what they see there, and what they do with mouse and keyboard.

Nothing here asks the desk to do anything: what looks at the room behind the window only looks.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.compose import open_desk
from app.desk import Desk
from butphe.demo.people import member
from butphe.demo.stand import PASSPHRASE, Stand
from tests.helpers.hands import Hands
from ui.flows.room import Room
from ui.main import Start
from ui.shell.window import MainWindow

UNDO_S = 1.0
SUBJECT = "góp ý dự thảo kế hoạch chuyển đổi số năm 2027"
CONTROL = Qt.KeyboardModifier.ControlModifier
SYNCS_MAX, SYNC_WITHIN_S = 20, 15.0


class Seat:
    """One person before their window."""

    def __init__(self, stand: Stand, login: str) -> None:
        self.stand = stand
        self.name = member(login).name
        self.pin = os.environ.get(stand.pin_variable(login), "")
        self.window = MainWindow()
        self.window.setWindowTitle(f"Bút Phê – {self.name}")
        self.window.resize(1440, 880)
        open_own = partial(_open, stand.profile(login), os.environ[PASSPHRASE])
        self._start = Start(self.window, open_own, [])
        self.window.show()
        self._start.open()
        self.hands = Hands(self.window, stand.folder / "failed" / login)
        self.hands.until(lambda: self._start.room is not None, f"the desk of {self.name}")

    # ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────
    @property
    def room(self) -> Room:
        """What the window is joined to; only looked at."""
        assert self._start.room is not None
        return self._start.room

    def state(self) -> str:
        """The state of the document that is read."""
        document = self.room.reading.document
        return document.state if document else ""

    def kind(self) -> str:
        """Whether the incoming document is read or the answer, which bears the same subject."""
        document = self.room.reading.document
        return document.kind if document else ""

    def row(self, kind: str = "") -> int:
        """Where the document, or the one of this kind, stands in the list; -1 without it."""
        model = self.window.folder.model
        rows = [row for number in range(model.rowCount()) if (row := model.row(number)) is not None]
        wanted = (SUBJECT in row.title.casefold() and kind in ("", row.kind) for row in rows)
        return next((number for number, is_it in enumerate(wanted) if is_it), -1)

    def says(self, name: str) -> str:
        """What stands on a button of the line at the foot."""
        part = self.window.status.findChild(QPushButton, f"status_{name}")
        assert part is not None
        return part.text()

    def wait_until_done(self) -> None:
        """Wait until the document is no longer this person's turn: it leaves the list of what waits."""
        self.hands.until(lambda: self.row() < 0, f"the end of {self.name}'s turn")

    def wait_for(self, state: str) -> None:
        """Wait until the document that is read has come so far."""
        self.hands.until(lambda: self.state() == state, f"{state} (now {self.state()!r})")

    def wait_for_page(self) -> None:
        """Wait until the page stands on the screen."""
        self.hands.until(lambda: self.room.reading.shown_sha256, "the page")

    def wait_until_offline(self, *, waiting: int) -> None:
        """Wait until the window says that it has no server, and how many things wait for it."""
        words = f"Hộp gửi: {waiting} thao tác chờ máy chủ" if waiting else "Hộp gửi trống"
        self.hands.until(lambda: self.says("online").startswith("Ngoại tuyến"), "the word that there is no server")
        self.hands.until(lambda: self.says("outbox") == words, f"{words!r} (now {self.says('outbox')!r})")

    # ── acting ────────────────────────────────────────────────────────────────────────────────────────────────────
    def sync(self) -> None:
        """Press F5, again when it found no server, until everything has left and the window is online."""
        self.hands.sit_down()

        def is_in_step() -> bool:
            return self.says("online").startswith("Trực tuyến") and self.says("outbox") == "Hộp gửi trống"

        for _again in range(SYNCS_MAX):
            self.hands.press(Qt.Key.Key_F5)
            if self.hands.comes(is_in_step, SYNC_WITHIN_S):
                return
        self.hands.until(is_in_step, "the end of the sync")

    def open(self, folder: str, state: str, *, under: str = "waiting") -> None:
        """Go to a folder and one of its filters, wait for the document there, and open it."""
        self.hands.sit_down()
        self.hands.click(f"nav_{folder}")
        self.hands.until(lambda: self.hands.there(f"filter_{under}"), f"the filter {under!r} of {folder}")
        self.hands.click(f"filter_{under}")
        kind = "incoming" if folder == "incoming" else "outgoing"
        self.hands.until(lambda: self.row(kind) >= 0, f"the document in {folder}")
        self.click_row(kind)
        self.hands.until(lambda: self.kind() == kind, f"the page of the {kind} one")
        self.wait_for(state)

    def click_row(self, kind: str) -> None:
        """Press on the document in the list."""
        rows = self.window.folder.list
        self.hands.click_at(rows.viewport(), rows.visualRect(rows.model().index(self.row(kind), 0)).center())

    def act(self, action: str) -> None:
        """Press an action of the panel."""
        self.hands.click(f"action_{action}")

    def sign(self, title: str) -> None:
        """Type the PIN, unless the token is open since the last one, and press the button of the signing panel."""
        self.hands.until(lambda: self._panel_title() == title, f"the panel {title!r}")
        self.wait_for_page()
        self.hands.widget("sign")
        if self.hands.there("pin"):
            self.hands.click("pin")
            self.hands.type(self.pin)
        self.hands.click("sign")

    def save_copy(self, target: Path) -> None:
        """Save the page that is read."""
        self.wait_for_page()
        self.hands.click("save_copy")
        type_into_file_dialog(self.hands, "save_dialog", target)
        self.hands.until(target.exists, "the copy")

    def _panel_title(self) -> str:
        found = self.window.findChild(QLabel, "panel_title")
        return found.text() if found is not None else ""

    def leave(self) -> None:
        """Close the window."""
        self.window.close()
        self._start.close()


def _open(profile: Path, passphrase: str, _asked: str | None) -> Desk:
    return open_desk(profile, passphrase=passphrase, undo_s=UNDO_S)


def has_words(hands: Hands, name: str) -> bool:
    """Whether something stands in a line."""
    field = hands.there(name)
    return isinstance(field, QLineEdit) and bool(field.text())


def type_into_file_dialog(hands: Hands, name: str, path: Path) -> None:
    """Type a path and press Enter."""
    dialog = hands.widget(name)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    hands.click_at(field, QPoint(20, field.height() // 2))
    hands.until(field.hasFocus, "the cursor in the name of the file")
    hands.press(Qt.Key.Key_A, CONTROL)
    hands.type(str(path))
    hands.press(Qt.Key.Key_Return)
