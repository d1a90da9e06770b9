"""What people do in the main job, as verbs of their desks, and how one sees on a desk that it is done.

Every document is found again on the desk by what it is, so that a deed cut off in the middle is not done twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.words import action_word
from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import CHIEF, CLERK, COMMITTEE, LEADER, OFFICER, UNIT_HEAD, demo_id, person_id
from butphe.demo.processes import Desk
from butphe.demo.stand import Stand, token_label

SUBJECT = "góp ý dự thảo Kế hoạch chuyển đổi số năm 2027"
ANSWER_TEXT = """Ủy ban nhân dân tỉnh Bình Sơn nhận được văn bản của Bộ Khoa học và Công nghệ về việc góp ý dự thảo \
Kế hoạch chuyển đổi số năm 2027. Sau khi nghiên cứu, Ủy ban nhân dân tỉnh có ý kiến như sau:

1. Thống nhất với mục tiêu, nhiệm vụ và giải pháp nêu trong dự thảo Kế hoạch.

2. Đề nghị bổ sung chỉ tiêu 100% văn bản đến, văn bản đi (trừ văn bản mật) được xử lý và ký số trên môi trường mạng; \
rà soát nguồn lực bảo đảm an toàn thông tin ở cấp xã.

3. Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ làm đầu mối phối hợp với Bộ trong quá trình hoàn thiện./."""
DOSSIER_CODE, DOSSIER_TITLE = "05.KSTT", "Chuyển đổi số năm 2027"
INCOMING_ORDER = ("arrived", "registered", "submitted", "directed", "in_progress", "completed", "filed")
OUTGOING_ORDER = (
    "draft",
    "unit_review",
    "format_review",
    "awaiting_signature",
    "signed",
    "numbered",
    "sealed",
    "dispatched",
    "filed",
)


class Deeds:
    """The verbs of the main job on a stand; `incoming` and `outgoing` are found when first needed."""

    def __init__(self, stand: Stand) -> None:
        self._stand = stand
        self.incoming = ""
        self.outgoing = ""
        self.issued = Path()

    # ── the incoming document ─────────────────────────────────────────────────────────────────────────────────────
    def receive(self, desk: Desk) -> None:
        """The clerk takes the paper in."""
        desk.do("receive", str(self._stand.papers[MAIN_PAPER]), "--entity", COMMITTEE)

    def is_received(self, desk: Desk) -> bool:
        """Whether the clerk has it."""
        self.incoming = self.incoming or _only(desk.do("list", "incoming"))
        return bool(self.incoming)

    def register(self, desk: Desk) -> None:
        """The clerk enters what the page says."""
        read = desk.do("read", self.incoming)
        desk.do("do", "register", self.incoming, "--payload", json.dumps({**read["values"], "urgency": 0}))

    def stamp(self, desk: Desk) -> None:
        """The clerk stamps with the committee's token."""
        self._sign(desk, CLERK, "stamp", self.incoming, token_label(COMMITTEE))

    def is_stamped(self, desk: Desk) -> bool:
        """Whether the history says so."""
        stamped = action_word("stamp")
        return any(step["what"].startswith(stamped) for step in desk.do("show", self.incoming)["history"])

    def submit(self, desk: Desk) -> None:
        """The clerk submits to the leader."""
        desk.do("do", "submit", self.incoming, "--payload", json.dumps({"to_id": person_id(LEADER)}))

    def direct(self, desk: Desk) -> None:
        """The leader writes the directive and names the officer, with a day."""
        lead = {"role": "lead", "person_id": person_id(OFFICER), "due_on": self._stand.due_on.isoformat()}
        text = "Giao đồng chí Tuấn tham mưu văn bản trả lời, trình ký trong tuần."
        desk.do("do", "direct", self.incoming, "--payload", json.dumps({"text": text, "assignments": [lead]}))

    def begin(self, desk: Desk) -> None:
        """The officer reads it from this machine and begins."""
        desk.do("save-file", self.incoming, str(self._stand.folder / "work" / "da-doc.pdf"))
        desk.do("do", "begin", self.incoming)

    def complete(self, desk: Desk) -> None:
        """The officer names the answer."""
        desk.do("do", "complete", self.incoming, "--payload", json.dumps({"answered_by": self.outgoing}))

    # ── the answer ────────────────────────────────────────────────────────────────────────────────────────────────
    def draft(self, desk: Desk) -> None:
        """The officer drafts the answer."""
        desk.do("draft", "--form", json.dumps(self._answer()))

    def is_drafted(self, desk: Desk) -> bool:
        """Whether the officer has the draft, or it was issued in an earlier run."""
        self.outgoing = self.outgoing or _only(desk.do("list", "drafts")) or _only(desk.do("list", "outgoing"))
        return bool(self.outgoing)

    def submit_draft(self, desk: Desk) -> None:
        """The officer sends it to the unit head."""
        desk.do("do", "submit_draft", self.outgoing)

    def initial(self, desk: Desk) -> None:
        """The unit head initials."""
        self._sign(desk, UNIT_HEAD, "initial", self.outgoing, token_label(UNIT_HEAD))

    def pass_format(self, desk: Desk) -> None:
        """The chief of office passes the form."""
        desk.do("do", "pass_format", self.outgoing)

    def sign(self, desk: Desk) -> None:
        """The leader signs."""
        self._sign(desk, LEADER, "sign", self.outgoing, token_label(LEADER))

    def number(self, desk: Desk) -> None:
        """The clerk asks for the number."""
        desk.do("do", "number", self.outgoing)

    def seal(self, desk: Desk) -> None:
        """The clerk verifies, fills, seals and completes."""
        self._sign(desk, CLERK, "seal", self.outgoing, token_label(COMMITTEE))

    def dispatch(self, desk: Desk) -> None:
        """The clerk dispatches."""
        desk.do("do", "dispatch", self.outgoing)

    def file_away(self, desk: Desk) -> None:
        """The officer opens the dossier and files both documents."""
        dossier = _only(desk.do("list", "dossiers"))
        if not dossier:
            named = ("--entity", COMMITTEE, "--code", DOSSIER_CODE, "--title", DOSSIER_TITLE)
            dossier = desk.do("open-dossier", *named)["id"]
        for document in (self.incoming, self.outgoing):
            if desk.do("show", document)["state"] != "filed":
                desk.do("do", "file", document, "--payload", json.dumps({"dossier_id": dossier}))

    def save_issued(self, desk: Desk) -> None:
        """The officer saves what was issued, and what came in."""
        code = desk.do("show", self.outgoing)["code"]
        folder = self._stand.folder / "issued"
        folder.mkdir(exist_ok=True)
        self.issued = folder / f"{code.replace('/', '-')}.pdf"
        desk.do("save-file", self.outgoing, str(self.issued))
        desk.do("save-file", self.incoming, str(folder / "van-ban-den.pdf"))

    def is_saved(self, desk: Desk) -> bool:
        """Whether the copy is there."""
        return self.issued.is_file()

    # ── looking ───────────────────────────────────────────────────────────────────────────────────────────────────
    def look(self, desk: Desk) -> None:
        """Nothing but to open the desk."""

    def incoming_is(self, state: str) -> Callable[[Desk], bool]:
        """Whether the incoming document has come at least to a state."""
        return lambda desk: _has_come(desk, self.incoming, state, INCOMING_ORDER)

    def outgoing_is(self, state: str) -> Callable[[Desk], bool]:
        """Whether the answer has come at least to a state."""
        return lambda desk: _has_come(desk, self.outgoing, state, OUTGOING_ORDER)

    def keeps(self, count: int, state: str) -> Callable[[Desk], bool]:
        """Whether so many things wait to be sent, or all were sent before and the answer has come to a state."""
        has_come = self.outgoing_is(state)

        def is_kept(desk: Desk) -> bool:
            waiting = len(desk.do("outbox"))
            return waiting == count or (waiting == 0 and has_come(desk))

        return is_kept

    def _sign(self, desk: Desk, login: str, verb: str, document: str, label: str) -> None:
        desk.do("do", verb, document, "--token", label, "--pin-env", self._stand.pin_variable(login))

    def _answer(self) -> dict[str, Any]:
        return {
            "entity_id": COMMITTEE,
            "subject": SUBJECT,
            "body": ANSWER_TEXT,
            "unit_id": demo_id("unit:kstt"),
            "unit_head_id": person_id(UNIT_HEAD),
            "format_reviewer_id": person_id(CHIEF),
            "signer_id": person_id(LEADER),
            "authority": "KT.",
            "addressees": ["Bộ Khoa học và Công nghệ"],
            "recipients": [
                {"name": "Như trên", "agency_id": demo_id("agency:bkhcn")},
                {"name": "Sở Khoa học và Công nghệ", "agency_id": demo_id("agency:skhcn")},
                {"name": "Phòng Tổng hợp", "unit_id": demo_id("unit:th"), "note": "theo dõi"},
            ],
            "answers": [self.incoming],
        }


def _has_come(desk: Desk, document: str, state: str, order: tuple[str, ...]) -> bool:
    found = desk.do("show", document)["state"]
    return found in order and order.index(found) >= order.index(state)


def _only(page: dict[str, Any]) -> str:
    """The one document of a list, "" while there is none."""
    rows = page["rows"]
    return str(rows[0]["id"]) if rows else ""
