"""Drafts: saved when the call returns, with their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.errors import DiskFull
from tests.sync.conftest import Desks


def test_draft_is_there_when_the_profile_is_opened_again(desks: Desks) -> None:
    desk = desks.open()
    desk.drafts.save("a", b"Kinh gui")
    desk.drafts.save("a", b"Kinh gui: So Noi vu")
    desk.close()
    again = desks.open()
    assert again.drafts.load("a") == b"Kinh gui: So Noi vu"
    assert again.drafts.ids() == ["a"]
    assert again.drafts.load("b") is None


def test_dropped_draft_takes_its_files_with_it(desks: Desks, tmp_path: Path) -> None:
    desk = desks.open()
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF a")
    sha256, _size = desk.files.keep(source, owner="a")
    desk.drafts.save("a", b"x")
    desk.drafts.drop("a")
    assert desk.drafts.ids() == []
    assert not desk.files.path(sha256).exists()


def test_earlier_text_stays_when_the_disk_is_full(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desks.open()
    desk.drafts.save("a", b"first")

    def full(*_given: object) -> None:
        raise DiskFull(needed_mb=50)

    monkeypatch.setattr(desk.drafts._log, "append", full)
    saved_at = desks.clock.now()
    desks.clock.advance(90)
    with pytest.raises(DiskFull) as refused:
        desk.drafts.save("a", b"second")
    assert refused.value.facts["saved_at"] == saved_at
    assert desk.drafts.load("a") == b"first"
    with pytest.raises(DiskFull) as first:
        desk.drafts.save("b", b"never saved before")
    assert first.value.facts["saved_at"] is None
    assert not desk.reserve.is_held()
