"""The main job, played step by step through people's desks, as the window would do it.

An incoming document is registered, stamped, submitted, directed; the answer is drafted offline, initialled, reviewed,
signed offline, numbered, sealed, completed, dispatched and filed. Offline means that the server is stopped and the desk
is killed and started again meanwhile; the report counts the successful requests of every step.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import CHIEF, CLERK, COMMITTEE, LEADER, OFFICER, UNIT_HEAD, demo_id, member, person_id
from butphe.demo.processes import Desk
from butphe.demo.stand import Stand, token_label

ANSWER_TEXT = """Ủy ban nhân dân tỉnh Bình Sơn nhận được văn bản của Bộ Khoa học và Công nghệ về việc góp ý dự thảo \
Kế hoạch chuyển đổi số năm 2027. Sau khi nghiên cứu, Ủy ban nhân dân tỉnh có ý kiến như sau:

1. Thống nhất với mục tiêu, nhiệm vụ và giải pháp nêu trong dự thảo Kế hoạch.

2. Đề nghị bổ sung chỉ tiêu 100% văn bản đến, văn bản đi (trừ văn bản mật) được xử lý và ký số trên môi trường mạng; \
rà soát nguồn lực bảo đảm an toàn thông tin ở cấp xã.

3. Ủy ban nhân dân tỉnh giao Sở Khoa học và Công nghệ làm đầu mối phối hợp với Bộ trong quá trình hoàn thiện./."""


Shoot = Callable[[str, str, str, str], None]
"""Takes a picture: whose window, name of the picture, folder of the list, document."""


class Step(msgspec.Struct, frozen=True):
    """One step as report.json lists it."""

    name: str
    person: str
    online: bool
    requests_ok: int
    seconds: float


class Play:
    """Plays on a prepared stand; `say` prints a line for each step, `shoot` takes a picture of somebody's window."""

    def __init__(self, stand: Stand, say: Callable[[str], None], shoot: Shoot) -> None:
        self._stand = stand
        self._say = say
        self._shoot = shoot
        self.steps: list[Step] = []
        self.incoming = ""
        self.outgoing = ""

    def run(self) -> Path:
        """Play the whole job; returns the issued document."""
        for act in (
            self._arrival,
            self._directive,
            self._draft_offline,
            self._reviews,
            self._sign_offline,
            self._issue,
        ):
            act()
        return self._file_away()

    # ── acts ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def _arrival(self) -> None:
        paper = self._stand.papers[MAIN_PAPER]
        with self._step("Văn thư tiếp nhận, kiểm tra chữ ký", CLERK) as desk:
            self.incoming = desk.do("receive", str(paper), "--entity", COMMITTEE)["id"]
            desk.do("sync")
            read = desk.do("read", self.incoming)
        with self._step("Văn thư đăng ký, máy chủ cấp số đến", CLERK) as desk:
            desk.do("do", "register", self.incoming, "--payload", json.dumps({**read["values"], "urgency": 0}))
            desk.do("sync")
            self._expect(desk, self.incoming, "registered")
        with self._step("Văn thư đóng dấu đến", CLERK) as desk:
            self._with_token(desk, CLERK, "stamp", self.incoming, token_label(COMMITTEE))
            desk.do("sync")
        with self._step("Văn thư trình lãnh đạo", CLERK) as desk:
            desk.do("do", "submit", self.incoming, "--payload", json.dumps({"to_id": person_id(LEADER)}))
            desk.do("sync")
            self._expect(desk, self.incoming, "submitted")
        self._shoot(CLERK, "01-van-thu-van-ban-den", "incoming", self.incoming)

    def _directive(self) -> None:
        assignments = [{"role": "lead", "person_id": person_id(OFFICER), "due_on": self._stand.due_on.isoformat()}]
        directive = {
            "text": "Giao đồng chí Tuấn tham mưu văn bản trả lời, trình ký trong tuần.",
            "assignments": assignments,
        }
        with self._step("Lãnh đạo ghi bút phê, giao việc có hạn", LEADER) as desk:
            desk.do("sync")
            desk.do("do", "direct", self.incoming, "--payload", json.dumps(directive))
            desk.do("sync")
            self._expect(desk, self.incoming, "directed")
        self._shoot(LEADER, "02-lanh-dao-but-phe", "incoming", self.incoming)

    def _draft_offline(self) -> None:
        with self._step("Chuyên viên đồng bộ", OFFICER) as desk:
            desk.do("sync")
        with self._offline(OFFICER):
            with self._step("Chuyên viên đọc văn bản từ máy mình", OFFICER, online=False) as desk:
                desk.do("save-file", self.incoming, str(self._stand.folder / "work" / "da-doc.pdf"))
                desk.do("do", "begin", self.incoming)
            with self._step("Chuyên viên soạn văn bản trả lời", OFFICER, online=False) as desk:
                self.outgoing = desk.do("draft", "--form", json.dumps(self._answer()))["id"]
                desk.do("do", "submit_draft", self.outgoing)
            with self._step("Chuyên viên mở lại chương trình, việc vẫn còn", OFFICER, online=False) as desk:
                desk.kill()
                waiting = desk.do("outbox")
                assert len(waiting) == 3, f"three actions wait after a restart: {waiting}"
        with self._step("Có mạng lại, chuyên viên đồng bộ", OFFICER) as desk:
            desk.do("sync")
            self._expect(desk, self.outgoing, "unit_review")
        self._shoot(OFFICER, "03-chuyen-vien-du-thao", "drafts", self.outgoing)

    def _reviews(self) -> None:
        with self._step("Trưởng phòng ký nháy", UNIT_HEAD) as desk:
            desk.do("sync")
            self._with_token(desk, UNIT_HEAD, "initial", self.outgoing, token_label(UNIT_HEAD))
            desk.do("sync")
            self._expect(desk, self.outgoing, "format_review")
        with self._step("Chánh Văn phòng duyệt thể thức", CHIEF) as desk:
            desk.do("sync")
            desk.do("do", "pass_format", self.outgoing)
            desk.do("sync")
            self._expect(desk, self.outgoing, "awaiting_signature")

    def _sign_offline(self) -> None:
        with self._step("Lãnh đạo đồng bộ", LEADER) as desk:
            desk.do("sync")
        self._shoot(LEADER, "04-lanh-dao-cho-ky", "for_signature", self.outgoing)
        signing = "Lãnh đạo ký số khi không có mạng"
        with self._offline(LEADER), self._step(signing, LEADER, online=False) as desk:
            self._with_token(desk, LEADER, "sign", self.outgoing, token_label(LEADER))
            desk.kill()
            waiting = desk.do("outbox")
            assert len(waiting) == 1, f"the signature waits after a restart: {waiting}"
        with self._step("Có mạng lại, lãnh đạo đồng bộ", LEADER) as desk:
            desk.do("sync")
            self._expect(desk, self.outgoing, "signed")

    def _issue(self) -> None:
        with self._step("Văn thư lấy số", CLERK) as desk:
            desk.do("sync")
            desk.do("do", "number", self.outgoing)
            desk.do("sync")
            self._expect(desk, self.outgoing, "numbered")
        with self._step("Văn thư kiểm tra, điền số, đóng dấu, hoàn tất chữ ký", CLERK) as desk:
            self._with_token(desk, CLERK, "seal", self.outgoing, token_label(COMMITTEE))
            desk.do("sync")
            self._expect(desk, self.outgoing, "sealed")
        with self._step("Văn thư phát hành", CLERK) as desk:
            desk.do("do", "dispatch", self.outgoing)
            desk.do("sync")
            self._expect(desk, self.outgoing, "dispatched")
        self._shoot(CLERK, "05-van-thu-phat-hanh", "outgoing", self.outgoing)

    def _file_away(self) -> Path:
        issued = self._stand.folder / "issued"
        issued.mkdir(exist_ok=True)
        with self._step("Chuyên viên hoàn thành và đưa vào hồ sơ", OFFICER) as desk:
            desk.do("sync")
            dossier = desk.do(
                "open-dossier", "--entity", COMMITTEE, "--code", "05.KSTT", "--title", "Chuyển đổi số năm 2027"
            )["id"]
            desk.do("do", "complete", self.incoming, "--payload", json.dumps({"answered_by": self.outgoing}))
            for document in (self.incoming, self.outgoing):
                desk.do("do", "file", document, "--payload", json.dumps({"dossier_id": dossier}))
            desk.do("sync")
            self._expect(desk, self.outgoing, "filed")
            target = issued / f"{desk.do('show', self.outgoing)['code'].replace('/', '-')}.pdf"
            desk.do("save-file", self.outgoing, str(target))
            desk.do("save-file", self.incoming, str(issued / "van-ban-den.pdf"))
        self._shoot(OFFICER, "06-chuyen-vien-ho-so", "incoming", self.incoming)
        return target

    # ── stage directions ──────────────────────────────────────────────────────────────────────────────────────────
    @contextmanager
    def _step(self, name: str, login: str, *, online: bool = True) -> Iterator[Desk]:
        desk = self._stand.desk(login)
        requests_before, started = desk.requests_ok, time.perf_counter()
        yield desk
        step = Step(name, member(login).name, online, desk.requests_ok - requests_before, time.perf_counter() - started)
        assert online or step.requests_ok == 0, f"{name}: a request succeeded offline"
        self.steps.append(step)
        self._say(f"{len(self.steps):2d}. {name} · {step.person} · {step.seconds:.1f} s")

    @contextmanager
    def _offline(self, login: str) -> Iterator[None]:
        """The server is stopped and the desk killed; both come back afterwards."""
        self._stand.server.stop()
        self._stand.desk(login).kill()
        yield
        self._stand.server.start()

    def _with_token(self, desk: Desk, login: str, action: str, document: str, label: str) -> Any:
        return desk.do("do", action, document, "--token", label, "--pin-env", self._stand.pin_variable(login))

    def _expect(self, desk: Desk, document: str, state: str) -> None:
        found = desk.do("show", document)["state"]
        assert found == state, f"{document}: {found} instead of {state}; outbox {desk.do('outbox')}"

    def _answer(self) -> dict[str, Any]:
        return {
            "entity_id": COMMITTEE,
            "document_type": "",
            "subject": "góp ý dự thảo Kế hoạch chuyển đổi số năm 2027",
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
