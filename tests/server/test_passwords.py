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


def test_account_that_does_not_exist_costs_a_hash_as_one_that_does(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    class Counting:
        def hash(self, password: str) -> str:
            asked.append("hash")
            return ""

        def verify(self, kept: str, password: str) -> bool:
            asked.append("verify")
            return False

    monkeypatch.setattr(passwords, "_hasher", Counting())
    passwords.is_right(None, "x")
    passwords.is_right("$argon2id$", "x")
    assert asked == ["hash", "verify"]


@pytest.mark.parametrize(
    ("new", "is_admissible"),
    [("đủ dài rồi đấy", True), ("ngắn", False), ("nguyenvanan", False), ("mật khẩu cũ 1", False), ("x" * 300, False)],
)
def test_new_password_is_long_and_neither_login_nor_the_old_one(new: str, is_admissible: bool) -> None:
    assert passwords.is_admissible(new, login="NguyenVanAn", old="mật khẩu cũ 1") is is_admissible
