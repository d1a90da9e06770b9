"""E19: a real disk that is full while somebody signs, receives, downloads or saves; nothing half, nothing lost, and the
same work is done as soon as there is room."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.clock import now
from app.compose import open_desk
from app.desk import Desk
from app.drafting import DraftForm
from app.messages import say
from app.words import clock_words
from butphe.demo.people import CHIEF, CLERK, COMMITTEE, LEADER, OFFICER, UNIT_HEAD, demo_id, person_id
from butphe.demo.stand import PASSPHRASE, token_label
from office.records import OutgoingDocument
from signing.outcomes import NoRoomOnDisk
from sync.errors import DiskFull
from tests.faults.conftest import disk_of
from tests.helpers.app_office import AppOffice

pytestmark = pytest.mark.slow
PIECES = (1 << 20, 1 << 16, 1 << 12, 1)


class Disk:
    """A small disk; `fill` leaves not a byte, `free` makes room again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        with self._ballast.open("ab", buffering=0) as stream:
            for piece in PIECES:
                with suppress(OSError):
                    while stream.write(os.urandom(piece)) == piece:
                        pass
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            (self.folder / "one more").write_bytes(b"x" * 4096)
        (self.folder / "one more").unlink(missing_ok=True)

    def free(self) -> None:
        self._ballast.unlink()


@pytest.fixture
def disk(tmp_path) -> Iterator[Disk]:
    """64 MB: a profile and its work fit. Skips where mounting is not allowed."""
    with disk_of(tmp_path / "disk", "64m") as folder:
        yield Disk(folder)


@contextmanager
def desk_on(disk: Disk, app_office: AppOffice, login: str) -> Iterator[Desk]:
    """Somebody's desk with its whole profile on the small disk."""
    with app_office.desk(login):
        pass
    profile = disk.folder / login
    shutil.copytree(app_office.stand.profile(login), profile)
    desk = open_desk(profile, passphrase=app_office.stand.environment(login)[PASSPHRASE])
    try:
        desk.sync()
        yield desk
    finally:
        desk.close()


def files_of(desk: Desk) -> set[str]:
    """What lies in the profile's store and in its work folder."""
    folders = (desk.parts.profile.folder / "files", desk.parts.profile.work)
    return {str(path) for folder in folders for path in folder.rglob("*") if path.is_file()}


MB = re.compile(r"Giải phóng ít nhất \d+ MB rồi (bấm Lưu lại|ký lại)\.")


def test_signing_on_a_full_disk_signs_nothing_and_works_when_there_is_room(app_office: AppOffice, disk: Disk):
    with desk_on(disk, app_office, CLERK) as desk:
        document = app_office.register(desk, number=51)
        chosen = desk.signatures.choose(token_label(COMMITTEE))
        desk.signatures.open(chosen, app_office.stand.pin(CLERK))
        page, before = desk.queries.document(document).main_sha256, files_of(desk)
        disk.fill()
        with pytest.raises(NoRoomOnDisk) as full:
            desk.signatures.sign(document, "stamp", chosen)
        said = say(full.value)
        assert said[:2] == ("Ổ đĩa đầy, không ghi được tệp đã ký.", "Tệp gốc được giữ nguyên, chưa ký gì.")
        assert MB.fullmatch(said.todo)
        assert files_of(desk) == before
        assert desk.queries.document(document).main_sha256 == page
        assert desk.queries.outbox() == ()
        disk.free()
        desk.signatures.sign(document, "stamp", chosen)
        desk.sync()
        assert desk.queries.outbox() == ()
        assert desk.queries.document(document).main_sha256 != page


def test_receiving_on_a_full_disk_keeps_nothing_and_works_when_there_is_room(app_office: AppOffice, disk: Disk):
    with desk_on(disk, app_office, CLERK) as desk:
        before, total = files_of(desk), desk.queries.page("incoming").total
        disk.fill()
        with pytest.raises(DiskFull) as full:
            desk.receive(app_office.paper, COMMITTEE)
        assert say(full.value).what == "Ổ đĩa đầy, không lưu được."
        assert MB.fullmatch(say(full.value).todo)
        assert (files_of(desk), desk.queries.page("incoming").total) == (before, total)
        assert desk.queries.outbox() == ()
        disk.free()
        document = desk.receive(app_office.paper, COMMITTEE)
        desk.sync()
        assert desk.queries.outbox() == ()
        assert desk.queries.document(document).state == "arrived"


