"""A shape is plain when the cache's own paging gives it."""

from __future__ import annotations

import msgspec

from app.shapes import NARROWS, SORTS, Shape


def test_shape_is_plain_until_a_mark_or_an_order_is_put_on_it() -> None:
    assert Shape(folder="incoming", filter="waiting").is_plain
    assert not any(Shape(narrows=(mark,)).is_plain for mark in NARROWS)
    assert [order for order in SORTS if Shape(sort=order).is_plain] == ["newest"]


def test_shape_comes_back_from_what_was_kept() -> None:
    shape = Shape(folder="incoming", narrows=("due",), sort="due", query="ngân sách")
    assert msgspec.json.decode(msgspec.json.encode(shape), type=Shape) == shape
