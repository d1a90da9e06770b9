"""Words stand where they are seen, on every rotation and crop, and say who draws them."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium_c
import pytest

from office.records import Place
from paper.compose import compose
from paper.opening import open_bytes, page_of
from paper.text import Line, PageText, Word, lines, read_page, segments, view_of
from tests.paper.papers import AT, LETTER, composed, turned, with_fields

CROP = (30.0, 50.0, 560.0, 800.0)


def first_page(data: bytes) -> PageText:
    document = open_bytes(data)
    try:
        return read_page(document, 0)
    finally:
        document.close()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, CROP])
def test_user_space_is_seen_as_pdfium_shows_it(rotation: int, crop: tuple[float, float, float, float] | None) -> None:
    document = open_bytes(turned(composed("letter"), rotation=rotation, crop=crop))
    with page_of(document, 0) as page:
        view = view_of(page)
        assert view.size == pytest.approx(page.get_size(), abs=0.01)
        across, down = (round(side * 100) for side in view.size)
        for point in ((100.0, 700.0), (300.5, 200.25), (31.0, 51.0)):
            x, y = ctypes.c_int(), ctypes.c_int()
            pdfium_c.FPDF_PageToDevice(page, 0, 0, across, down, 0, *point, x, y)
            assert view.seen(*point) == pytest.approx((x.value / 100, y.value / 100), abs=0.05)
    document.close()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, CROP])
def test_words_lie_on_the_ink_that_is_seen(rotation: int, crop: tuple[float, float, float, float] | None) -> None:
    document = open_bytes(turned(composed("letter"), rotation=rotation, crop=crop))
    with page_of(document, 0) as page:
        picture = page.render(scale=2, grayscale=True).to_pil()
    words = read_page(document, 0).words
    document.close()
    for word in words:
        box = picture.crop((int(word.x0 * 2), int(word.y0 * 2), int(word.x1 * 2) + 1, int(word.y1 * 2) + 1))
        assert box.getextrema()[0] < 140, word


def test_upright_page_reads_from_top_to_bottom() -> None:
    rows = [line.text for line in segments(first_page(composed("letter")).words)]
    assert rows[:5] == [
        "ỦY BAN NHÂN DÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH SƠN LĨNH",
        "Độc lập - Tự do - Hạnh phúc",
        "VĂN PHÒNG",
    ]


def test_weight_of_words_is_known() -> None:
    bold = {line.text for line in segments(first_page(composed("letter")).words) if line.is_bold}
    assert "VĂN PHÒNG" in bold
    assert "Nguyễn Thị Hồng Nhạn" in bold
    assert "ỦY BAN NHÂN DÂN" not in bold


def test_what_a_field_draws_is_kept_apart_from_the_page() -> None:
    sheet = compose("letter", LETTER, at=AT)
    before = first_page(sheet.pdf)
    page = first_page(with_fields(sheet.pdf, {"Number": (sheet.places["number"], "2047")}))
    assert page.words == before.words
    assert [word.text for word in page.drawn] == ["2047"]
    word, place = page.drawn[0], sheet.places["number"]
    assert word.source == "annotation"
    assert place.x0 - 1 <= word.x0 <= word.x1 <= place.x1 + 1
    assert place.y0 - 1 <= word.y0 <= word.y1 <= place.y1 + 1


def test_a_field_over_the_same_words_is_still_the_annotations() -> None:
    sheet = compose("letter", LETTER, at=AT)
    below = Place(page=1, x0=100, y0=600, x1=200, y1=616)
    page = first_page(with_fields(sheet.pdf, {"A": (below, "VT, KSTT."), "B": (sheet.places["day"], "24")}))
    assert sorted(word.text for word in page.drawn) == ["24", "KSTT.", "VT,"]


def test_words_far_apart_are_two_segments_of_one_line() -> None:
    words = [Word("Số:", 1, 100, 50, 120, 62), Word("Hà", 1, 300, 51, 315, 63), Word("Nội", 1, 318, 51, 335, 63)]
    assert [line.text for line in lines(words)] == ["Số: Hà Nội"]
    assert [line.text for line in segments(words)] == ["Số:", "Hà Nội"]


def test_line_is_around_its_words() -> None:
    line = Line((Word("a", 2, 10, 20, 15, 30), Word("b", 2, 18, 21, 25, 33)))
    assert (line.text, line.page, line.rectangle) == ("a b", 2, (10, 20, 25, 33))
