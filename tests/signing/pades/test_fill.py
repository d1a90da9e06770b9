"""Number and date are drawn with the form's own fonts, and what is drawn is the value."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.outcomes import SignatureRefused
from signing.pades.fill import fill, read_font
from signing.pades.pages import find_field
from tests.helpers.signing_desk import FILLED, prepared_letter


def _writer(path: Path) -> IncrementalPdfFileWriter:
    return IncrementalPdfFileWriter(path.open("rb"), strict=False)


def test_value_and_drawn_text_agree(folder: Path) -> None:
    writer = _writer(prepared_letter(folder))
    fill(writer, FILLED)
    fonts = writer.root["/AcroForm"]["/DR"]["/Font"]
    for name, value in (("Number", "2047"), ("Day", "24"), ("Month", "11"), ("Year", "2026")):
        field = find_field(writer, name)
        assert field is not None
        font = read_font(fonts, "/BPR" if name == "Number" else "/BPI")
        assert field["/V"] == value
        assert font.encode(value).encode() in field["/AP"]["/N"].data
    writer.prev.stream.close()


def test_filling_adds_no_font(folder: Path) -> None:
    prepared = prepared_letter(folder)
    writer = _writer(prepared)
    fill(writer, FILLED)
    with (folder / "out.pdf").open("wb") as output:
        writer.write(output)
    writer.prev.stream.close()
    added = (folder / "out.pdf").read_bytes()[prepared.stat().st_size :]
    assert b"/FontFile" not in added
    assert len(added) < 8000


def test_number_stands_against_its_slash(folder: Path) -> None:
    writer = _writer(prepared_letter(folder))
    fill(writer, {"number": "7"})
    field = find_field(writer, "Number")
    assert field is not None
    content = field["/AP"]["/N"].data.decode()
    left, _, right, _ = (float(edge) for edge in field["/Rect"])
    x = float(content.split(" Td")[0].split()[-2])
    assert x + 6.5 == pytest.approx(right - left, abs=0.1)
    writer.prev.stream.close()


def test_field_whose_font_is_not_ours_is_refused(folder: Path) -> None:
    writer = _writer(prepared_letter(folder))
    helvetica = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    entries = {pdf_name(key): pdf_name(value) for key, value in helvetica.items()}
    writer.root["/AcroForm"]["/DR"]["/Font"][pdf_name("/BPR")] = generic.DictionaryObject(entries)
    with pytest.raises(SignatureRefused) as refused:
        fill(writer, {"number": "7"})
    assert refused.value.facts["reason"] == "text_not_drawable"
    writer.prev.stream.close()


def test_unknown_key_is_a_missing_field(folder: Path) -> None:
    writer = _writer(prepared_letter(folder))
    with pytest.raises(SignatureRefused) as refused:
        fill(writer, {"agency": "x"})
    assert refused.value.facts == {"reason": "field_missing", "field": "agency"}
    writer.prev.stream.close()
