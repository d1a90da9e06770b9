"""Looks as two other programs draw them: seen in ink, at their true size, upright, with transparency."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from office.records import Place
from signing.appearance.looks import Look, arrival_lines, copy_lines
from signing.appearance.place import MM
from signing.appearance.render import break_line, image_size, open_image
from signing.outcomes import SignatureRefused
from signing.pades.fonts import face
from signing.pades.sign import sign
from tests.helpers.pki import Pki
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import FILLED, hand, ink, job, key_signer, letter, prepared_letter, raster, seal


def _sealed(folder: Path, pki: Pki, *, hand_png: bytes) -> Path:
    leader, agency = pki.leaf("Nguyễn Văn Ẩn"), pki.leaf("Văn phòng UBND tỉnh Hoa Lư")
    source, led, out = prepared_letter(folder), folder / "led.pdf", folder / "out.pdf"
    sign(job(source, led, "leader", leader, pki, field="Leader", look=Look(image_png=hand_png)), key_signer(leader))
    look = Look(image_png=seal())
    sign(job(led, out, "seal", agency, pki, field="Seal", look=look, fill=FILLED), key_signer(agency))
    return out


@pytest.mark.parametrize("size", [(700, 300), (300, 400), (900, 200)], ids=["usual", "narrow", "wide"])
def test_seal_stands_over_a_third_of_the_signature_at_its_true_size(
    size: tuple[int, int], folder: Path, pki: Pki
) -> None:
    out, places = _sealed(folder, pki, hand_png=hand(*size)), letter().places
    page = raster(out)
    red = ink(page, "red")
    assert red is not None
    assert red[2] - red[0] == pytest.approx(36 * MM, abs=1.5)
    assert red[3] - red[1] == pytest.approx(36 * MM, abs=1.5)
    blue = ink(raster(folder / "led.pdf"), "blue", places["leader"])
    assert blue is not None
    assert (red[2] - blue[0]) / (blue[2] - blue[0]) == pytest.approx(1 / 3, abs=0.03)
    assert (red[1] + red[3]) / 2 == pytest.approx((places["leader"].y0 + places["leader"].y1) / 2, abs=1)


def test_signature_shows_through_the_seal(folder: Path, pki: Pki) -> None:
    out, places = _sealed(folder, pki, hand_png=hand()), letter().places
    before = ink(raster(folder / "led.pdf"), "blue", places["leader"])
    after = ink(raster(out), "blue", places["leader"])
    assert before is not None
    assert after == pytest.approx(before, abs=3)


def test_number_and_date_are_drawn_at_their_true_width(folder: Path, pki: Pki) -> None:
    out, places = _sealed(folder, pki, hand_png=hand()), letter().places
    page = raster(out, dpi=288)
    for mark, digits in (("number", 4), ("day", 2), ("month", 2), ("year", 4)):
        drawn = ink(page, "dark", places[mark], dpi=288)
        assert drawn is not None
        width = digits * 6.5  # a digit is half the 13 pt
        assert width - 3 < drawn[2] - drawn[0] < width + 1
    number = ink(page, "dark", places["number"], dpi=288)
    assert number is not None
    assert places["number"].x1 - number[2] < 1.5  # against its slash


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_stamp_stands_upright_where_the_reader_sees_the_place(turn: int, folder: Path, pki: Pki) -> None:
    clerk = pki.leaf("Văn thư")
    (folder / "plain.pdf").write_bytes(plain_pdf("Trang xoay"))
    with (folder / "plain.pdf").open("rb") as stream, (folder / "in.pdf").open("wb") as output:
        writer = IncrementalPdfFileWriter(stream)
        page = writer.find_page_for_modification(0)[0].get_object()
        page[pdf_name("/Rotate")] = generic.NumberObject(turn)
        page[pdf_name("/CropBox")] = generic.ArrayObject(map(generic.NumberObject, (20, 30, 575, 812)))
        writer.update_container(page)
        writer.write(output)
    place = Place(page=1, x0=300, y0=350, x1=300 + 50 * MM, y1=350 + 35 * MM)
    look = Look(lines=arrival_lines("Ủy ban nhân dân tỉnh Hoa Lư", "125", "25/11/2026"))
    sign(job(folder / "in.pdf", folder / "out.pdf", "arrival", clerk, pki, place=place, look=look), key_signer(clerk))
    red = ink(_cropped(folder / "out.pdf"), "red")
    assert red == pytest.approx((place.x0, place.y0, place.x1, place.y1), abs=1)


def _cropped(path: Path) -> Image.Image:
    done = subprocess.run(["pdftoppm", "-cropbox", "-r", "144", "-png", str(path)], capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def test_copy_stands_in_the_top_right_corner_inside_the_page(folder: Path, pki: Pki) -> None:
    clerk = pki.leaf("Văn thư")
    (folder / "in.pdf").write_bytes(letter().pdf)
    asked = job(folder / "in.pdf", folder / "out.pdf", "copy", clerk, pki)
    look = Look(lines=copy_lines("certified", "Văn phòng Ủy ban nhân dân tỉnh Hoa Lư", asked.when))
    sign(job(folder / "in.pdf", folder / "out.pdf", "copy", clerk, pki, look=look), key_signer(clerk))
    corner = Place(page=1, x0=300, y0=0, x1=595, y1=50)
    drawn = ink(raster(folder / "out.pdf"), "dark", corner)
    assert ink(raster(folder / "in.pdf"), "dark", corner) is None
    assert drawn is not None
    assert drawn[2] == pytest.approx(595.3 - 8 * MM, abs=2)


def test_time_stays_with_its_zone_where_a_line_is_broken() -> None:
    line = "Số: 2047/VPUBND-KSTT; 25/11/2026; 13:07:06 +07:00"
    cut = face("regular", line)
    assert break_line(line, cut, 10, 200) == ["Số: 2047/VPUBND-KSTT; 25/11/2026;", "13:07:06 +07:00"]
    assert break_line(line, cut, 10, 400) == [line]
    assert break_line("một hai ba", face("regular", "một hai ba"), 10, 30) == ["một", "hai ba"]


def test_seal_is_as_wide_as_its_resolution_or_the_entity_says() -> None:
    assert image_size("seal", Look(image_png=seal(mm=38)), (10, 10))[0] == pytest.approx(38 * MM, abs=0.2)
    assert image_size("seal", Look(image_png=seal(mm=38), image_mm=34), (10, 10))[0] == pytest.approx(34 * MM)


def test_signature_fits_its_strip_and_keeps_its_shape() -> None:
    width, height = image_size("leader", Look(image_png=hand(700, 300)), (54 * MM, 12 * MM))
    assert (width / height, height) == (pytest.approx(7 / 3), pytest.approx(12 * MM))


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff\xe0 a jpeg"])
def test_what_is_no_png_is_refused(data: bytes) -> None:
    with pytest.raises(SignatureRefused):
        open_image(data)
