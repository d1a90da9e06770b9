"""Secrecy marks are seen framed or alone, in any spelling; running text about secrecy is no alarm."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from paper.marks import mark_in, secrecy
from paper.text import PageText, Word
from tests.paper.foreign import BODY, FOOT, HEADER, Row, produced
from tests.paper.papers import LETTER, SHEETS, composed, saved, scan, turned


def page_of_rows(*rows: tuple[float, float, str]) -> PageText:
    """A page with these rows of words (x, y, text), twelve points high."""
    words = []
    for x, y, text in rows:
        at = x
        for word in text.split():
            words.append(Word(word, 1, at, y, at + 7 * len(word), y + 12))
            at += 7 * len(word) + 4
    return PageText(1, 595, 842, tuple(words), ())


def page_with(folder: Path, *rows: Row, frame: tuple[float, float, float, float] | None = None) -> Path:
    return produced(folder, (*HEADER, *BODY, *FOOT, *rows), frame=frame)


@pytest.mark.parametrize(
    ("text", "degree"),
    [
        ("MẬT", "Mật"),
        ("TỐI MẬT", "Tối mật"),
        ("TUYỆT MẬT", "Tuyệt mật"),
        ("Mật", "Mật"),
        ("Tối mật", "Tối mật"),
        ("[MẬT]", "Mật"),
        ("M Ậ T", "Mật"),
        ("T Ố I M Ậ T", "Tối mật"),
        ("Độ mật: Tối mật", "Tối mật"),
        ("ĐỘ MẬT: MẬT", "Mật"),
        ("MËT", "Mật"),
        ("TUYEÄT MAÄT", "Tuyệt mật"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_mark_standing_alone_is_seen(text: str, degree: str, form: str) -> None:
    row = unicodedata.normalize("NFC", unicodedata.normalize(form, text))  # words come in NFC from `text`
    assert mark_in(page_of_rows((90, 60, "SỞ NỘI VỤ"), (90, 180, row), (90, 300, "Nội dung văn bản"))) == degree


@pytest.mark.parametrize(
    "rows",
    [
        ((90, 300, "tăng cường bảo mật thông tin và bảo vệ bí mật nhà nước"),),
        ((90, 300, "bảo vệ bí"), (90, 314, "mật")),
        ((200, 160, "QUY CHẾ BẢO VỆ BÍ"), (230, 173, "MẬT")),
        ((200, 160, "PHẦN MỀM BẢO MẬT"),),
        ((90, 300, "Độ mật: không"),),
        ((90, 700, "Mật"),),
        ((90, 200, "Mật ong rừng"),),
        ((90, 200, "MẬT THƯ"),),
    ],
)
def test_talk_of_secrecy_is_no_mark(rows: tuple[tuple[float, float, str], ...]) -> None:
    assert mark_in(page_of_rows((90, 60, "SỞ NỘI VỤ"), *rows)) == ""


@pytest.mark.parametrize("template", SHEETS)
def test_open_document_bears_no_mark(template: str, tmp_path: Path) -> None:
    assert "bí mật" in str(LETTER["body"])
    assert secrecy(saved(tmp_path, composed(template))) == ""


def test_mark_beside_other_words_of_its_row_is_seen(tmp_path: Path, qapp: QApplication) -> None:
    assert secrecy(page_with(tmp_path, (28, 30, 66, "b", "TỐI MẬT"))) == "Tối mật"


def test_decomposed_mark_of_another_producer_is_seen(tmp_path: Path, qapp: QApplication) -> None:
    text = unicodedata.normalize("NFD", "TUYỆT MẬT")
    assert secrecy(page_with(tmp_path, (28, 30, 66, "b", text))) == "Tuyệt mật"


def test_framed_mark_is_seen_low_on_the_page(tmp_path: Path, qapp: QApplication) -> None:
    row = (28.0, 30.0, 212.0, "bc", "MẬT")
    assert secrecy(page_with(tmp_path, row, frame=(28, 207, 30, 9))) == "Mật"
    assert secrecy(page_with(tmp_path, row)) == ""


def test_framed_mark_is_seen_on_a_cropped_page(tmp_path: Path, qapp: QApplication) -> None:
    framed = page_with(tmp_path, (28, 30, 212, "bc", "MẬT"), frame=(28, 207, 30, 9))
    cropped = turned(framed.read_bytes(), rotation=0, crop=(30, 40, 560, 810))
    assert secrecy(saved(tmp_path, cropped, "cropped.pdf")) == "Mật"


def test_scan_bears_no_mark_that_a_machine_could_see(tmp_path: Path) -> None:
    assert secrecy(saved(tmp_path, scan(["MẬT"]))) == ""
