"""What a file can do to the room: each has a code of its own."""

from __future__ import annotations

from office.errors import ButPheError
from paper import errors


def test_every_error_has_a_code_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind.__module__ == errors.__name__]
    assert all(issubclass(kind, ButPheError) for kind in kinds)
    assert len({kind.code for kind in kinds if issubclass(kind, ButPheError)}) == len(kinds) == 7


def test_error_carries_its_facts() -> None:
    assert str(errors.PageMissing(page=9, pages=2)) == "page_missing page=9 pages=2"
