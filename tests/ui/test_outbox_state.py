"""The outbox: what needs a decision stands first, and one sentence says it all."""

from __future__ import annotations

from msgspec.structs import replace

from tests.ui.samples import OUTBOX
from ui.screens.outbox.state import lines, summary, unseen_conflict


def test_what_needs_a_decision_stands_first() -> None:
    made = lines(tuple(reversed(OUTBOX)))
    assert [line.action_id for line in made] == ["c1", "c2"]
    assert (made[0].can_decide, made[0].can_undo) == (True, False)
    assert (made[1].can_decide, made[1].can_undo) == (False, True)


def test_what_is_about_no_document_cannot_be_opened() -> None:
    (made,) = lines([replace(OUTBOX[1], document_id="")])
    assert not made.can_open
    assert lines(OUTBOX[1:])[0].can_open


def test_summary_says_what_waits_and_that_nothing_is_lost() -> None:
    assert summary(()) == "Không có gì chờ gửi. Mọi thao tác đã đến máy chủ."
    assert "1 việc cần bạn quyết định" in summary(OUTBOX)
    assert summary(OUTBOX[1:]) == "1 thao tác chờ máy chủ; chương trình tự gửi khi có mạng."


def test_conflict_out_of_sight_can_be_given_up_but_not_redone() -> None:
    conflict = unseen_conflict(OUTBOX[0])
    assert conflict.action_id == "c1"
    assert not conflict.can_redo
    assert conflict.mine
    assert conflict.theirs
