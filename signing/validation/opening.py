"""Opening a PDF for judging: tolerant in reading, so that strictness can be spent on what was changed.

Decides what still counts as a PDF: a header within the first kilobyte, bytes after the last `%%EOF`, orphaned
generations and hybrid cross-references are all read, because real documents have them. Whether such bytes are
lawful is for `revisions` and `hybrid` to say. A file is never read into memory whole.
"""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader

from signing.outcomes import DamagedPdf, EncryptedPdf, NotAPdf

BROKEN = (
    PdfError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    ArithmeticError,
    RecursionError,
    EOFError,
    zlib.error,
    struct.error,
    UnsupportedAlgorithm,
)
"""What a PDF or ASN.1 reader raises on hostile input. Nothing here is swallowed: each use turns it into a verdict.

The readers are lazy and trust what they read: a name becomes a key that is missing, a number one that overflows or is
no decimal, a key one of an unknown kind. No narrower tuple is known to be complete."""

HEADER_WITHIN_BYTES = 1024
WHITE_BYTES_MAX = 512
REVISIONS_MAX = 500
STEPS_MIN = 50_000
STEPS_PER_OBJECT = 100
"""References followed in judging. A report of 200 pages with links and three signatures needs 9 an object."""
WHITE = b"\x00\t\n\x0c\r "
_HEADER = re.compile(rb"%PDF-\d\.\d")
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Opened:
    """A file under judgement."""

    path: Path
    stream: BinaryIO
    """The whole file."""
    size: int
    end: int
    """Where the last `%%EOF` line ends; what follows belongs to no revision."""
    reader: Any
    """pyHanko's PdfFileReader."""


class _Window(io.RawIOBase):
    """The file as the parser is to see it: it ends at `end` and begins with its header line."""

    def __init__(self, stream: BinaryIO, end: int, header: bytes) -> None:
        self._stream, self._end, self._header, self._at = stream, end, header, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._end}[whence]
        if base + offset < 0:
            raise ValueError("position before the file")
        self._at = base + offset
        return self._at

    def readinto(self, buffer: Any) -> int:
        self._stream.seek(self._at)
        data = self._stream.read(max(0, min(len(buffer), self._end - self._at)))
        if self._at < len(self._header):
            data = (self._header[self._at :] + data[len(self._header) - self._at :])[: len(data)]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


@contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Open for judging; raises NotAPdf, DamagedPdf, EncryptedPdf."""
    with path.open("rb") as stream:
        header = _HEADER.search(stream.read(HEADER_WITHIN_BYTES))
        if header is None:
            raise NotAPdf(path=str(path))
        end = _last_end(stream)
        if end is None:
            raise DamagedPdf(path=str(path), why="no end-of-file marker")
        size = stream.seek(0, io.SEEK_END)
        read_to = size if _is_white(stream, end, size) else end
        shown = header.group() + b"\n" if header.start() else b""
        yield Opened(path, stream, size, end, _reader(stream, read_to, shown, path))


def _reader(stream: BinaryIO, end: int, header: bytes, path: Path) -> Any:
    try:
        reader = PdfFileReader(io.BufferedReader(_Window(stream, end, header)), strict=False)
        reader.stream = io.BufferedReader(_Window(stream, end, b""))  # digests are of the bytes as they are
        if reader.encrypted and reader.decrypt("").status == AuthStatus.FAILED:
            raise EncryptedPdf(path=str(path))
        assert len(reader.root["/Pages"]["/Kids"]) >= 0
        _bound(reader)
    except BROKEN as broken:
        raise DamagedPdf(path=str(path), why=type(broken).__name__) from broken
    return reader


class _Bounded(HistoricalResolver):
    """A revision of which only so many references are followed.

    The difference analysis lists every path to every object; a file of a few kilobytes can have more of them than
    there is time (arrays that name the next one twice). All revisions of a file share one allowance.
    """

    def __init__(self, reader: Any, revision: int, allowance: Iterator[int]) -> None:
        super().__init__(reader, revision)
        self._allowance = allowance

    def __call__(self, ref: Any) -> Any:
        if next(self._allowance, None) is None:
            raise PdfReadError("more references than any document needs")
        return super().__call__(ref)


def _bound(reader: Any) -> None:
    if reader.total_revisions > REVISIONS_MAX:
        raise PdfReadError("more revisions than any document needs")
    numbers = range(reader.total_revisions)
    objects = sum(len(reader.xrefs.explicit_refs_in_revision(number)) for number in numbers)
    allowance = iter(range(STEPS_MIN + STEPS_PER_OBJECT * objects))
    for number in numbers:
        reader._historical_resolver_cache[number] = _Bounded(reader, number, allowance)


def entry(dictionary: Any, *keys: str) -> Any:
    """The value at the end of a chain of keys, references resolved, or None where the chain breaks off."""
    for key in keys:
        if key not in dictionary:
            return None
        dictionary = dictionary[key]
    return dictionary


def _is_white(stream: BinaryIO, start: int, end: int) -> bool:
    """Whether a few blanks at most stand between two positions: what the parser looks past by itself."""
    if end - start > WHITE_BYTES_MAX:
        return False
    stream.seek(start)
    return not stream.read(end - start).strip(WHITE)


def _last_end(stream: BinaryIO) -> int | None:
    """Position after the last `%%EOF` and its end of line, searched backwards in blocks."""
    position, tail = stream.seek(0, io.SEEK_END), b""
    while position > 0:
        start = max(0, position - _CHUNK_BYTES)
        stream.seek(start)
        block = stream.read(position - start) + tail
        if (found := block.rfind(b"%%EOF")) >= 0:
            return start + found + len(_eof_line(block[found:]))
        position, tail = start, block[:8]
    return None


def _eof_line(data: bytes) -> bytes:
    found = re.match(rb"%%EOF(\r\n|\r|\n)?", data)
    assert found is not None
    return found.group()
