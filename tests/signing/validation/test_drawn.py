"""The text of a look: what this product writes is read, what could deceive the eye is not guessed at."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.validation.drawn import Unreadable, fonts_of, text_of
from tests.signing.validation import papers

TO_UNICODE = b"1 beginbfchar <0003> <0032> endbfchar 1 beginbfrange <0004> <0006> <0030> endbfrange"


@pytest.fixture(scope="module")
def writer() -> Any:
    return IncrementalPdfFileWriter(io.BytesIO(papers.prepared(papers.blank())))


def drawn(writer: Any, raw: bytes, **entries: Any) -> str:
    look = papers.look(writer, "", raw=raw)
    for key, value in entries.items():
        look[name(f"/{key}")] = value
    return text_of(look)


def test_the_text_of_a_plain_look_is_read(writer: Any) -> None:
    assert text_of(papers.look(writer, "2047/QD-UBND")) == "2047/QD-UBND"
    assert text_of(papers.look(writer, "")) == ""


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (rb"BT /Helv 11 Tf 2 4 Td (a\(b\)\\c\101) Tj ET", "a(b)\\cA"),
        (b"BT /Helv 11 Tf 2 4 Td <32 30 3> Tj ET", "200"),
        (b"/Tx BMC q BT /Helv 11 Tf 0 g 2 4 Td [(20)(47)] TJ ET Q EMC", "2047"),
    ],
)
def test_strings_are_read_in_every_form(raw: bytes, text: str, writer: Any) -> None:
    assert drawn(writer, raw) == text


@pytest.mark.parametrize(
    "raw",
    [
        b"0 g 0 0 60 16 re f",
        b"/Im1 Do",
        b"BT /Helv 11 Tf 3 Tr 2 4 Td (2047) Tj ET",
        b"BT /Helv 11 Tf 1 g 2 4 Td (2047) Tj ET",
        b"BT /Helv 1 Tf 2 4 Td (2047) Tj ET",
        b"BT /Helv 11 Tf 900 4 Td (2047) Tj ET",
        b"0.01 0 0 0.01 0 0 cm BT /Helv 11 Tf 2 4 Td (2047) Tj ET",
        b"BT /Helv 11 Tf 2 4 Td [(20) 9000 (47)] TJ ET",
        b"BT 2 4 Td (2047) Tj ET",
        b"BT /Other 11 Tf 2 4 Td (2047) Tj ET",
        b"/GS0 gs BT /Helv 11 Tf 2 4 Td (2047) Tj ET",
        b"q " * 40_000,
    ],
)
def test_what_could_deceive_the_eye_is_not_read(raw: bytes, writer: Any) -> None:
    with pytest.raises(Unreadable):
        drawn(writer, raw)


def test_a_scaled_look_is_not_read(writer: Any) -> None:
    tiny = generic.ArrayObject(map(generic.FloatObject, (0.001, 0, 0, 0.001, 0, 0)))
    with pytest.raises(Unreadable):
        drawn(writer, b"", Matrix=tiny)


def test_a_turned_look_is_read(writer: Any) -> None:
    turned = generic.ArrayObject(map(generic.NumberObject, (0, 1, -1, 0, 0, 0)))
    assert drawn(writer, b"BT /Helv 11 Tf 2 4 Td (7) Tj ET", Matrix=turned) == "7"


def test_glyph_numbers_are_read_through_the_map_to_unicode(writer: Any) -> None:
    font = generic.DictionaryObject({name("/Type"): name("/Font"), name("/Subtype"): name("/Type0")})
    font[name("/ToUnicode")] = writer.add_object(generic.StreamObject(stream_data=TO_UNICODE))
    look = papers.look(writer, "", font=writer.add_object(font), raw=b"BT /Helv 11 Tf 2 4 Td <0003000400050006> Tj ET")
    assert text_of(look) == "2012"
    look = papers.look(writer, "", font=writer.add_object(font), raw=b"BT /Helv 11 Tf 2 4 Td <00FF> Tj ET")
    with pytest.raises(Unreadable):
        text_of(look)


def test_a_font_inside_the_look_has_no_reference(writer: Any) -> None:
    assert fonts_of(papers.look(writer, "1", font=papers._font())) == [None]
    assert fonts_of(papers.look(writer, "1"))[0] is not None
