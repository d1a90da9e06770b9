"""One person of the main job before their window, a program of its own; acts with mouse and keyboard alone.

    python -m tests.journeys.people_at_windows FOLDER LOGIN

The stand in FOLDER is another process's: here it only tells where things lie. Passphrase and PIN come by the
environment. Reads the name of an act a line, plays it and answers with a line of JSON; closes the window when the
input ends. Pictures of the windows lie in FOLDER/failed/LOGIN when an act fails.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import CHIEF, LEADER, OFFICER, UNIT_HEAD, member
from butphe.demo.stand import Stand
from tests.helpers.killed_play import quiet
from tests.helpers.main_job_end import ARRIVED, ISSUED
from tests.helpers.seat import CONTROL, Seat, has_words, type_into_file_dialog
from ui.main import make_application

COMMITTEE = "Ủy ban nhân dân tỉnh Bình Sơn"
BODY = "Ủy ban nhân dân tỉnh thống nhất với dự thảo Kế hoạch.\n\nĐề nghị bổ sung chỉ tiêu về ký số./."
DIRECTIVE = "Giao đồng chí Tuấn tham mưu văn bản trả lời."
ANSWER = "góp ý dự thảo Kế hoạch chuyển đổi số năm 2027"
DOSSIER_CODE, DOSSIER_TITLE = "05.KSTT", "Chuyển đổi số năm 2027"


class Acts:
    """What people do, by the names that are asked for."""

    def __init__(self, stand: Stand, login: str) -> None:
        self.stand = stand
        self.seat = Seat(stand, login)
        self.hands = self.seat.hands

    # ── the clerk ─────────────────────────────────────────────────────────────────────────────────────────────────
    def clerk_receives(self) -> None:
        """Take the paper in."""
        hands = self.hands
        hands.sit_down()
        hands.press(Qt.Key.Key_O, CONTROL)
        type_into_file_dialog(hands, "receive_dialog", self.stand.papers[MAIN_PAPER])
        hands.pick("receive_entity", COMMITTEE)
        hands.click("receive_take")
        hands.until(lambda: self.seat.state() == "arrived", "the document that was received")
        hands.click("receive_close")

    def clerk_registers_stamps_and_submits(self) -> None:
        """Enter what the page says, stamp it, submit it to the leader."""
        seat, hands = self.seat, self.hands
        seat.act("register")
        hands.until(lambda: has_words(hands, "register_form_code"), "the fields read from the page")
        hands.click("register_form_submit")
        seat.wait_for("registered")
        seat.sign("Đóng dấu đến")
        seat.act("submit")
        hands.pick("action_form_to_id", member(LEADER).name)
        hands.click("action_form_submit")
        seat.wait_until_done()
        seat.sync()

    def clerk_numbers_seals_and_dispatches(self) -> None:
        """Take the number, verify, fill, seal and complete, send it to its recipients."""
        seat = self.seat
        seat.sync()
        seat.open("outgoing", "signed")
        seat.act("number")
        seat.wait_for("numbered")
        seat.sign("Đóng dấu và phát hành")
        seat.wait_for("sealed")
        seat.act("dispatch")
        seat.wait_for("dispatched")
        seat.sync()

    # ── the leader ────────────────────────────────────────────────────────────────────────────────────────────────
    def leader_directs(self) -> None:
        """Write the directive, name the officer and the day."""
        seat, hands = self.seat, self.hands
        seat.open("incoming", "submitted")
        hands.click("inline_form_text")
        hands.type(DIRECTIVE)
        hands.pick("inline_form_lead", member(OFFICER).name)
        hands.fill("inline_form_due_on", self.stand.due_on.strftime("%d%m%Y"))
        hands.click("inline_form_submit")
        seat.wait_until_done()
        seat.sync()

    def leader_looks(self) -> None:
        """See what waits for the signature."""
        self.seat.sync()
        self.seat.open("for_signature", "awaiting_signature")
        self.seat.wait_for_page()

    def leader_signs(self) -> None:
        """Sign with the token, without a server."""
        seat = self.seat
        seat.wait_until_offline(waiting=0)
        seat.open("for_signature", "awaiting_signature")
        seat.sign("Ký số")
        seat.wait_until_done()
        seat.wait_until_offline(waiting=1)

    def leader_finds_the_signature(self) -> None:
        """The window was killed: the signature waits in the outbox."""
        self.seat.wait_until_offline(waiting=1)
        self.seat.open("outgoing", "signed", under="")

    def leader_syncs(self) -> None:
        """There is a server again."""
        self.seat.sync()

    # ── the officer ───────────────────────────────────────────────────────────────────────────────────────────────
    def officer_looks(self) -> None:
        """See what was given."""
        self.seat.open("incoming", "directed")
        self.seat.wait_for_page()

    def officer_drafts_and_submits(self) -> None:
        """Read the document from this machine, begin, draft the answer, submit it; without a server."""
        seat = self.seat
        seat.wait_until_offline(waiting=0)
        seat.open("incoming", "directed")
        seat.wait_for_page()
        seat.act("begin")
        seat.wait_for("in_progress")
        self._compose()
        seat.wait_for("draft")
        seat.act("submit_draft")
        seat.wait_for("unit_review")
        seat.wait_until_offline(waiting=3)

    def officer_finds_the_work(self) -> None:
        """The window was killed: what was done waits in the outbox, and the draft can be read."""
        self.seat.wait_until_offline(waiting=3)
        self.seat.open("drafts", "unit_review", under="")
        self.seat.wait_for_page()

    def officer_syncs(self) -> None:
        """There is a server again."""
        self.seat.sync()

    def officer_completes(self) -> None:
        """Say which answer completes the incoming document."""
        seat, hands = self.seat, self.hands
        seat.sync()
        seat.open("incoming", "in_progress")
        seat.act("complete")
        hands.pick("action_form_answered_by", ANSWER.removeprefix("góp ý "))  # the title begins with a capital letter
        hands.click("action_form_submit")
        seat.open("incoming", "completed", under="")
        seat.sync()

    def officer_files_both(self) -> None:
        """Open the dossier with the incoming document, and put the answer into it."""
        seat, hands = self.seat, self.hands
        seat.open("incoming", "completed", under="")
        seat.act("file")
        for key, words in (("code", DOSSIER_CODE), ("title", DOSSIER_TITLE)):
            hands.click(f"action_form_{key}")
            hands.type(words)
        hands.click("action_form_submit")
        seat.wait_for("filed")
        seat.sync()
        seat.open("outgoing", "dispatched", under="")
        seat.act("file")
        hands.pick("action_form_dossier_id", DOSSIER_TITLE)
        hands.click("action_form_submit")
        seat.wait_for("filed")
        seat.sync()

    def officer_saves_both(self) -> None:
        """Save what was issued, and what came in."""
        issued = self.stand.folder / "issued"
        issued.mkdir()
        self.seat.open("outgoing", "filed", under="")
        self.seat.save_copy(issued / ISSUED)
        self.seat.open("incoming", "filed", under="")
        self.seat.save_copy(issued / ARRIVED)

    def _compose(self) -> None:
        hands = self.hands
        hands.click("compose")
        hands.pick("compose_form_entity_id", COMMITTEE)
        for key, words in (
            ("subject", ANSWER),
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

    # ── the reviewers ─────────────────────────────────────────────────────────────────────────────────────────────
    def unit_head_initials(self) -> None:
        """Initial the draft."""
        seat = self.seat
        seat.open("for_signature", "unit_review")
        seat.sign("Ký nháy")
        seat.wait_until_done()
        seat.sync()

    def chief_passes(self) -> None:
        """Pass the form of the draft."""
        seat = self.seat
        seat.open("for_signature", "format_review")
        seat.act("pass_format")
        seat.wait_until_done()
        seat.sync()


class Prompter(QObject):
    """Tells the acts that are asked for on standard input, one after another, in the thread of the window."""

    asked = Signal(str)

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._acts = acts
        self.asked.connect(self._play, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            self.asked.emit(line.strip())
        self.asked.emit("")

    def _play(self, name: str) -> None:
        if not name:
            self._acts.seat.leave()
            return
        began = time.monotonic()
        try:
            getattr(self._acts, name)()
        except Exception:  # noqa: BLE001 whatever it was, the test is told by the end of this program
            traceback.print_exc()
            QApplication.exit(1)
            return
        done = {"act": name, "took_s": round(time.monotonic() - began, 1)}
        print(json.dumps(done), flush=True)  # noqa: T201 the program's answer to the test


def main(folder: Path, login: str) -> int:
    """Sit down before the window of `login` until the input ends; returns the exit code."""
    application = make_application()
    prompter = Prompter(Acts(Stand(folder, quiet), login))
    code = application.exec()
    del prompter
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