def test_download_on_a_full_disk_leaves_no_half_page_and_works_when_there_is_room(
    app_office: AppOffice, disk: Disk, tmp_path
):
    document = app_office.submitted()
    with desk_on(disk, app_office, LEADER) as desk:
        page = desk.queries.document(document).main_sha256
        stored = desk.parts.mail.files.path(page)
        stored.unlink()
        disk.fill()
        with pytest.raises(DiskFull) as full:
            desk.save_file(document, tmp_path / "copy.pdf")
        assert MB.fullmatch(say(full.value).todo)
        assert not stored.exists()
        assert not (tmp_path / "copy.pdf").exists()
        assert desk.queries.document(document).state == "submitted"
        disk.free()
        desk.save_file(document, tmp_path / "copy.pdf")
        assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")
        desk.sync()


def test_engine_says_that_the_disk_is_full_and_goes_on_when_there_is_room(app_office: AppOffice, disk: Disk):
    with desk_on(disk, app_office, LEADER) as desk:
        document = app_office.submitted()
        disk.fill()
        desk.parts.mail.reserve.release()
        disk.fill()
        with pytest.raises(DiskFull):
            desk.sync()
        state = desk.queries.state()
        assert (state.connection, state.trouble) == ("error", "Ổ đĩa đầy")
        disk.free()
        desk.sync()
        assert desk.queries.document(document).state == "submitted"
        assert desk.queries.state().trouble == ""


def form(body: str) -> DraftForm:
    return DraftForm(
        entity_id=COMMITTEE,
        subject="góp ý dự thảo",
        body=body,
        unit_id=demo_id("unit:kstt"),
        unit_head_id=person_id(UNIT_HEAD),
        signer_id=person_id(LEADER),
        format_reviewer_id=person_id(CHIEF),
        authority="KT.",
    )


def test_saving_a_draft_on_a_full_disk_keeps_the_save_before_and_says_of_when_it_is(app_office: AppOffice, disk: Disk):
    with desk_on(disk, app_office, OFFICER) as desk:
        document = desk.draft(form("Bản thứ nhất."))
        desk.sync()
        record = desk.parts.record(document)
        assert isinstance(record, OutgoingDocument)
        saved_at, before = record.history[-1].at, files_of(desk)
        disk.fill()
        with pytest.raises(DiskFull) as full:
            desk.draft(form("Bản thứ hai."), document)
        said = say(full.value)
        assert said.what == "Ổ đĩa đầy, không lưu được."
        clock = clock_words(saved_at, now())
        assert said.safe == f"Bản lưu trước đó lúc {clock} vẫn nguyên vẹn; nội dung đang mở vẫn trên màn hình."
        assert MB.fullmatch(said.todo)
        assert desk.parts.record(document) == record
        assert (files_of(desk), desk.queries.outbox()) == (before, ())
        disk.free()
        assert desk.draft(form("Bản thứ hai."), document) == document
        desk.sync()
        again = desk.parts.record(document)
        assert isinstance(again, OutgoingDocument)
        assert again.body["text"] == "Bản thứ hai."


def test_first_draft_on_a_full_disk_has_no_save_before_it(app_office: AppOffice, disk: Disk):
    with desk_on(disk, app_office, OFFICER) as desk:
        disk.fill()
        with pytest.raises(DiskFull) as full:
            desk.draft(replace(form("Bản thứ nhất."), subject="văn bản mới"))
        assert full.value.facts["saved_at"] is None
        assert say(full.value).safe.startswith("Bản lưu trước đó vẫn nguyên vẹn;")
        disk.free()
        assert desk.draft(form("Bản thứ nhất."))


def test_text_under_the_hands_on_a_full_disk_says_when_it_was_saved_before(disk: Disk):
    desk = open_desk(disk.folder / "profile", passphrase="mật khẩu")
    try:
        drafts = desk.parts.mail.drafts
        drafts.save("trả lời", "đoạn một".encode())
        disk.fill()
        with pytest.raises(DiskFull) as full:
            drafts.save("trả lời", os.urandom(2_000_000))
        saved_at = full.value.facts["saved_at"]
        assert isinstance(saved_at, datetime)
        assert abs((datetime.now(UTC) - saved_at).total_seconds()) < 3600
        assert drafts.load("trả lời") == "đoạn một".encode()
        disk.free()
        drafts.save("trả lời", "đoạn hai".encode())
        assert drafts.load("trả lời") == "đoạn hai".encode()
    finally:
        desk.close()
