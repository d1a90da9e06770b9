"""The main job in five people's windows, played with mouse and keyboard; run as a program on a display of its own.

    python -m tests.journeys.people_at_windows FOLDER

Leaves FOLDER/issued.pdf, a line of JSON for each step that was reached, and pictures of the windows when a step fails.
Nothing here asks the desk to do anything: `Seat.state` and `Seat.row` only look.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.compose import open_desk
from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import CHIEF, CLERK, LEADER, OFFICER, UNIT_HEAD, member
from butphe.demo.stand import PASSPHRASE, Stand
from tests.helpers.hands import Hands
from ui.flows.room import Room
from ui.main import Start, make_application
from ui.shell.window import MainWindow

UNDO_S = 1.0
SUBJECT = "góp ý dự thảo kế hoạch chuyển đổi số năm 2027"
COMMITTEE = "Ủy ban nhân dân tỉnh Bình Sơn"
BODY = "Ủy ban nhân dân tỉnh thống nhất với dự thảo Kế hoạch.\n\nĐề nghị bổ sung chỉ tiêu về ký số./."
DIRECTIVE = "Giao đồng chí Tuấn tham mưu văn bản trả lời."
CONTROL = Qt.KeyboardModifier.ControlModifier


class Seat:
    """One person before their window."""

    def __init__(self, stand: Stand, login: str) -> None:
        stand.desk(login)
        stand.close_desk(login)
        self.name = member(login).name
        self.pin = stand.pin(login) if stand.pin_variable(login) in stand.environment(login) else ""
        self.window = MainWindow()
        self.window.setWindowTitle(f"Bút Phê – {self.name}")
        self.window.resize(1440, 880)
        passphrase = stand.environment(login)[PASSPHRASE]
        self._start = Start(self.window, partial(_open, stand.profile(login), passphrase), [])
        self.window.show()
        self._start.open()
        self.hands = Hands(self.window, stand.folder / "failed" / login)
        self.hands.until(lambda: self._start.room is not None, f"the desk of {self.name}")

    @property
    def room(self) -> Room:
        """What the window is joined to; only looked at."""
        assert self._start.room is not None
        return self._start.room

    def state(self) -> str:
        """The state of the document that is read."""
        document = self.room.reading.document
        return document.state if document else ""

    def row(self) -> int:
        """Where the document stands in the list, -1 without it."""
        model = self.window.folder.model
        rows = (model.row(number) for number in range(model.rowCount()))
        return next((n for n, row in enumerate(rows) if row is not None and SUBJECT in row.title.casefold()), -1)

    def open(self, folder: str, state: str, *, under: str = "waiting") -> None:
        """Go to a folder and one of its filters, wait for the document there, and open it."""
        self.hands.sit_down()
        self.hands.click(f"nav_{folder}")
        self.hands.until(lambda: self.hands.there(f"filter_{under}"), f"the filter {under!r} of {folder}")
        self.hands.click(f"filter_{under}")
        self.hands.until(lambda: self.row() >= 0, f"the document in {folder}")
        self.click_row()
        self.wait_for(state)

    def click_row(self) -> None:
        """Press on the document in the list."""
        rows = self.window.folder.list
        self.hands.click_at(rows.viewport(), rows.visualRect(rows.model().index(self.row(), 0)).center())

    def wait_until_done(self) -> None:
        """Wait until the document is no longer this person's turn: it leaves the list of what waits."""
        self.hands.until(lambda: self.row() < 0, f"the end of {self.name}'s turn")

    def wait_for(self, state: str) -> None:
        """Wait until the document that is read has come so far."""
        self.hands.until(lambda: self.state() == state, f"{state} (now {self.state()!r})")

    def sign(self, title: str) -> None:
        """Type the PIN, unless the token is open since the last one, and press the button of the signing panel."""
        self.hands.until(lambda: self._panel_title() == title, f"the panel {title!r}")
        self.hands.until(lambda: self.room.reading.shown_sha256, "the page")
        self.hands.widget("sign")
        if self.hands.there("pin"):
            self.hands.click("pin")
            self.hands.type(self.pin)
        self.hands.click("sign")

    def _panel_title(self) -> str:
        found = self.window.findChild(QLabel, "panel_title")
        return found.text() if found is not None else ""

    def leave(self) -> None:
        """Close the window."""
        self.window.close()
        self._start.close()


def _open(profile: Path, passphrase: str, _asked: str | None) -> object:
    return open_desk(profile, passphrase=passphrase, undo_s=UNDO_S)


