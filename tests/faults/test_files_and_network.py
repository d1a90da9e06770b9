"""What files, the network, the disk and colleagues can do to a person: said in words, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.compose import open_desk
from app.drafting import DraftForm
from app.messages import say
from butphe.demo.people import CHIEF, CLERK, COMMITTEE, LEADER, OFFICER, UNIT_HEAD, demo_id, person_id
from butphe.demo.stand import PASSPHRASE
from office.actions import ReturnDraft, Submit, SubmitDraft, Withdraw
from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf
from sync.errors import DiskFull, ProfileInUse, ServerAway, SessionOver
from tests.helpers.app_office import AppOffice


def broken(folder: Path, kind: str, paper: Path) -> Path:
    path = folder / f"{kind}.pdf"
    if kind == "damaged":
        path.write_bytes(paper.read_bytes()[:4000])
    elif kind == "encrypted":
        subprocess.run(["qpdf", "--encrypt", "mở", "chủ", "256", "--", paper, path], check=True)
    else:
        path.write_bytes(b"<html>not a page</html>")
    return path


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("damaged", DamagedPdf, "bị hỏng"),
        ("encrypted", EncryptedPdf, "có mật khẩu"),
        ("html", NotAPdf, "không phải là PDF"),
    ],
)
def test_bad_file_is_refused_by_name_and_nothing_is_kept(app_office: AppOffice, tmp_path, kind, error, said):
    """E11–E13."""
    path = broken(tmp_path, kind, app_office.paper)
    with app_office.desk(CLERK) as desk:
        with pytest.raises(error) as refused:
            desk.receive(path, COMMITTEE)
        assert said in say(refused.value).what
        assert path.name in say(refused.value).what
        assert desk.queries.outbox() == ()


def test_work_goes_on_while_the_server_is_away_and_arrives_when_it_is_back(app_office: AppOffice):
    """E15."""
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        app_office.stand.server.stop()
        try:
            desk.act(document, Submit(to_id=person_id(LEADER)))
            with pytest.raises(ServerAway) as away:
                desk.sync()
            assert say(away.value).what == "Không kết nối được máy chủ."
            assert desk.queries.state().connection == "offline"
            assert [row.what for row in desk.queries.outbox()] == ["Trình"]
        finally:
            app_office.stand.server.start()
        desk.sync()
        assert desk.queries.outbox() == ()
        assert desk.queries.document(document).state == "submitted"


def drafted(officer) -> str:
    """A draft that waits for the unit head."""
    form = DraftForm(
        entity_id=COMMITTEE,
        subject="góp ý dự thảo",
        body="Nội dung.",
        unit_id=demo_id("unit:kstt"),
        unit_head_id=person_id(UNIT_HEAD),
        signer_id=person_id(LEADER),
        format_reviewer_id=person_id(CHIEF),
        authority="KT.",
    )
    document = officer.draft(form)
    officer.act(document, SubmitDraft())
    officer.sync()
    return document


def test_two_people_on_one_document_meet_as_a_conflict_that_shows_both(app_office: AppOffice):
    """E17: the unit head returns a draft that its drafter has withdrawn meanwhile."""
    with app_office.desk(OFFICER) as officer:
        document = drafted(officer)
        with app_office.desk(UNIT_HEAD) as head:
            head.act(document, ReturnDraft(reason="Bổ sung căn cứ pháp lý."))
            officer.act(document, Withdraw())
            officer.sync()
            head.sync()
            (conflict,) = head.queries.document(document).conflicts
            assert conflict.reason.startswith("Người khác đã xử lý và văn bản không còn ở chỗ bạn.")
            assert "Bổ sung căn cứ pháp lý." in [field.value for field in conflict.mine]
            assert [field.value for field in conflict.theirs] == ["không còn quyền xem"]
            assert head.queries.state().conflict_count == 1
            assert head.discard(conflict.action_id)
            assert head.queries.outbox() == ()


def test_action_in_conflict_is_done_again_on_the_new_state(app_office: AppOffice):
    with app_office.desk(OFFICER) as officer:
        document = drafted(officer)
        with app_office.desk(UNIT_HEAD) as head:
            head.act(document, ReturnDraft(reason="Bổ sung căn cứ pháp lý."))
            officer.act(document, Withdraw())
            officer.sync()
            head.sync()
            officer.act(document, SubmitDraft())
            officer.sync()
            assert officer.queries.outbox() == ()
            assert officer.queries.document(document).state == "unit_review"
            head.sync()
            assert head.queries.document(document).state == "unit_review"
            (conflict,) = head.queries.document(document).conflicts
            assert conflict.reason.startswith("Phạm Anh Tuấn đã trình dự thảo văn bản này lúc")
            assert conflict.theirs[0].value == "Chờ duyệt nội dung"
            assert head.retry(conflict.action_id)
            head.sync()
            assert head.queries.outbox() == ()
            assert head.queries.document(document).state == "returned_for_edit"


def test_session_that_is_over_keeps_everything_and_asks_to_sign_in(app_office: AppOffice):
    """E20."""
    with app_office.desk(OFFICER) as desk:
        assert desk.parts.mail.wire is not None
        desk.parts.mail.wire.request("DELETE", "/session")
        desk.parts.mail.credentials.expire("")
        with pytest.raises(SessionOver) as over:
            desk.sync()
        assert say(over.value).what == "Phiên đăng nhập đã hết."
        desk.sign_in(app_office.stand.server.url, OFFICER, app_office.stand.password)
        desk.sync()


def test_profile_in_use_is_said_with_exit_code_7(app_office: AppOffice):
    with app_office.desk(CHIEF):
        profile = app_office.stand.profile(CHIEF)
        secrets = app_office.stand.environment(CHIEF)
        with pytest.raises(ProfileInUse):
            open_desk(profile, passphrase=secrets[PASSPHRASE])
        command = [sys.executable, "-m", "butphe", "desk", "--profile", str(profile), "list", "incoming"]
        done = subprocess.run(command, env={**os.environ, **secrets}, capture_output=True, text=True)
        assert done.returncode == 7
        assert done.stderr.strip().count("\n") == 0
        assert "đang được một cửa sổ khác dùng" in done.stderr


def fill(desk) -> None:
    for number in range(400):
        desk.parts.mail.drafts.save(f"nháp {number}", os.urandom(20_000))


def test_full_disk_is_said_and_what_was_saved_before_is_intact(small_disk):
    """E19."""
    desk = open_desk(small_disk / "profile", passphrase="mật khẩu")
    try:
        desk.parts.mail.drafts.save("một", b"0123456789")
        with pytest.raises(DiskFull) as full:
            fill(desk)
        assert say(full.value).what == "Ổ đĩa đầy, không lưu được."
        assert desk.parts.mail.drafts.load("một") == b"0123456789"
    finally:
        desk.close()
