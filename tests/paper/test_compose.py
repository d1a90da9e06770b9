"""A composed page: the law's cells, literal text, PDF/A, and places that hold."""

from __future__ import annotations

import subprocess
import unicodedata
from datetime import date
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.records import Place
from paper.compose import POINTS_PER_MM, compose, overlap, seal_place, type_area
from paper.errors import DoesNotFit, LetterMissing
from paper.fields import fields_of
from paper.opening import open_bytes
from paper.places import date_cells, number_cell, signer_block
from paper.text import lines, read_page, read_pages
from tests.paper.papers import AT, LETTER, LETTERS, SHEETS, composed, saved

ALL_MARKS = {"number", "day", "month", "year", "initial1", "initial2", "leader", "seal"}
WORD = st.text(LETTERS, min_size=1, max_size=7)
PHRASE = st.lists(WORD, min_size=2, max_size=14).map(" ".join)
NAME = (
    st.lists(st.text(LETTERS, min_size=2, max_size=7).map(str.capitalize), min_size=2, max_size=5)
    .map(" ".join)
    .filter(lambda name: len(name) <= 26)
)
"""Longer than any in an office, and still one line of the signer's column."""


def page_words(pdf: bytes, index: int = 0) -> str:
    document = open_bytes(pdf)
    try:
        return "\n".join(line.text for line in lines(read_page(document, index).words))
    finally:
        document.close()


@pytest.mark.parametrize("template", SHEETS)
def test_page_returns_every_place_when_number_and_date_are_blank(template: str) -> None:
    places = compose(template, SHEETS[template] | {"number": "", "date": None}, at=AT).places
    assert set(places) == ALL_MARKS


def test_page_prints_number_and_date_when_the_data_have_them() -> None:
    sheet = compose("decision", SHEETS["decision"] | {"date": date(2026, 2, 5)}, at=AT)
    assert set(sheet.places) == ALL_MARKS - {"number", "day", "month", "year"}
    assert "Số: 2047/QĐ-UBND" in page_words(sheet.pdf)
    assert "Sơn Lĩnh, ngày 05 tháng 02 năm 2026" in page_words(sheet.pdf)


@pytest.mark.parametrize("template", SHEETS)
@pytest.mark.parametrize("paragraphs", [1, 9, 14, 17, 18, 19, 20, 21, 40])
def test_places_hold_and_the_signer_is_never_alone(template: str, paragraphs: int) -> None:
    body = ["Đề nghị các cơ quan, đơn vị rà soát, cập nhật và gửi kết quả về Văn phòng. " * 2] * paragraphs
    sheet = compose(template, SHEETS[template] | {"body": body}, at=AT)
    for key, place in sheet.places.items():
        area = type_area(place.page)
        assert area.x0 <= place.x0 < place.x1 <= area.x1, key
        assert area.y0 <= place.y0 < place.y1 <= area.y1, key
    assert not overlap(sheet.places["initial1"], sheet.places["initial2"])
    assert "về Văn phòng." in page_words(sheet.pdf, sheet.places["leader"].page - 1)


def test_long_document_numbers_its_pages_from_the_second() -> None:
    pdf = composed("named", body=["Nội dung báo cáo của đơn vị. " * 12] * 30)
    document = open_bytes(pdf)
    try:
        tops = [lines(page.words)[0] for page in read_pages(document, 9)]
    finally:
        document.close()
    assert len(tops) >= 3
    assert [top.text for top in tops[1:]] == [str(number) for number in range(2, len(tops) + 1)]
    assert "CỘNG HÒA" in page_words(pdf)


def test_seal_covers_a_third_of_the_signature_at_its_true_size() -> None:
    places = compose("letter", LETTER | {"seal_mm": 34}, at=AT).places
    leader, seal = places["leader"], places["seal"]
    assert seal.x1 == pytest.approx(leader.x0 + (leader.x1 - leader.x0) / 3)
    assert seal.x1 - seal.x0 == pytest.approx(34 * POINTS_PER_MM)
    assert seal.y1 - seal.y0 == pytest.approx(34 * POINTS_PER_MM)
    assert (seal.y0 + seal.y1) / 2 == pytest.approx((leader.y0 + leader.y1) / 2)


def test_seal_is_shifted_into_the_type_area_and_never_shrunk() -> None:
    seal = seal_place(Place(page=1, x0=90, y0=750, x1=240, y1=815), 36)
    area = type_area(1)
    assert (seal.x0, seal.y1) == (pytest.approx(area.x0), pytest.approx(area.y1))
    assert seal.x1 - seal.x0 == pytest.approx(36 * POINTS_PER_MM)


def test_texts_are_literal() -> None:
    text = '#read("x") *đậm* $x$ // chú thích _nghiêng_ @nguồn [a] \\ `b` <c> "d" - e'
    assert text in " ".join(page_words(composed("letter", body=[text, "Hết./."])).split())


@pytest.mark.parametrize(
    ("agency", "rows"),
    [
        ("Sở Nội vụ", ["SỞ NỘI VỤ"]),
        ("Ủy ban nhân dân tỉnh Sơn Lĩnh", ["ỦY BAN NHÂN DÂN", "TỈNH SƠN LĨNH"]),
        ("Bộ Khoa học và Công nghệ", ["BỘ KHOA HỌC", "VÀ CÔNG NGHỆ"]),
    ],
)
def test_agency_too_long_for_a_line_is_parted_by_sense(agency: str, rows: list[str]) -> None:
    document = open_bytes(composed("letter", agency=agency, parent=""))
    left = [word for word in read_page(document, 0).words if word.x1 < 280]
    document.close()
    assert [line.text for line in lines(left)][: len(rows)] == rows


