"""The main job as deeds: who does what at which desk, how one sees that it is done, and which stretch is offline.

An incoming document is registered, stamped, submitted, directed; the answer is drafted offline, initialled, reviewed,
signed offline, numbered, sealed, completed, dispatched and filed. Offline means that the server is stopped and the desk
is killed and started again meanwhile; the report counts the successful requests of every deed. A deed that was
interrupted is taken up again after a look at the desk: nothing is done twice.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.texts import _
from butphe.demo.deeds import Deeds
from butphe.demo.people import CHIEF, CLERK, LEADER, OFFICER, UNIT_HEAD, member
from butphe.demo.processes import Desk, DeskFailed
from butphe.demo.stand import Stand

Shoot = Callable[[str, str, str, str], None]
"""Takes a picture: whose window, name of the picture, folder of the list, document."""
PAUSE_S = 0.3
FINAL = frozenset({"pin_wrong", "pin_locked"})
"""What is never tried again, whatever else was cut off meanwhile."""


class Step(msgspec.Struct, frozen=True):
    """One deed as report.json lists it."""

    name: str
    person: str
    online: bool
    requests_ok: int
    seconds: float


class Deed(NamedTuple):
    """Something one person does, and how one sees on that person's desk that it is done."""

    name: str
    login: str
    do: Callable[[Desk], None]
    is_done: Callable[[Desk], bool]
    online: bool = True


class Act(NamedTuple):
    """Deeds in a row; `offline`: whose desk is without a server meanwhile; a picture at the end."""

    deeds: tuple[Deed, ...]
    offline: str = ""
    picture: tuple[str, str, str] = ("", "", "")
    """Whose window, name of the picture, folder."""


