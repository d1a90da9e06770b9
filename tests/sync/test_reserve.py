"""The reserve for a full disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync import reserve
from sync.errors import DiskFull
from sync.reserve import RESERVE_BYTES, Reserve


def test_reserve_is_laid_by_given_up_once_and_laid_by_again(tmp_path: Path) -> None:
    kept = Reserve(tmp_path / "reserve")
    assert kept.hold()
    assert (tmp_path / "reserve").stat().st_size == RESERVE_BYTES
    assert kept.release()
    assert not kept.release()
    assert kept.hold()


def test_no_room_for_a_reserve_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_size: int) -> bytes:
        raise DiskFull(needed_mb=50)

    monkeypatch.setattr(reserve.os, "urandom", full)
    kept = Reserve(tmp_path / "reserve")
    assert not kept.hold()
    assert not kept.is_held()
