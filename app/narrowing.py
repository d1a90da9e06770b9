"""A list as the user shaped it: a folder under a filter or a search, narrowed by more marks, in an order of choice.

The cache pages its lists newest first, by filter. Marks and orders beyond that are looked for among the newest
`SCAN_MAX` rows of a list; where a list is longer, the count says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta

import msgspec

from app.clock import now
from app.describe import due_on
from app.parts import Parts
from app.queries import Queries
from app.shapes import SEARCH, Shape
from app.texts import _
from app.views import ListPage, Row
from office import deadlines
from office.records import AnyRecord

SCAN_MAX = 2000
WINDOW = 500
DUE_DAYS = 7


def shaped(queries: Queries, parts: Parts, shape: Shape) -> ListPage:
    """The list of this shape; one window of it when it is plain, all that was found otherwise."""
    page = queries.search(shape.query) if shape.folder == SEARCH else queries.page(shape.folder, shape.filter)
    if shape.is_plain:
        return page
    rows = _scanned(queries, shape, page)
    return _chosen(page, rows, parts, shape)


def _scanned(queries: Queries, shape: Shape, first: ListPage) -> list[Row]:
    rows, below = list(first.rows), first.next
    while below is not None and len(rows) < SCAN_MAX:
        window = queries.page(shape.folder, shape.filter, before=below, limit=WINDOW)
        rows, below = [*rows, *window.rows], window.next
    return rows


def _chosen(page: ListPage, rows: list[Row], parts: Parts, shape: Shape) -> ListPage:
    records = {row.id: record for row in rows if (record := parts.record(row.id)) is not None}
    dues = {key: due_on(record, parts.person_id) for key, record in records.items()}
    tests = [_TESTS[name](dues, records, now()) for name in shape.narrows if name in _TESTS]
    kept = [row for row in rows if row.id in records and all(test(row) for test in tests)]
    if shape.sort == "due":
        kept.sort(key=lambda row: dues[row.id] or date.max)
    elif shape.sort == "from":
        kept.sort(key=lambda row: _plain(row.heading))
    words = page.count_words
    if shape.narrows:
        words = _("{count} khớp", count=len(kept))
    if len(rows) < page.total:
        words = _("{count} khớp trong {scanned} mới nhất", count=len(kept), scanned=len(rows))
    empty = "" if kept else _("Không có văn bản nào khớp. Bỏ bớt bộ lọc để xem thêm.")
    return msgspec.structs.replace(
        page, rows=tuple(kept), total=len(kept), next=None, count_words=words, empty=empty or page.empty
    )


Dues = dict[str, date | None]
Records = dict[str, AnyRecord]
Test = Callable[[Row], bool]


def _due_soon(dues: Dues, records: Records, at: datetime) -> Test:
    today = deadlines.local_date(at)
    return lambda row: (day := dues[row.id]) is not None and today <= day <= today + timedelta(days=DUE_DAYS)


def _overdue(dues: Dues, records: Records, at: datetime) -> Test:
    today = deadlines.local_date(at)
    return lambda row: (day := dues[row.id]) is not None and day < today


def _urgent(dues: Dues, records: Records, at: datetime) -> Test:
    return lambda row: bool(getattr(records[row.id], "urgency", 0))


def _unread(dues: Dues, records: Records, at: datetime) -> Test:
    return lambda row: row.is_unread


_TESTS = {"due": _due_soon, "overdue": _overdue, "urgent": _urgent, "unread": _unread}


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
