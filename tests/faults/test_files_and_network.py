"""What files, the network, the disk and colleagues can do to a person: said in words, and nothing is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.compose import open_desk
from app.drafting import DraftForm
from app.errors import ActionNotAllowed, SecretRefused
from app.messages import say
from butphe.demo.people import CHIEF, CLERK, COMMITTEE, LEADER, OFFICER, UNIT_HEAD, demo_id, person_id
from butphe.demo.stand import PASSPHRASE
from office.actions import Direct, ReturnDraft, Submit, SubmitDraft, Withdraw
from office.errors import ButPheError
from office.records import Assignment
from paper.compose import compose
from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf
from sync.errors import DiskFull, ProfileInUse, ServerAway, SessionOver
from tests.helpers.app_office import AppOffice
from tests.helpers.scripted_http import Said, problem, scripted


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


def test_server_that_died_and_came_back_has_everything_once(app_office: AppOffice):
    """E15: killed with the work in the outbox, started again on its data."""
    with app_office.desk(CLERK) as desk:
        document = app_office.register(desk)
        desk.act(document, Submit(to_id=person_id(LEADER)))
        app_office.stand.server.kill()
        with pytest.raises(ServerAway) as away:
            desk.sync()
        app_office.stand.server.start()
        assert say(away.value).safe == "Công việc đã lưu trên máy, 1 thao tác chờ gửi."
        desk.sync()
        desk.sync()
        history = [step.what for step in desk.queries.document(document).history]
        assert history.count("Trình") == 1
        assert desk.queries.outbox() == ()


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (problem(500, "server-error"), "Máy chủ gặp lỗi (server-error)."),
        (problem(503, "busy", **{"Retry-After": "30"}), "Máy chủ gặp lỗi (busy)."),
        (Said(502, {"Content-Type": "text/html"}, b"<h1>Bad gateway</h1>"), "Máy chủ gặp lỗi (http-502)."),
        (Said(200, {"Content-Type": "text/html"}, b"<h1>Wi-Fi</h1>"), "Mạng trả lời thay cho máy chủ"),
    ],
)
def test_server_that_fails_costs_nothing_that_waits(app_office: AppOffice, answer, what):
    """E16."""
    with app_office.desk(CLERK) as desk, scripted() as failing:
        document = app_office.register(desk)
        desk.act(document, Submit(to_id=person_id(LEADER)))
        failing.answer = lambda _asked: answer
        desk.parts.mail.connect(failing.url)
        with pytest.raises(ButPheError) as failed:
            desk.sync()
        said = say(failed.value)
        assert (said.what.startswith(what), said.exit_code) == (True, 5)
        assert said.safe
        assert [row.what for row in desk.queries.outbox()] == ["Trình"]
        assert desk.queries.document(document).state == "submitted"
        desk.parts.mail.connect(app_office.stand.server.url)
        desk.sync()
        assert desk.queries.outbox() == ()


def test_verb_that_is_another_persons_names_who_may(app_office: AppOffice):
    """E18."""
    document = app_office.submitted()
    lead = Assignment(role="lead", person_id=person_id(OFFICER))
    with app_office.desk(CLERK) as desk:
        with pytest.raises(ActionNotAllowed) as refused:
            desk.act(document, Direct(text="Giao xử lý", assignments=(lead,)))
        said = say(refused.value)
        assert said.what.startswith("Bạn không có quyền")
        assert said.todo.startswith("Người có thể làm:")
        assert said.safe == "Không có gì thay đổi."
        assert desk.queries.outbox() == ()


def secret_page(folder: Path) -> Path:
    sheet = {
        "agency": "Sở Nội vụ",
        "number": "1",
        "notation": "SNV",
        "place": "Bình Sơn",
        "subject": "TỐI MẬT",
        "body": ["Nội dung."],
        "signer": "Nguyễn Văn A",
        "title": "Giám đốc",
    }
    path = folder / "mat.pdf"
    path.write_bytes(compose("letter", sheet, at=datetime(2026, 1, 1, tzinfo=UTC)).pdf)
    return path


def everything(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".db-wal"}


def test_secret_document_leaves_no_file_in_the_profile(app_office: AppOffice, tmp_path):
    """E14."""
    secret = secret_page(tmp_path)
    with app_office.desk(CLERK) as desk:
        before = everything(desk.parts.profile.folder)
        with pytest.raises(SecretRefused) as refused:
            desk.receive(secret, COMMITTEE)
        said = say(refused.value)
        assert said.what == "Văn bản có dấu Tối mật. Hệ thống không nhận văn bản mật."
        assert said.safe == "Không có bản nào được lưu."
        assert everything(desk.parts.profile.folder) == before
        assert desk.queries.outbox() == ()


def test_secret_document_ends_the_command_with_exit_3(app_office: AppOffice, tmp_path):
    """E14."""
    done = desk_command(app_office, CLERK, "receive", str(secret_page(tmp_path)), "--entity", COMMITTEE)
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("Văn bản có dấu Tối mật.")


def desk_command(app_office: AppOffice, login: str, *verb: str) -> subprocess.CompletedProcess[str]:
    """`butphe desk` on somebody's profile, in a process of its own."""
    app_office.stand.desk(login)
    app_office.stand.close_desk(login)
    command = [sys.executable, "-m", "butphe", "desk", "--profile", str(app_office.stand.profile(login)), *verb]
    environment = {**os.environ, **app_office.stand.environment(login)}
    return subprocess.run(command, env=environment, capture_output=True, text=True)


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