def test_decomposed_text_comes_out_composed() -> None:
    plain = "V/v đề nghị bổ sung hồ sơ"
    pdf = composed("letter", subject=unicodedata.normalize("NFD", plain))
    assert plain in " ".join(page_words(pdf).split("\n"))


def test_a_draft_may_be_composed_from_lines_of_text() -> None:
    as_lines = {key: "\n".join(map(str, value)) if isinstance(value, list) else value for key, value in LETTER.items()}
    assert compose("letter", as_lines | {"date": "", "fictional": "false"}, at=AT).pdf == composed("letter")


def test_same_data_give_the_same_bytes() -> None:
    assert composed("letter") == composed("letter")


def test_fictional_document_says_so_on_every_page() -> None:
    pdf = composed("letter", fictional=True, body=["Nội dung. " * 40] * 12)
    assert "TÀI LIỆU GIẢ ĐỊNH" in page_words(pdf)
    assert "TÀI LIỆU GIẢ ĐỊNH" in page_words(pdf, 1)
    assert "GIẢ ĐỊNH" not in page_words(composed("letter"))


def test_a_letter_that_cannot_be_drawn_is_named() -> None:
    with pytest.raises(LetterMissing) as caught:
        composed("letter", subject="V/v họp 🙂 trực tuyến")
    assert caught.value.facts == {"letters": "🙂"}


def test_data_of_another_shape_are_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        composed("letter", unknown="x")


def test_cell_without_room_is_named() -> None:
    with pytest.raises(DoesNotFit) as caught:
        composed("letter", notation="-".join(["VPUBND"] * 12))
    assert caught.value.facts == {"cell": "symbol"}


def test_number_that_runs_into_the_date_is_refused() -> None:
    with pytest.raises(DoesNotFit):
        composed("letter", notation="UBND-VPUBND-KSTTHC-KTTH", place="Thành phố Hồ Chí Minh rất rất dài")


@pytest.mark.parametrize("template", SHEETS)
def test_file_is_a_clean_pdf_a_with_its_face_embedded(template: str, tmp_path: Path) -> None:
    path = saved(tmp_path, composed(template))
    subprocess.run(["qpdf", "--check", str(path)], check=True, capture_output=True)
    data = path.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    shown = subprocess.run(["pdffonts", str(path)], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert shown
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in shown), shown


def test_rules_stand_clear_of_the_letters_above_them() -> None:
    """Below the motto, the agency and the subject the page is white between the lowest ink and the rule."""
    document = pdfium.PdfDocument(composed("decision", agency="Sở gyjq", subject="Quy chế ạ ệ g y q"))
    page = document[0]
    picture = page.render(scale=4, grayscale=True).to_pil()
    rules = [item.get_bounds() for item in page.get_objects() if item.type == 2]
    for left, bottom, right, _ in rules:
        top = (page.get_height() - bottom) * 4
        gap = picture.crop((int(left * 4), int(top - 8), int(right * 4), int(top - 4)))
        assert gap.getextrema()[0] > 200
    assert len(rules) == 3
    page.close()
    document.close()


@settings(max_examples=40, deadline=None)
@given(
    subject=PHRASE,
    signer=NAME,
    number=st.integers(1, 99999),
    day=st.dates(date(2020, 3, 5), date(2099, 12, 31)),
    recipients=st.lists(PHRASE, min_size=1, max_size=4),
)
def test_what_is_composed_is_read_back(
    subject: str, signer: str, number: int, day: date, recipients: list[str]
) -> None:
    data = LETTER | {
        "subject": f"V/v {subject}",
        "signer": signer,
        "number": f"{number:02d}",
        "date": day,
        "recipients": recipients,
    }
    document = open_bytes(compose("letter", data, at=AT).pdf)
    try:
        fields = fields_of(read_pages(document, 9))
    finally:
        document.close()
    assert fields.symbol
    assert fields.date
    assert fields.summary
    assert fields.signer
    assert fields.recipients
    assert fields.symbol.value == f"{number:02d}/VPUBND-KSTT"
    assert fields.date.value == day.isoformat()
    assert fields.summary.value == f"V/v {subject}"
    assert fields.signer.value == signer
    assert fields.recipients.value == "; ".join(recipients)


@pytest.mark.parametrize("template", SHEETS)
def test_places_of_the_template_agree_with_what_is_read(template: str) -> None:
    sheet = compose(template, SHEETS[template] | {"number": "", "date": None}, at=AT)
    document = open_bytes(sheet.pdf)
    try:
        pages = read_pages(document, 9)
    finally:
        document.close()
    block = signer_block(pages)
    assert block
    read = {"number": number_cell(pages[0]), **date_cells(pages[0]), "leader": block.leader, "seal": block.seal}
    for key, place in read.items():
        assert place, key
        exact = sheet.places[key]
        assert place.page == exact.page
        for side in ("x0", "y0", "x1", "y1"):
            assert getattr(place, side) == pytest.approx(getattr(exact, side), abs=4), (key, side)
