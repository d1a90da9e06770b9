"""Passwords are kept as argon2id and compared in the same time whether or not the account exists."""

from __future__ import annotations

import pytest

from server.identity import passwords


def test_right_password_opens_and_no_other_does() -> None:
    kept = passwords.make_hash("mật khẩu đúng")
    assert kept.startswith("$argon2id$")
    assert passwords.is_right(kept, "mật khẩu đúng")
    assert not passwords.is_right(kept, "mật khẩu sai")


@pytest.mark.parametrize("kept", [None, "", "no hash"])
def test_no_account_opens_for_no_password(kept: str | None) -> None:
    assert not passwords.is_right(kept, "nobody has this password")


@pytest.mark.parametrize(
    ("new", "is_admissible"),
    [("đủ dài rồi đấy", True), ("ngắn", False), ("nguyenvanan", False), ("mật khẩu cũ 1", False), ("x" * 300, False)],
)
def test_new_password_is_long_and_neither_login_nor_the_old_one(new: str, is_admissible: bool) -> None:
    assert passwords.is_admissible(new, login="NguyenVanAn", old="mật khẩu cũ 1") is is_admissible
