"""What the screen shows: fields and looks drawn, the right bytes, and a worker whose death costs one page."""

from __future__ import annotations

import hashlib
import os
import signal
from pathlib import Path

import pytest
from PIL import Image

from office.records import Place
from paper.compose import compose
from paper.errors import DamagedPdf, EncryptedPdf, FileReplaced, NotAPdf, PageMissing
from paper.render import Picture, Renderer
from tests.paper.papers import AT, LETTER, composed, qpdf, saved, turned, with_fields
from workers.errors import WorkerDied


def image(picture: Picture) -> Image.Image:
    size = (picture.width, picture.height)
    return Image.frombytes("RGB", size, picture.pixels, "raw", "BGRX", picture.stride).convert("L")


def darkest(picture: Picture, place: Place, width: float) -> int:
    scale = picture.width / width
    box = tuple(int(side * scale) for side in (place.x0, place.y0, place.x1, place.y1))
    return int(image(picture).crop(box).getextrema()[0])  # type: ignore[arg-type]


def test_open_tells_the_hash_of_the_bytes_and_the_sizes_as_seen(renderer: Renderer, tmp_path: Path) -> None:
    data = turned(composed("letter"), rotation=90, crop=(30, 40, 530, 840))
    opened = renderer.open(saved(tmp_path, data))
    assert opened.sha256 == hashlib.sha256(data).hexdigest()
    assert opened.pages == 1
    assert opened.sizes == (pytest.approx((800.0, 500.0)),)


@pytest.mark.parametrize("width", [200, 1000, 2400])
def test_page_is_as_wide_as_asked(renderer: Renderer, tmp_path: Path, width: int) -> None:
    renderer.open(saved(tmp_path, composed("letter")))
    picture = renderer.page(0, width)
    assert abs(picture.width - width) <= 1
    assert len(picture.pixels) == picture.stride * picture.height
    assert image(picture).getextrema()[0] < 100
    assert image(picture).getpixel((3, 3)) == 255


def test_fields_are_drawn_where_they_stand(renderer: Renderer, tmp_path: Path) -> None:
    sheet = compose("letter", LETTER, at=AT)
    number = sheet.places["number"]
    renderer.open(saved(tmp_path, sheet.pdf))
    assert darkest(renderer.page(0, 1200), number, 595.28) > 250
    renderer.open(saved(tmp_path, with_fields(sheet.pdf, {"Number": (number, "2047")}), "filled.pdf"))
    assert darkest(renderer.page(0, 1200), number, 595.28) < 100


def test_reading_does_not_change_what_is_drawn(renderer: Renderer, tmp_path: Path) -> None:
    sheet = compose("letter", LETTER, at=AT)
    renderer.open(saved(tmp_path, with_fields(sheet.pdf, {"Number": (sheet.places["number"], "2047")})))
    before = renderer.page(0, 600)
    words = renderer.text(0)
    assert renderer.page(0, 600) == before
    assert [word.text for word in words if word.is_drawn] == ["2047"]
    assert {"Số:", "/VPUBND-KSTT"} <= {word.text for word in words if not word.is_drawn}


def test_search_finds_words_whatever_their_case_and_those_of_fields(renderer: Renderer, tmp_path: Path) -> None:
    sheet = compose("letter", LETTER, at=AT)
    filled = with_fields(sheet.pdf, {"Number": (sheet.places["number"], "2047")})
    renderer.open(saved(tmp_path, filled))
    found = renderer.search("nguyễn thị hồng nhạn")
    assert [hit.index for hit in found] == [0]
    x0, y0, x1, y1 = found[0].rectangles[0]
    leader = sheet.places["leader"]
    assert leader.x0 < x0 < x1 < leader.x1
    assert leader.y1 < y0 < y1
    assert len(renderer.search("2047")) == 1
    assert renderer.search("không có chữ này") == ()
    assert renderer.search("  ") == ()


def test_renderer_survives_a_killed_worker(renderer: Renderer, tmp_path: Path) -> None:
    renderer.open(saved(tmp_path, composed("letter")))
    before = renderer.page(0, 500)
    pid = renderer.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    try:
        again = renderer.page(0, 500)
    except WorkerDied:
        again = renderer.page(0, 500)
    assert again == before
    assert renderer.pid != pid


def test_file_replaced_while_shown_is_still_shown_and_refused_after_a_restart(
    renderer: Renderer, tmp_path: Path
) -> None:
    path = saved(tmp_path, composed("letter"))
    renderer.open(path)
    before = renderer.page(0, 500)
    path.write_bytes(composed("decision"))
    assert renderer.page(0, 500) == before
    renderer.close()
    with pytest.raises(FileReplaced):
        renderer.page(0, 500)


def test_bad_files_are_named_and_cost_nothing(renderer: Renderer, tmp_path: Path) -> None:
    data = composed("letter")
    with pytest.raises(NotAPdf):
        renderer.open(saved(tmp_path, b"", "empty.pdf"))
    with pytest.raises(DamagedPdf):
        renderer.open(saved(tmp_path, data[:500], "cut.pdf"))
    with pytest.raises(EncryptedPdf):
        renderer.open(saved(tmp_path, qpdf(tmp_path, data, "--encrypt", "a", "b", "256", "--"), "locked.pdf"))
    renderer.open(saved(tmp_path, data))
    with pytest.raises(PageMissing):
        renderer.page(1, 500)
    assert renderer.page(0, 300).width in {299, 300, 301}
