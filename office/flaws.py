"""What is wrong with the form of a record or an action that came in as JSON, in the office's words, in both languages.

msgspec says it in English for programmers; its sentences are known here by their form. The field is named as it must
be written, with its place where it lies deeper, so that whoever wrote the file finds it.
"""

from __future__ import annotations

import re

from office.words import FIELDS, Words, word

NAMES: dict[str, Words] = {
    **FIELDS,
    "type": Words("việc", "action"),
    "kind": Words("loại bản ghi", "kind of record"),
    "reason": Words("lý do", "reason"),
    "text": Words("nội dung", "text"),
    "to_id": Words("người nhận", "to whom"),
    "person_id": Words("người được giao", "who is assigned"),
    "assignments": Words("những người được giao", "who are assigned"),
    "role": Words("vai trò", "role"),
    "due_on": Words("hạn", "due date"),
    "until_on": Words("hạn mới", "new due date"),
    "issued_on": Words("ngày ban hành", "date of issue"),
    "document_type": Words("loại văn bản", "type of document"),
    "entity_id": Words("cơ quan ban hành", "issuing entity"),
    "dossier_id": Words("hồ sơ", "dossier"),
    "body": Words("nội dung văn bản", "text of the document"),
    "recipients": Words("nơi nhận", "recipients"),
    "file": Words("tệp", "file"),
    "files": Words("các tệp", "files"),
}
"""What a field is called in the office; one that is missing here is named as it is written, no more."""
KINDS = {
    "str": Words("chữ", "text"),
    "int": Words("số nguyên", "a whole number"),
    "float": Words("số", "a number"),
    "bool": Words("true hoặc false", "true or false"),
    "object": Words("một nhóm trường trong {{ }}", "a group of fields in {{ }}"),
    "array": Words("một danh sách trong [ ]", "a list in [ ]"),
    "null": Words("để trống (null)", "nothing (null)"),
}
"""JSON's kinds of value."""

_PLACE = r"(?: - at `\$(?P<place>.*)`)?"
SENTENCES: tuple[tuple[str, Words], ...] = (
    (r"Object missing required field `(?P<name>[^`]+)`", Words("thiếu trường {where}", "the field {where} is missing")),
    (r"Object contains unknown field `(?P<name>[^`]+)`", Words("không có trường {where}", "there is no field {where}")),
    (r"Expected `(?P<kind>[^`]+)`.*?", Words("{where} phải là {kind}", "{where} must be {kind}")),
    (r"Invalid (?:enum )?value '?(?P<value>.*?)'?", Words("{where}: không có {value}", "{where}: there is no {value}")),
    (
        r"Invalid RFC3339 encoded date",
        Words("{where} phải là ngày dạng 2026-01-31", "{where} must be a date like 2026-01-31"),
    ),
    (
        r"Invalid RFC3339 encoded datetime",
        Words(
            "{where} phải là thời điểm dạng 2026-01-31T08:00:00Z", "{where} must be a time like 2026-01-31T08:00:00Z"
        ),
    ),
    (r"Input data was truncated", Words("JSON bị cụt", "the JSON ends too early")),
    (
        r"JSON is malformed: .*\(byte (?P<value>\d+)\)",
        Words("không phải JSON (từ ký tự thứ {value})", "not JSON (from character {value} on)"),
    ),
)
"""Form of msgspec's sentence → ours."""
_UNKNOWN = Words("{where} không đúng dạng", "{where} has not the right form")
_WHOLE = Words("dữ liệu", "the data")


def flaw(sentence: str, language: str = "vi") -> str:
    """msgspec's sentence in `vi` or `en`, as the middle of a sentence of the caller's."""
    for form, ours in SENTENCES:
        if found := re.fullmatch(form + _PLACE, sentence, re.DOTALL):
            facts = found.groupdict()
            where = _where(facts.get("place") or "", facts.get("name") or "", language)
            kind = _kind(facts.get("kind") or "", language)
            return _in(ours, language).format(where=where, kind=kind, value=facts.get("value") or "")
    place = re.search(r"`\$(.*)`", sentence)
    return _in(_UNKNOWN, language).format(where=_where(place[1] if place else "", "", language))


def _where(place: str, name: str, language: str) -> str:
    """The field as it is written, with what the office calls it."""
    path = ".".join(filter(None, (place.lstrip("."), name)))
    if not path:
        return _in(_WHOLE, language)
    last = path.rpartition(".")[2]
    return f"{path} ({word(NAMES, last, language)})" if last in NAMES else path


def _kind(names: str, language: str) -> str:
    """`str | null` and the like; a kind that is not JSON's is said as it is."""
    joined = {"vi": " hoặc ", "en": " or "}[language if language == "en" else "vi"]
    return joined.join(_in(KINDS.get(name, Words(name, name)), language).format() for name in names.split(" | "))


def _in(words: Words, language: str) -> str:
    return words.en if language == "en" else words.vi
