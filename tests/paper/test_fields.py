"""Fields as read: our pages, other producers', numbers drawn by fields, and scans, of which nothing is invented."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from office.records import Place
from paper.compose import compose
from paper.fields import Fields, read
from tests.paper.foreign import BODY, FOOT, HEADER, produced
from tests.paper.papers import AT, LETTER, SHEETS, composed, qpdf, saved, scan, turned, with_fields


def values(fields: Fields) -> dict[str, str | None]:
    names = ("symbol", "date", "issuer", "type", "summary", "signer", "recipients")
    return {name: (field.value if (field := getattr(fields, name)) else None) for name in names}


def test_decision_is_read_whole(tmp_path: Path) -> None:
    assert values(read(saved(tmp_path, composed("decision")))) == {
        "symbol": "2047/QĐ-UBND",
        "date": "2026-11-24",
        "issuer": "ỦY BAN NHÂN DÂN TỈNH SƠN LĨNH",
        "type": "Quyết định",
        "summary": SHEETS["decision"]["subject"],
        "signer": "Trần Văn Ngọc",
        "recipients": "Như trên; Chủ tịch, các PCT UBND tỉnh (b/c); Lưu: VT, KSTT",
    }


def test_blank_draft_has_no_symbol_and_no_date_though_it_cites_some(tmp_path: Path) -> None:
    fields = read(saved(tmp_path, composed("letter")))
    assert fields.symbol is None
    assert fields.date is None
    assert values(fields)["type"] == "Công văn"
    assert values(fields)["issuer"] == "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH SƠN LĨNH"


def test_number_and_date_drawn_by_fields_are_read_and_say_so(tmp_path: Path) -> None:
    sheet = compose("letter", LETTER, at=AT)
    texts = {"number": "2047", "day": "24", "month": "11", "year": "2026"}
    filled = with_fields(sheet.pdf, {name: (sheet.places[name], text) for name, text in texts.items()})
    fields = read(saved(tmp_path, filled))
    assert fields.symbol
    assert fields.date
    assert (fields.symbol.value, fields.symbol.source) == ("2047/VPUBND-KSTT", "annotation")
    assert (fields.date.value, fields.date.source) == ("2026-11-24", "annotation")


def test_anothers_stamp_below_the_header_is_not_taken_for_the_number(tmp_path: Path) -> None:
    stamp = Place(page=1, x0=100, y0=20, x1=220, y1=36)
    stamped = with_fields(composed("decision"), {"A": (stamp, "Number: 99/XX ngay 01 thang 01 nam 2020")})
    fields = values(read(saved(tmp_path, stamped)))
    assert (fields["symbol"], fields["date"]) == ("2047/QĐ-UBND", "2026-11-24")


def test_signer_is_found_on_the_page_before_an_annex(tmp_path: Path, qapp: QApplication) -> None:
    fields = read(produced(tmp_path, annex=True))
    assert fields.signer
    assert (fields.signer.value, fields.signer.page) == ("Đỗ Hữu Ước", 1)


def test_another_producers_page_with_a_cross_reference_stream_is_read(tmp_path: Path, qapp: QApplication) -> None:
    path = produced(tmp_path)
    assert b"/ObjStm" in path.read_bytes()
    assert values(read(path)) == {
        "symbol": "1287/CTHH-ƯDCNTT",
        "date": "2026-02-09",
        "issuer": "CỤC TIN HỌC HÓA",
        "type": "Công văn",
        "summary": "V/v hướng dẫn kết nối trục liên thông văn bản",
        "signer": "Đỗ Hữu Ước",
        "recipients": "Như trên; Lưu: VT, ƯDCNTT",
    }


def test_symbol_set_apart_or_glued_is_read_whole(tmp_path: Path, qapp: QApplication) -> None:
    rows = [row for row in HEADER if not row[4].startswith("Số")]
    for printed in ("Số : 07 - NQ / TU", "Số:07-NQ/TU"):
        row = (25.0, 75.0, 40.0, "c", printed)
        assert values(read(produced(tmp_path, (*rows, row, *BODY, *FOOT))))["symbol"] == "07-NQ/TU"


def test_cited_symbol_never_stands_in_for_a_missing_one(tmp_path: Path, qapp: QApplication) -> None:
    rows = [row for row in HEADER if not row[4].startswith("Số")]
    cited = (25.0, 170.0, 74.0, "", "Số liệu theo Quyết định số 12/QĐ-TTg ngày 05 tháng 01 năm 2024 của Thủ tướng.")
    fields = values(read(produced(tmp_path, (*rows, cited, *BODY, *FOOT))))
    assert (fields["symbol"], fields["date"]) == (None, None)


def test_received_decree_is_known_by_its_type(tmp_path: Path, qapp: QApplication) -> None:
    rows = [row for row in HEADER if "V/v" not in row[4] and "trục" not in row[4]]
    title = ((25.0, 170.0, 60.0, "bc", "NGHỊ ĐỊNH"), (25.0, 170.0, 66.0, "bc", "Về công tác văn thư"))
    fields = values(read(produced(tmp_path, (*rows[:-1], *title, *BODY, *FOOT))))
    assert (fields["type"], fields["summary"]) == ("Nghị định", "Về công tác văn thư")


def test_printed_note_between_title_and_name_is_not_the_signer(tmp_path: Path, qapp: QApplication) -> None:
    note = (105.0, 90.0, 150.0, "c", "Ký bởi: Cục Tin học hóa")
    fields = read(produced(tmp_path, (*HEADER, *BODY, *FOOT[:-1], note, FOOT[-1])))
    assert values(fields)["signer"] == "Đỗ Hữu Ước"


def test_impossible_date_is_no_date(tmp_path: Path, qapp: QApplication) -> None:
    rows = [row for row in HEADER if "ngày" not in row[4]]
    odd = (100.0, 95.0, 40.0, "ic", "Hà Nội, ngày 31 tháng 02 năm 2026")
    assert read(produced(tmp_path, (*rows, odd, *BODY, *FOOT))).date is None


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_page_scanned_sideways_invents_nothing(rotation: int, tmp_path: Path) -> None:
    fields = read(saved(tmp_path, turned(composed("decision"), rotation=rotation)))
    assert values(fields)["symbol"] in {None, "2047/QĐ-UBND"}
    assert values(fields)["date"] in {None, "2026-11-24"}


def test_scan_yields_nothing_but_that_it_is_one(tmp_path: Path) -> None:
    assert read(saved(tmp_path, scan())) == Fields(is_scan=True)


def test_words_drawn_on_a_scan_do_not_make_it_text(tmp_path: Path) -> None:
    stamp = Place(page=1, x0=100, y0=200, x1=500, y1=216)
    words = "Ky boi Van phong ngay 01 thang 02 nam 2026 luc 10 gio 20 phut tai Ha Noi"
    assert read(saved(tmp_path, with_fields(scan(), {"A": (stamp, words)}))) == Fields(is_scan=True)


def test_rewritten_by_another_program_the_page_reads_the_same(tmp_path: Path) -> None:
    plain = composed("named")
    again = qpdf(tmp_path, plain, "--object-streams=generate", "--linearize")
    assert read(saved(tmp_path, again, "again.pdf")) == read(saved(tmp_path, plain))


def test_fields_are_json_with_value_page_and_rectangle(tmp_path: Path) -> None:
    plain = json.loads(msgspec.json.encode(read(saved(tmp_path, composed("decision")))))
    assert set(plain["symbol"]) == {"value", "page", "rectangle", "source"}
    assert plain["symbol"]["page"] == 1
    assert len(plain["symbol"]["rectangle"]) == 4
