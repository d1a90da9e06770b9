"""The bytes of a signed file: which revision a signature signs, whether its range is whole, what no revision owns.

Decides everything that can be said from positions alone, and says it without trusting the parser: a byte range must
be exactly two disjoint ranges, from byte 0 to the end of the signature's own revision, and the hole between them
exactly one hexadecimal string that is the signature's /Contents (signing reference §7: ranges that overlap or stop
early pass common validators). What the revisions changed is for `rules`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from asn1crypto import parser

from signing.validation.opening import WHITE, Opened

HOLE_BYTES_MAX = 4 << 20
TRAILER_BYTES_MAX = 1 << 16
_HOLE = re.compile(rb"<[0-9A-Fa-f\s]*>")
_LINE = re.compile(rb"%%EOF(\r\n|\r|\n)?")
_END = re.compile(rb"%%EOF\s{0,2}\Z")
_BLOCK_BYTES = 1 << 20


def range_end(byte_range: Sequence[int]) -> int:
    """Where the signed bytes end, by the range's own word."""
    return int(byte_range[2]) + int(byte_range[3])


def is_whole(file: Opened, byte_range: Any, contents: bytes) -> bool:
    """Whether the range is two disjoint ranges from 0 to a revision's end around exactly this /Contents."""
    if len(byte_range) != 4 or not all(isinstance(one, int) for one in byte_range):
        return False
    first_at, first_length, second_at, second_length = (int(one) for one in byte_range)
    if first_at != 0 or first_length <= 0 or second_length <= 0 or second_at <= first_length + 1:
        return False
    end = second_at + second_length
    if end > file.size or second_at - first_length > HOLE_BYTES_MAX:
        return False
    return _hole_holds(file.stream, first_length, second_at, contents) and _ends_revision(file, end)


def _hole_holds(stream: BinaryIO, start: int, end: int, contents: bytes) -> bool:
    stream.seek(max(0, start - 32))
    before = stream.read(min(32, start))
    hole = stream.read(end - start)
    if not _HOLE.fullmatch(hole) or not re.search(rb"/Contents\s*\Z", before):
        return False
    digits = re.sub(rb"\s", b"", hole[1:-1])
    held = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return held == contents and not contents[_message_length(contents) :].strip(b"\x00")


def _message_length(contents: bytes) -> int:
    """How many bytes the CMS takes; what follows is room that was reserved, and must be empty: nobody signs it."""
    try:
        return int(parser.peek(contents))
    except ValueError:
        return len(contents)


def _ends_revision(file: Opened, end: int) -> bool:
    """Whether the signed bytes end with an end-of-file marker, or with the file."""
    if end == file.size:
        return True
    file.stream.seek(max(0, end - 8))
    return _END.search(file.stream.read(min(8, end))) is not None


def trailing(file: Opened) -> str:
    """What stands after the last revision: "" nothing, else the reason code that says so.

    The last revision is the one whose table stands last in the chain of tables, not the one whose end marker does: an
    appended marker that points back to an old table would hide everything between.
    """
    file.stream.seek(_end_of_tables(file))
    reason = ""
    while block := file.stream.read(_BLOCK_BYTES):
        if block.strip(WHITE):
            return "unsigned_trailing_bytes"
        reason = "trailing_whitespace"
    return reason


def _end_of_tables(file: Opened) -> int:
    """Where the end marker line after the last cross-reference section ends."""
    xrefs = file.reader.xrefs
    start = max(xrefs.get_xref_container_info(number).end_location for number in range(xrefs.total_revisions))
    file.stream.seek(start)
    found = _LINE.search(file.stream.read(TRAILER_BYTES_MAX))
    return start + found.end() if found else min(file.end, file.size)


def sha256_of(path: Path) -> tuple[str, int]:
    """SHA-256 (lower-case hex) and size of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def begins_with(path: Path, previous: Path) -> bool:
    """Whether `path` begins with exactly the bytes of `previous`."""
    with path.open("rb") as longer, previous.open("rb") as shorter:
        while block := shorter.read(_BLOCK_BYTES):
            if longer.read(len(block)) != block:
                return False
    return True


def revision_at(file: Opened, size: int) -> int:
    """The newest revision that lies wholly in the first `size` bytes, -1 when none does."""
    xrefs = file.reader.xrefs
    inside = [n for n in range(xrefs.total_revisions) if xrefs.get_xref_container_info(n).end_location <= size]
    return max(inside, default=-1)
