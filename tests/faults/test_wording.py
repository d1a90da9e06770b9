"""The twenty common errors, word for word: what happened · what is safe · what to do, with their facts filled in."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.clock import now
from app.errors import ActionNotAllowed, SecretRefused
from app.messages import Said, say, say_conflict
from app.words import VIETNAM
from office.errors import ButPheError
from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf
from signing.outcomes import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    CertificateNotYours,
    FileChanged,
    ModuleMissing,
    NoRoomOnDisk,
    PinLocked,
    PinWrong,
    TokenGone,
    TokenMissing,
    TokenSilent,
)
from sync.errors import DiskFull, ServerAway, ServerError, SessionOver

TODAY = now()
CLOCK = TODAY.astimezone(VIETNAM).strftime("%H:%M")
PIN_SAFE = "Chưa văn bản nào được ký; danh sách đã chọn vẫn giữ nguyên."
PIN_TODO = "Nhập lại mã PIN, kiểm tra Caps Lock và bộ gõ tiếng Việt."
SAVE_TODO = "Giải phóng ít nhất 50 MB rồi bấm Lưu lại."
UNIT = "Trung tâm Chuyển đổi số"

TABLE: dict[str, tuple[ButPheError, str, str, str]] = {
    "E1": (PinWrong(), "Mã PIN không đúng.", PIN_SAFE, PIN_TODO),
    "E1, the number is known": (PinWrong(tries_left=3), "Mã PIN không đúng. Còn 3 lần thử.", PIN_SAFE, PIN_TODO),
    "E1, the flag is low": (
        PinWrong(warning="low"),
        "Mã PIN không đúng. Thiết bị báo sắp hết số lần thử.",
        PIN_SAFE,
        PIN_TODO,
    ),
    "E2": (
        PinWrong(warning="final", manager=UNIT),
        "Mã PIN không đúng. Chỉ còn 1 lần thử. Nhập sai nữa thiết bị sẽ bị khóa.",
        "Văn bản vẫn an toàn, có thể ký sau.",
        f"Nếu không chắc mã PIN, hãy dừng lại và liên hệ {UNIT}.",
    ),
    "E3": (
        PinLocked(manager=UNIT),
        "Thiết bị ký số đã bị khóa vì nhập sai PIN nhiều lần.",
        "Văn bản chưa ký vẫn ở mục Trình ký.",
        f"Liên hệ {UNIT} để mở khóa; bạn vẫn đọc, cho ý kiến và chuyển văn bản được.",
    ),
    "E3, nobody is named": (
        PinLocked(),
        "Thiết bị ký số đã bị khóa vì nhập sai PIN nhiều lần.",
        "Văn bản chưa ký vẫn ở mục Trình ký.",
        "Liên hệ đơn vị quản lý thiết bị để mở khóa; bạn vẫn đọc, cho ý kiến và chuyển văn bản được.",
    ),
    "E4": (
        TokenMissing(token="ubnd"),
        "Không thấy thiết bị ký số.",
        "Lựa chọn và vị trí chữ ký đã được giữ.",
        "Cắm USB token; chương trình tự nhận trong vài giây.",
    ),
    "E5": (
        ModuleMissing(module="/usr/lib/bit4id/libbit4xpki.so"),
        "Chưa cài trình điều khiển cho VGCA (Bit4id TokenME EVO v2).",
        "Không có gì thay đổi.",
        "Cài VGCA PKI Manager (bit4id xPKI) rồi cắm lại thiết bị.",
    ),
    "E5, a driver that our list does not have": (
        ModuleMissing(module="/nowhere/libtoken.so"),
        "Chưa cài trình điều khiển cho thiết bị ký số (/nowhere/libtoken.so).",
        "Không có gì thay đổi.",
        "Cài trình điều khiển của nhà cung cấp rồi cắm lại thiết bị.",
    ),
    "E6": (
        TokenGone(token="01", done=2, total=5),
        "Thiết bị bị rút ra khi đang ký.",
        "Đã ký 2/5; văn bản đang ký dở không bị ghi.",
        "Cắm lại đúng thiết bị và bấm Ký tiếp.",
    ),
    "E6, none was signed": (
        TokenGone(token="01", done=0, total=1),
        "Thiết bị bị rút ra khi đang ký.",
        "Đã ký 0/1; văn bản đang ký dở không bị ghi.",
        "Cắm lại đúng thiết bị và bấm Ký tiếp.",
    ),
    "E7": (
        TokenSilent(deadline_s=60),
        "Thiết bị không trả lời sau 60 giây.",
        "Văn bản chưa thay đổi, chương trình vẫn hoạt động.",
        "Rút ra, cắm lại rồi thử; nếu lặp lại, gửi báo cáo.",
    ),
    "E8": (
        CertificateExpired(name="Trần Minh Quân", not_after="2026-10-26", manager=UNIT),
        "Chứng thư số của bạn hết hạn ngày 26/10/2026.",
        "Chưa ký gì.",
        f"Đề nghị gia hạn với {UNIT}; trong lúc chờ có thể ủy quyền.",
    ),
    "E8, not yet valid": (
        CertificateNotYetValid(name="Trần Minh Quân", not_before="2026-12-25"),
        "Chứng thư số của bạn chỉ có hiệu lực từ ngày 25/12/2026.",
        "Chưa ký gì.",
        "Kiểm tra ngày giờ của máy, hoặc đợi đến ngày đó.",
    ),
    "E9": (
        CertificateNotForSigning(name="may.chu", offered="Trần Minh Quân"),
        "Chứng thư này không dùng để ký.",
        "Chưa ký gì.",
        "Chọn chứng thư khác: Trần Minh Quân.",
    ),
    "E9, somebody else's": (
        CertificateNotYours(name="Lê Thị Hoa", offered="Trần Minh Quân"),
        "Chứng thư này không phải của bạn.",
        "Chưa ký gì.",
        "Chọn chứng thư khác: Trần Minh Quân.",
    ),
    "E9, none other is there": (
        CertificateNotForSigning(name="may.chu", offered=""),
        "Chứng thư này không dùng để ký.",
        "Chưa ký gì.",
        "Chọn chứng thư khác trên thiết bị.",
    ),
    "E10": (
        FileChanged(expected="a", found="b"),
        "Tệp trên máy khác với bản đang hiển thị.",
        "Không ký để tránh ký nhầm.",
        "Mở lại văn bản để xem bản đúng.",
    ),
    "E11": (
        DamagedPdf(file="tờ trình.pdf", page=3),
        "Tệp tờ trình.pdf bị hỏng, không đọc được trang 3.",
        "Tệp gốc được giữ nguyên.",
        "Đề nghị nơi gửi gửi lại, hoặc mở bằng chương trình khác.",
    ),
    "E11, no page can be read": (
        DamagedPdf(file="tờ trình.pdf"),
        "Tệp tờ trình.pdf bị hỏng, không đọc được.",
        "Tệp gốc được giữ nguyên.",
        "Đề nghị nơi gửi gửi lại, hoặc mở bằng chương trình khác.",
    ),
    "E12": (
        EncryptedPdf(file=""),
        "Tệp có mật khẩu nên không thể đăng ký và ký.",
        "Không lưu gì.",
        "Đề nghị nơi gửi bỏ mật khẩu.",
    ),
    "E12, the file has a name": (
        EncryptedPdf(file="giấy mời.pdf"),
        "Tệp giấy mời.pdf có mật khẩu nên không thể đăng ký và ký.",
        "Không lưu gì.",
        "Đề nghị nơi gửi bỏ mật khẩu.",
    ),
    "E13, one of several": (
        NotAPdf(file="bảng.xlsx", others=2),
        "bảng.xlsx không phải là PDF.",
        "Các tệp khác đã được nhận.",
        "Xuất sang PDF rồi thả lại.",
    ),
    "E13, alone": (
        NotAPdf(file="bảng.xlsx", others=0),
        "bảng.xlsx không phải là PDF.",
        "Không lưu gì.",
        "Xuất sang PDF rồi thả lại.",
    ),
    "E14": (
        SecretRefused(secrecy="Tối mật"),
        "Văn bản có dấu Tối mật. Hệ thống không nhận văn bản mật.",
        "Không có bản nào được lưu.",
        "Xử lý theo quy định bảo vệ bí mật nhà nước.",
    ),
    "E15": (
        ServerAway(why="ConnectionError", waiting=3),
        "Không kết nối được máy chủ.",
        "Công việc đã lưu trên máy, 3 thao tác chờ gửi.",
        "Bạn cứ làm tiếp; chương trình tự gửi khi có mạng.",
    ),
    "E16": (
        ServerError(status=500, problem="server-error", retry_after_s=0.0, retry_at=TODAY),
        "Máy chủ gặp lỗi (server-error).",
        f"Thao tác vẫn trong Hộp gửi, sẽ thử lại lúc {CLOCK}.",
        "Nếu kéo dài, báo quản trị với mã này.",
    ),
    "E16, nothing runs that would try again": (
        ServerError(status=500, problem="server-error", retry_after_s=0.0, retry_at=None),
        "Máy chủ gặp lỗi (server-error).",
        "Thao tác vẫn trong Hộp gửi và sẽ được thử lại.",
        "Nếu kéo dài, báo quản trị với mã này.",
    ),
    "E18": (
        ActionNotAllowed(
            reason="not_yours", action="sign", state="awaiting_signature", who="signer", names="Trần Minh Quân"
        ),
        "Bạn không có quyền ký ban hành ở bước “chờ ký”.",
        "Không có gì thay đổi.",
        "Người có thể làm: người ký (Trần Minh Quân).",
    ),
    "E19": (
        DiskFull(needed_mb=50, saved_at=TODAY),
        "Ổ đĩa đầy, không lưu được.",
        f"Bản lưu trước đó lúc {CLOCK} vẫn nguyên vẹn; nội dung đang mở vẫn trên màn hình.",
        SAVE_TODO,
    ),
    "E19, nothing was saved before": (
        DiskFull(needed_mb=50, saved_at=None),
        "Ổ đĩa đầy, không lưu được.",
        "Bản lưu trước đó vẫn nguyên vẹn; nội dung đang mở vẫn trên màn hình.",
        SAVE_TODO,
    ),
    "E19, while signing": (
        NoRoomOnDisk(folder="/", needed_mb=50),
        "Ổ đĩa đầy, không ghi được tệp đã ký.",
        "Tệp gốc được giữ nguyên, chưa ký gì.",
        "Giải phóng ít nhất 50 MB rồi ký lại.",
    ),
    "E20": (
        SessionOver(),
        "Phiên đăng nhập đã hết.",
        "Dữ liệu trên máy và thao tác chờ gửi vẫn giữ.",
        "Đăng nhập lại; không cần làm lại việc gì.",
    ),
}


@pytest.mark.parametrize(("error", "what", "safe", "todo"), TABLE.values(), ids=TABLE)
def test_common_error_is_said_as_the_table_says_it(error, what, safe, todo):
    said = say(error)
    assert (said.what, said.safe, said.todo) == (what, safe, todo)


def test_conflict_says_who_did_what_and_when():
    """E17."""
    at = datetime(2026, 3, 10, 2, 31, tzinfo=UTC)
    assert say_conflict("Phạm Anh Tuấn", "rút lại", at)[:3] == (
        "Phạm Anh Tuấn đã rút lại văn bản này lúc 09:31 10/03/2026, nên việc của bạn không còn áp dụng.",
        "Nội dung của bạn được giữ trong Hộp gửi.",
        "Xem hai bản và chọn.",
    )


def test_every_row_of_the_table_is_here():
    rows = {int(re.findall(r"\d+", name)[0]) for name in TABLE} | {17}
    assert rows == set(range(1, 21))


VIETNAMESE = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
NAMES = (UNIT, "Tối mật", "tờ trình.pdf", "giấy mời.pdf", "bảng.xlsx", "Trần Minh Quân", "Phạm Anh Tuấn")


def english(said: Said) -> str:
    text = " ".join(said[:3])
    for name in NAMES:
        text = text.replace(name, "…")
    return text


@pytest.mark.parametrize("error", [row[0] for row in TABLE.values()], ids=TABLE)
def test_common_error_is_said_in_english_with_the_same_facts(error, monkeypatch):
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    said = say(error)
    assert all(said[:3])
    assert VIETNAMESE.search(english(said)) is None, said
    for fact in ("waiting", "needed_mb", "problem", "deadline_s", "total", "page", "tries_left"):
        assert str(error.facts.get(fact) or "") in " ".join(said[:3])


def test_conflict_is_said_in_english(monkeypatch):
    monkeypatch.setenv("BUTPHE_LANGUAGE", "en")
    said = say_conflict("Phạm Anh Tuấn", "withdraw", TODAY - timedelta(days=2))
    assert VIETNAMESE.search(english(said)) is None, said


@pytest.mark.parametrize(("error", "what", "safe", "todo"), TABLE.values(), ids=TABLE)
def test_first_sentence_has_no_trace_and_blames_nobody(error, what, safe, todo):
    assert "Traceback" not in what
    assert "CKR_" not in what
    assert "không xác định" not in what
    assert "!" not in f"{what}{safe}{todo}"
