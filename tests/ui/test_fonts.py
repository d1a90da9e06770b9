"""Faces come from the system; the document's face has every Vietnamese letter."""

from __future__ import annotations

from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

from ui.theme import fonts

LETTERS = "ẵựếơ₫ỡễợƯĐặữ"


def test_interface_face_is_one_that_this_machine_has(qapp: QApplication) -> None:
    assert fonts.interface_face()
    assert fonts.interface(13).family() == fonts.interface_face()


def test_faces_know_every_vietnamese_letter(qapp: QApplication) -> None:
    raw = QRawFont.fromFont(fonts.interface())
    assert all(raw.supportsCharacter(ord(letter)) for letter in LETTERS)


def test_document_face_is_metrically_times(qapp: QApplication) -> None:
    assert fonts.document_face() in fonts.DOCUMENT_FACES


def test_fonts_are_kept_and_not_made_for_each_painting(qapp: QApplication) -> None:
    assert fonts.strong(13) is fonts.strong(13)
    assert fonts.strong().weight() > fonts.medium().weight() > fonts.interface().weight()