class Journey:
    """The acts, in order."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self._seats: dict[str, Seat] = {}
        self._began = time.monotonic()

    def seat(self, login: str) -> Seat:
        """A person's window, opened when they first come."""
        if login not in self._seats:
            self._seats[login] = Seat(self.stand, login)
        return self._seats[login]

    def play(self) -> None:
        """All of it."""
        acts: tuple[Callable[[], None], ...] = (
            self.clerk_receives,
            self.clerk_registers_stamps_and_submits,
            self.leader_directs,
            self.officer_drafts,
            self.unit_head_initials,
            self.chief_passes,
            self.leader_signs,
            self.clerk_issues,
            self.clerk_saves_a_copy,
        )
        for act in acts:
            act()
            done = {"act": act.__name__, "at_s": round(time.monotonic() - self._began, 1)}
            print(json.dumps(done), flush=True)  # noqa: T201 the program's answer to the test
        for seat in self._seats.values():
            seat.leave()

    def clerk_receives(self) -> None:
        seat = self.seat(CLERK)
        hands = seat.hands
        hands.sit_down()
        hands.press(Qt.Key.Key_O, CONTROL)
        type_into_file_dialog(hands, "receive_dialog", self.stand.papers[MAIN_PAPER])
        hands.pick("receive_entity", COMMITTEE)
        hands.click("receive_take")
        hands.until(lambda: seat.state() == "arrived", "the document that was received")
        hands.click("receive_close")

    def clerk_registers_stamps_and_submits(self) -> None:
        seat = self.seat(CLERK)
        hands = seat.hands
        hands.click("action_register")
        hands.until(lambda: has_words(hands, "register_form_code"), "the fields read from the page")
        hands.click("register_form_submit")
        seat.wait_for("registered")
        seat.sign("Đóng dấu đến")
        hands.click("action_submit")
        hands.pick("action_form_to_id", member(LEADER).name)
        hands.click("action_form_submit")
        seat.wait_until_done()

    def leader_directs(self) -> None:
        seat = self.seat(LEADER)
        hands = seat.hands
        seat.open("incoming", "submitted")
        hands.click("inline_form_text")
        hands.type(DIRECTIVE)
        hands.pick("inline_form_lead", member(OFFICER).name)
        hands.fill("inline_form_due_on", self.stand.due_on.strftime("%d%m%Y"))
        hands.click("inline_form_submit")
        seat.wait_until_done()

    def officer_drafts(self) -> None:
        seat = self.seat(OFFICER)
        hands = seat.hands
        seat.open("incoming", "directed")
        hands.click("action_begin")
        seat.wait_for("in_progress")
        hands.click("compose")
        hands.pick("compose_form_entity_id", COMMITTEE)
        for key, words in (
            ("subject", "góp ý dự thảo Kế hoạch chuyển đổi số năm 2027"),
            ("addressees", "Bộ Khoa học và Công nghệ"),
            ("body", BODY),
            ("recipients", "Bộ Khoa học và Công nghệ\nSở Khoa học và Công nghệ"),
        ):
            hands.click(f"compose_form_{key}")
            hands.type(words)
        for key, words in (
            ("unit_head_id", member(UNIT_HEAD).name),
            ("format_reviewer_id", member(CHIEF).name),
            ("signer_id", member(LEADER).name),
            ("authority", "KT."),
        ):
            hands.pick(f"compose_form_{key}", words)
        hands.click("compose_form_submit")
        seat.wait_for("draft")
        hands.click("action_submit_draft")
        seat.wait_for("unit_review")

    def unit_head_initials(self) -> None:
        seat = self.seat(UNIT_HEAD)
        seat.open("for_signature", "unit_review")
        seat.sign("Ký nháy")
        seat.wait_until_done()

    def chief_passes(self) -> None:
        seat = self.seat(CHIEF)
        seat.open("for_signature", "format_review")
        seat.hands.click("action_pass_format")
        seat.wait_until_done()

    def leader_signs(self) -> None:
        seat = self.seat(LEADER)
        seat.open("for_signature", "awaiting_signature")
        seat.sign("Ký số")
        seat.wait_until_done()

    def clerk_issues(self) -> None:
        seat = self.seat(CLERK)
        seat.open("outgoing", "signed")
        seat.hands.click("action_number")
        seat.wait_for("numbered")
        seat.sign("Đóng dấu và phát hành")
        seat.wait_for("sealed")
        seat.hands.click("action_dispatch")
        seat.wait_for("dispatched")

    def clerk_saves_a_copy(self) -> None:
        seat = self.seat(CLERK)
        hands = seat.hands
        issued = self.stand.folder / "issued.pdf"
        hands.until(lambda: seat.room.reading.shown_sha256, "the page")
        hands.click("save_copy")
        type_into_file_dialog(hands, "save_dialog", issued)
        hands.until(issued.exists, "the copy")


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


def main(folder: Path) -> None:
    """Play in this folder."""
    stand = Stand(folder, lambda line: None)
    stand.start()
    make_application()
    try:
        Journey(stand).play()
    finally:
        stand.stop()
        QApplication.closeAllWindows()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
