"""Incoming documents of the demo: right pages, foreign signatures, one from another producer, all marked as made up."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from butphe.demo.papers import MAIN_PAPER, write_papers
from butphe.demo.pki import make_pki
from paper.fields import read


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("papers")
    write_papers(folder, make_pki(tmp_path_factory.mktemp("pki")), at=datetime(2026, 11, 25, tzinfo=UTC))
    return folder


def test_main_paper_is_of_another_producer_and_bears_two_foreign_signatures(folder):
    data = (folder / MAIN_PAPER).read_bytes()
    received = PdfFileReader(io.BytesIO(data))
    original = received.get_historical_resolver(0)
    producer = str(original.trailer_view["/Info"]["/Producer"])
    assert producer.startswith("pydyf ")
    assert b"/XRef" in data[: data.index(b"%%EOF")]
    assert [one.signer_cert.subject.native["common_name"] for one in received.embedded_regular_signatures] == [
        "Bùi Thế Vinh",
        "Bộ Khoa học và Công nghệ",
    ]
    said = subprocess.run(["pdfsig", str(folder / MAIN_PAPER)], capture_output=True, text=True).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2


def test_every_paper_can_be_read_and_says_that_it_is_made_up(folder):
    papers = sorted(folder.glob("*.pdf"))
    assert len(papers) == 3
    for path in papers:
        fields = read(path)
        assert fields.symbol is not None
        assert fields.summary is not None
        text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True).stdout
        assert "TÀI LIỆU GIẢ ĐỊNH" in text
