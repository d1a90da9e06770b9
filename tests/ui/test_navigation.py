"""The rail: a count changes alone, a narrow rail keeps its words for screen readers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFrame, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import FOLDERS, STATE
from ui.shell.navigation import EntryButton, NavigationView
from ui.shell.state import navigation


@pytest.fixture
def rail(qtbot: QtBot) -> NavigationView:
    made = NavigationView()
    qtbot.addWidget(made)
    made.show_width(216)
    made.show_navigation(navigation(STATE, FOLDERS), "for_signature")
    made.show()
    return made


def entry(rail: NavigationView, key: str) -> EntryButton:
    found = rail.findChild(EntryButton, f"nav_{key}")
    assert found is not None
    return found


def test_open_folder_is_checked_and_counts_are_spoken(rail: NavigationView) -> None:
    assert entry(rail, "for_signature").isChecked()
    assert entry(rail, "for_signature").accessibleName() == "Trình ký, 12"


def test_count_changes_without_anything_else_being_made_anew(rail: NavigationView) -> None:
    before = entry(rail, "drafts")
    state = navigation(STATE, FOLDERS)
    changed = replace(state, entries=tuple(replace(e, badge="8") if e.key == "drafts" else e for e in state.entries))
    rail.show_navigation(changed, "for_signature")
    assert entry(rail, "drafts") is before
    assert before.entry.badge == "8"


def test_saved_filters_stand_below_the_folders_with_keys_of_their_own(rail: NavigationView) -> None:
    rail.show_navigation(navigation(STATE, FOLDERS, {"s1": "Khẩn", "s2": "Quá hạn"}), "saved:s2")
    assert rail.keys()[-3:] == ("search", "saved:s1", "saved:s2")
    assert entry(rail, "saved:s2").isChecked()
    assert entry(rail, "saved:s2").entry.number == len(rail.keys())


def test_press_tells_the_folder(qtbot: QtBot, rail: NavigationView) -> None:
    with qtbot.waitSignal(rail.chosen) as told:
        entry(rail, "incoming").click()
    assert told.args == ["incoming"]


def test_narrow_rail_hides_words_and_keeps_names(rail: NavigationView) -> None:
    rail.show_width(64)
    assert entry(rail, "drafts").is_narrow()
    assert entry(rail, "drafts").toolTip().startswith("Dự thảo")
    compose = rail.findChild(QPushButton, "compose")
    assert compose is not None
    assert compose.text() == ""
    assert compose.accessibleName() == "Soạn văn bản"


def test_delegation_stands_there_while_one_acts_for_somebody(rail: NavigationView) -> None:
    card = rail.findChild(QFrame, "delegation")
    assert card is not None
    assert card.isVisible()
    rail.show_navigation(replace(navigation(STATE, FOLDERS), delegation=""), "drafts")
    assert not card.isVisible()
