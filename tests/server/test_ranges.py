"""Byte ranges as RFC 9110 has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.files.ranges import Span, wanted_span


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("", Span(0, 100, is_part=False)),
        ("bytes=0-9", Span(0, 10, is_part=True)),
        ("bytes=90-", Span(90, 10, is_part=True)),
        ("bytes=-5", Span(95, 5, is_part=True)),
        ("bytes=-500", Span(0, 100, is_part=True)),
        ("bytes=50-500", Span(50, 50, is_part=True)),
        ("bytes=100-", None),
        ("bytes=-0", None),
        ("bytes=0-1,5-6", Span(0, 100, is_part=False)),
        ("bytes=9-1", Span(0, 100, is_part=False)),
        ("bytes=-", Span(0, 100, is_part=False)),
        ("lines=0-1", Span(0, 100, is_part=False)),
    ],
)
def test_range_of_a_file_of_a_hundred_bytes(header: str, span: Span | None) -> None:
    assert wanted_span(header, "", '"tag"', 100) == span


def test_range_of_another_version_is_the_whole_file() -> None:
    assert wanted_span("bytes=0-9", '"other"', '"tag"', 100) == Span(0, 100, is_part=False)
    assert wanted_span("bytes=0-9", '"tag"', '"tag"', 100) == Span(0, 10, is_part=True)


@given(st.text(max_size=30), st.integers(1, 1000))
def test_span_lies_within_the_file_whatever_is_asked(header: str, size: int) -> None:
    span = wanted_span("bytes=" + header, "", '"tag"', size)
    assert span is None or (span.start >= 0 and span.length >= 0 and span.start + span.length <= size)
