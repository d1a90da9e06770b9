"""Why a file is not taken: secrecy marks, unreadable files, signatures, number and date; one sentence a fault.

Part of `office.reasons.REASONS`, which has the rest and the one reader. What is a fault is decided by
`office.workflow.files` and `office.secrecy`.
"""

from __future__ import annotations

from office.words import Reason

OF_FILES: dict[str, Reason] = {
    # ── secrecy ───────────────────────────────────────────────────────────────────────────────────────────────────
    "secret_document": Reason(
        "Văn bản có dấu {mark}. Hệ thống không nhận văn bản mật, không có bản nào được lưu. "
        "Xử lý theo quy định bảo vệ bí mật nhà nước.",
        "The document is marked {mark}. Secret documents are not taken in and nothing was stored. "
        "Handle it under the law on state secrets.",
    ),
    "scan_needs_declaration": Reason(
        "Bản quét không có lớp chữ nên máy không đọc được dấu mật. "
        "Nhận được khi văn thư xem và xác nhận không có dấu mật.",
        "The scan has no text, so a secrecy mark cannot be read. It is taken in once the clerk has looked and declared "
        "that it bears none.",
    ),
    # ── files and signatures ──────────────────────────────────────────────────────────────────────────────────────
    "file_unknown": Reason(
        "Tệp {name} chưa được kiểm tra. Thực hiện được khi tệp đã tải lên đầy đủ.",
        "The file {name} has not been examined. It can be done once the file has been uploaded whole.",
    ),
    "file_missing": Reason(
        "Chưa có tệp văn bản. Thực hiện được khi đã có tệp PDF chính.",
        "There is no file yet. It can be done once the main PDF is there.",
    ),
    "file_not_pdf": Reason(
        "{name} không phải là PDF. Xuất sang PDF rồi làm lại.", "{name} is not a PDF. Export it to PDF and repeat."
    ),
    "file_damaged": Reason(
        "Tệp {name} bị hỏng. Đề nghị nơi gửi gửi lại.", "The file {name} is damaged. Ask the sender to send it again."
    ),
    "file_encrypted": Reason(
        "Tệp {name} có mật khẩu nên không thể đăng ký và ký. Đề nghị nơi gửi bỏ mật khẩu.",
        "The file {name} needs a password, so it cannot be registered or signed. Ask the sender to remove it.",
    ),
    "draft_already_signed": Reason(
        "Tệp dự thảo {name} đã có chữ ký. Dự thảo phải là tệp chưa ai ký.",
        "The draft's file {name} bears a signature already. A draft must be a file that nobody has signed.",
    ),
    "draft_needs_new_file": Reason(
        "Tệp hiện có là bản đã ký của lần trình trước. Trình được khi đã lưu bản dự thảo mới.",
        "The present file was signed in the last round. It can be submitted once a new draft was saved.",
    ),
    "draft_not_prepared": Reason(
        "Dự thảo chưa có ô cho: {missing}. Trình được khi tệp được soạn bằng mẫu của chương trình.",
        "The draft has no place for: {missing}. It can be submitted once the file was composed from a template.",
    ),
    "draft_incomplete": Reason(
        "Dự thảo còn thiếu: {missing}. Trình được khi đã điền đủ.",
        "The draft lacks: {missing}. It can be submitted once this is filled in.",
    ),
    "leader_signature_missing": Reason(
        "Văn bản chưa có chữ ký của người có thẩm quyền. Đóng dấu được sau khi đã ký.",
        "The document lacks the signature of the authorised signer. It can be sealed once it is signed.",
    ),
    "prefix_rewritten": Reason(
        "Tệp mới không giữ nguyên bản trước nên các chữ ký đã có không còn giá trị. Hãy ký lại trên bản hiện hành.",
        "The new file does not keep the earlier version, so the signatures in it are lost. Sign the present version.",
    ),
    "file_outdated": Reason(
        "Tệp mới được làm từ một bản cũ của văn bản. Hãy đồng bộ và ký lại trên bản hiện hành.",
        "The new file was made from an older version. Synchronise and sign the present version.",
    ),
    "unlawful_change": Reason(
        "Tệp bị thay đổi ngoài những gì được phép: {findings}. Hãy làm lại từ bản hiện hành.",
        "The file was changed beyond what is permitted: {findings}. Repeat from the present version.",
    ),
    "signature_missing": Reason(
        "Tệp chưa có {role} mới. Thực hiện được khi tệp đã được ký.",
        "The file has no new {role}. It can be done once it was signed.",
    ),
    "signature_extra": Reason(
        "Tệp có nhiều hơn một chữ ký mới. Mỗi bước chỉ thêm một chữ ký.",
        "The file has more than one new signature. Each step adds exactly one.",
    ),
    "signature_role_wrong": Reason(
        "Chữ ký mới là {found}, bước này cần {role}. Hãy ký lại đúng ô.",
        "The new signature is: {found}; this step needs: {role}. Sign in the right field.",
    ),
    "signature_invalid": Reason(
        "Chữ ký của {signer} không hợp lệ. Hãy ký lại.", "The signature of {signer} is not valid. Sign again."
    ),
    "signature_not_proven": Reason(
        "Chữ ký của {signer} chưa kiểm tra được đầy đủ ({reasons}). "
        "Thực hiện được khi kiểm tra xong hoặc người đó ký lại.",
        "The signature of {signer} could not be verified fully ({reasons}). It can be done once it is verified or made "
        "again.",
    ),
    "earlier_signature_invalid": Reason(
        "Chữ ký đã có của {signer} không hợp lệ. Người đó phải ký lại trước.",
        "The earlier signature of {signer} is not valid. It must be made again first.",
    ),
    "signature_backdated": Reason(
        "Thời điểm ký ghi trong tệp sớm hơn bước trước đó. Hãy chỉnh đồng hồ máy rồi ký lại.",
        "The time of signing in the file lies before the step that led to it. Set the clock and sign again.",
    ),
    "signature_postdated": Reason(
        "Thời điểm ký ghi trong tệp ở tương lai. Hãy chỉnh đồng hồ máy rồi ký lại.",
        "The time of signing in the file lies in the future. Set the clock and sign again.",
    ),
    "certificate_not_registered": Reason(
        "Chứng thư số của {signer} chưa được đăng ký trong cơ quan. Ký được khi quản trị đã đăng ký chứng thư.",
        "The certificate of {signer} is not registered here. It can be used once the administrator has registered it.",
    ),
    "certificate_of_another": Reason(
        "Chữ ký được tạo bằng chứng thư số của người khác ({signer}). Hãy ký bằng chứng thư của chính bạn.",
        "The signature was made with somebody else's certificate ({signer}). Sign with your own.",
    ),
    "certificate_not_of_entity": Reason(
        "Bước này phải ký bằng chứng thư số của cơ quan ban hành, không phải của {signer}.",
        "This step is signed with the certificate of the issuing entity, not with that of {signer}.",
    ),
    "certificate_not_yet_valid": Reason(
        "Chứng thư số của {signer} chưa có hiệu lực đến ngày {day}.",
        "The certificate of {signer} is not valid before {day}.",
    ),
    "certificate_expired": Reason(
        "Chứng thư số của {signer} hết hạn ngày {day}. Ký được khi đã gia hạn và đăng ký chứng thư mới.",
        "The certificate of {signer} expired on {day}. It can be done with a renewed, registered certificate.",
    ),
    "certificate_withdrawn": Reason(
        "Chứng thư số của {signer} đã bị thu hồi khỏi danh bạ ngày {day}. Hãy ký bằng chứng thư khác.",
        "The certificate of {signer} was withdrawn on {day}. Sign with another one.",
    ),
    "filled_before_seal": Reason(
        "Số hoặc ngày đã được điền trước khi đóng dấu. Chỉ điền được trong lúc đóng dấu.",
        "Number or date were filled in before the seal. They are filled in while sealing only.",
    ),
    "filled_twice": Reason(
        "Số, ngày đã được điền một lần, không được điền lại.", "Number and date were filled in once; not a second time."
    ),
    "filled_incompletely": Reason(
        "Còn ô chưa điền: {missing}. Đóng dấu được khi điền đủ số, ngày, tháng, năm.",
        "Not filled in: {missing}. It can be sealed once number, day, month and year are there.",
    ),
    "filled_differs": Reason(
        "Ô {field} trong tệp ghi “{found}”, sổ đăng ký ghi “{wanted}”. Hãy đóng dấu lại với số, ngày của sổ.",
        "The field {field} says “{found}”, the register says “{wanted}”. "
        "Seal again with the register's number and date.",
    ),
    "seal_incomplete": Reason(
        "Chữ ký chưa có đủ dữ liệu kiểm tra dài hạn. Thực hiện được khi đã bổ sung (cần có mạng).",
        "The signatures lack long-term material. It can be done once they were completed (needs the network).",
    ),
    "already_stamped": Reason("Văn bản đã có dấu đến.", "The document bears the arrival stamp already."),
}
