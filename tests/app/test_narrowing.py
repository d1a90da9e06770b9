"""A list narrowed by several marks at once and put in another order; a long one says how far it was looked through."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from app import narrowing
from app.clock import now
from app.narrowing import shaped
from app.shapes import Shape
from office import deadlines
from office.records import Assignment
from tests.helpers import office_world as world
from tests.ui.desks import Office


@pytest.fixture
def desk(tmp_path: Path):
    office = Office(tmp_path)
    today = deadlines.local_date(now())
    for name, days, urgency, agency in (("a", 3, 0, "Sở Tài chính"), ("b", 1, 2, "Bộ Nội vụ"), ("c", -2, 0, "Đài")):
        lead = Assignment(role="lead", person_id=world.OFFICER, due_on=today + timedelta(days=days))
        directive = replace(world.directive(), assignments=(lead,))
        office.put_incoming("directed", id=world.uid(name), directive=directive, urgency=urgency, issuing_agency=agency)
    with office.desk(world.OFFICER) as made:
        yield made


def ids(desk, **shape: object) -> list[str]:
    page = shaped(desk.queries, desk.parts, Shape(folder="incoming", **shape))  # type: ignore[arg-type]
    return [row.id for row in page.rows]


A, B, C = (world.uid(name) for name in "abc")


def test_marks_hold_together(desk) -> None:
    assert set(ids(desk, narrows=("due",))) == {A, B}
    assert ids(desk, narrows=("due", "urgent")) == [B]
    assert ids(desk, narrows=("overdue",)) == [C]
    assert len(ids(desk, narrows=("unread",))) == 3


def test_orders_by_deadline_and_by_sender_without_diacritics(desk) -> None:
    assert ids(desk, sort="due") == [C, B, A]
    assert ids(desk, sort="from") == [B, C, A]


def test_nothing_that_fits_says_so(desk) -> None:
    page = shaped(desk.queries, desk.parts, Shape(folder="incoming", narrows=("overdue", "urgent")))
    assert page.total == 0
    assert page.empty.startswith("Không có văn bản nào khớp")


def test_long_list_is_looked_through_as_far_as_it_says(desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(narrowing, "SCAN_MAX", 1)
    page = shaped(desk.queries, desk.parts, Shape(folder="incoming", narrows=("unread",)))
    assert page.total == 3


def test_hits_of_a_search_are_narrowed_too(desk) -> None:
    page = shaped(desk.queries, desk.parts, Shape(folder="search", query="ra soat", narrows=("urgent",)))
    assert [row.id for row in page.rows] == [B]
