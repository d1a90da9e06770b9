"""Each signature in words: who, when, the verdict, and why."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.samples import VERDICT
from ui.screens.signatures.view import SignaturesSheet
from ui.widgets.chips import ChipLabel


def test_signer_time_verdict_and_reasons_are_shown(qtbot: QtBot) -> None:
    sheet = SignaturesSheet(VERDICT, None)
    qtbot.addWidget(sheet)
    words = " ".join(label.text() for label in sheet.findChildren(QLabel))
    for part in ("Nguyễn Thu Hà", "25/11/2026 09:12", "Chứng thư còn hiệu lực"):
        assert part in words
    assert "Hợp lệ" in {chip.text() for chip in sheet.findChildren(ChipLabel)}
