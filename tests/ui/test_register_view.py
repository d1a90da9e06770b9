"""The clerk's form beside the page: the cursor starts where something is missing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.samples import READ, TYPES
from ui.screens.register.state import registration
from ui.screens.register.view import RegisterView


@pytest.fixture
def view(qtbot: QtBot) -> RegisterView:
    made = RegisterView()
    qtbot.addWidget(made)
    made.resize(340, 700)
    made.show()
    made.show_registration(registration(READ, TYPES))
    return made


def test_duplicate_stands_above_the_form(view: RegisterView) -> None:
    assert view.notice.isVisible()


def test_field_in_doubt_is_marked_for_the_sheet(view: RegisterView) -> None:
    assert view.form.field("signer_name").property("doubt") == "true"
    assert view.form.field("code").property("doubt") == "false"


@pytest.mark.parametrize(("name", "signal"), [("register_leave", "left"), ("register_refuse", "refused")])
def test_ways_out_are_told(qtbot: QtBot, view: RegisterView, name: str, signal: str) -> None:
    button = view.findChild(QPushButton, name)
    assert button is not None
    with qtbot.waitSignal(getattr(view, signal)):
        button.click()


def test_button_stands_at_the_foot_always(view: RegisterView) -> None:
    button = view.form.submit_button()
    assert button.isVisible()
    assert button.mapTo(view, button.rect().bottomLeft()).y() < view.height()
