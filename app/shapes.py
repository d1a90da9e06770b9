"""What a list can be narrowed to and sorted by, and the shape that a user gave it. Read before the first paint."""

from __future__ import annotations

import msgspec

from app.words import N_

SEARCH = "search"
NARROWS = {
    "due": N_("Hạn: 7 ngày tới"),
    "overdue": N_("Quá hạn"),
    "urgent": N_("Khẩn"),
    "unread": N_("Chưa đọc"),
}
SORTS = {
    "newest": N_("Mới nhất trước"),
    "due": N_("Hạn xử lý trước"),
    "from": N_("Theo nơi gửi"),
}


class Shape(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a list is: kept as the last one open on this machine, and by the person as a saved search."""

    folder: str = ""
    filter: str = ""
    narrows: tuple[str, ...] = ()
    sort: str = "newest"
    query: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the cache's own paging gives it."""
        return not self.narrows and self.sort == "newest"
