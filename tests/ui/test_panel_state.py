"""Actions as the rulebook allows them: possible ones as buttons, the others in the menu with their reason."""

from __future__ import annotations

from msgspec.structs import replace

from app.views import ActionChoice
from tests.ui.samples import document
from ui.screens.panel.state import BUTTONS_MAX, action_bar, menu_words, panel


def test_action_of_the_signing_panel_is_no_button_a_second_time() -> None:
    bar = action_bar(document())
    assert [button.type for button in bar.buttons] == ["return", "opine"]


def test_greyed_action_stands_in_the_menu_with_its_reason() -> None:
    (greyed,) = action_bar(document()).more
    assert not greyed.is_enabled
    assert menu_words(greyed) == "Đóng dấu — Chưa có chữ ký của lãnh đạo"


def test_next_step_comes_first() -> None:
    assert action_bar(document(signing=False)).buttons[0].type == "submit"


def test_more_buttons_than_there_is_room_for_go_into_the_menu() -> None:
    many = tuple(ActionChoice(type=f"verb{n}", title=f"Việc {n}", enabled=True) for n in range(9))
    bar = action_bar(replace(document(), actions=many, signing=None))
    assert len(bar.buttons) == BUTTONS_MAX
    assert len(bar.more) == 9 - BUTTONS_MAX


def test_directive_is_written_in_the_panel_itself() -> None:
    shown = panel(document(directs=True, signing=False))
    assert shown.inline == "direct"
    assert "direct" not in {button.type for button in shown.actions.buttons}


def test_fields_without_a_value_are_left_out() -> None:
    given = document()
    empty = replace(given.fields[0], value="")
    assert len(panel(replace(given, fields=(empty, *given.fields[1:]))).fields) == len(given.fields) - 1
