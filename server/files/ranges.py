"""Byte ranges (RFC 9110 §14), pure: one range is answered in part, several or a malformed one with the whole file."""

from __future__ import annotations

import re

import msgspec

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


class Span(msgspec.Struct, frozen=True):
    """What to send."""

    start: int
    length: int
    is_part: bool


def wanted_span(range: str, if_range: str, etag: str, size: int) -> Span | None:
    """The span that the headers ask for; None when it lies beyond the file (416)."""
    whole = Span(0, size, is_part=False)
    found = _RANGE.fullmatch(range.replace(" ", ""))
    if found is None or (if_range and if_range != etag):
        return whole
    first, last = found.groups()
    if not first and not last:
        return whole
    if not first:
        length = min(int(last), size)
        return Span(size - length, length, is_part=True) if length else None
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return whole
    return Span(start, end - start + 1, is_part=True) if start < size else None
