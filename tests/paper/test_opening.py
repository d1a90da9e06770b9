"""Opening says what is wrong with a file, and never writes to it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from office.errors import ButPheError
from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf, PageMissing
from paper.opening import open_bytes, opened, page_of
from tests.paper.papers import composed, qpdf, saved


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", NotAPdf),
        (b"PK\x03\x04 a Word file", NotAPdf),
        (b"\x00" * 5000, NotAPdf),
        (b"%PDF-1.7\n", DamagedPdf),
        (b"%PDF-1.7\nnothing\nstartxref\n0\n%%EOF", DamagedPdf),
    ],
)
def test_opening_names_what_is_wrong(data: bytes, kind: type[ButPheError], tmp_path: Path) -> None:
    with pytest.raises(kind) as caught, opened(saved(tmp_path, data)):
        pass
    assert caught.value.facts == {"file": "file.pdf"}


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_a_file_cut_off_is_damaged_though_viewers_repair_it(share: float) -> None:
    data = composed("letter")
    with pytest.raises(DamagedPdf):
        open_bytes(data[: int(len(data) * share)])


def test_a_file_with_a_password_is_encrypted(tmp_path: Path) -> None:
    with pytest.raises(EncryptedPdf):
        open_bytes(qpdf(tmp_path, composed("letter"), "--encrypt", "mở", "chủ", "256", "--"))


def test_a_file_that_opens_without_its_owner_password_is_read(tmp_path: Path) -> None:
    document = open_bytes(qpdf(tmp_path, composed("letter"), "--encrypt", "", "chủ", "256", "--"))
    assert len(document) == 1
    document.close()


def test_bytes_around_the_file_are_borne() -> None:
    document = open_bytes(b"\r\n\r\n" + composed("letter") + b"\n" * 40)
    assert len(document) == 1
    document.close()


def test_reading_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    data = composed("letter")
    path = saved(tmp_path, data)
    with opened(path) as document, page_of(document, 0):
        pass
    assert path.read_bytes() == data


def test_a_page_that_cannot_be_loaded_is_damage_of_its_file(tmp_path: Path) -> None:
    plain = qpdf(tmp_path, composed("letter"), "--qdf", "--object-streams=disable")
    broken = re.sub(rb"/Kids \[\n    \d+ 0 R", b"/Kids [\n    99 0 R", plain)
    with pytest.raises(DamagedPdf) as caught, opened(saved(tmp_path, broken)) as document, page_of(document, 0):
        pass
    assert caught.value.facts == {"file": "file.pdf", "page": 1}


def test_a_page_out_of_range_is_missing(tmp_path: Path) -> None:
    with opened(saved(tmp_path, composed("letter"))) as document:
        for index in (-1, 1):
            with pytest.raises(PageMissing), page_of(document, index):
                pass
