"""The letter of another producer: its own writer, compressed objects, and a page in the form of Decree 30."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import UTC, datetime

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from butphe.demo.foreign import letter
from butphe.demo.papers import papers
from paper.fields import read
from paper.places import find
from tests.helpers.drawn_page import words

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
MM = 72 / 25.4


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("foreign") / "letter.pdf"
    path.write_bytes(letter(papers(AT.date())[0].sheet, at=AT))
    return path


def test_file_says_that_another_library_wrote_it(path):
    producer = str(PdfFileReader(io.BytesIO(path.read_bytes())).trailer_view["/Info"]["/Producer"])
    assert re.fullmatch(r"pydyf \d+\.\d+\.\d+", producer)


def test_cross_reference_is_a_stream_and_objects_lie_in_streams(path):
    data = path.read_bytes()
    assert b"/XRef" in data
    assert b"/ObjStm" in data
    assert not re.search(rb"(^|\n)xref\s", data)
    assert b"trailer" not in data


def test_fields_are_read_from_the_page(path):
    fields = read(path)
    assert fields.symbol.value == "2147/BKHCN-CĐSQG"
    assert fields.date.value == "2026-11-24"
    assert fields.issuer.value == "BỘ KHOA HỌC VÀ CÔNG NGHỆ"
    assert fields.summary.value == "V/v góp ý dự thảo Kế hoạch chuyển đổi số năm 2027"
    assert fields.signer.value == "Bùi Thế Vinh"
    assert fields.recipients.value == "Như trên; Bộ trưởng (để b/c); Lưu: VT, CĐSQG"


def test_everything_stands_inside_the_type_area_and_lines_are_justified(path):
    drawn = words(path)
    assert min(word.x0 for word in drawn) >= 30 * MM - 1
    assert min(word.top for word in drawn) >= 20 * MM - 1
    ends = [word.x1 for word in drawn if word.text in ("đã", "(gửi", "Bộ", "thiện.")]
    assert max(word.x1 for word in drawn) == pytest.approx(195 * MM, abs=1)
    assert len([end for end in ends if end == pytest.approx(195 * MM, abs=1)]) == 4


def test_arrival_stamp_finds_its_strip(path):
    assert "arrival_strip" in find(path)


def test_faces_are_embedded_and_every_letter_has_its_text(path):
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert len(listed) == 4
    assert all(row.split()[-5:-2] == ["yes", "yes", "yes"] for row in listed)
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    text = page.get_textpage().get_text_range()
    assert "Khoa học và Công nghệ trước ngày 15 tháng 12 năm 2026 để tổng hợp, hoàn thiện." in text
    assert "TÀI LIỆU GIẢ ĐỊNH" in text
