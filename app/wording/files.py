"""What files and pages can do to a user (E10–E14)."""

from __future__ import annotations

import errno

from app.wording.message import Fuller, Message
from app.words import N_

REFUSALS = {
    "not_a_pdf": N_("không phải là PDF"),
    "damaged": N_("tệp bị hỏng"),
    "encrypted": N_("tệp có mật khẩu, hoặc chủ tệp cấm ký"),
    "certified_no_changes": N_("người ký trước đã khóa, không cho thêm gì"),
    "field_missing": N_("không có ô ký đã chuẩn bị"),
    "field_signed": N_("ô này đã có chữ ký"),
    "field_exists": N_("ô này đã có"),
    "field_locked": N_("ô này đã bị khóa"),
    "already_prepared": N_("tệp đã được chuẩn bị"),
    "already_signed": N_("tệp đã có chữ ký"),
    "already_filled": N_("số hoặc ngày đã được điền"),
    "text_too_long": N_("nội dung dài quá ô"),
    "text_not_drawable": N_("phông chữ không có ký tự cần vẽ"),
    "page_missing": N_("không có trang này"),
    "not_signed": N_("tệp chưa có chữ ký"),
    "signature_invalid": N_("một chữ ký trong tệp không hợp lệ"),
    "image_not_usable": N_("ảnh chữ ký hoặc con dấu không dùng được"),
}
"""Why a file must not be signed (`signing.outcomes.RefusalReason`)."""

SYSTEM_WORDS = {
    errno.EACCES: N_("không có quyền"),
    errno.EPERM: N_("không có quyền"),
    errno.EROFS: N_("ổ đĩa chỉ đọc"),
    errno.EISDIR: N_("là thư mục, không phải tệp"),
    errno.ENOTDIR: N_("không phải là thư mục"),
    errno.ENOENT: N_("không có tệp hoặc thư mục này"),
    errno.EEXIST: N_("đã có tệp ở đó"),
    errno.ENAMETOOLONG: N_("tên quá dài"),
}
"""What the system's common refusals of a path mean; others are said in its own words."""

FILES_FULLER: dict[str, Fuller] = {
    "pdf_damaged": Fuller(
        "page",
        Message(
            N_("Tệp {file} bị hỏng, không đọc được trang {page}."),
            N_("Tệp gốc được giữ nguyên."),
            N_("Đề nghị nơi gửi gửi lại, hoặc mở bằng chương trình khác."),
        ),
    ),
    "not_a_pdf": Fuller(
        "others",
        Message(
            N_("{file} không phải là PDF."),
            N_("Các tệp khác đã được nhận."),
            N_("Xuất sang PDF rồi thả lại."),
        ),
    ),
}
"""E11 where it is one page that cannot be read; E13 where several files were dropped."""

FILES: dict[str, Message] = {
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
        N_("Không lưu gì."),
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
        N_("Chứng thư của {name} đã bị thu hồi hoặc không chứng minh được còn hiệu lực."),
        N_("Chưa đóng dấu; văn bản giữ nguyên."),
        N_("Đề nghị người đó ký lại bằng chứng thư còn hiệu lực."),
    ),
    "earlier_signature_unproven": Message(
        N_("Chưa chứng minh được chữ ký của {signer}: {reason}."),
        N_("Chưa đóng dấu; văn bản giữ nguyên."),
        N_("Kiểm tra mạng tới cơ quan chứng thực rồi thử lại, hoặc đề nghị người đó ký lại."),
    ),
    "place_needed": Message(
        N_("Trang này không có chỗ trống chắc chắn để đóng dấu."),
        N_("Chưa ký gì."),
        N_("Kéo khung để chọn vị trí trên trang rồi ký lại."),
    ),
    "place_outside": Message(
        N_("Vị trí nằm ngoài trang {page} (rộng {width} mm, cao {height} mm)."),
        N_("Chưa ký gì."),
        N_("Chọn vị trí nằm trọn trong trang."),
    ),
    "no_room_on_disk": Message(
        N_("Ổ đĩa đầy, không ghi được tệp đã ký."),
        N_("Tệp gốc được giữ nguyên, chưa ký gì."),
        N_("Giải phóng ít nhất {needed_mb} MB rồi ký lại."),
    ),
    "self_check_failed": Message(
        N_("Chữ ký vừa tạo không qua được bước tự kiểm tra ({step})."),
        N_("Tệp gốc được giữ nguyên, không tạo tệp mới."),
        N_("Thử lại; nếu lặp lại, gửi báo cáo."),
    ),
    "path_refused": Message(
        N_("Không đọc hoặc ghi được {path} ({why})."),
        N_("Không có gì thay đổi."),
        N_("Kiểm tra đường dẫn và quyền truy cập."),
    ),
    "trust_file_broken": Message(
        N_("Tệp {path} không có chứng thư tin cậy đọc được."),
        N_("Không có gì thay đổi."),
        N_("Kiểm tra tệp rồi thử lại."),
    ),
    "judged_not_a_pdf": Message(
        N_("{path} không phải là PDF."),
        N_("Không có gì thay đổi."),
        N_("Chọn tệp PDF."),
    ),
    "judged_damaged": Message(
        N_("Tệp {path} bị hỏng, không kiểm tra được."),
        N_("Tệp gốc được giữ nguyên."),
        N_("Đề nghị nơi gửi gửi lại."),
    ),
    "judged_encrypted": Message(
        N_("Tệp {path} có mật khẩu nên không kiểm tra được."),
        N_("Không có gì thay đổi."),
        N_("Đề nghị nơi gửi bỏ mật khẩu."),
    ),
    "file_replaced": Message(
        N_("Tệp {file} đã bị thay bằng tệp khác."),
        N_("Trang không được hiển thị để tránh xem nhầm."),
        N_("Mở lại văn bản."),
    ),
    "letter_missing": Message(
        N_("Phông chữ văn bản không có ký tự: {letters}."),
        N_("Chưa tạo tệp nào."),
        N_("Xóa hoặc thay các ký tự đó."),
    ),
    "does_not_fit": Message(
        N_("Ô {cell} không đủ chỗ trên trang."),
        N_("Chưa tạo tệp nào."),
        N_("Rút ngắn ký hiệu, địa danh hoặc nơi nhận."),
    ),
    "page_missing": Message(
        N_("Không có trang {page}: tệp chỉ có {pages} trang."),
        N_("Không có gì thay đổi."),
        N_("Chọn trang khác."),
    ),
}
