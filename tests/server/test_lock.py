"""One server a data folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from server import lock
from server.errors import DataInUse


def test_folder_is_held_until_its_holder_lets_go(tmp_path: Path) -> None:
    with lock.take(tmp_path), pytest.raises(DataInUse):
        lock.take(tmp_path)
    lock.take(tmp_path).close()
