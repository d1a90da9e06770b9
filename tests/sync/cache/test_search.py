"""Search: with and without diacritics, đ as d, by symbol, page text, newest first and re-ranked."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sync.cache import bodies
from sync.cache.search import compose, fold, match_expression
from sync.desk import Mailroom
from tests.helpers import office_world as office
from tests.sync.conftest import Desks

PAPERS = {
    "a": ("12/QĐ-UBND", "Quyết định về đường giao thông nông thôn", "Sở Giao thông vận tải"),
    "b": ("112/QĐ-UBND", "Kế hoạch chuyển đổi số", "Sở Thông tin và Truyền thông"),
    "c": ("7/SNV-VP", "Báo cáo kết quả thực hiện quyết định 12/QĐ-UBND", "Sở Nội vụ"),
}


@pytest.fixture
def desk(desks: Desks) -> Mailroom:
    """Three documents, `a` the oldest."""
    desk = desks.open()
    at = office.NOW
    with desk.cache.transaction():
        for number, (name, (code, subject, agency)) in enumerate(PAPERS.items()):
            document = replace(
                office.incoming("directed"),
                id=office.uid(name),
                code=code,
                subject=subject,
                issuing_agency=agency,
                received_at=at + timedelta(minutes=number),
                files=(office.file(name),),
            )
            desk.cache.records.put_base(bodies.encode(document), generation=1)
    desk.cache.index_some(10)
    return desk


def found(desk: Mailroom, query: str) -> list[str]:
    names = {office.uid(name): name for name in PAPERS}
    return [names[hit.id] for hit in desk.cache.search.find(query)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("quyet dinh", ["c", "a"]),
        ("Quyết định", ["c", "a"]),
        ("duong giao thong", ["a"]),
        ("đường", ["a"]),
        ("12/QĐ-UBND", ["a", "c"]),
        ("12/qd", ["a", "c"]),
        ("112/QĐ-UBND", ["b"]),
        ("chuyển đổi", ["b"]),
        ("noi vu", ["c"]),
        ("ke ho", []),
        ("kế hoạ", ["b"]),
        ('"ket qua thuc hien"', ["c"]),
        ("không có đâu", []),
        ('"" AND OR ( *', []),
        ("   ", []),
    ],
)
def test_query_finds(desk: Mailroom, query: str, names: list[str]) -> None:
    assert found(desk, query) == names


def test_symbol_in_its_own_field_comes_before_one_in_a_newer_summary(desk: Mailroom) -> None:
    hits = desk.cache.search.find("12/QĐ-UBND")
    assert [hit.column for hit in hits] == ["code", "subject"]


def test_text_of_the_pages_is_found_and_goes_with_its_record(desk: Mailroom) -> None:
    desk.cache.search.add_text(office.file("b").sha256, "Kinh phí thực hiện là 15 tỷ đồng.")
    desk.cache.index_some(10)
    assert found(desk, "15 ty dong") == ["b"]
    assert desk.cache.search.text_of(office.file("b").sha256) == "Kinh phí thực hiện là 15 tỷ đồng."
    with desk.cache.transaction():
        desk.cache.records.erase(office.uid("b"))
    assert found(desk, "15 ty dong") == []


def test_files_whose_text_nobody_read_are_named_newest_first(desk: Mailroom) -> None:
    assert desk.cache.search.without_text(10) == []
    desk.files.arrived([office.file(name).sha256 for name in "ac"])
    assert desk.cache.search.without_text(10) == [office.file("c").sha256, office.file("a").sha256]


@given(st.text())
def test_fold_keeps_places(text: str) -> None:
    assert len(fold(text)) == len(compose(text))


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậ ĐÂƯƠ"))
def test_fold_is_the_same_for_both_ways_of_writing_marks(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(query=st.text())
def test_nothing_typed_is_a_syntax_error(query: str) -> None:
    expression = match_expression(query)
    assert expression == "" or expression.startswith('"')
