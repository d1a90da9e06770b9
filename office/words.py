"""The office's words for what a record's codes mean, in Vietnamese and English: states, verbs, roles, kinds.

It decides wording only. Codes are what stands on the wire and in the workflow table. A word that is missing here
shows as its code; a test walks the table so that none is missing.
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """One meaning in both languages."""

    vi: str
    en: str


class Reason(NamedTuple):
    """What the user reads: why not, and when or how it could be done. `{name}` stands for a fact."""

    vi: str
    en: str


STATES: dict[str, Words] = {
    "none": Words("chưa có", "not there yet"),
    "present": Words("đã có", "there"),
    "revoked": Words("đã chấm dứt", "revoked"),
    "removed": Words("đã xóa", "removed"),
    "arrived": Words("mới đến", "arrived"),
    "returned": Words("đã trả lại nơi gửi", "returned to the sender"),
    "registered": Words("đã đăng ký", "registered"),
    "submitted": Words("đã trình", "submitted"),
    "directed": Words("đã có ý kiến chỉ đạo", "directed"),
    "in_progress": Words("đang xử lý", "in progress"),
    "completed": Words("đã hoàn thành", "completed"),
    "filed": Words("đã lập hồ sơ", "filed"),
    "archived": Words("đã nộp lưu", "archived"),
    "recalled": Words("đã thu hồi", "recalled"),
    "draft": Words("dự thảo", "draft"),
    "unit_review": Words("chờ duyệt nội dung", "content review"),
    "format_review": Words("chờ kiểm tra thể thức", "format review"),
    "awaiting_signature": Words("chờ ký", "awaiting signature"),
    "signed": Words("đã ký", "signed"),
    "numbered": Words("đã cấp số", "numbered"),
    "sealed": Words("đã đóng dấu", "sealed"),
    "dispatched": Words("đã phát hành", "dispatched"),
    "delivered": Words("đã đến nơi nhận", "delivered"),
    "returned_for_edit": Words("trả lại để sửa", "returned for correction"),
    "superseded": Words("đã được thay thế", "superseded"),
    "open": Words("đang mở", "open"),
    "closed": Words("đã kết thúc", "closed"),
}

ACTIONS: dict[str, Words] = {
    "receive": Words("tiếp nhận", "receive"),
    "register": Words("đăng ký", "register"),
    "stamp": Words("đóng dấu đến", "stamp as arrived"),
    "refuse": Words("trả lại nơi gửi", "return to the sender"),
    "submit": Words("trình", "submit"),
    "direct": Words("cho ý kiến chỉ đạo", "direct"),
    "withdraw_directive": Words("rút ý kiến chỉ đạo", "withdraw the directive"),
    "begin": Words("bắt đầu xử lý", "begin"),
    "assign": Words("giao người xử lý", "assign"),
    "forward": Words("chuyển người khác xử lý", "forward"),
    "return_assignment": Words("trả lại việc được giao", "give the work back"),
    "opine": Words("cho ý kiến", "give an opinion"),
    "ask_extension": Words("xin gia hạn", "ask for more time"),
    "decide_extension": Words("quyết định gia hạn", "decide on more time"),
    "complete": Words("hoàn thành", "complete"),
    "file": Words("đưa vào hồ sơ", "file"),
    "archive": Words("nộp lưu", "archive"),
    "recall": Words("thu hồi", "recall"),
    "draft": Words("soạn thảo", "draft"),
    "submit_draft": Words("trình dự thảo", "submit the draft"),
    "withdraw": Words("rút dự thảo", "withdraw the draft"),
    "initial": Words("ký nháy", "initial"),
    "pass_format": Words("duyệt thể thức", "pass the format"),
    "return": Words("trả lại để sửa", "return for correction"),
    "sign": Words("ký ban hành", "sign"),
    "number": Words("lấy số", "number"),
    "void_number": Words("hủy số", "void the number"),
    "seal": Words("đóng dấu", "seal"),
    "renew": Words("bổ sung chữ ký dài hạn", "renew"),
    "dispatch": Words("phát hành", "dispatch"),
    "confirm_delivery": Words("xác nhận đã đến", "confirm delivery"),
    "supersede": Words("thay thế", "supersede"),
    "open_dossier": Words("mở hồ sơ", "open a dossier"),
    "close_dossier": Words("kết thúc hồ sơ", "close the dossier"),
    "archive_dossier": Words("nộp lưu hồ sơ", "hand over the dossier"),
    "put": Words("cập nhật danh bạ", "put into the organisation"),
    "delegate": Words("ủy quyền", "delegate"),
    "revoke_delegation": Words("chấm dứt ủy quyền", "revoke a delegation"),
    "mark_read": Words("đánh dấu đã đọc", "mark as read"),
    "write_note": Words("ghi chú riêng", "write a private note"),
    "save_search": Words("lưu tìm kiếm", "save a search"),
    "remove_search": Words("xóa tìm kiếm đã lưu", "remove a saved search"),
    "trace": Words("ghi vết xem, in, lưu bản sao", "trace reading, printing, exporting"),
}

ROLES: dict[str, Words] = {
    "officer": Words("chuyên viên", "officer"),
    "unit_head": Words("lãnh đạo đơn vị", "unit head"),
    "chief_of_office": Words("Chánh Văn phòng", "chief of office"),
    "leader": Words("lãnh đạo cơ quan", "leader"),
    "clerk": Words("văn thư", "clerk"),
    "archivist": Words("lưu trữ", "archivist"),
    "administrator": Words("quản trị", "administrator"),
}

WHO: dict[str, Words] = {
    "any_clerk": Words("văn thư", "a clerk"),
    "entity_clerk": Words("văn thư giữ con dấu của cơ quan", "the clerk who keeps the entity's seal"),
    "clerk_or_addressee": Words("văn thư hoặc người được trình", "the clerk, or whom it was submitted to"),
    "addressee": Words("người được trình hoặc người được ủy quyền", "whom it was submitted to, or the deputy"),
    "director": Words("người đã cho ý kiến chỉ đạo", "who wrote the directive"),
    "director_or_deputy": Words(
        "người đã cho ý kiến chỉ đạo hoặc người được ủy quyền", "who wrote the directive, or the deputy"
    ),
    "handler": Words("người được giao chủ trì hoặc phối hợp", "who was assigned as lead or support"),
    "lead_or_clerk": Words("người chủ trì hoặc văn thư", "the lead or the clerk"),
    "handler_or_clerk": Words("người được giao xử lý hoặc văn thư", "who was assigned, or the clerk"),
    "assigned_unit_head": Words("lãnh đạo đơn vị được giao", "the head of the assigned unit"),
    "sees": Words("người đang theo dõi văn bản", "whoever sees the document"),
    "archivist": Words("người làm lưu trữ", "the archivist"),
    "clerk_or_archivist": Words("văn thư hoặc người làm lưu trữ", "the clerk or the archivist"),
    "staff": Words("người làm việc trong cơ quan", "anybody who works here"),
    "drafter": Words("người soạn thảo", "the drafter"),
    "unit_reviewer": Words("lãnh đạo đơn vị duyệt nội dung", "the unit head who reviews the content"),
    "format_reviewer": Words("người kiểm tra thể thức", "the format reviewer"),
    "signer": Words("người ký", "the signer"),
    "entity_clerk_or_signer": Words("văn thư hoặc người ký", "the clerk or the signer"),
    "clerk_or_recipient": Words("văn thư hoặc người nhận", "the clerk or the recipient"),
    "drafter_or_clerk": Words("người soạn thảo hoặc văn thư", "the drafter or the clerk"),
    "dossier_holder": Words("người giữ hồ sơ", "who holds the dossier"),
    "administrator": Words("quản trị viên", "an administrator"),
    "delegator": Words("người ủy quyền hoặc quản trị viên", "who delegates, or an administrator"),
    "reader": Words("chính người đọc", "the reader"),
    "owner": Words("chính người lập", "whose it is"),
}

WHEN: dict[str, Words] = {
    "own_lead": Words("người chủ trì trả lại việc", "the lead gives the work back"),
    "last_delivery": Words("nơi nhận cuối cùng đã nhận", "the last recipient has it"),
}

KINDS: dict[str, Words] = {
    "incoming": Words("văn bản đến", "incoming document"),
    "outgoing": Words("văn bản đi", "outgoing document"),
    "dossier": Words("hồ sơ", "dossier"),
    "register_entry": Words("dòng sổ đăng ký", "register entry"),
    "person": Words("người", "person"),
    "unit": Words("đơn vị", "unit"),
    "agency": Words("cơ quan ngoài", "agency"),
    "entity": Words("cơ quan ban hành", "issuing entity"),
    "delegation": Words("ủy quyền", "delegation"),
    "certificate": Words("chứng thư số", "certificate"),
    "read_mark": Words("dấu đã đọc", "read mark"),
    "note": Words("ghi chú riêng", "private note"),
    "saved_search": Words("tìm kiếm đã lưu", "saved search"),
    "access_count": Words("số lượt xem, in, lưu bản sao", "count of readings, prints, exports"),
}

SIGNATURES: dict[str, Words] = {
    "initial": Words("chữ ký nháy", "initial"),
    "leader": Words("chữ ký của người có thẩm quyền", "signature of the authorised signer"),
    "seal": Words("chữ ký của cơ quan", "agency signature"),
    "arrival": Words("dấu đến", "arrival stamp"),
    "attachment": Words("chữ ký phụ lục", "signature of an attachment"),
    "copy": Words("chữ ký bản sao", "signature of a copy"),
    "plain": Words("chữ ký số", "signature"),
    "timestamp": Words("dấu thời gian", "time stamp"),
}

FIELDS: dict[str, Words] = {
    "code": Words("số, ký hiệu", "symbol"),
    "subject": Words("trích yếu", "subject"),
    "issuing_agency": Words("cơ quan ban hành", "issuing agency"),
    "notation": Words("ký hiệu", "notation"),
    "unit_id": Words("đơn vị soạn thảo", "drafting unit"),
    "unit_head_id": Words("lãnh đạo đơn vị", "unit head"),
    "format_reviewer_id": Words("người kiểm tra thể thức", "format reviewer"),
    "signer_id": Words("người ký", "signer"),
    "title": Words("tiêu đề", "title"),
    "name": Words("tên", "name"),
    "login": Words("tên đăng nhập", "login"),
    "number": Words("số", "number"),
    "day": Words("ngày", "day"),
    "month": Words("tháng", "month"),
    "year": Words("năm", "year"),
    "leader": Words("chữ ký của người có thẩm quyền", "signature of the authorised signer"),
    "seal": Words("dấu cơ quan", "seal"),
    "sealer_ids": Words("người giữ con dấu", "keeper of the seal"),
    "leader_ids": Words("lãnh đạo", "leader"),
    "from_id": Words("người ủy quyền", "who delegates"),
    "to_id": Words("người được ủy quyền", "deputy"),
}


def word(table: dict[str, Words], code: str, language: str) -> str:
    """Say one code of a table in `vi` or `en`."""
    found = table.get(code)
    if found is None:
        return code
    return found.en if language == "en" else found.vi
