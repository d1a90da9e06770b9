"""The shape of a list in words: chips in the search field, names of saved filters, menus of marks and orders. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from app.shapes import NARROWS, SEARCH, SORTS, Shape
from app.texts import _
from app.views import ListPage
from office.personal import SavedSearch


@dataclass(frozen=True, slots=True)
class ShapeChip:
    """A chip of the search field: its key is told when it is dropped."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of a menu."""

    key: str
    words: str
    is_on: bool


def chips_of(shape: Shape, page: ListPage) -> tuple[ShapeChip, ...]:
    """What the list is narrowed to."""
    chosen = next((f.title for f in page.filters if f.key == page.filter and f.key), "")
    found = [ShapeChip("filter", chosen)] if chosen else []
    found += [ShapeChip(mark, _(NARROWS[mark])) for mark in shape.narrows if mark in NARROWS]
    if shape.query:
        found.append(ShapeChip("query", _("Tìm: {words}", words=shape.query)))
    return tuple(found)


def without(shape: Shape, chip: str) -> Shape:
    """The shape with one chip less."""
    if chip == "filter":
        return replace(shape, filter="")
    return replace(shape, narrows=tuple(mark for mark in shape.narrows if mark != chip))


def title_of(shape: Shape, titles: Mapping[str, str]) -> str:
    """What a filter is called when it is saved: what sets it apart first, then its folder."""
    parts = [f"“{shape.query}”"] if shape.query else []
    parts += [_(NARROWS[mark]) for mark in shape.narrows if mark in NARROWS]
    if shape.sort != "newest" and shape.sort in SORTS:
        parts.append(_(SORTS[shape.sort]))
    if not parts and shape.filter:
        parts.append(titles.get(f"{shape.folder}:{shape.filter}", ""))
    return " · ".join(part for part in (*parts, titles.get(shape.folder, "")) if part)


def saved_shape(saved: SavedSearch) -> Shape:
    """The list that a saved search opens; words are looked for in everything."""
    return Shape(
        folder=SEARCH if saved.query or not saved.folder else saved.folder,
        filter=saved.filter,
        narrows=saved.narrows,
        sort=saved.sort or "newest",
        query=saved.query,
    )


def mark_lines(shape: Shape) -> tuple[MenuLine, ...]:
    """The menu of marks: any of them may be on."""
    return tuple(MenuLine(key, _(words), key in shape.narrows) for key, words in NARROWS.items())


def order_lines(shape: Shape) -> tuple[MenuLine, ...]:
    """The menu of orders: exactly one is on."""
    return tuple(MenuLine(key, _(words), key == shape.sort) for key, words in SORTS.items())
