"""What may be wrong with a request: one table from code to status and words, answered as problem+json (RFC 9457).

A rule that says no is not a problem but a result of its action (`sync.protocol.Refused`); its words are in
`office.reasons`. Problems carry no data of anybody.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from sync.protocol import Problem

TYPE_PREFIX = "urn:butphe:problem:"
MEDIA_TYPE = "application/problem+json"


class Row(msgspec.Struct, frozen=True):
    """Status and the sentence in both languages."""

    status: int
    vi: str
    en: str


PROBLEMS: Mapping[str, Row] = {
    "malformed": Row(400, "Yêu cầu không đúng khuôn dạng.", "The request is malformed."),
    "not-signed-in": Row(401, "Chưa đăng nhập hoặc phiên đã hết hạn.", "Not signed in, or the session is over."),
    "sign-in-refused": Row(401, "Tên đăng nhập hoặc mật khẩu không đúng.", "The login or the password is wrong."),
    "session-over": Row(401, "Phiên làm việc đã kết thúc.", "The session is over."),
    "must-change-password": Row(403, "Cần đổi mật khẩu trước khi làm việc.", "Change the password first."),
    "old-password-wrong": Row(403, "Mật khẩu cũ không đúng.", "The old password is wrong."),
    "forbidden": Row(403, "Không có quyền thực hiện.", "This is not permitted."),
    "not-found": Row(404, "Không tìm thấy.", "Not found."),
    "method-not-allowed": Row(405, "Phương thức không được dùng ở đây.", "The method is not allowed here."),
    "cannotCalculateChanges": Row(
        409,
        "Không tính được thay đổi từ mốc này; hãy tải lại từ đầu.",
        "Changes cannot be told from this point; take a snapshot.",
    ),
    "upload-offset": Row(409, "Vị trí tải lên không khớp.", "The upload offset does not match."),
    "too-large": Row(413, "Dữ liệu gửi lên quá lớn.", "The request is too large."),
    "media-type": Row(415, "Kiểu dữ liệu không được hỗ trợ.", "The media type is not supported."),
    "range": Row(416, "Không có đoạn dữ liệu được yêu cầu.", "The requested range does not exist."),
    "digest": Row(422, "Nội dung tệp không khớp mã băm.", "The file does not match its digest."),
    "password-weak": Row(
        422, "Mật khẩu mới quá ngắn, trùng mật khẩu cũ hoặc trùng tên đăng nhập.",
        "The new password is too short, or the same as the old one or as the login.",
    ),
    "upgrade-required": Row(
        426, "Phiên bản chương trình quá cũ; hãy cập nhật.", "This version of the program is too old; please update."
    ),
    "too-many": Row(429, "Quá nhiều yêu cầu; hãy thử lại sau.", "Too many requests; try again later."),
    "locked": Row(
        429, "Tài khoản tạm khóa do nhập sai nhiều lần; hãy thử lại sau.",
        "The account is locked for a while after several failures; try again later.",
    ),
    "server-error": Row(500, "Máy chủ gặp lỗi.", "The server failed."),
    "unavailable": Row(503, "Máy chủ đang dừng hoặc quá tải.", "The server is stopping or overloaded."),
    "storage-full": Row(507, "Máy chủ hết chỗ lưu trữ.", "The server's storage is full."),
}  # fmt: skip


class ProblemError(Exception):
    """Ends a request with a problem of the table."""

    def __init__(
        self, code: str, *, facts: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        """`facts` are for programs; `headers` go with the reply (Retry-After, Upload-Offset)."""
        assert code in PROBLEMS
        super().__init__(code)
        self.code = code
        self.facts = dict(facts or {})
        self.headers = dict(headers or {})


def make(code: str, facts: Mapping[str, str] | None = None) -> Problem:
    """The body of a problem."""
    row = PROBLEMS[code]
    return Problem(
        type=TYPE_PREFIX + code, title=row.vi, title_en=row.en, status=row.status, code=code, facts=dict(facts or {})
    )


def code_of_status(status: int) -> str:
    """The general code of a status that a library raised."""
    general = {400: "malformed", 401: "not-signed-in", 403: "forbidden", 422: "malformed", 409: "malformed"}
    if status in general:
        return general[status]
    return next(
        (code for code, row in PROBLEMS.items() if row.status == status),
        "server-error" if status >= 500 else "malformed",
    )
