"""The shape of a list in words: chips, the name of a saved filter, the menus."""

from __future__ import annotations

from app.shapes import SEARCH, Shape
from office.personal import SavedSearch
from tests.ui.samples import PAGE
from ui.screens.folder.shape import chips_of, mark_lines, order_lines, saved_shape, title_of, without

SHAPE = Shape(folder="for_signature", filter="waiting", narrows=("due", "urgent"), query="ngân sách")


def test_each_narrowing_is_a_chip_of_its_own() -> None:
    assert [chip.key for chip in chips_of(SHAPE, PAGE)] == ["filter", "due", "urgent", "query"]


def test_dropped_chip_leaves_the_others() -> None:
    assert without(SHAPE, "due").narrows == ("urgent",)
    assert without(SHAPE, "filter").filter == ""


def test_saved_filter_is_called_by_what_sets_it_apart() -> None:
    assert title_of(SHAPE, {"for_signature": "Trình ký"}) == "“ngân sách” · Hạn: 7 ngày tới · Khẩn · Trình ký"
    assert title_of(Shape(folder="x", sort="due"), {}) == "Hạn xử lý trước"
    titles = {"x": "Văn bản đến", "x:done": "Đã xong"}
    assert title_of(Shape(folder="x", filter="done"), titles) == "Đã xong · Văn bản đến"


def test_saved_search_opens_the_list_that_was_saved() -> None:
    saved = SavedSearch(
        id="s", person_id="p", name="x", folder="incoming", filter="due", narrows=("urgent",), sort="from"
    )
    assert saved_shape(saved) == Shape(folder="incoming", filter="due", narrows=("urgent",), sort="from")
    words = SavedSearch(id="s", person_id="p", name="x", folder="incoming", query="ngân sách")
    assert saved_shape(words) == Shape(folder=SEARCH, query="ngân sách")


def test_menus_show_what_is_on() -> None:
    assert [line.key for line in mark_lines(SHAPE) if line.is_on] == ["due", "urgent"]
    assert [line.key for line in order_lines(SHAPE) if line.is_on] == ["newest"]
