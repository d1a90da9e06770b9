"""What the list shows beside its rows: its head, its filters, the bar of many, and why it is empty. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.texts import _, counted
from app.views import Filter, ListPage, Row


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A chip above the list."""

    key: str
    words: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Title, count and filters."""

    title: str
    count_words: str
    filters: tuple[FilterChip, ...]


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Why no row is shown; `can_widen` when a filter hides some."""

    headline: str
    detail: str
    can_widen: bool


@dataclass(frozen=True, slots=True)
class ManyBar:
    """How many rows are ticked and what may be done with all of them."""

    count_words: str
    action: str
    action_words: str


def head(page: ListPage) -> Head:
    """Lay out the head of the list."""
    chips = tuple(
        FilterChip(f.key, _chip_words(f, is_on=f.key == page.filter), f.key == page.filter) for f in page.filters
    )
    return Head(page.title, page.count_words, chips)


def _chip_words(chosen: Filter, *, is_on: bool) -> str:
    """How many there are stands beside the title already for the filter that is on."""
    return f"{chosen.title} · {chosen.count}" if chosen.count and not is_on else chosen.title


def emptiness(page: ListPage, *, is_narrowed: bool = False) -> Emptiness | None:
    """Why the list is empty, None while it has rows (B28)."""
    if page.total:
        return None
    is_filtered = is_narrowed or bool(page.filters) and page.filter != page.filters[0].key
    headline, _dot, detail = (page.empty or _("Chưa có văn bản nào ở đây.")).partition(". ")
    return Emptiness(headline.removesuffix("."), detail, is_filtered)


def many_bar(ticked: int, folder: str) -> ManyBar | None:
    """The bar for ticked rows; signing in one go is offered where signatures wait."""
    if not ticked:
        return None
    can_sign = folder == "for_signature"
    return ManyBar(
        counted("Đã chọn {count} văn bản", "Đã chọn {count} văn bản", ticked),
        "sign_many" if can_sign else "",
        _("Ký lô {count}", count=ticked) if can_sign else "",
    )


def successor(before: Sequence[str], after: Sequence[str], current: str) -> str:
    """The row to show after the list changed: the same one, else exactly the one that followed it (B20, B21).

    `before` and `after` are row ids in order; "" when nothing is left.
    """
    if current in after:
        return current
    left = set(after)
    place = before.index(current) if current in before else 0
    following = next((row for row in before[place:] if row in left), None)
    preceding = next((row for row in reversed(before[:place]) if row in left), None)
    return following or preceding or (after[0] if after else "")


def spoken(row: Row) -> str:
    """What a screen reader says of the row (B116)."""
    if row.spoken:
        return row.spoken
    parts = [row.heading, row.title, *(chip.text for chip in row.chips), row.when]
    if row.is_unread:
        parts.append(_("chưa đọc"))
    return ", ".join(part for part in parts if part)
