"""Every error a user can meet, in three parts: what happened, what is safe, what to do. Code to catalogue entry.

The window shows all three; the command line prints the first and the third on one line. Exit codes stand beside them
(DESIGN §8): 3 input refused, 4 token or PIN, 5 server or network, 6 verdict not valid, 7 profile in use.
"""

from __future__ import annotations

import string
from typing import NamedTuple

from app.texts import _, language
from app.words import N_
from office.errors import ButPheError
from office.reasons import text as reason_text


class Message(NamedTuple):
    """One error in the user's words; `{names}` are facts of the error."""

    what: str
    safe: str
    todo: str
    exit_code: int = 3


INPUT, TOKEN, NETWORK, PROFILE = 3, 4, 5, 7

PIN_WARNINGS = {
    "low": N_("Thiết bị báo đã có lần nhập sai."),
    "final": N_("Chỉ còn 1 lần thử. Nhập sai nữa thiết bị sẽ bị khóa."),
}

MESSAGES: dict[str, Message] = {
    # E1–E7, E9: the token
    "pin_wrong": Message(
        N_("Mã PIN không đúng. {warning}"),
        N_("Chưa văn bản nào được ký; danh sách đã chọn vẫn giữ nguyên."),
        N_("Nhập lại mã PIN, kiểm tra Caps Lock và bộ gõ tiếng Việt."),
        TOKEN,
    ),
    "pin_locked": Message(
        N_("Thiết bị ký số đã bị khóa vì nhập sai PIN nhiều lần."),
        N_("Văn bản chưa ký vẫn ở mục Trình ký."),
        N_("Liên hệ đơn vị quản lý thiết bị để mở khóa; bạn vẫn đọc, cho ý kiến và chuyển văn bản được."),
        TOKEN,
    ),
    "token_missing": Message(
        N_("Không thấy thiết bị ký số."),
        N_("Lựa chọn và vị trí chữ ký đã được giữ."),
        N_("Cắm USB token; chương trình tự nhận trong vài giây."),
        TOKEN,
    ),
    "module_missing": Message(
        N_("Chưa cài trình điều khiển cho thiết bị ký số ({library})."),
        N_("Không có gì thay đổi."),
        N_("Cài trình điều khiển của nhà cung cấp rồi cắm lại thiết bị."),
        TOKEN,
    ),
    "token_gone": Message(
        N_("Thiết bị bị rút ra khi đang ký."),
        N_("Văn bản đang ký dở không bị ghi."),
        N_("Cắm lại đúng thiết bị và bấm Ký tiếp."),
        TOKEN,
    ),
    "worker_hung": Message(
        N_("Thiết bị hoặc tệp không trả lời sau {deadline_s} giây."),
        N_("Văn bản chưa thay đổi, chương trình vẫn hoạt động."),
        N_("Rút thiết bị ra, cắm lại rồi thử; nếu lặp lại, gửi báo cáo."),
        TOKEN,
    ),
    "worker_died": Message(
        N_("Một tiến trình phụ đã dừng đột ngột."),
        N_("Văn bản chưa thay đổi, chương trình vẫn hoạt động."),
        N_("Thử lại; nếu lặp lại, gửi báo cáo."),
        INPUT,
    ),
    "worker_fault": Message(
        N_("Chương trình gặp lỗi bên trong."),
        N_("Văn bản chưa thay đổi."),
        N_("Thử lại; nếu lặp lại, gửi báo cáo cùng chi tiết lỗi."),
        1,
    ),
    "certificate_expired": Message(
        N_("Chứng thư số của bạn hết hạn ngày {on}."),
        N_("Chưa ký gì."),
        N_("Đề nghị gia hạn với đơn vị quản lý; trong lúc chờ có thể ủy quyền."),
        TOKEN,
    ),
    "certificate_not_yet_valid": Message(
        N_("Chứng thư số của bạn chỉ có hiệu lực từ ngày {on}."),
        N_("Chưa ký gì."),
        N_("Kiểm tra ngày giờ của máy, hoặc đợi đến ngày đó."),
        TOKEN,
    ),
    "certificate_not_for_signing": Message(
        N_("Chứng thư này không dùng để ký."),
        N_("Chưa ký gì."),
        N_("Chọn chứng thư khác trên thiết bị."),
        TOKEN,
    ),
    "certificate_not_found": Message(
        N_("Không thấy chứng thư cần dùng trên thiết bị."),
        N_("Chưa ký gì."),
        N_("Cắm đúng thiết bị, hoặc chọn chứng thư khác."),
        TOKEN,
    ),
    # E10–E14: files
    "file_changed": Message(
        N_("Tệp trên máy khác với bản đang hiển thị."),
        N_("Không ký để tránh ký nhầm."),
        N_("Mở lại văn bản để xem bản đúng."),
    ),
    "pdf_damaged": Message(
        N_("Tệp {file} bị hỏng, không đọc được."),
        N_("Tệp gốc được giữ nguyên."),
        N_("Đề nghị nơi gửi gửi lại, hoặc mở bằng chương trình khác."),
    ),
    "pdf_encrypted": Message(
        N_("Tệp {file} có mật khẩu nên không thể đăng ký và ký."),
        N_("Không lưu gì."),
        N_("Đề nghị nơi gửi bỏ mật khẩu."),
    ),
    "not_a_pdf": Message(
        N_("{file} không phải là PDF."),
        N_("Các tệp khác đã được nhận."),
        N_("Xuất sang PDF rồi thả lại."),
    ),
    "secret_refused": Message(
        N_("Văn bản có dấu {secrecy}. Hệ thống không nhận văn bản mật."),
        N_("Không có bản nào được lưu."),
        N_("Xử lý theo quy định bảo vệ bí mật nhà nước."),
    ),
    "signature_refused": Message(
        N_("Không thể ký tệp này an toàn: {reason}."),
        N_("Tệp gốc được giữ nguyên, không tạo tệp mới."),
        N_("Xem chi tiết, hoặc đề nghị nơi gửi gửi bản khác."),
    ),
    "signer_revoked": Message(
        N_("Chứng thư của {signer} đã bị thu hồi."),
        N_("Chưa đóng dấu; văn bản giữ nguyên."),
        N_("Đề nghị người đó ký lại bằng chứng thư còn hiệu lực."),
    ),
    "earlier_signature_unproven": Message(
        N_("Chưa chứng minh được chữ ký của {signer}: {reason}."),
        N_("Chưa đóng dấu; văn bản giữ nguyên."),
        N_("Kiểm tra mạng tới cơ quan chứng thực rồi thử lại, hoặc đề nghị người đó ký lại."),
    ),
    "source_away": Message(
        N_("Không kết nối được dịch vụ chứng thực ({url})."),
        N_("Văn bản chưa thay đổi."),
        N_("Kiểm tra mạng rồi thử lại."),
        NETWORK,
    ),
    "timestamp_away": Message(
        N_("Không lấy được dấu thời gian."),
        N_("Văn bản chưa thay đổi."),
        N_("Kiểm tra mạng rồi thử lại."),
        NETWORK,
    ),
    # E15–E16, E20: the server
    "server_away": Message(
        N_("Không kết nối được máy chủ."),
        N_("Công việc đã lưu trên máy."),
        N_("Bạn cứ làm tiếp; chương trình tự gửi khi có mạng."),
        NETWORK,
    ),
    "captive": Message(
        N_("Mạng trả lời thay cho máy chủ (trang đăng nhập mạng?)."),
        N_("Công việc đã lưu trên máy."),
        N_("Đăng nhập mạng trong trình duyệt rồi thử lại."),
        NETWORK,
    ),
    "server_error": Message(
        N_("Máy chủ gặp lỗi."),
        N_("Thao tác vẫn trong Hộp gửi và sẽ được thử lại."),
        N_("Nếu kéo dài, báo quản trị."),
        NETWORK,
    ),
    "session_over": Message(
        N_("Phiên đăng nhập đã hết."),
        N_("Dữ liệu trên máy và thao tác chờ gửi vẫn giữ."),
        N_("Đăng nhập lại; không cần làm lại việc gì."),
        NETWORK,
    ),
    "sign_in_refused": Message(
        N_("Tên đăng nhập hoặc mật khẩu không đúng."),
        N_("Không có gì thay đổi."),
        N_("Nhập lại, hoặc đề nghị quản trị đặt lại mật khẩu."),
        NETWORK,
    ),
    "upgrade_required": Message(
        N_("Máy chủ cần phiên bản chương trình mới hơn."),
        N_("Công việc đã lưu trên máy."),
        N_("Cập nhật chương trình; không cần làm lại việc gì."),
        NETWORK,
    ),
    "insecure_server": Message(
        N_("Địa chỉ máy chủ {url} không được mã hóa."),
        N_("Không gửi gì."),
        N_("Dùng địa chỉ bắt đầu bằng https."),
        NETWORK,
    ),
    # E18–E19 and the desk itself
    "disk_full": Message(
        N_("Ổ đĩa đầy, không lưu được."),
        N_("Bản lưu trước đó vẫn nguyên vẹn."),
        N_("Giải phóng dung lượng rồi bấm Lưu lại."),
    ),
    "cache_damaged": Message(
        N_("Dữ liệu trên máy bị hỏng và đã được cất riêng."),
        N_("Hộp gửi và dự thảo được cứu lại trước."),
        N_("Đồng bộ lại để tải phần còn lại từ máy chủ."),
    ),
    "key_refused": Message(
        N_("Khóa không mở được dữ liệu trên máy."),
        N_("Không xóa gì."),
        N_("Nhập đúng mật khẩu bảo vệ, hoặc mở khóa kho mật khẩu của hệ thống."),
        PROFILE,
    ),
    "profile_in_use": Message(
        N_("Hồ sơ này đang được một cửa sổ khác dùng."),
        N_("Không có gì thay đổi."),
        N_("Chuyển sang cửa sổ đó, hoặc đóng nó rồi thử lại."),
        PROFILE,
    ),
    "profile_broken": Message(
        N_("Không đọc được {path}: {why}."),
        N_("Tệp được giữ nguyên."),
        N_("Sửa tệp, hoặc đổi tên nó để dùng thiết lập mặc định."),
    ),
    "keyring_absent": Message(
        N_("Máy này không có kho mật khẩu hệ thống."),
        N_("Không có gì thay đổi."),
        N_("Đặt mật khẩu bảo vệ cho dữ liệu trên máy."),
        PROFILE,
    ),
    "keyring_locked": Message(
        N_("Kho mật khẩu của hệ thống đang khóa."),
        N_("Không có gì thay đổi."),
        N_("Mở khóa kho mật khẩu rồi thử lại."),
        PROFILE,
    ),
    "passphrase_wrong": Message(
        N_("Mật khẩu bảo vệ không đúng."),
        N_("Không xóa gì."),
        N_("Nhập lại mật khẩu."),
        PROFILE,
    ),
    "not_signed_in": Message(
        N_("Chưa đăng nhập trên máy này."),
        N_("Không có gì thay đổi."),
        N_("Đăng nhập vào máy chủ của cơ quan."),
        NETWORK,
    ),
    "document_unknown": Message(
        N_("Không có văn bản {id} trên máy này."),
        N_("Không có gì thay đổi."),
        N_("Đồng bộ, hoặc kiểm tra lại mã."),
    ),
    "file_not_here": Message(
        N_("Tệp chưa có trên máy và chưa tải được."),
        N_("Không có gì thay đổi."),
        N_("Kết nối mạng rồi mở lại."),
        NETWORK,
    ),
    "pin_not_given": Message(
        N_("Chưa có mã PIN."),
        N_("Chưa ký gì."),
        N_("Đặt mã PIN vào biến môi trường rồi dùng --pin-env, hoặc dùng --pin-stdin."),
        TOKEN,
    ),
    "place_needed": Message(
        N_("Trang này không có chỗ trống chắc chắn để đóng dấu."),
        N_("Chưa ký gì."),
        N_("Kéo khung để chọn vị trí trên trang rồi ký lại."),
    ),
    "secret_not_given": Message(
        N_("Biến môi trường {variable} chưa có mật khẩu."),
        N_("Không có gì thay đổi."),
        N_("Đặt mật khẩu vào biến đó rồi chạy lại."),
        2,
    ),
    "payload_broken": Message(
        N_("Dữ liệu của lệnh chưa đúng: {why}."),
        N_("Không có gì thay đổi."),
        N_("Sửa dữ liệu rồi chạy lại."),
        2,
    ),
    "file_unknown": Message(
        N_("Không thấy tệp {path}."),
        N_("Không có gì thay đổi."),
        N_("Kiểm tra đường dẫn."),
    ),
}


class Said(NamedTuple):
    """A message with its facts filled, ready to be shown."""

    what: str
    safe: str
    todo: str
    exit_code: int
    code: str


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""


def say(error: ButPheError) -> Said:
    """The error in the user's words. A code without an entry is said as such, with its facts as the detail."""
    if error.code == "action_not_allowed":
        reason = str(error.facts["reason"])
        return Said(reason_text(reason, _strings(error), language()), _("Không có gì thay đổi."), "", INPUT, reason)
    message = MESSAGES.get(error.code)
    if message is None:
        return Said(str(error), "", "", 1, error.code)
    facts = _Facts(error.facts)
    if warning := str(facts.get("warning", "")):
        facts["warning"] = _(PIN_WARNINGS[warning])
    what, safe, todo = (" ".join(_fill(_(part), facts).split()) for part in message[:3])
    return Said(what, safe, todo, message.exit_code, error.code)


def _fill(text: str, facts: _Facts) -> str:
    return string.Formatter().vformat(text, (), facts)


def _strings(error: ButPheError) -> dict[str, str]:
    return {name: str(value) for name, value in error.facts.items()}
