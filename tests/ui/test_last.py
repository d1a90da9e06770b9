"""What was open when the user left comes back from the desk's memory, or as on the first day."""

from __future__ import annotations

from pathlib import Path

from app.memory import Memory
from app.shapes import Shape
from tests.helpers import office_world as world
from tests.ui.desks import Office
from ui.flows.last import LAST, Last, last_of


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    last = Last(shape=Shape(folder="drafts"), document_id="d1", zoom=("page", 1.0))
    with Office(tmp_path).desk(world.LEADER) as desk:
        assert last_of(desk) == Last()
        Memory(desk.parts).save(LAST, last)
        assert last_of(desk) == last


def test_what_nobody_understands_is_left_alone(tmp_path: Path) -> None:
    with Office(tmp_path).desk(world.LEADER) as desk:
        Memory(desk.parts).save(LAST, {"shape": 7})
        assert last_of(desk) == Last()
