"""Places on pages that we did not compose: sure answers only."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from office.records import Place
from paper.compose import compose
from paper.opening import opened, page_of
from paper.places import arrival_strip, find, signature_block
from tests.paper.foreign import BODY, FOOT, HEADER, produced
from tests.paper.papers import AT, DECISION, SHEETS, composed, saved, scan, with_fields


def ink_in(path: Path, place: Place) -> int:
    """The darkest grey inside a place, with everything drawn; 255 is white."""
    with opened(path) as document, page_of(document, place.page - 1) as page:
        picture = page.render(scale=2, grayscale=True).to_pil()
    lowest, _ = picture.crop((int(place.x0 * 2), int(place.y0 * 2), int(place.x1 * 2), int(place.y1 * 2))).getextrema()
    return int(lowest)


@pytest.mark.parametrize("template", SHEETS)
def test_arrival_stamp_finds_white_paper_near_the_top(template: str, tmp_path: Path) -> None:
    path = saved(tmp_path, composed(template))
    strip = find(path)["arrival_strip"]
    assert strip.page == 1
    assert strip.y1 < 320
    assert strip.x1 - strip.x0 >= 120
    assert ink_in(path, strip) >= 250


def test_second_stamp_does_not_cover_the_first(tmp_path: Path) -> None:
    plain = compose("letter", SHEETS["letter"], at=AT).pdf
    first = find(saved(tmp_path, plain))["arrival_strip"]
    stamped = saved(tmp_path, with_fields(plain, {"A": (first, "DEN")}), "stamped.pdf")
    second = find(stamped)["arrival_strip"]
    assert second != first
    assert ink_in(stamped, second) >= 250


def test_page_without_room_gives_no_place_for_a_stamp(tmp_path: Path) -> None:
    full = Image.new("L", (1240, 1754), 200)
    full.save(tmp_path / "full.pdf", "PDF", resolution=150)
    with opened(tmp_path / "full.pdf") as document:
        assert arrival_strip(document) is None


def test_huge_sheet_gives_no_place_for_a_stamp(tmp_path: Path) -> None:
    Image.new("L", (3000, 3000), 255).save(tmp_path / "plan.pdf", "PDF", resolution=72)
    with opened(tmp_path / "plan.pdf") as document:
        assert arrival_strip(document) is None


def test_signer_of_another_producers_page_is_found_with_places(tmp_path: Path, qapp: QApplication) -> None:
    path = produced(tmp_path)
    block = signature_block(path)
    assert block
    assert block.name == "Đỗ Hữu Ước"
    assert block.title.y1 < block.leader.y0 < block.leader.y1 < block.name_place.y0
    assert ink_in(path, block.leader) >= 250
    centre = (block.leader.x0 + block.leader.x1) / 2
    assert centre == pytest.approx(150 / 25.4 * 72, abs=6)
    assert block.seal.x1 == pytest.approx(block.leader.x0 + (block.leader.x1 - block.leader.x0) / 3)


@pytest.mark.parametrize("name", ["ĐỖ HỮU ƯỚC", "(Đã ký)", "Đỗ Hữu Ước 2026", "Đỗ", "đỗ hữu ước", "Ký bởi: Đỗ Hữu"])
def test_what_is_no_name_gives_no_block(name: str, tmp_path: Path, qapp: QApplication) -> None:
    assert signature_block(produced(tmp_path, (*HEADER, *BODY, *FOOT[:-1], (105, 90, 168, "bc", name)))) is None


def test_name_right_under_the_title_leaves_no_room_to_sign(tmp_path: Path, qapp: QApplication) -> None:
    assert signature_block(produced(tmp_path, (*HEADER, *BODY, *FOOT[:-1], (105, 90, 141, "bc", "Đỗ Hữu Ước")))) is None


def test_note_printed_above_the_name_leaves_no_place_for_a_signature(tmp_path: Path, qapp: QApplication) -> None:
    note = (105.0, 90.0, 150.0, "c", "(Đã ký)")
    found = find(produced(tmp_path, (*HEADER, *BODY, *FOOT[:-1], note, FOOT[-1])))
    assert "name" in found
    assert not found.keys() & {"strip", "leader", "seal"}


def test_printed_number_and_date_leave_no_cells(tmp_path: Path) -> None:
    found = find(saved(tmp_path, compose("decision", DECISION, at=AT).pdf))
    assert not found.keys() & {"number", "day", "month", "year"}


def test_dotted_blanks_are_cells(tmp_path: Path, qapp: QApplication) -> None:
    rows = tuple(row for row in HEADER if "ngày" not in row[4] and not row[4].startswith("Số"))
    dotted = (
        (25.0, 75.0, 40.0, "c", "Số: ............../QĐ-CTHH"),
        (100.0, 95.0, 40.0, "ic", "Hà Nội, ngày ........ tháng ........ năm .............."),
    )
    found = find(produced(tmp_path, (*rows, *dotted, *BODY, *FOOT)))
    assert found.keys() >= {"day", "month", "year"}


def test_scan_offers_no_places_but_white_paper(tmp_path: Path) -> None:
    assert find(saved(tmp_path, scan())).keys() <= {"arrival_strip"}
