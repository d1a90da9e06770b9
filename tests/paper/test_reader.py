"""The read worker answers like the functions it wraps; a file that ends it is a damaged one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from office.facts import PageFacts
from paper import fields, places
from paper.errors import DamagedPdf, EncryptedPdf, NotAPdf
from paper.reader import Reader
from tests.paper.papers import composed, qpdf, saved


def test_reader_answers_as_the_room_does(reader: Reader, tmp_path: Path) -> None:
    path = saved(tmp_path, composed("decision"))
    assert reader.read(path) == fields.read(path)
    assert reader.places(path) == places.find(path)
    assert reader.inspect(path) == PageFacts(pages=1, has_text=True)


def test_reader_raises_what_is_wrong_with_the_file(reader: Reader, tmp_path: Path) -> None:
    data = composed("letter")
    with pytest.raises(NotAPdf):
        reader.read(saved(tmp_path, b"no", "no.pdf"))
    with pytest.raises(DamagedPdf):
        reader.places(saved(tmp_path, data[:-99], "cut.pdf"))
    with pytest.raises(EncryptedPdf):
        reader.read(saved(tmp_path, qpdf(tmp_path, data, "--encrypt", "a", "b", "256", "--"), "locked.pdf"))


def test_file_that_ends_the_worker_is_damaged(tmp_path: Path) -> None:
    reader = Reader([sys.executable, "-c", "import sys; sys.stdin.buffer.read(4)"])
    assert reader.inspect(saved(tmp_path, composed("letter"))) == PageFacts(is_damaged=True)
    reader.close()
