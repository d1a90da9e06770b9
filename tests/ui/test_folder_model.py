"""The model has its true length from the start and asks for rows as they are looked at."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.samples import PAGE, ROWS
from ui.screens.folder.model import FolderModel, RowRole, TickRole

LONG = replace(PAGE, total=240_000, next=77)


def test_length_is_true_before_all_rows_are_there(qtbot: QtBot) -> None:
    model = FolderModel()
    model.show_page(LONG)
    assert model.rowCount() == 240_000
    assert model.rowCount(model.index(0)) == 0


def test_row_that_is_missing_is_asked_for_once(qtbot: QtBot) -> None:
    model = FolderModel()
    model.show_page(LONG)
    asked: list[object] = []
    model.wanted.connect(asked.append)
    assert model.row(100_000) is None
    assert model.row(100_001) is None
    assert asked == [77]
    model.add_page(replace(LONG, rows=tuple(replace(row, id=f"e{row.id}") for row in ROWS), next=78))
    assert model.row(len(ROWS)).id == "ed1"  # type: ignore[union-attr]
    model.row(100_000)
    assert asked == [77, 78]


def test_unchanged_rows_are_not_moved(qtbot: QtBot) -> None:
    model = FolderModel()
    model.show_page(PAGE)
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_page(replace(PAGE, rows=(replace(ROWS[0], is_unread=True), *ROWS[1:])))
    assert model.row(0).is_unread  # type: ignore[union-attr]


def test_roles_give_the_row_its_words_and_its_tick(qtbot: QtBot) -> None:
    model = FolderModel()
    model.show_page(PAGE)
    index = model.index(0)
    assert index.data(RowRole) == ROWS[0]
    assert "Sở Khoa học" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert index.data(TickRole) is False
    model.toggle(0)
    assert index.data(TickRole) is True
    model.toggle(0)
    assert model.ticked() == ()


def test_ticks_are_counted(qtbot: QtBot) -> None:
    model = FolderModel()
    model.show_page(PAGE)
    counts: list[int] = []
    model.ticks_changed.connect(counts.append)
    model.tick(("d1", "d2"))
    model.tick(())
    assert counts == [2, 0]
