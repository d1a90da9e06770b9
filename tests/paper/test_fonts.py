"""The document face draws all Vietnamese, and says which letters it lacks."""

from __future__ import annotations

import pytest

from paper import fonts
from paper.errors import LetterMissing
from tests.paper.papers import LETTERS


def test_folder_holds_the_face_in_four_styles() -> None:
    assert (fonts.folder() / fonts.face().regular.name).is_file()
    assert len(list(fonts.folder().glob("*erif-*.ttf"))) >= 4 or fonts.face().family == "Times New Roman"


def test_face_draws_every_vietnamese_letter_and_the_dong() -> None:
    fonts.check_letters(LETTERS + LETTERS.upper() + "₫…–“”0123456789/.,;:()%&+-")


def test_missing_letters_are_named_once_and_in_order() -> None:
    with pytest.raises(LetterMissing) as caught:
        fonts.check_letters("họp 🙂 và 🙂 \x07\n")
    assert caught.value.facts == {"letters": "U+0007 🙂"}