class Play:
    """Plays on a prepared stand; `say` prints a line for each deed, `shoot` takes pictures."""

    def __init__(
        self, stand: Stand, say: Callable[[str], None], shoot: Shoot | None = None, *, patience: int = 1
    ) -> None:
        """`patience`: how often a deed is taken up again when something was cut off."""
        self._stand = stand
        self._say = say
        self._shoot = shoot
        self._patience = patience
        self.deeds = Deeds(stand)
        self.steps: list[Step] = []

    def run(self) -> Path:
        """Play the whole job; returns the issued document."""
        for act in self.acts():
            self._play(act)
        return self.deeds.issued

    def acts(self) -> Sequence[Act]:
        """The main job."""
        return (*self._until_the_directive(), *self._draft(), *self._until_the_signature(), *self._until_the_dossier())

    def _until_the_directive(self) -> Sequence[Act]:
        do = self.deeds
        return (
            Act(
                (
                    Deed(_("Văn thư tiếp nhận, kiểm tra chữ ký"), CLERK, do.receive, do.is_received),
                    Deed(_("Văn thư đăng ký, máy chủ cấp số đến"), CLERK, do.register, do.incoming_is("registered")),
                    Deed(_("Văn thư đóng dấu đến"), CLERK, do.stamp, do.is_stamped),
                    Deed(_("Văn thư trình lãnh đạo"), CLERK, do.submit, do.incoming_is("submitted")),
                ),
                picture=(CLERK, "01-van-thu-van-ban-den", "incoming"),
            ),
            Act(
                (Deed(_("Lãnh đạo ghi bút phê, giao việc có hạn"), LEADER, do.direct, do.incoming_is("directed")),),
                picture=(LEADER, "02-lanh-dao-but-phe", "incoming"),
            ),
        )

    def _draft(self) -> Sequence[Act]:
        do = self.deeds
        return (
            Act((Deed(_("Chuyên viên đồng bộ"), OFFICER, do.look, do.incoming_is("directed")),)),
            Act(
                (
                    Deed(
                        _("Chuyên viên đọc văn bản từ máy mình"),
                        OFFICER,
                        do.begin,
                        do.incoming_is("in_progress"),
                        False,
                    ),
                    Deed(_("Chuyên viên soạn văn bản trả lời"), OFFICER, do.draft, do.is_drafted, False),
                    Deed(
                        _("Chuyên viên trình dự thảo"), OFFICER, do.submit_draft, do.outgoing_is("unit_review"), False
                    ),
                    Deed(
                        _("Chuyên viên mở lại chương trình, việc vẫn còn"),
                        OFFICER,
                        do.look,
                        do.keeps(3, "unit_review"),
                        False,
                    ),
                ),
                offline=OFFICER,
            ),
        )

    def _until_the_signature(self) -> Sequence[Act]:
        do = self.deeds
        return (
            Act(
                (Deed(_("Có mạng lại, chuyên viên đồng bộ"), OFFICER, do.look, do.outgoing_is("unit_review")),),
                picture=(OFFICER, "03-chuyen-vien-du-thao", "drafts"),
            ),
            Act(
                (
                    Deed(_("Trưởng phòng ký nháy"), UNIT_HEAD, do.initial, do.outgoing_is("format_review")),
                    Deed(
                        _("Chánh Văn phòng duyệt thể thức"), CHIEF, do.pass_format, do.outgoing_is("awaiting_signature")
                    ),
                    Deed(_("Lãnh đạo đồng bộ"), LEADER, do.look, do.outgoing_is("awaiting_signature")),
                ),
                picture=(LEADER, "04-lanh-dao-cho-ky", "for_signature"),
            ),
            Act(
                (
                    Deed(_("Lãnh đạo ký số khi không có mạng"), LEADER, do.sign, do.outgoing_is("signed"), False),
                    Deed(
                        _("Lãnh đạo mở lại chương trình, chữ ký vẫn còn"), LEADER, do.look, do.keeps(1, "signed"), False
                    ),
                ),
                offline=LEADER,
            ),
        )

    def _until_the_dossier(self) -> Sequence[Act]:
        do = self.deeds
        return (
            Act(
                (
                    Deed(_("Có mạng lại, lãnh đạo đồng bộ"), LEADER, do.look, do.outgoing_is("signed")),
                    Deed(_("Văn thư lấy số"), CLERK, do.number, do.outgoing_is("numbered")),
                    Deed(
                        _("Văn thư kiểm tra, điền số, đóng dấu, hoàn tất chữ ký"),
                        CLERK,
                        do.seal,
                        do.outgoing_is("sealed"),
                    ),
                    Deed(_("Văn thư phát hành"), CLERK, do.dispatch, do.outgoing_is("dispatched")),
                ),
                picture=(CLERK, "05-van-thu-phat-hanh", "outgoing"),
            ),
            Act(
                (
                    Deed(_("Chuyên viên hoàn thành văn bản đến"), OFFICER, do.complete, do.incoming_is("completed")),
                    Deed(_("Chuyên viên đưa vào hồ sơ"), OFFICER, do.file_away, do.outgoing_is("filed")),
                    Deed(_("Chuyên viên lưu bản phát hành"), OFFICER, do.save_issued, do.is_saved),
                ),
                picture=(OFFICER, "06-chuyen-vien-ho-so", "incoming"),
            ),
        )

    # ── stage directions ──────────────────────────────────────────────────────────────────────────────────────────
    def _play(self, act: Act) -> None:
        if act.offline:
            self._stand.go_offline(act.offline)
        for number, deed in enumerate(act.deeds):
            if act.offline and number:
                self._stand.desk(deed.login).kill()
            self._perform(deed)
        if act.offline:
            self._stand.go_online()
        login, name, folder = act.picture
        if self._shoot is not None and login:
            is_incoming = folder == "incoming"
            self._shoot(login, name, folder, self.deeds.incoming if is_incoming else self.deeds.outgoing)

    def _perform(self, deed: Deed) -> None:
        desk = self._stand.desk(deed.login)
        before, started = desk.requests_ok, time.perf_counter()
        for left in reversed(range(self._patience)):
            try:
                self._try(deed, desk)
                break
            except DeskFailed as failed:
                if not left or failed.code in FINAL:
                    raise
                time.sleep(PAUSE_S)
        requests = desk.requests_ok - before
        assert deed.online or requests == 0, f"{deed.name}: a request succeeded offline"
        person = member(deed.login).name
        self.steps.append(Step(deed.name, person, deed.online, requests, time.perf_counter() - started))
        self._say(f"{len(self.steps):2d}. {deed.name} · {person} · {self.steps[-1].seconds:.1f} s")

    def _try(self, deed: Deed, desk: Desk) -> None:
        """Look first, do what is missing, bring it to the server, look again."""
        if deed.online:
            desk.do("sync")
        if not deed.is_done(desk):
            deed.do(desk)
        if deed.online:
            desk.do("sync")
            waiting = desk.do("outbox")
            if waiting:
                raise DeskFailed((deed.name,), 5, json.dumps(waiting, ensure_ascii=False))
        if not deed.is_done(desk):
            raise DeskFailed((deed.name,), 5, f"not done; outbox {desk.do('outbox')}")
