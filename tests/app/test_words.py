"""How states, actions, times and sizes are said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app import words

NOW = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=5), "11:55"),
        (timedelta(hours=20), "Hôm qua"),
        (timedelta(days=5), "20/11"),
        (timedelta(days=400), "21/10/2025"),
    ],
)
def test_time_is_said_shorter_the_nearer_it_is(ago, said):
    assert words.when_words(NOW - ago, NOW) == said


def test_day_changes_at_midnight_in_vietnam():
    just_after = datetime(2026, 11, 24, 17, 1, tzinfo=UTC)
    assert words.when_words(just_after - timedelta(minutes=2), just_after) == "Hôm qua"


def test_instant_is_shown_in_vietnams_time():
    assert words.instant_words(NOW) == "25/11/2026 12:00"
    assert words.instant_words(None) == ""


@pytest.mark.parametrize(("size", "said"), [(1, "1 KB"), (57_000, "56 KB"), (3_355_443, "3,2 MB")])
def test_size_is_said_with_a_decimal_comma(size, said):
    assert words.size_words(size) == said


def test_states_actions_and_roles_begin_with_a_capital():
    assert words.state_word("awaiting_signature") == "Chờ ký"
    assert words.action_word("seal") == "Đóng dấu"
    assert words.role_word("clerk") == "Văn thư"


def test_code_of_a_newer_server_is_said_as_it_is():
    assert words.word(words.VERDICTS, "newer") == "newer"
    assert words.urgency_word(9) == "9"


def test_usual_urgency_needs_no_word():
    assert words.urgency_word(0) == ""
    assert words.urgency_word(3) == "Hỏa tốc"


def test_day_is_day_month_year():
    assert words.day_words(date(2026, 2, 3)) == "03/02/2026"
    assert words.day_words(None) == ""


def test_moment_of_today_is_a_clock_and_of_another_day_has_its_date():
    at = datetime(2026, 3, 10, 2, 31, tzinfo=UTC)
    assert words.clock_words(at, at + timedelta(hours=3)) == "09:31"
    assert words.clock_words(at, at + timedelta(days=1)) == "09:31 10/03/2026"
