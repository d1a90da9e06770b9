"""Every reason why a rule says no: a code, its sentence in Vietnamese and English, and when it could be done.

A refusal is a value, not an exception. Its code is stable (it stands on the wire and in scripts), its facts fill the
sentence. The Vietnamese sentence is the message id of the catalogues in `resources/locale`. The reasons of files and
signatures stand in `file_reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from office.file_reasons import OF_FILES
from office.words import ACTIONS, FIELDS, KINDS, SIGNATURES, STATES, WHO, Reason, Words, word

__all__ = ["REASONS", "Reason", "Refused", "text"]
_NO_FACTS: Mapping[str, str] = MappingProxyType({})


class Refused(msgspec.Struct, frozen=True):
    """A rule says no. `facts` are short texts by name; codes among them are said in words by `text`."""

    reason: str
    facts: Mapping[str, str] = {}


REASONS: dict[str, Reason] = {
    **OF_FILES,
    # ── whose turn it is ──────────────────────────────────────────────────────────────────────────────────────────
    "wrong_state": Reason(
        "Không thể {action} khi ở bước “{state}”. Chỉ làm được ở bước: {states}.",
        "Cannot {action} in state “{state}”. It can be done in: {states}.",
    ),
    "not_yours": Reason(
        "Bạn không có quyền {action} ở bước “{state}”. Người có thể làm: {who}{names}.",
        "You may not {action} in state “{state}”. Who may: {who}{names}.",
    ),
    "person_unknown": Reason(
        "Người thực hiện không còn làm việc trong cơ quan. Đề nghị quản trị kiểm tra danh bạ.",
        "The person who acts no longer serves here. Ask the administrator to look at the directory.",
    ),
    "record_unknown": Reason(
        "Không tìm thấy {kind}. Hãy đồng bộ rồi thử lại.",
        "The {kind} was not found. Synchronise and try again.",
    ),
    "wrong_record": Reason(
        "Thao tác không khớp với {kind}. Hãy mở lại rồi thực hiện.",
        "The action does not belong to this {kind}. Open it again and repeat.",
    ),
    "action_not_for_kind": Reason(
        "Không có việc “{action}” đối với {kind}.",
        "There is no “{action}” for the kind {kind}.",
    ),
    # ── the server's door: an action that the wire cannot take ────────────────────────────────────────────────────
    "record_changed": Reason(
        "Người khác đã thay đổi {kind} trong lúc bạn làm. Hãy xem bản hiện hành rồi thực hiện lại.",
        "Somebody else has changed the {kind} meanwhile. Look at the present one and repeat.",
    ),
    "forged_actor": Reason(
        "Thao tác ghi tên người khác nên không được nhận. Hãy đăng nhập bằng chính tài khoản của mình.",
        "The action bears somebody else's name, so it is not taken. Sign in with your own account.",
    ),
    "id_reused": Reason(
        "Mã thao tác đã dùng cho việc khác. Hãy thực hiện lại từ đầu.",
        "The action's id was used for something else. Do it anew.",
    ),
    "too_old": Reason(
        "Thao tác được tạo đã quá lâu nên máy chủ không còn kiểm tra được. Hãy thực hiện lại.",
        "The action was made too long ago for the server to check. Do it anew.",
    ),
    "unknown_field": Reason(
        "Thao tác có trường “{name}” mà máy chủ không nhận. Hãy cập nhật chương trình rồi thực hiện lại.",
        "The action has a field “{name}” that the server does not take. Update the program and repeat.",
    ),
    "malformed_action": Reason(
        "Thao tác không đúng khuôn dạng ({why}). Hãy cập nhật chương trình rồi thực hiện lại.",
        "The action is malformed ({why}). Update the program and repeat.",
    ),
    "file_not_judged": Reason(
        "Máy chủ không kiểm tra được tệp {name}. Hãy xuất lại tệp PDF rồi thực hiện lại.",
        "The server could not examine the file {name}. Export the PDF again and repeat.",
    ),
    # ── incoming ──────────────────────────────────────────────────────────────────────────────────────────────────
    "entity_unknown": Reason(
        "Không có cơ quan ban hành này trong danh bạ.", "The directory has no such issuing entity."
    ),
    "not_clerk_of_entity": Reason(
        "Bạn không phải văn thư giữ con dấu của {entity}.", "You are not the clerk who keeps the seal of {entity}."
    ),
    "channel_unknown": Reason("Không có kênh tiếp nhận này.", "There is no such channel."),
    "field_missing": Reason(
        "Còn thiếu: {missing}. Thực hiện được khi đã điền.", "Missing: {missing}. It can be done once it is filled in."
    ),
    "urgency_unknown": Reason("Không có độ khẩn {level}.", "There is no urgency {level}."),
    "issued_in_future": Reason(
        "Ngày văn bản {day} ở tương lai. Hãy kiểm tra lại ngày.", "The date {day} lies in the future. Look at it again."
    ),
    "reason_too_short": Reason("Lý do cần ít nhất {letters} ký tự.", "The reason needs {letters} letters or more."),
    "addressee_cannot_direct": Reason(
        "Chỉ trình được cho lãnh đạo cơ quan hoặc Chánh Văn phòng.",
        "It can be submitted to a leader of the entity or the chief of office only.",
    ),
    "directive_needs_text": Reason("Ý kiến chỉ đạo chưa có nội dung.", "The directive has no text yet."),
    "directive_needs_one_lead": Reason(
        "Phải có đúng một người hoặc đơn vị chủ trì, hiện có {count}.",
        "There must be exactly one lead; there are {count}.",
    ),
    "assignee_unclear": Reason(
        "Mỗi phần việc phải giao cho một người hoặc một đơn vị đang hoạt động.",
        "Each assignment names one person or one unit that serves here.",
    ),
    "assignee_twice": Reason(
        "{name} được giao hai lần trong cùng ý kiến chỉ đạo.", "{name} is assigned twice in the same directive."
    ),
    "due_date_passed": Reason("Hạn {day} đã qua. Hãy chọn ngày khác.", "The due date {day} has passed. Take another."),
    "due_after_units": Reason(
        "Hạn giao không được sau hạn của đơn vị ({day}).", "The due date may not lie after the unit's ({day})."
    ),
    "not_of_unit": Reason("{name} không thuộc đơn vị được giao.", "{name} is not of the assigned unit."),
    "not_colleague": Reason(
        "{name} không cùng đơn vị với bạn. Hãy trả lại việc để giao lại.",
        "{name} is not of your unit. Give the work back instead.",
    ),
    "already_assigned": Reason("{name} đã được giao việc này.", "{name} has this work already."),
    "opinion_empty": Reason("Ý kiến chưa có nội dung.", "The opinion has no text."),
    "opinion_known": Reason("Ý kiến này đã được ghi.", "This opinion was recorded already."),
    "extension_not_later": Reason(
        "Hạn mới phải sau hạn hiện tại ({day}).", "The new date must lie after the present one ({day})."
    ),
    "extension_no_due_date": Reason(
        "Việc được giao không có hạn nên không cần gia hạn.", "The work has no due date, so none can be moved."
    ),
    "extension_pending": Reason(
        "Đã có một đề nghị gia hạn đang chờ quyết định.", "A wish for more time is still to be decided."
    ),
    "extension_unknown": Reason("Không có đề nghị gia hạn này.", "There is no such wish for more time."),
    "extension_decided": Reason(
        "Đề nghị gia hạn này đã được quyết định.", "This wish for more time was decided already."
    ),
    "result_missing": Reason(
        "Cần nêu văn bản trả lời hoặc ghi kết quả giải quyết.", "Name the answering document or note the result."
    ),
    "answer_unknown": Reason(
        "Không tìm thấy văn bản trả lời. Hãy đồng bộ rồi thử lại.",
        "The answering document was not found. Synchronise and try again.",
    ),
    "answer_not_issued": Reason(
        "Văn bản trả lời chưa có số. Hoàn thành được khi văn bản đã được cấp số.",
        "The answering document has no number yet. It can be done once it is numbered.",
    ),
    # ── dossiers ──────────────────────────────────────────────────────────────────────────────────────────────────
    "dossier_unknown": Reason(
        "Không tìm thấy hồ sơ. Hãy đồng bộ rồi thử lại.", "The dossier was not found. Synchronise and try again."
    ),
    "dossier_not_open": Reason(
        "Hồ sơ {code} đã kết thúc. Hãy chọn hồ sơ đang mở.", "Dossier {code} is closed. Choose an open one."
    ),
    "dossier_not_yours": Reason(
        "Bạn không có quyền đưa văn bản vào hồ sơ {code}.", "You may not put documents into dossier {code}."
    ),
    "already_in_dossier": Reason("Văn bản đã có trong hồ sơ {code}.", "The document is in dossier {code} already."),
    "dossier_empty": Reason(
        "Hồ sơ {code} chưa có văn bản nào nên chưa kết thúc được.", "Dossier {code} has no documents, so it stays open."
    ),
    # ── outgoing ──────────────────────────────────────────────────────────────────────────────────────────────────
    "type_unknown": Reason("Không có loại văn bản “{type}”.", "There is no document type “{type}”."),
    "notation_malformed": Reason(
        "Ký hiệu “{notation}” không đúng dạng, ví dụ QĐ-UBND.", "The notation “{notation}” is not of the form QĐ-UBND."
    ),
    "authority_unknown": Reason(
        "Không có thẩm quyền ký “{authority}”. Dùng TM., Q., KT., TL. hoặc TUQ.",
        "There is no signing authority “{authority}”. Use TM., Q., KT., TL. or TUQ.",
    ),
    "unit_unknown": Reason("Không có đơn vị này trong danh bạ.", "The directory has no such unit."),
    "person_unknown_named": Reason(
        "Có người được nêu không còn trong danh bạ ({field}).", "A person named is not in the directory ({field})."
    ),
    "entity_changed": Reason(
        "Không đổi được cơ quan ban hành của dự thảo. Hãy tạo dự thảo mới.",
        "The issuing entity of a draft does not change. Make a new draft.",
    ),
    "unit_head_wrong": Reason(
        "{name} không phải lãnh đạo của đơn vị soạn thảo.", "{name} does not head the drafting unit."
    ),
    "reviewer_wrong": Reason(
        "{name} không phải người kiểm tra thể thức.", "{name} is not somebody who reviews the format."
    ),
    "signer_not_entitled": Reason(
        "{name} không có thẩm quyền ký văn bản này. Ký được khi có ủy quyền còn hiệu lực.",
        "{name} is not entitled to sign this document. It can be done with a delegation in force.",
    ),
    "number_pending": Reason(
        "Đang chờ máy chủ cấp số. Đóng dấu được sau khi đồng bộ.",
        "The number is still to come from the server. It can be sealed after the next synchronisation.",
    ),
    "register_row_missing": Reason(
        "Không tìm thấy dòng sổ đăng ký của văn bản. Hãy đồng bộ rồi thử lại.",
        "The document's row in the register was not found. Synchronise and try again.",
    ),
    "recipients_missing": Reason(
        "Chưa có nơi nhận. Phát hành được khi đã có nơi nhận.", "There are no recipients. Name one to dispatch."
    ),
    "recipient_unknown": Reason("Không có nơi nhận “{name}”.", "There is no recipient “{name}”."),
    "recipient_not_you": Reason(
        "Bạn chỉ xác nhận được cho chính mình hoặc đơn vị mình.", "You may confirm for yourself or your unit only."
    ),
    "already_delivered": Reason("{name} đã nhận văn bản.", "{name} has the document already."),
    "replacement_unknown": Reason(
        "Không tìm thấy văn bản thay thế. Hãy đồng bộ rồi thử lại.",
        "The replacing document was not found. Synchronise and try again.",
    ),
    "replacement_not_issued": Reason(
        "Văn bản thay thế chưa được phát hành. Thực hiện được sau khi phát hành.",
        "The replacing document is not issued yet. It can be done once it is dispatched.",
    ),
    "replacement_form_differs": Reason(
        "Văn bản thay thế phải cùng cơ quan và cùng loại, hoặc là công văn đính chính.",
        "What replaces it must be of the same entity and type, or a letter that corrects it.",
    ),
    # ── administration ────────────────────────────────────────────────────────────────────────────────────────────
    "login_taken": Reason("Tên đăng nhập “{login}” đã có người dùng.", "The login “{login}” is taken."),
    "last_administrator": Reason(
        "Đây là quản trị viên cuối cùng. Hãy chỉ định người khác trước.",
        "This is the last administrator. Appoint another one first.",
    ),
    "certificate_owner_unclear": Reason(
        "Chứng thư số phải thuộc về đúng một người hoặc một cơ quan ban hành trong danh bạ.",
        "A certificate belongs to exactly one person or one issuing entity of the directory.",
    ),
    "certificate_known": Reason(
        "Chứng thư số này đã được đăng ký cho người hoặc cơ quan khác.",
        "This certificate is registered to somebody else already.",
    ),
    "fingerprint_malformed": Reason(
        "Dấu vân tay của chứng thư số phải là SHA-256, 64 ký tự thập lục phân viết thường.",
        "A certificate's fingerprint is a SHA-256 of 64 lower-case hex digits.",
    ),
    "period_reversed": Reason("Ngày kết thúc trước ngày bắt đầu.", "The end lies before the beginning."),
    "delegation_to_oneself": Reason("Không thể tự ủy quyền cho mình.", "One cannot delegate to oneself."),
    "delegation_not_yours_to_give": Reason(
        "{name} không có quyền được ủy quyền lại. Chỉ người có thẩm quyền ký mới được ủy quyền.",
        "{name} has no power to pass on. Only those who sign by office may delegate.",
    ),
    # ── what belongs to one viewer ────────────────────────────────────────────────────────────────────────────────
    "document_not_visible": Reason(
        "Văn bản không còn trong phạm vi bạn được xem.", "The document is no longer yours to see."
    ),
}

_TRANSLATED: dict[str, dict[str, Words]] = {
    "action": ACTIONS,
    "state": STATES,
    "states": STATES,
    "who": WHO,
    "kind": KINDS,
    "role": SIGNATURES,
    "found": SIGNATURES,
    "missing": FIELDS,
    "field": FIELDS,
}


class _Facts(dict[str, str]):
    """Facts for a sentence; one that was not given is left out."""

    def __missing__(self, name: str) -> str:
        return ""


def text(code: str, facts: Mapping[str, str] = _NO_FACTS, language: str = "vi") -> str:
    """Say a refusal in `vi` or `en`; an unknown code (of a newer server) is said as it is."""
    reason = REASONS.get(code)
    if reason is None:
        return code
    said = _Facts({name: _say(name, value, language) for name, value in facts.items()})
    return (reason.en if language == "en" else reason.vi).format_map(said)


def parts(code: str, facts: Mapping[str, str] = _NO_FACTS, language: str = "vi") -> tuple[str, str]:
    """`text` in two: what is not possible, and when or by whom it could be done ("" where the rule does not tell)."""
    reason = REASONS.get(code)
    if reason is None:
        return code, ""
    said = _Facts({name: _say(name, value, language) for name, value in facts.items()})
    what, stop, todo = (reason.en if language == "en" else reason.vi).partition(". ")
    return (what + stop.strip()).format_map(said), todo.format_map(said)


def _say(name: str, value: str, language: str) -> str:
    if name == "names":
        return f" ({value})" if value else ""
    table = _TRANSLATED.get(name)
    if table is None:
        return value
    return ", ".join(word(table, code, language) for code in value.split(", "))
