"""Keys of a profile: one a use, and a wrong one is known before anything is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync import keys
from sync.errors import KeyRefused

MASTER = bytes(range(32))


def test_every_use_has_a_key_of_its_own() -> None:
    uses: tuple[keys.Use, ...] = ("database", "files", "side log", "check")
    assert len({keys.derive(MASTER, use) for use in uses} | {MASTER}) == 5


def test_key_is_known_again_and_another_is_refused(tmp_path: Path) -> None:
    keys.require(tmp_path, MASTER)
    keys.require(tmp_path, MASTER)
    with pytest.raises(KeyRefused):
        keys.require(tmp_path, bytes(32))


def test_check_value_is_not_made_up_for_a_cache_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"x")
    keys.require(tmp_path, bytes(32))
    assert not (tmp_path / "key.check").exists()
