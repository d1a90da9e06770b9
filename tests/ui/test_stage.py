"""Pictures of a window over a real desk, where there is no display."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from app.compose import renderer
from tests.helpers import office_world as world
from tests.ui.desks import Office
from ui.stage import Stage


def test_stage_paints_a_person_s_window_with_a_document(qapp: object, tmp_path: Path) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("submitted")
    target = tmp_path / "screens" / "01.png"
    with office.desk(world.LEADER) as desk:
        stage = Stage(desk, renderer(), width=1200, height=800)
        stage.shoot(target, folder="incoming", document_id=document.id)
        stage.close()
    picture = QImage(str(target))
    assert (picture.width(), picture.height()) == (1200, 800)
    colours = {picture.pixel(x, y) for x in range(0, 1200, 9) for y in range(0, 800, 9)}
    assert len(colours) > 50
