"""What the network, the server and colleagues can do to a user (E15–E17, E20)."""

from __future__ import annotations

from app.wording.message import NETWORK, Fuller, Message
from app.words import N_

NETWORKS_FULLER: dict[str, Fuller] = {
    "server_away": Fuller(
        "waiting",
        Message(
            N_("Không kết nối được máy chủ."),
            N_("Công việc đã lưu trên máy, {waiting} thao tác chờ gửi."),
            N_("Bạn cứ làm tiếp; chương trình tự gửi khi có mạng."),
            NETWORK,
        ),
    ),
    "server_error": Fuller(
        "retry_at",
        Message(
            N_("Máy chủ gặp lỗi ({problem})."),
            N_("Thao tác vẫn trong Hộp gửi, sẽ thử lại lúc {retry_at}."),
            N_("Nếu kéo dài, báo quản trị với mã này."),
            NETWORK,
        ),
    ),
}
"""E15 where it is known how much waits; E16 where the desk tries again by itself and knows when."""

CONFLICT = Message(
    N_("{who} đã {done} văn bản này lúc {at}, nên việc của bạn không còn áp dụng."),
    N_("Nội dung của bạn được giữ trong Hộp gửi."),
    N_("Xem hai bản và chọn."),
)
"""E17."""

TROUBLES = {
    "server_error": N_("Máy chủ gặp lỗi ({problem})"),
    "disk_full": N_("Ổ đĩa đầy"),
    "disk_failed": N_("Ổ đĩa báo lỗi"),
    "session_over": N_("Phiên đăng nhập đã hết"),
    "upgrade_required": N_("Cần cập nhật chương trình"),
}
"""What stopped the last sync, in the few words of the status line."""

NETWORKS: dict[str, Message] = {
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
    "server_away": Message(
        N_("Không kết nối được máy chủ."),
        N_("Công việc đã lưu trên máy."),
        N_("Bạn cứ làm tiếp; chương trình tự gửi khi có mạng."),
        NETWORK,
    ),
    "first_sign_in_away": Message(
        N_("Không kết nối được máy chủ."),
        N_("Chưa đăng nhập, chưa lưu gì."),
        N_("Kiểm tra mạng và địa chỉ máy chủ rồi đăng nhập lại."),
        NETWORK,
    ),
    "captive": Message(
        N_("Mạng trả lời thay cho máy chủ (trang đăng nhập mạng?)."),
        N_("Công việc đã lưu trên máy."),
        N_("Đăng nhập mạng trong trình duyệt rồi thử lại."),
        NETWORK,
    ),
    "server_error": Message(
        N_("Máy chủ gặp lỗi ({problem})."),
        N_("Thao tác vẫn trong Hộp gửi và sẽ được thử lại."),
        N_("Nếu kéo dài, báo quản trị với mã này."),
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
    "not_signed_in": Message(
        N_("Chưa đăng nhập trên máy này."),
        N_("Không có gì thay đổi."),
        N_("Đăng nhập vào máy chủ của cơ quan."),
        NETWORK,
    ),
    "file_not_here": Message(
        N_("Tệp chưa có trên máy và chưa tải được."),
        N_("Không có gì thay đổi."),
        N_("Kết nối mạng rồi mở lại."),
        NETWORK,
    ),
    "file_missing": Message(
        N_("Tệp chưa có trên máy này."),
        N_("Văn bản vẫn còn."),
        N_("Kết nối máy chủ để tải về."),
        NETWORK,
    ),
    "request_refused": Message(
        N_("Máy chủ không nhận yêu cầu ({problem})."),
        N_("Dữ liệu trên máy vẫn giữ."),
        N_("Nếu lặp lại, báo quản trị."),
        NETWORK,
    ),
    "server_lied": Message(
        N_("Máy chủ trả lời sai ({what})."),
        N_("Không nhận dữ liệu sai."),
        N_("Thử lại; nếu lặp lại, báo quản trị."),
        NETWORK,
    ),
}
