"""The table of reasons: every code that the source names stands in it, with both languages, and it decides alone."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import signing.validation
from signing.validation.reasons import REASONS, is_finding, sort, text, weigh

CODES = st.lists(st.sampled_from(sorted(REASONS)))
SOURCES = sorted(Path(signing.validation.__file__).parent.rglob("*.py"))


def test_every_reason_speaks_both_languages() -> None:
    for code, reason in REASONS.items():
        assert reason.vi.endswith(".")
        assert reason.en.endswith(".")
        assert text(code, "vi") == reason.vi
        assert text(code, "en") == reason.en


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_is_said_somewhere(code: str) -> None:
    said = {
        node.value
        for path in SOURCES
        if path.name != "reasons.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert code in said


@given(CODES)
def test_the_heaviest_reason_decides(codes: list[str]) -> None:
    weights = {REASONS[code].weight for code in codes}
    expected = "invalid" if "invalid" in weights else "indeterminate" if "indeterminate" in weights else "valid"
    assert weigh(codes) == expected


@given(CODES)
def test_reasons_are_told_once_and_heaviest_first(codes: list[str]) -> None:
    told = sort(codes)
    assert set(told) == set(codes)
    assert len(set(told)) == len(told)
    order = [("invalid", "indeterminate", "remark").index(REASONS[code].weight) for code in told]
    assert order == sorted(order)


def test_what_is_only_unknown_or_weak_is_no_finding() -> None:
    assert not is_finding("revocation_unknown")
    assert not is_finding("weak_algorithm")
    assert is_finding("content_changed")
