"""Writing a file: continued where it was cut, in place only when it is right."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sync.errors import ServerLied
from sync.filewriter import FileWriter
from sync.frames import CHUNK_BYTES, Frames

KEY = bytes(range(32))
CONTENT = bytes(range(256)) * (3 * CHUNK_BYTES // 256) + b"end"
NAME = hashlib.sha256(CONTENT).hexdigest()


def writer(folder: Path, salt: bytes = b"saltsalt") -> FileWriter:
    return FileWriter(KEY, folder / NAME, NAME, len(CONTENT), salt)


def read(folder: Path) -> bytes:
    with (folder / NAME).open("rb") as stream:
        return b"".join(Frames.from_header(KEY, NAME, stream).read(stream))


def test_file_that_was_cut_goes_on_at_its_last_whole_chunk(tmp_path: Path) -> None:
    first = writer(tmp_path)
    first.write(CONTENT[: 2 * CHUNK_BYTES + 500])
    assert first.offset == 2 * CHUNK_BYTES + 500
    first.close()
    second = writer(tmp_path, salt=b"othersal")
    assert second.offset == 2 * CHUNK_BYTES
    second.write(CONTENT[second.offset :])
    second.finish()
    assert read(tmp_path) == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_wrong_bytes_are_thrown_away(tmp_path: Path) -> None:
    wrong = writer(tmp_path)
    wrong.write(bytes(len(CONTENT)))
    with pytest.raises(ServerLied):
        wrong.finish()
    assert list(tmp_path.iterdir()) == []


def test_short_file_is_thrown_away(tmp_path: Path) -> None:
    short = writer(tmp_path)
    short.write(CONTENT[:-1])
    with pytest.raises(ServerLied):
        short.finish()
    assert list(tmp_path.iterdir()) == []


def test_more_bytes_than_the_file_has_are_not_taken(tmp_path: Path) -> None:
    long = writer(tmp_path)
    with pytest.raises(ServerLied):
        long.write(CONTENT + b"x")
    long.close()


def test_damaged_part_is_begun_anew(tmp_path: Path) -> None:
    first = writer(tmp_path)
    first.write(CONTENT[: 2 * CHUNK_BYTES])
    first.close()
    part = tmp_path / f"{NAME}.part"
    stored = bytearray(part.read_bytes())
    stored[1000] ^= 1
    part.write_bytes(stored)
    second = writer(tmp_path)
    assert second.offset == 0
    second.write(CONTENT)
    second.finish()
    assert read(tmp_path) == CONTENT


def test_restart_takes_the_whole_file_from_its_first_byte(tmp_path: Path) -> None:
    again = writer(tmp_path)
    again.write(CONTENT[:CHUNK_BYTES])
    again.restart()
    again.write(CONTENT)
    again.finish(is_flushed=False)
    assert read(tmp_path) == CONTENT
