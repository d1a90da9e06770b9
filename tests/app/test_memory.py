"""What a desk remembers lies in its encrypted cache and comes back at the next start."""

from __future__ import annotations

from pathlib import Path

from app.compose import open_desk
from app.memory import Memory


def test_value_comes_back_at_the_next_start_and_can_be_forgotten(tmp_path: Path) -> None:
    for value in (["một", "hai"], None):
        with_desk = open_desk(tmp_path, passphrase="mật khẩu")
        Memory(with_desk.parts).save("thử", value)
        with_desk.close()
        again = open_desk(tmp_path, passphrase="mật khẩu")
        assert Memory(again.parts).load("thử", list[str]) == value
        again.close()
    assert "một".encode() not in b"".join(one.read_bytes() for one in tmp_path.iterdir() if one.is_file())
