"""The table of everything a verdict may say: code, weight, and the sentence in both languages.

A verdict is computed from this table alone: the heaviest reason decides. What is not listed cannot be said. The
words for people are chosen from here by the caller; no other module of validation holds prose.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from office.records import VerdictName

Weight = Literal["invalid", "indeterminate", "remark"]
HEAVIEST_FIRST: tuple[Weight, ...] = ("invalid", "indeterminate", "remark")


class Reason(NamedTuple):
    """One thing that may be said of a signature or a file."""

    weight: Weight
    vi: str
    en: str
    is_change: bool = False
    """Says that somebody changed what may not be changed: a finding for the rulebook."""


REASONS: dict[str, Reason] = {
    # ── the signature itself ──────────────────────────────────────────────────────────────────────────────────────
    "digest_broken": Reason(
        "invalid", "Nội dung đã bị thay đổi sau khi ký.", "The content was changed after signing.", is_change=True
    ),
    "signature_broken": Reason(
        "invalid",
        "Giá trị chữ ký không khớp với chứng thư số.",
        "The signature value does not match the certificate.",
        is_change=True,
    ),
    "signature_malformed": Reason(
        "invalid", "Dữ liệu chữ ký bị hỏng, không đọc được.", "The signature data is damaged and cannot be read."
    ),
    "certificate_swapped": Reason(
        "invalid",
        "Chứng thư số trong chữ ký không phải chứng thư mà người ký đã gắn vào chữ ký.",
        "The certificate in the signature is not the one that the signer bound to it.",
        is_change=True,
    ),
    "rewritten_after_signing": Reason(
        "invalid",
        "Tệp đã bị một phần mềm ghi lại toàn bộ sau khi ký nên các chữ ký trước không còn nguyên vẹn.",
        "A program rewrote the whole file after signing; the earlier signatures are no longer intact.",
        is_change=True,
    ),
    "byte_range_manipulated": Reason(
        "invalid",
        "Phạm vi ký không bao trùm đúng toàn bộ phiên bản đã ký.",
        "The signed range does not cover exactly the signed revision.",
        is_change=True,
    ),
    "signature_removed": Reason(
        "invalid", "Một chữ ký đã bị gỡ khỏi tài liệu.", "A signature was removed from the document.", is_change=True
    ),
    "unsupported_format": Reason(
        "indeterminate", "Định dạng chữ ký chưa được hỗ trợ.", "The signature's format is not supported."
    ),
    "weak_algorithm": Reason(
        "indeterminate",
        "Chữ ký còn nguyên vẹn nhưng dùng thuật toán yếu (SHA-1).",
        "The signature is intact but uses a weak algorithm (SHA-1).",
    ),
    # ── what came after it ────────────────────────────────────────────────────────────────────────────────────────
    "content_changed": Reason(
        "invalid",
        "Nội dung trang hoặc cấu trúc tài liệu đã bị thay đổi sau khi ký.",
        "Pages or structure were changed after signing.",
        is_change=True,
    ),
    "field_changed": Reason(
        "invalid",
        "Một ô nhập liệu đã bị thay đổi trái phép sau khi ký.",
        "A form field was changed after signing where the flow does not permit it.",
        is_change=True,
    ),
    "locked_field_changed": Reason(
        "invalid",
        "Ô đã khóa bởi chữ ký đã bị thay đổi.",
        "A field that the signature locks was changed.",
        is_change=True,
    ),
    "certified_changed": Reason(
        "invalid",
        "Tài liệu bị thay đổi ngoài phạm vi mà chữ ký chứng nhận cho phép.",
        "The document was changed beyond what its certification permits.",
        is_change=True,
    ),
    "changes_unreadable": Reason(
        "indeterminate",
        "Không phân tích được những thay đổi sau khi ký.",
        "What changed after signing could not be analysed.",
    ),
    "unsigned_trailing_bytes": Reason(
        "invalid",
        "Cuối tệp có dữ liệu không thuộc phiên bản nào và không được ký.",
        "Bytes that belong to no revision stand unsigned at the end of the file.",
        is_change=True,
    ),
    "trailing_whitespace": Reason(
        "remark", "Cuối tệp có khoảng trắng không được ký.", "Unsigned white space stands at the end of the file."
    ),
    "hybrid_readings_differ": Reason(
        "invalid",
        "Tệp hiển thị khác nhau tùy theo phần mềm đọc (bảng tham chiếu hai lớp).",
        "The file shows different content to different readers (hybrid cross-references).",
        is_change=True,
    ),
    "signed_after_issue": Reason(
        "remark",
        "Chữ ký này được thêm sau khi văn bản đã đóng dấu và hoàn tất, không phải dấu đến hay bản sao: nó không"
        " thuộc văn bản do cơ quan ban hành.",
        "This signature was added after the document was sealed and completed, and is no arrival stamp or"
        " copy: it is no part of what the agency issued.",
    ),
    # ── number and date ───────────────────────────────────────────────────────────────────────────────────────────
    "filled_before_seal": Reason(
        "invalid",
        "Số hoặc ngày đã bị điền ngoài lần đóng dấu.",
        "Number or date was filled outside the revision that the seal signs.",
        is_change=True,
    ),
    "changed_after_seal": Reason(
        "invalid", "Số hoặc ngày đã bị thay đổi sau khi đóng dấu.", "Number or date was changed after the seal.", True
    ),
    "filled_twice": Reason(
        "invalid", "Số hoặc ngày đã bị điền lần thứ hai.", "Number or date was filled a second time.", is_change=True
    ),
    "look_changed": Reason(
        "invalid",
        "Hình hiển thị của ô bị thay đổi trong khi giá trị không đổi.",
        "A field's look was changed while its value was not.",
        is_change=True,
    ),
    "drawn_text_differs": Reason(
        "invalid",
        "Chữ hiển thị trong ô khác với giá trị của ô.",
        "The text drawn in a field is not the field's value.",
        is_change=True,
    ),
    "field_covered": Reason(
        "invalid",
        "Số hoặc ngày bị hình của một chữ ký thêm sau che khuất.",
        "Number or date is covered by the look of a signature added later.",
        is_change=True,
    ),
    # ── the certificate ───────────────────────────────────────────────────────────────────────────────────────────
    "certificate_revoked": Reason(
        "invalid",
        "Chứng thư số đã bị thu hồi trước thời điểm ký được chứng minh.",
        "The certificate was revoked before the proven time.",
    ),
    "certificate_not_for_signing": Reason(
        "invalid", "Chứng thư số không được cấp để ký tài liệu.", "The certificate is not for signing documents."
    ),
    "certificate_not_yet_valid": Reason(
        "invalid",
        "Chứng thư số chưa có hiệu lực tại thời điểm ký.",
        "The certificate was not yet valid at the time of signing.",
    ),
    "certificate_expired": Reason(
        "indeterminate",
        "Chứng thư số đã hết hạn và không có bằng chứng chữ ký được tạo trước đó.",
        "The certificate has expired and nothing proves that the signature is older.",
    ),
    "chain_untrusted": Reason(
        "indeterminate",
        "Chứng thư số không dẫn về tổ chức chứng thực được tin cậy.",
        "The certificate does not lead to a trusted authority.",
    ),
    "issuer_not_pinned": Reason(
        "indeterminate",
        "Chứng thư số do một cơ quan cấp ngoài danh mục được tin cậy.",
        "The certificate was issued by an authority outside the trusted catalogue.",
    ),
    "revocation_unknown": Reason(
        "indeterminate",
        "Chưa kiểm tra được tình trạng thu hồi của chứng thư số.",
        "Whether the certificate was revoked is unknown.",
    ),
    # ── time ──────────────────────────────────────────────────────────────────────────────────────────────────────
    "timestamp_broken": Reason(
        "invalid", "Dấu thời gian không khớp với dữ liệu.", "The timestamp does not match the data.", is_change=True
    ),
    "not_yet_signed": Reason(
        "indeterminate",
        "Theo giờ ghi trong chữ ký thì tại thời điểm xét chưa có chữ ký này. Hãy kiểm tra đồng hồ máy tính; nếu đồng hồ"
        " đúng thì giờ ký do máy của người ký ghi là sai.",
        "By the time written in it, this signature did not exist at the moment of judging. Check this computer's clock;"
        " if it is right, the signer's computer wrote a wrong time.",
    ),
    "stamp_in_the_future": Reason(
        "indeterminate",
        "Dấu thời gian ghi một thời điểm sau thời điểm xét: khi đó chưa có dấu này. Hãy kiểm tra đồng hồ máy tính.",
        "The timestamp states a time after the moment of judging: it did not exist then. Check this computer's clock.",
    ),
    "proof_chain_broken": Reason(
        "indeterminate",
        "Một dấu thời gian mới hơn không kiểm chứng được nên dấu này không chứng minh được gì.",
        "A newer timestamp cannot be verified, so this one proves nothing.",
    ),
    "last_stamp_unconfirmed": Reason(
        "indeterminate",
        "Tài liệu đã có bằng chứng lưu trữ lâu dài; chỉ chưa biết chứng thư số của dấu thời gian cuối cùng có bị"
        " thu hồi từ đó đến nay hay không. Hãy kiểm tra lại khi có mạng.",
        "The document carries long-term proof; unknown is only whether the certificate of its last timestamp was"
        " withdrawn since. Check again with the network.",
    ),
    "timestamp_unproven": Reason(
        "remark",
        "Dấu thời gian của chữ ký không kiểm chứng được, thời điểm ký chỉ là lời khai.",
        "The signature's timestamp cannot be verified; its time is only claimed.",
    ),
    "not_preserved": Reason(
        "remark",
        "Chữ ký chưa có bằng chứng lưu trữ lâu dài.",
        "The signature carries no long-term proof.",
    ),
}


def text(code: str, language: str) -> str:
    """The sentence of a code in `vi` or `en`; an unknown code is a bug and raises KeyError."""
    reason = REASONS[code]
    return reason.vi if language == "vi" else reason.en


def is_finding(code: str) -> bool:
    """Whether the code says that somebody changed what may not be changed."""
    return REASONS[code].is_change


def sort(codes: Iterable[str]) -> tuple[str, ...]:
    """Each code once, the heaviest first, otherwise in the order they were found."""
    unique = dict.fromkeys(codes)
    return tuple(sorted(unique, key=lambda code: HEAVIEST_FIRST.index(REASONS[code].weight)))


def weigh(codes: Iterable[str]) -> VerdictName:
    """The verdict that the reasons amount to: the heaviest decides, remarks decide nothing."""
    weights = {REASONS[code].weight for code in codes}
    if "invalid" in weights:
        return "invalid"
    return "indeterminate" if "indeterminate" in weights else "valid"
