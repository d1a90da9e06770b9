"""What a disk does, in the words of the desk."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest

from office.errors import ButPheError
from sync import disk
from sync.errors import DiskFailed, DiskFull


@pytest.mark.parametrize(
    ("number", "means"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, DiskFailed)]
)
def test_error_of_the_disk_is_named(number: int, means: type[ButPheError]) -> None:
    with pytest.raises(means), disk.disk_errors():
        raise OSError(number, "refused")


def test_other_errors_are_left_alone() -> None:
    with pytest.raises(FileNotFoundError), disk.disk_errors():
        raise FileNotFoundError


def test_target_that_is_held_for_a_moment_is_replaced_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "REPLACE_PAUSE_S", 0.0)
    part, target = tmp_path / "a.part", tmp_path / "a"
    part.write_bytes(b"new")
    right, held = Path.replace, [1, 1, 1]

    def replace(self: Path, other: Path) -> Path:
        if held:
            held.pop()
            raise PermissionError
        return right(self, other)

    monkeypatch.setattr(Path, "replace", replace)
    disk.replace_whole(part, target)
    assert target.read_bytes() == b"new"
    part.write_bytes(b"newer")
    held.extend([1] * 20)
    with pytest.raises(PermissionError):
        disk.replace_whole(part, target)


def test_digest_is_that_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(bytes(1_000_000))
    assert disk.digest(path) == (hashlib.sha256(bytes(1_000_000)).hexdigest(), 1_000_000)
    disk.sync_folder(tmp_path)
