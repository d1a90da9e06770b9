"""Errors in the user's words: what happened, what is safe, what to do; a bug keeps its details for whoever helps."""

from __future__ import annotations

import pytest

from app.errors import ActionNotAllowed
from signing.outcomes import PinWrong
from sync.errors import ServerAway
from ui.dispatch import Cancelled
from ui.flows.telling import done_notice, notice_of
from ui.widgets.words import COPY


def test_wrong_pin_says_what_is_safe_and_what_to_do() -> None:
    notice = notice_of(PinWrong(warning="low"))
    assert notice is not None
    assert notice.headline.startswith("Mã PIN không đúng")
    assert "Caps Lock" in notice.detail


def test_server_that_is_away_is_a_warning_and_no_alarm() -> None:
    notice = notice_of(ServerAway())
    assert notice is not None
    assert notice.tone == "warning"


def test_refusal_of_the_rulebook_is_said_in_its_own_words() -> None:
    notice = notice_of(ActionNotAllowed(reason="wrong_state", action="sign", state="draft"))
    assert notice is not None
    assert "wrong_state" not in notice.headline


@pytest.mark.logs_warning
def test_bug_is_said_as_one_and_its_trace_can_be_copied() -> None:
    notice = notice_of(ValueError("nothing"))
    assert notice is not None
    assert notice.action == COPY
    assert "ValueError" in notice.details
    assert "ValueError" not in notice.headline + notice.detail


def test_work_that_the_user_stopped_is_no_error() -> None:
    assert notice_of(Cancelled()) is None


def test_what_was_done_can_be_taken_back_only_while_it_has_not_left() -> None:
    assert done_notice("Đã ghi", can_undo=True).action == "undo"
    assert done_notice("Đã ghi", can_undo=False).action == ""
