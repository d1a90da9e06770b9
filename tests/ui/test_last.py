"""What was open when the user left comes back from the desk's memory, or as on the first day."""

from __future__ import annotations

from pathlib import Path

from app.memory import Memory
from app.shapes import Shape
from tests.helpers import office_world as world
from tests.ui.desks import Office
from ui.flows.last import LAST, SAVED, Kept, Last, kept_by


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    last, saved = Last(shape=Shape(folder="drafts"), document_id="d1", zoom=("page", 1.0)), (Shape(folder="incoming"),)
    with Office(tmp_path).desk(world.LEADER) as desk:
        assert kept_by(desk) == Kept()
        Memory(desk.parts).save(LAST, last)
        Memory(desk.parts).save(SAVED, saved)
        assert kept_by(desk) == Kept(last, saved)


def test_what_nobody_understands_is_left_alone(tmp_path: Path) -> None:
    with Office(tmp_path).desk(world.LEADER) as desk:
        Memory(desk.parts).save(LAST, {"shape": 7})
        assert kept_by(desk) == Kept()
