"""Looking at what is handed in: every kind of bad file is a flag, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from office.facts import PageFacts
from office.records import Place
from paper.inspect import inspect, inspect_bytes
from tests.paper.foreign import BODY, FOOT, HEADER, produced
from tests.paper.papers import composed, qpdf, saved, scan, with_fields

LETTER_PDF = composed("letter")


def test_good_document_is_counted_and_has_text(tmp_path: Path) -> None:
    body = ["Nội dung của văn bản. " * 30] * 12
    assert inspect(saved(tmp_path, composed("named", body=body))) == PageFacts(pages=3, has_text=True)


@pytest.mark.parametrize("data", [b"", b"\x00\xff" * 99, b"<html>", b"PK\x03\x04"])
def test_other_files_are_no_pdf(data: bytes, tmp_path: Path) -> None:
    assert inspect(saved(tmp_path, data)) == PageFacts(is_pdf=False)


def test_locked_file_is_encrypted(tmp_path: Path) -> None:
    locked = qpdf(tmp_path, LETTER_PDF, "--encrypt", "mở", "chủ", "256", "--")
    assert inspect(saved(tmp_path, locked)) == PageFacts(is_encrypted=True)


def test_file_cut_off_is_damaged(tmp_path: Path) -> None:
    assert inspect(saved(tmp_path, LETTER_PDF[:-200])) == PageFacts(is_damaged=True)


def test_scan_has_no_text_and_stays_one_when_something_is_drawn_on_it(tmp_path: Path) -> None:
    assert inspect(saved(tmp_path, scan())) == PageFacts(pages=1)
    stamp = Place(page=1, x0=100, y0=200, x1=500, y1=216)
    words = "Van phong Uy ban nhan dan tinh den so 12 ngay 01 thang 02 nam 2026 chuyen KSTT"
    assert inspect(saved(tmp_path, with_fields(scan(), {"A": (stamp, words)}))) == PageFacts(pages=1)


def test_secret_document_is_flagged(tmp_path: Path, qapp: QApplication) -> None:
    secret = produced(tmp_path, (*HEADER, *BODY, *FOOT, (28, 30, 66, "b", "MẬT")))
    assert inspect(secret) == PageFacts(pages=1, has_text=True, secrecy="Mật")


@settings(max_examples=40, deadline=None)
@given(at=st.integers(0, len(LETTER_PDF) - 1), noise=st.binary(min_size=1, max_size=64))
def test_noise_in_a_file_never_raises(at: int, noise: bytes) -> None:
    facts = inspect_bytes(LETTER_PDF[:at] + noise + LETTER_PDF[at + len(noise) :])
    assert isinstance(facts, PageFacts)


@settings(max_examples=30, deadline=None)
@given(size=st.integers(0, len(LETTER_PDF) - 8))
def test_every_truncation_is_a_flag(size: int) -> None:
    facts = inspect_bytes(LETTER_PDF[:size])
    assert facts.is_damaged or not facts.is_pdf
