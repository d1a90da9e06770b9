"""What a desk without a window prints for people."""

from __future__ import annotations

import msgspec
import pytest

from app.commands.printed import lines
from app.views import (
    CertificateView,
    DocumentView,
    FieldView,
    ListPage,
    OutboxRow,
    SignatureView,
    TokenView,
    VerdictBar,
)


def printed(verb: str, result: object) -> list[str]:
    return list(lines(verb, msgspec.to_builtins(result)))


ROW = OutboxRow(
    action_id="a1",
    document_id="d1",
    what="Tiếp nhận",
    document="7/BKHCN",
    since="10:31",
    state="waiting",
    state_words="chờ gửi",
    can_discard=False,
)
SIGNATURE = SignatureView(
    field="leader",
    signer="Đức",
    organisation="",
    when="10:31",
    tone="danger",
    verdict="không hợp lệ",
    reasons=("Vì sao",),
)
CERTIFICATE = CertificateView(
    fingerprint="f",
    holder="Đức",
    organisation="",
    issuer="",
    valid_words="đến 2027",
    is_usable=False,
    is_mine=True,
    why_not="hết hạn",
)
TOKEN = TokenView(
    serial="1",
    label="thẻ",
    is_ready=True,
    is_locked=False,
    is_open=False,
    has_pin_pad=False,
    warning="",
    certificates=(CERTIFICATE,),
)
DOCUMENT = DocumentView(
    id="d1",
    kind="incoming",
    title="Công văn",
    state_words="Đã đến",
    fields=(FieldView(label="Số", value="7"),),
    pending=("Tiếp nhận",),
)
EMPTY = ListPage(
    folder="drafts", title="", count_words="", filters=(), filter="", total=0, rows=(), empty="Chưa có dự thảo nào."
)
PRINTED = [
    ("outbox", [], ["Hộp gửi trống."]),
    ("outbox", [ROW], ["a1       10:31  Tiếp nhận  7/BKHCN  (chờ gửi)"]),
    ("outbox", {"done": True}, ["Đã xong."]),
    ("tokens", [], ["Không thấy thiết bị ký số."]),
    ("tokens", [TOKEN], ["thẻ · 1", "  Đức (đến 2027): hết hạn"]),
    ("show", DOCUMENT, ["Công văn · Đã đến", "  Số: 7", "Chờ gửi: Tiếp nhận"]),
    (
        "verify",
        VerdictBar(tone="danger", headline="1 chữ ký không hợp lệ", signatures=(SIGNATURE,)),
        ["1 chữ ký không hợp lệ", "  Đức: không hợp lệ, 10:31", "      Vì sao"],
    ),
    ("list", EMPTY, ["Chưa có dự thảo nào."]),
    ("read", {"values": {"code": "7"}}, ["code\t7"]),
    ("sync", {"outbox": 2}, ["Đã đồng bộ. Hộp gửi còn 2 việc."]),
    ("sign-in", {"must_change_password": False}, ["Đã đăng nhập."]),
    ("receive", {"id": "d1"}, ["d1"]),
]


@pytest.mark.parametrize(("verb", "result", "said"), PRINTED)
def test_result_is_printed_in_words_and_never_as_raw_json(verb, result, said):
    assert printed(verb, result) == said
