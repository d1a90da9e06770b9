"""What tokens, certificates and workers can do to a user (E1–E9)."""

from __future__ import annotations

from app.wording.message import INPUT, TOKEN, Fuller, Message
from app.words import N_

PIN_WARNINGS = {
    "low": N_("Thiết bị báo sắp hết số lần thử."),
    "final": N_("Chỉ còn 1 lần thử. Nhập sai nữa thiết bị sẽ bị khóa."),
}
MANAGER = N_("đơn vị quản lý thiết bị")
"""Who unlocks and renews, where the profile does not name the unit."""
ANY_DEVICE = N_("thiết bị ký số ({module})")
ANY_DRIVER = N_("trình điều khiển của nhà cung cấp")
"""What a driver that our list does not have is for, and what is installed to get it."""

TOKENS_FULLER: dict[str, Fuller] = {
    "pin_wrong": Fuller(
        "warning",
        Message(
            N_("Mã PIN không đúng. {warning}"),
            N_("Văn bản vẫn an toàn, có thể ký sau."),
            N_("Nếu không chắc mã PIN, hãy dừng lại và liên hệ {manager}."),
            TOKEN,
        ),
        "final",
    ),
    "token_gone": Fuller(
        "total",
        Message(
            N_("Thiết bị bị rút ra khi đang ký."),
            N_("Đã ký {done}/{total}; văn bản đang ký dở không bị ghi."),
            N_("Cắm lại đúng thiết bị và bấm Ký tiếp."),
            TOKEN,
        ),
    ),
    "module_missing": Fuller(
        "present",
        Message(
            N_("Có trình điều khiển {module} nhưng không khởi động được."),
            N_("Không có gì thay đổi."),
            N_("Kiểm tra thiết đặt của nó (như biến SOFTHSM2_CONF), hoặc cài lại {package}."),
            TOKEN,
        ),
    ),
    "certificate_not_for_signing": Fuller(
        "offered",
        Message(N_("Chứng thư này không dùng để ký."), N_("Chưa ký gì."), N_("Chọn chứng thư khác: {offered}."), TOKEN),
    ),
    "certificate_not_yours": Fuller(
        "offered",
        Message(
            N_("Chứng thư này không phải của bạn."), N_("Chưa ký gì."), N_("Chọn chứng thư khác: {offered}."), TOKEN
        ),
    ),
}
"""E1 and E2 together (the wrong PIN that leaves one try); E5 where the driver is there and does not start; E6
where it is known how far a batch came; E9 with names."""

TOKENS: dict[str, Message] = {
    "pin_wrong": Message(
        N_("Mã PIN không đúng. {warning}"),
        N_("Chưa văn bản nào được ký; danh sách đã chọn vẫn giữ nguyên."),
        N_("Nhập lại mã PIN, kiểm tra Caps Lock và bộ gõ tiếng Việt."),
        TOKEN,
    ),
    "pin_locked": Message(
        N_("Thiết bị ký số đã bị khóa vì nhập sai PIN nhiều lần."),
        N_("Văn bản chưa ký vẫn ở mục Trình ký."),
        N_("Liên hệ {manager} để mở khóa; bạn vẫn đọc, cho ý kiến và chuyển văn bản được."),
        TOKEN,
    ),
    "token_missing": Message(
        N_("Không thấy thiết bị ký số."),
        N_("Lựa chọn và vị trí chữ ký đã được giữ."),
        N_("Cắm USB token; chương trình tự nhận trong vài giây."),
        TOKEN,
    ),
    "module_missing": Message(
        N_("Chưa cài trình điều khiển cho {device}."),
        N_("Không có gì thay đổi."),
        N_("Cài {package} rồi cắm lại thiết bị."),
        TOKEN,
    ),
    "token_gone": Message(
        N_("Thiết bị bị rút ra khi đang ký."),
        N_("Văn bản đang ký dở không bị ghi."),
        N_("Cắm lại đúng thiết bị và bấm Ký tiếp."),
        TOKEN,
    ),
    "token_silent": Message(
        N_("Thiết bị không trả lời sau {deadline_s} giây."),
        N_("Văn bản chưa thay đổi, chương trình vẫn hoạt động."),
        N_("Rút ra, cắm lại rồi thử; nếu lặp lại, gửi báo cáo."),
        TOKEN,
    ),
    "worker_hung": Message(
        N_("Tệp không xử lý xong sau {deadline_s} giây."),
        N_("Văn bản chưa thay đổi, chương trình vẫn hoạt động."),
        N_("Thử lại; nếu lặp lại, gửi báo cáo."),
        INPUT,
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
        N_("Chứng thư số của bạn hết hạn ngày {not_after}."),
        N_("Chưa ký gì."),
        N_("Đề nghị gia hạn với {manager}; trong lúc chờ có thể ủy quyền."),
        TOKEN,
    ),
    "certificate_not_yet_valid": Message(
        N_("Chứng thư số của bạn chỉ có hiệu lực từ ngày {not_before}."),
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
    "certificate_not_yours": Message(
        N_("Chứng thư này không phải của bạn."),
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
    "pin_not_given": Message(
        N_("Chưa có mã PIN."),
        N_("Chưa ký gì."),
        N_("Đặt mã PIN vào biến môi trường rồi dùng --pin-env, hoặc dùng --pin-stdin."),
        TOKEN,
    ),
    "token_fault": Message(
        N_("Thiết bị ký số báo lỗi ({ckr})."),
        N_("Văn bản chưa thay đổi."),
        N_("Rút thiết bị ra, cắm lại rồi thử; nếu lặp lại, báo {manager}."),
        TOKEN,
    ),
    "pin_needed": Message(
        N_("Thiết bị chưa được mở, hoặc đã bị rút ra."),
        N_("Chưa ký gì."),
        N_("Nhập mã PIN rồi ký lại."),
        TOKEN,
    ),
    "mechanism_missing": Message(
        N_("Thiết bị không tạo được chữ ký với loại khóa này ({key})."),
        N_("Chưa ký gì."),
        N_("Chọn chứng thư khác, hoặc hỏi {manager}."),
        TOKEN,
    ),
}
