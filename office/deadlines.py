"""Days that the law counts: local dates at +07:00, working days, what is due and what is late.

It decides nothing about who is to blame; the days off of a year are data of the office (`office.world.Calendar`).
"""

from __future__ import annotations

from datetime import date, timedelta, timezone

from office.catalogue import URGENCY
from office.records import Instant
from office.world import Calendar

VIETNAM = timezone(timedelta(hours=7), "+07")
_SATURDAY = 5


def local_date(at: Instant) -> date:
    """The date in Vietnam at an instant."""
    return at.astimezone(VIETNAM).date()


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Tell whether the office works on that day: no weekend, no day off, or a day worked in exchange."""
    if day in calendar.days_worked:
        return True
    return day.weekday() < _SATURDAY and day not in calendar.days_off


def add_working_days(start: date, days: int, calendar: Calendar) -> date:
    """The day `days` working days after `start`; 0 is `start` itself. `days` is not negative."""
    assert days >= 0
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, calendar)
    return day


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after `start` up to and with `end`; negative when `end` lies before."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(is_working_day(start + timedelta(days=n), calendar) for n in range(1, (end - start).days + 1))


def overdue(due_on: date | None, today: date) -> bool:
    """Tell whether a due date has passed; no date is never late, the day itself is not late."""
    return due_on is not None and today > due_on


def hand_over_by(arrived_on: date, urgency: int, calendar: Calendar) -> date:
    """Last day to submit or dispatch: urgent the same day, else the next working day (D30 Art. 18.1, 23.1)."""
    known = URGENCY.get(urgency)
    return arrived_on if known and known.at_once else add_working_days(arrived_on, 1, calendar)


def due_words(due_on: date | None, today: date, *, calendar: Calendar | None = None, language: str = "vi") -> str:
    """Say how long is left: `Còn 2 ngày`, `Hạn hôm nay`, `Quá hạn 3 ngày`; "" without a due date.

    Days of the calendar are counted; with `calendar`, working days.
    """
    if due_on is None:
        return ""
    days = working_days_between(today, due_on, calendar) if calendar else (due_on - today).days
    if due_on == today:
        return "Due today" if language == "en" else "Hạn hôm nay"
    count = max(1, abs(days)) if overdue(due_on, today) else days
    unit_en = "day" if count == 1 else "days"
    unit_en, unit_vi = (f"working {unit_en}", "ngày làm việc") if calendar else (unit_en, "ngày")
    if overdue(due_on, today):
        return f"{count} {unit_en} overdue" if language == "en" else f"Quá hạn {count} {unit_vi}"
    return f"{count} {unit_en} left" if language == "en" else f"Còn {count} {unit_vi}"
