"""Small named facts."""

from __future__ import annotations

from sync.pull import Feed
from tests.sync.conftest import Desks


def test_fact_is_loaded_as_it_was_saved_and_may_be_removed(desks: Desks) -> None:
    desk = desks.open()
    assert desk.cache.meta.load("x", Feed) is None
    with desk.cache.transaction():
        desk.cache.meta.save("x", Feed(token="a", seq=1))
        desk.cache.meta.save("x", Feed(token="b", seq=2))
    assert desk.cache.meta.load("x", Feed) == Feed(token="b", seq=2)
    with desk.cache.transaction():
        desk.cache.meta.save("x", None)
    assert desk.cache.meta.load("x", Feed) is None
