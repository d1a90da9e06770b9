"""The file store: a file is its SHA-256, or it is not given out."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sync.desk import Mailroom
from sync.errors import FileDamaged, FileMissing
from sync.frames import CHUNK_BYTES
from tests.sync.conftest import Desks

CONTENT = b"%PDF-1.7 " + bytes(2 * CHUNK_BYTES)


@pytest.fixture
def desk(desks: Desks) -> Mailroom:
    return desks.open()


@pytest.fixture
def kept(desk: Mailroom, tmp_path: Path) -> str:
    """A file made here, wanted by a draft."""
    source = tmp_path / "van ban.pdf"
    source.write_bytes(CONTENT)
    return desk.files.keep(source, owner="draft-1")[0]


def test_file_is_kept_encrypted_under_its_hash(desk: Mailroom, kept: str) -> None:
    assert kept == hashlib.sha256(CONTENT).hexdigest()
    assert desk.files.load(kept) == CONTENT
    assert b"%PDF" not in desk.files.path(kept).read_bytes()


def test_flipped_byte_is_never_given_out_and_the_file_is_then_missing(desk: Mailroom, kept: str) -> None:
    path = desk.files.path(kept)
    stored = bytearray(path.read_bytes())
    stored[-40] ^= 1
    path.write_bytes(stored)
    with pytest.raises(FileDamaged):
        desk.files.load(kept)
    assert not desk.files.has(kept)


def test_missing_file_is_said_to_be_missing(desk: Mailroom, kept: str) -> None:
    desk.files.path(kept).unlink()
    with pytest.raises(FileMissing):
        desk.files.load(kept)
    blob = desk.files.blob(kept)
    assert blob is not None
    assert not blob.is_here


def test_saved_copy_is_whole_or_absent(desk: Mailroom, kept: str, tmp_path: Path) -> None:
    target = tmp_path / "ra.pdf"
    desk.files.save(kept, target)
    assert target.read_bytes() == CONTENT
    path = desk.files.path(kept)
    path.write_bytes(path.read_bytes()[:-1])
    other = tmp_path / "khac.pdf"
    with pytest.raises(FileDamaged):
        desk.files.save(kept, other)
    assert [path.name for path in tmp_path.iterdir() if "khac" in path.name] == []


def test_work_copy_goes_when_the_work_is_done(desk: Mailroom, kept: str) -> None:
    with desk.files.work_copy(kept) as path:
        assert path.read_bytes() == CONTENT
    assert not path.exists()
    assert list((desk.profile / "work").iterdir()) == []


def test_work_copies_left_by_a_crash_go_when_the_profile_is_opened(desks: Desks, desk: Mailroom, kept: str) -> None:
    left = desk.profile / "work" / "9"
    left.mkdir()
    (left / "document.pdf").write_bytes(CONTENT)
    desk.close()
    desks.open()
    assert not left.exists()


def test_file_that_somebody_still_wants_stays(desk: Mailroom, kept: str) -> None:
    with desk.cache.transaction():
        desk.files.want("action-1", [kept])
        assert desk.files.sweep(desk.files.release("draft-1")) == []
        assert desk.files.has(kept)
        assert desk.files.sweep(desk.files.release("action-1")) == [kept]
    assert not desk.files.path(kept).exists()
    assert desk.files.blob(kept) is None


def test_file_that_is_damaged_here_is_taken_anew(desk: Mailroom, kept: str, tmp_path: Path) -> None:
    path = desk.files.path(kept)
    path.write_bytes(path.read_bytes()[:100])
    desk.files.keep(tmp_path / "van ban.pdf", owner="draft-2")
    assert desk.files.load(kept) == CONTENT


def test_after_a_rescue_only_wanted_files_stay(desk: Mailroom, kept: str, tmp_path: Path) -> None:
    other = tmp_path / "khac.pdf"
    other.write_bytes(b"khac")
    orphan, _size = desk.files.keep(other, owner="draft-9")
    with desk.cache.transaction():
        desk.files.take_up({"draft-1": [kept]})
    assert desk.files.load(kept) == CONTENT
    assert not desk.files.path(orphan).exists()
