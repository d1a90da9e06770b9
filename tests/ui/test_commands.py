"""The palette finds commands by words in any order, with or without diacritics, in either language."""

from __future__ import annotations

import pytest

from ui.shell.commands import Command, found, matches, plain

BATCH = Command("sign_many", "Ký lô", english="Sign batch")
SYNC = Command("sync", "Đồng bộ ngay", "F5", english="Sync now")
GREYED = Command("seal", "Đóng dấu", reason="Chưa có chữ ký của lãnh đạo")


@pytest.mark.parametrize("typed", ["ky lo", "lô ký", "KÝ", "batch", "sign ba", ""])
def test_words_match_in_any_order_and_without_diacritics(typed: str) -> None:
    assert matches(BATCH, typed)


def test_d_with_a_stroke_is_d() -> None:
    assert plain("Đồng bộ") == "dong bo"
    assert matches(SYNC, "dong")
    assert not matches(SYNC, "in")


def test_recent_commands_come_first_and_greyed_ones_last() -> None:
    assert [c.key for c in found((GREYED, BATCH, SYNC), "", ["sync"])] == ["sync", "sign_many", "seal"]
