"""Days that the law counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.deadlines import (
    add_working_days,
    due_words,
    hand_over_by,
    is_working_day,
    local_date,
    overdue,
    working_days_between,
)
from office.world import Calendar

PLAIN = Calendar()
FRIDAY, SATURDAY, MONDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))
calendars = st.builds(Calendar, st.frozensets(days, max_size=20), st.frozensets(days, max_size=20))


def test_day_in_vietnam_begins_at_17_utc() -> None:
    assert local_date(datetime(2026, 3, 9, 16, 59, tzinfo=UTC)) == date(2026, 3, 9)
    assert local_date(datetime(2026, 3, 9, 17, 0, tzinfo=UTC)) == date(2026, 3, 10)


def test_weekends_and_days_off_are_no_working_days_unless_worked_in_exchange() -> None:
    calendar = Calendar(days_off=frozenset({MONDAY}), days_worked=frozenset({SATURDAY}))
    assert [is_working_day(day, PLAIN) for day in (FRIDAY, SATURDAY, MONDAY)] == [True, False, True]
    assert [is_working_day(day, calendar) for day in (FRIDAY, SATURDAY, MONDAY)] == [True, True, False]


def test_working_days_are_added_over_the_weekend() -> None:
    assert add_working_days(FRIDAY, 0, PLAIN) == FRIDAY
    assert add_working_days(FRIDAY, 1, PLAIN) == MONDAY
    assert add_working_days(FRIDAY, 1, Calendar(days_off=frozenset({MONDAY}))) == date(2026, 3, 10)


@given(start=days, count=st.integers(0, 60), calendar=calendars)
def test_added_working_days_are_as_many_when_counted(start: date, count: int, calendar: Calendar) -> None:
    end = add_working_days(start, count, calendar)
    assert working_days_between(start, end, calendar) == count
    assert count == 0 or is_working_day(end, calendar)


@given(start=days, days_apart=st.integers(0, 90), calendar=calendars)
def test_counting_back_is_counting_negative(start: date, days_apart: int, calendar: Calendar) -> None:
    end = start + timedelta(days=days_apart)
    assert working_days_between(end, start, calendar) == -working_days_between(start, end, calendar)


@given(due=days, today=days)
def test_work_is_late_only_after_its_day(due: date, today: date) -> None:
    assert overdue(due, today) == (today > due)
    assert not overdue(None, today)


def test_documents_are_handed_on_the_next_working_day_and_urgent_ones_at_once() -> None:
    assert hand_over_by(FRIDAY, 0, PLAIN) == MONDAY
    assert [hand_over_by(FRIDAY, level, PLAIN) for level in (1, 2, 3)] == [FRIDAY] * 3
    assert hand_over_by(FRIDAY, 9, PLAIN) == MONDAY


@pytest.mark.parametrize(
    ("due", "vi", "en"),
    [
        (FRIDAY, "Hạn hôm nay", "Due today"),
        (SATURDAY, "Còn 1 ngày", "1 day left"),
        (date(2026, 3, 8), "Còn 2 ngày", "2 days left"),
        (date(2026, 3, 3), "Quá hạn 3 ngày", "3 days overdue"),
        (None, "", ""),
    ],
)
def test_due_date_is_said_in_words(due: date | None, vi: str, en: str) -> None:
    assert due_words(due, FRIDAY) == vi
    assert due_words(due, FRIDAY, language="en") == en


def test_due_date_is_counted_in_working_days_when_the_office_says_so() -> None:
    assert due_words(MONDAY, FRIDAY, calendar=PLAIN) == "Còn 1 ngày làm việc"
    assert due_words(FRIDAY, MONDAY, calendar=PLAIN, language="en") == "1 working day overdue"
    assert due_words(FRIDAY, SATURDAY, calendar=PLAIN) == "Quá hạn 1 ngày làm việc"