E17 = re.compile(
    r"Phạm Anh Tuấn đã rút dự thảo văn bản này lúc \d\d:\d\d( \d\d/\d\d/\d{4})?, nên việc của bạn không còn áp dụng\."
    r" Nội dung của bạn được giữ trong Hộp gửi\. Xem hai bản và chọn\."
)


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
            assert E17.fullmatch(conflict.reason), conflict.reason
            (row,) = head.queries.outbox()
            assert row.state_words.startswith("cần bạn quyết định · Phạm Anh Tuấn đã rút dự thảo văn bản này lúc ")
            assert "Bổ sung căn cứ pháp lý." in [field.value for field in conflict.mine]
            assert [field.value for field in conflict.theirs] == ["không còn quyền xem"]
            assert head.queries.state().conflict_count == 1
            assert head.discard(conflict.action_id)
            assert head.queries.outbox() == ()


def test_two_people_who_send_at_the_same_moment_are_told_of_each_other(app_office: AppOffice):
    """E17: one of the two takes effect, whichever came first; the other is told who, what and when."""
    with app_office.desk(OFFICER) as officer:
        document = drafted(officer)
        with app_office.desk(UNIT_HEAD) as head:
            head.act(document, ReturnDraft(reason="Bổ sung căn cứ pháp lý."))
            officer.act(document, Withdraw())
            both = [threading.Thread(target=desk.sync) for desk in (officer, head)]
            for one in both:
                one.start()
            for one in both:
                one.join()
            names = {desk: desk.queries.state().person_name for desk in (officer, head)}
            (loser,) = (desk for desk in (officer, head) if desk.queries.outbox())
            (winner,) = (desk for desk in (officer, head) if desk is not loser)
            (conflict,) = loser.queries.document(document).conflicts
            assert conflict.reason.startswith(f"{names[winner]} đã ")
            assert conflict.reason.endswith(
                "nên việc của bạn không còn áp dụng. Nội dung của bạn được giữ trong Hộp gửi. Xem hai bản và chọn."
            )
            assert loser.discard(conflict.action_id)
            for desk in (officer, head):
                desk.sync()
                assert desk.queries.outbox() == ()


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
        secrets = app_office.stand.environment(CHIEF)
        with pytest.raises(ProfileInUse):
            open_desk(app_office.stand.profile(CHIEF), passphrase=secrets[PASSPHRASE])
        done = desk_command(app_office, CHIEF, "list", "incoming")
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
        said = say(full.value)
        assert said.what == "Ổ đĩa đầy, không lưu được."
        assert said.safe.startswith("Bản lưu trước đó vẫn nguyên vẹn")
        assert re.fullmatch(r"Giải phóng ít nhất \d+ MB rồi bấm Lưu lại\.", said.todo)
        assert desk.parts.mail.drafts.load("một") == b"0123456789"
    finally:
        desk.close()


def test_copy_that_finds_no_room_leaves_no_half_file(app_office: AppOffice, tiny_disk):
    """E19."""
    room = os.statvfs(tiny_disk)
    (tiny_disk / "ballast").write_bytes(os.urandom(room.f_bavail * room.f_frsize - 8192))
    with app_office.desk(CLERK) as desk:
        document = desk.receive(app_office.paper, COMMITTEE)
        with pytest.raises(DiskFull):
            desk.save_file(document, tiny_disk / "copy.pdf")
    assert [path.name for path in tiny_disk.iterdir()] == ["ballast"]
