"""Opening a PDF for one more revision, and putting the result in place only when it is whole and on the disk.

Refuses what must not be touched: no PDF, damaged, needs a password, owner forbids signing. Reading is tolerant
(real files have harmless faults in their tables, hybrid ones too); the input's bytes are never changed, and whatever
is written begins with exactly them. Whole files are never held in memory.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError

from signing.outcomes import FileChanged, NoRoomOnDisk, SignatureRefused

NEEDED_MB = 50
"""How much room a person is asked to make on a full disk."""
PIECE_BYTES = 1024 * 1024
HEADER_BYTES = 1024
"""A header may stand anywhere in these (ISO 32000-1 Annex H, implementation note 13)."""
_MALFORMED = (
    PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError, RecursionError,
    OverflowError, NotImplementedError, zlib.error,
)  # fmt: skip
"""What the parser raises on files that are not what they say."""
_MAY_ANNOTATE, _MAY_FILL = 1 << 5, 1 << 8
"""Bits 6 and 9 of /P (ISO 32000-1 table 22); either allows signing an existing or new field."""


def sha256_of(stream: BinaryIO, size: int | None = None) -> str:
    """Of the stream's first `size` bytes (all when None), read in pieces; leaves the position at their end."""
    stream.seek(0)
    digest = hashlib.sha256()
    left = size
    while left is None or left > 0:
        piece = stream.read(PIECE_BYTES if left is None else min(PIECE_BYTES, left))
        if not piece:
            break
        digest.update(piece)
        left = None if left is None else left - len(piece)
    return digest.hexdigest()


def check_bytes(stream: BinaryIO, expected_sha256: str) -> str:
    """The SHA-256 of an open file; raises FileChanged when it is not the one that was shown ("" accepts any)."""
    found = sha256_of(stream)
    stream.seek(0)
    if expected_sha256 and found != expected_sha256:
        raise FileChanged(expected=expected_sha256, found=found)
    return found


@contextmanager
def parsing() -> Iterator[None]:
    """Turn what the parser raises on malformed files into SignatureRefused("damaged")."""
    try:
        yield
    except _MALFORMED as error:
        raise SignatureRefused(reason="damaged", why=f"{type(error).__name__}: {error}") from error


def open_revision(stream: BinaryIO) -> IncrementalPdfFileWriter:
    """A writer of one more revision over an open file; raises SignatureRefused(not_a_pdf, damaged, encrypted)."""
    stream.seek(0)
    if b"%PDF-" not in stream.read(HEADER_BYTES):
        raise SignatureRefused(reason="not_a_pdf")
    stream.seek(0)
    with parsing():
        writer = IncrementalPdfFileWriter(stream, strict=False)
        if writer.prev.encrypted:
            _unlock(writer)
        writer.prev.find_page_for_modification(0)
    return writer


def _unlock(writer: IncrementalPdfFileWriter) -> None:
    """Open a file that only the owner's password protects, when its permissions let it be signed."""
    if writer.prev.decrypt("").status == AuthStatus.FAILED:
        raise SignatureRefused(reason="encrypted")
    permissions = int(writer.prev.trailer["/Encrypt"]["/P"])
    if not permissions & (_MAY_ANNOTATE | _MAY_FILL):
        raise SignatureRefused(reason="encrypted", why="permissions")
    writer.encrypt("")


@contextmanager
def placed(target: Path) -> Iterator[BinaryIO]:
    """A file that becomes `target` at the end of the block, synced to the disk; nothing stays of it after an error.

    Raises NoRoomOnDisk when the disk is full.
    """
    with _room_on(target.parent):
        handle, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=".part", dir=target.parent)
        try:
            with os.fdopen(handle, "w+b") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(name, target)
        finally:
            Path(name).unlink(missing_ok=True)
        _sync_folder(target.parent)


@contextmanager
def _room_on(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoomOnDisk(folder=str(folder), needed_mb=NEEDED_MB) from error
        raise


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # a folder cannot be opened there, and the rename is journalled
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
