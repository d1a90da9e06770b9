"""Pages and fields of real and hostile files."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from signing.appearance.place import Box
from signing.outcomes import SignatureRefused
from signing.pades.pages import fields, find_field, form, sheet
from tests.helpers.plain_pdf import plain_pdf


def _writer(change: Callable[[generic.DictionaryObject], None] = lambda _page: None) -> IncrementalPdfFileWriter:
    writer = IncrementalPdfFileWriter(io.BytesIO(plain_pdf("Trang")), strict=False)
    change(writer.find_page_for_modification(0)[0].get_object())
    return writer


def _box(*edges: float) -> generic.ArrayObject:
    return generic.ArrayObject(map(generic.FloatObject, edges))


def test_crop_box_is_what_is_seen() -> None:
    writer = _writer(lambda page: page.update({pdf_name("/CropBox"): _box(20, 30, 575, 812)}))
    assert sheet(writer, 1).crop == Box(20, 30, 575, 812)


def test_crop_box_beyond_the_paper_is_cut() -> None:
    writer = _writer(lambda page: page.update({pdf_name("/CropBox"): _box(-50, -50, 700, 900)}))
    assert sheet(writer, 1).crop == Box(0, 0, 595, 842)


def test_crop_box_off_the_paper_is_ignored() -> None:
    writer = _writer(lambda page: page.update({pdf_name("/CropBox"): _box(1000, 1000, 1100, 1100)}))
    assert sheet(writer, 1).crop == Box(0, 0, 595, 842)


def test_turn_is_inherited_and_brought_into_one_round() -> None:
    writer = _writer()
    writer.root["/Pages"][pdf_name("/Rotate")] = generic.NumberObject(-90)
    assert sheet(writer, 1).turn == 270
    assert sheet(writer, 1).seen_size == (842, 595)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_page_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(SignatureRefused) as refused:
        sheet(_writer(), number)
    assert refused.value.facts["reason"] == "page_missing"


def test_fields_below_fields_have_their_full_names() -> None:
    writer = _writer()
    child = generic.DictionaryObject({pdf_name("/T"): generic.TextStringObject("so")})
    parent = generic.DictionaryObject({pdf_name("/T"): generic.TextStringObject("van-ban")})
    parent[pdf_name("/Kids")] = generic.ArrayObject([writer.add_object(child)])
    form(writer)["/Fields"].append(writer.add_object(parent))
    assert [name for name, _, _ in fields(writer)] == ["van-ban.so"]
    assert find_field(writer, "van-ban.so") is not None
    assert find_field(writer, "so") is None


def test_fields_that_go_round_in_circles_come_to_an_end() -> None:
    writer = _writer()
    loop = generic.DictionaryObject({pdf_name("/T"): generic.TextStringObject("x")})
    reference = writer.add_object(loop)
    loop[pdf_name("/Kids")] = generic.ArrayObject([reference])
    form(writer)["/Fields"].append(reference)
    assert list(fields(writer)) == []
