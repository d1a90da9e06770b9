"""What this machine and the profile can do to a user (E19)."""

from __future__ import annotations

from app.wording.message import PROFILE, USAGE, Fuller, Message
from app.words import N_

PROFILES_FULLER: dict[str, Fuller] = {
    "disk_full": Fuller(
        "saved_at",
        Message(
            N_("Ổ đĩa đầy, không lưu được."),
            N_("Bản lưu trước đó lúc {saved_at} vẫn nguyên vẹn; nội dung đang mở vẫn trên màn hình."),
            N_("Giải phóng ít nhất {needed_mb} MB rồi bấm Lưu lại."),
        ),
    ),
}
"""E19 where something was saved before."""

PROFILES: dict[str, Message] = {
    "disk_full": Message(
        N_("Ổ đĩa đầy, không lưu được."),
        N_("Bản lưu trước đó vẫn nguyên vẹn; nội dung đang mở vẫn trên màn hình."),
        N_("Giải phóng ít nhất {needed_mb} MB rồi bấm Lưu lại."),
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
        USAGE,
    ),
    "keyring_locked": Message(
        N_("Kho mật khẩu của hệ thống đang khóa."),
        N_("Không có gì thay đổi."),
        N_("Mở khóa kho mật khẩu rồi thử lại."),
    ),
    "passphrase_wrong": Message(
        N_("Mật khẩu bảo vệ không đúng."),
        N_("Không xóa gì."),
        N_("Nhập lại mật khẩu."),
    ),
    "document_unknown": Message(
        N_("Không có văn bản {id} trên máy này."),
        N_("Không có gì thay đổi."),
        N_("Đồng bộ, hoặc kiểm tra lại mã."),
    ),
    "nothing_to_decide": Message(
        N_("Hộp gửi không có việc {id} nào chờ bạn quyết định."),
        N_("Không có gì thay đổi."),
        N_("Xem lại mã trong Hộp gửi."),
    ),
    "secret_not_given": Message(
        N_("Biến môi trường {variable} chưa có mật khẩu."),
        N_("Không có gì thay đổi."),
        N_("Đặt mật khẩu vào biến đó rồi chạy lại."),
        USAGE,
    ),
    "payload_broken": Message(
        N_("Dữ liệu của lệnh chưa đúng: {why}."),
        N_("Không có gì thay đổi."),
        N_("Sửa dữ liệu rồi chạy lại."),
        USAGE,
    ),
    "file_unknown": Message(
        N_("Không thấy tệp {path}."),
        N_("Không có gì thay đổi."),
        N_("Kiểm tra đường dẫn."),
    ),
    "file_damaged": Message(
        N_("Tệp trên máy bị hỏng nên không mở."),
        N_("Bản trên máy chủ không bị ảnh hưởng."),
        N_("Đồng bộ để tải lại."),
    ),
    "disk_failed": Message(
        N_("Ổ đĩa báo lỗi, không đọc hoặc ghi được."),
        N_("Bản lưu trước đó vẫn nguyên."),
        N_("Kiểm tra ổ đĩa rồi thử lại."),
    ),
    "cache_newer": Message(
        N_("Dữ liệu trên máy do phiên bản mới hơn tạo."),
        N_("Không có gì thay đổi."),
        N_("Hãy cập nhật chương trình."),
    ),
    "profile_on_network": Message(
        N_("Thư mục hồ sơ nằm trên ổ mạng."),
        N_("Chưa lưu gì."),
        N_("Chọn thư mục trên máy này."),
    ),
}
