"""One person's desk in one window: commands by key, palette and menu lead to the same things."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.helpers import office_world as world
from tests.ui.desks import Office, sitting
from ui.shell.keys import KEYS, KeysSheet
from ui.theme.current import CURRENT


def test_every_global_key_leads_to_something(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        known = seat.room._commands  # noqa: SLF001 the table itself
        assert {key.command for key in KEYS if key.is_global} <= known.keys()


def test_f1_opens_the_sheet_of_keys(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.room.refresh()
        seat.rest()
        qtbot.keyClick(seat.window, Qt.Key.Key_F1)
        seat.until(lambda: seat.window.findChild(KeysSheet))


def test_palette_lists_the_actions_of_the_document_with_the_reason_of_what_is_greyed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = Office(tmp_path)
    document = office.put_incoming("directed")
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.open("incoming", document.id)
        seat.room.command("palette")
        assert "do:begin" in seat.window.palette_window.listed()


def test_theme_goes_round_and_comes_back(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seen = []
        for _turn in range(3):
            seat.room.command("theme")
            seen.append(CURRENT.scheme)
        assert seen == ["dark", "contrast", "light"]


def test_menu_of_the_account_ticks_the_present_theme(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    with office.desk(world.OFFICER) as desk, sitting(qtbot, desk) as seat:
        seat.window.navigation.settings_wanted.emit()
        menu = seat.window.findChild(QMenu, "account_menu")
        assert menu is not None
        ticked = [entry.objectName() for entry in menu.actions() if entry.isChecked()]
        menu.close()
        assert ticked == ["theme_light"]


def test_ticked_documents_become_a_batch_in_the_signing_panel(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = office.put_outgoing("awaiting_signature")
    office.put_outgoing("awaiting_signature", id=world.uid("other"))
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("for_signature", first.id)
        seat.window.folder.model.tick(seat.window.folder.model.ids())
        assert len(seat.room.signing._batch) == 2  # noqa: SLF001 what will be signed
        seat.window.folder.model.tick(())
        assert seat.room.signing._batch == ()  # noqa: SLF001


def test_batch_outlives_the_reading_of_another_of_its_documents(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = office.put_outgoing("awaiting_signature")
    other = office.put_outgoing("awaiting_signature", id=world.uid("other"))
    with office.desk(world.LEADER) as desk, sitting(qtbot, desk) as seat:
        seat.open("for_signature", first.id)
        seat.window.folder.model.tick((first.id, other.id))
        seat.window.folder.choose(other.id)
        seat.until(lambda: seat.room.reading.document and seat.room.reading.document.id == other.id)
        assert {line.document_id for line in seat.room.signing._batch} == {first.id, other.id}  # noqa: SLF001
