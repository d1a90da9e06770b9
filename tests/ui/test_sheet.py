"""The one style sheet, made from the table alone, without selectors that slow polishing; the window over the work."""

from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.theme.sheet import sheet
from ui.theme.tokens import SCHEMES, TABLE, Scheme
from ui.widgets.sheet import Sheet


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour_of_the_sheet_is_one_of_the_table(scheme: Scheme) -> None:
    made = sheet(TABLE[scheme])
    known = {getattr(TABLE[scheme], name) for name in TABLE[scheme].__dataclass_fields__}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", made)) <= known
    assert "$" not in made


def test_sheet_has_no_selector_for_everything() -> None:
    assert not re.search(r"(^|\s|,)\*\s*\{", sheet(TABLE["light"]))


def test_window_over_the_work_is_never_modal_and_fits_its_screen(qtbot: QtBot) -> None:
    made = Sheet("sheet", "Hộp gửi", "", None)
    qtbot.addWidget(made)
    made.body.addWidget(QLabel("x"))
    made.fit(5000, 5000)
    available = made.screen().availableGeometry()
    assert not made.isModal()
    assert made.width() <= available.width()
    assert made.height() <= available.height()
    made.say("một dòng")
    assert "một dòng" in {label.text() for label in made.findChildren(QLabel)}
