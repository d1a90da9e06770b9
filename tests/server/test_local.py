"""Files on disk: quarantine, a place for good, wiping, a full disk."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from server.files import local
from server.files.local import LocalFiles, is_sha256, read_range
from server.problems import ProblemError

CONTENT = b"Bao cao thang 11"
NAME = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> LocalFiles:
    return LocalFiles(tmp_path / "files")


def arrived(files: LocalFiles, content: bytes = CONTENT) -> str:
    files.begin("u")
    with files.appending("u") as sink:
        sink.write(content)
    name = files.part_digest("u")
    files.arrive("u", name)
    return name


def test_upload_arrives_in_quarantine_under_its_hash(files) -> None:
    assert arrived(files) == NAME
    assert files.find(NAME) == files.quarantine_path(NAME)
    assert files.open(NAME) is None
    assert files.offset("u") is None


def test_file_gets_its_place_and_then_leaves_quarantine(files) -> None:
    arrived(files)
    files.keep(NAME)
    files.keep(NAME)
    assert files.quarantine_path(NAME).exists()
    files.release(NAME)
    source = files.open(NAME)
    assert source is not None
    assert b"".join(read_range(source, 4, 3)) == b"cao"
    assert source.closed


def test_file_system_without_links_gets_a_copy(files, monkeypatch) -> None:
    arrived(files)

    def refuse(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    files.keep(NAME)
    files.release(NAME)
    assert files.kept_path(NAME).read_bytes() == CONTENT


def test_wiped_file_is_overwritten_before_it_goes(files, tmp_path) -> None:
    arrived(files)
    other_name = tmp_path / "somebody still reads it"
    os.link(files.quarantine_path(NAME), other_name)
    files.keep(NAME)
    files.wipe(NAME)
    files.wipe(NAME)
    assert files.find(NAME) is None
    assert CONTENT not in other_name.read_bytes()


def test_upload_given_up_leaves_nothing(files) -> None:
    files.begin("u")
    files.drop_part("u")
    files.drop_part("u")
    assert files.offset("u") is None


def test_full_disk_is_a_problem_of_its_own(files, monkeypatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    files.begin("u")
    monkeypatch.setattr(local.os, "fsync", full)
    with pytest.raises(ProblemError) as caught, files.appending("u") as sink:
        sink.write(CONTENT)
    assert caught.value.code == "storage-full"


@pytest.mark.parametrize("text", ["", "0" * 63, "0" * 65, "A" * 64, "../" + "0" * 61, "0" * 64 + "\n"])
def test_only_a_hash_names_a_file(files, text: str) -> None:
    assert not is_sha256(text)
    with pytest.raises(AssertionError):
        files.kept_path(text)
