"""Every refusal says why, and when or how it could be done, in both languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import office
from office.reasons import REASONS, parts, text

ROOM = Path(office.__file__).parent
SOURCES = sorted((*ROOM.rglob("*.py"), *(ROOM.parent / "server").rglob("*.py")))
"""The rules, and the server's door, whose refusals stand on the same wire."""


def said_in_code() -> set[str]:
    """Every text constant of rules and door that is a reason's code."""
    constants = {
        node.value
        for path in SOURCES
        if path.name not in ("reasons.py", "file_reasons.py", "words.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return constants & REASONS.keys()


def refused_in_code() -> set[str]:
    """Every code that is given to `Refused` literally."""
    calls = (
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused"
    )
    said = (
        value
        for call in calls
        for value in (*call.args[:1], *(word.value for word in call.keywords if word.arg == "reason"))
    )
    return {str(value.value) for value in said if isinstance(value, ast.Constant)}


def test_every_refusal_of_the_rules_has_its_text() -> None:
    assert refused_in_code() <= REASONS.keys()


def test_no_text_is_left_without_a_rule_that_says_it() -> None:
    assert REASONS.keys() - said_in_code() == set()


@pytest.mark.parametrize("code", REASONS)
def test_reason_is_a_sentence_with_the_same_facts_in_both_languages(code: str) -> None:
    reason = REASONS[code]

    def facts(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    assert reason.vi.endswith(".")
    assert reason.en.endswith(".")
    assert facts(reason.vi) == facts(reason.en)


def test_codes_among_the_facts_are_said_in_words() -> None:
    facts = {"action": "seal", "state": "signed", "states": "numbered", "who": "entity_clerk"}
    assert text("wrong_state", facts) == "Không thể đóng dấu khi ở bước “đã ký”. Chỉ làm được ở bước: đã cấp số."
    assert text("wrong_state", facts, "en") == "Cannot seal in state “signed”. It can be done in: numbered."
    assert text("not_yours", {**facts, "names": "Vũ Thị Hoa"}).endswith("văn thư giữ con dấu của cơ quan (Vũ Thị Hoa).")
    assert text("draft_incomplete", {"missing": "subject, signer_id"}, "en").startswith(
        "The draft lacks: subject, signer."
    )


def test_missing_fact_and_unknown_code_break_nothing() -> None:
    assert text("secret_document").startswith("Văn bản có dấu .")
    assert text("of-a-newer-server") == "of-a-newer-server"


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("code", REASONS)
def test_reason_is_said_whole_or_in_two_parts(code: str, language: str) -> None:
    what, todo = parts(code, {}, language)
    assert what
    assert f"{what} {todo}".strip() == text(code, {}, language).strip()
    assert parts("from_a_newer_server", {}, language) == ("from_a_newer_server", "")
