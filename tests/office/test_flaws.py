"""What is wrong with the form of what came in as JSON: the field by its name and the office's, in both languages."""

from __future__ import annotations

import msgspec
import pytest

from office.actions import AnyPayload
from office.flaws import flaw
from office.records import Person

WRONG = [
    ('{"type":"fly"}', "type (việc): không có fly", "type (action): there is no fly"),
    ('{"type":"refuse"}', "thiếu trường reason (lý do)", "the field reason (reason) is missing"),
    ('{"type":"submit","to_id":3}', "to_id (người nhận) phải là chữ", "to_id (to whom) must be text"),
    (
        '{"type":"direct","text":"","assignments":[{"role":"lead","person_id":"p","due_on":"x"}]}',
        "assignments[0].due_on (hạn) phải là ngày dạng 2026-01-31",
        "assignments[0].due_on (due date) must be a date like 2026-01-31",
    ),
    (
        '{"type":"direct","text":"","assignments":{}}',
        "assignments (những người được giao) phải là một danh sách trong [ ]",
        "assignments (who are assigned) must be a list in [ ]",
    ),
    ("[1]", "dữ liệu phải là một nhóm trường trong { }", "the data must be a group of fields in { }"),
    ('{"type":', "JSON bị cụt", "the JSON ends too early"),
    ("{x}", "không phải JSON (từ ký tự thứ 1)", "not JSON (from character 1 on)"),
]


@pytest.mark.parametrize(("content", "vi", "en"), WRONG, ids=[content for content, _vi, _en in WRONG])
def test_flaw_names_the_field_and_what_it_must_be(content, vi, en):
    with pytest.raises(msgspec.DecodeError) as wrong:
        msgspec.json.decode(content, type=AnyPayload)
    assert (flaw(str(wrong.value)), flaw(str(wrong.value), "en")) == (vi, en)


def test_flaw_deep_in_a_list_is_told_by_its_place():
    with pytest.raises(msgspec.ValidationError) as wrong:
        msgspec.json.decode('[{"kind":"person","id":"x"}]', type=tuple[Person, ...])
    assert flaw(str(wrong.value)) == "thiếu trường [0].login (tên đăng nhập)"


def test_sentence_that_is_not_known_still_names_the_place():
    assert flaw("Something new - at `$.code`") == "code (số, ký hiệu) không đúng dạng"
    assert flaw("Something new", "en") == "the data has not the right form"
