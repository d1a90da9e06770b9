"""Reading is tolerant, never endless and never an unnamed error: real files, hostile files, random damage."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from signing.outcomes import DamagedPdf, EncryptedPdf, NotAPdf
from signing.validation import verify
from tests.signing.validation import attacks, papers
from tests.signing.validation.conftest import Office
from tests.signing.validation.test_judge import of


def test_a_file_with_cross_reference_streams_is_judged(office: Office, tmp_path: Path) -> None:
    prepared = papers.prepared(papers.blank(stream_xrefs=True))
    data = papers.signed(prepared, office.leader, office.pki, "Leader")
    data = papers.signed(data, office.receiver, office.pki, "Arrival1", new_at=(400, 780, 560, 830))
    verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
    assert [one.verdict for one in verdict.signatures] == ["valid", "valid"]


def test_bytes_before_the_header_are_tolerated(office: Office, tmp_path: Path) -> None:
    junk = b"\xef\xbb\xbf\n"
    plain = papers.blank()
    reader = PdfFileReader(io.BytesIO(plain))
    table = plain[reader.last_startxref :]
    moved = junk + plain[: reader.last_startxref] + _shifted(table, len(junk))
    verdict = verify(papers.saved(tmp_path, moved), office.trust)
    assert verdict.verdict == "unsigned"


def _shifted(table: bytes, by: int) -> bytes:
    lines = table.splitlines(keepends=True)
    lines = [b"%010d%s" % (int(line[:10]) + by, line[10:]) if line[17:18] == b"n" else line for line in lines]
    at = lines.index(b"startxref\n") + 1
    lines[at] = b"%d\n" % (int(lines[at]) + by)
    return b"".join(lines)


def test_a_file_that_needs_a_password_is_said_to(office: Office, tmp_path: Path) -> None:
    w = copy_into_new_writer(PdfFileReader(io.BytesIO(papers.blank())))
    w.encrypt("owner", "user")
    with pytest.raises(EncryptedPdf):
        verify(papers.saved(tmp_path, papers._written(w)), office.trust)


def test_a_file_that_opens_without_a_password_is_judged(office: Office, tmp_path: Path) -> None:
    w = copy_into_new_writer(PdfFileReader(io.BytesIO(papers.blank())))
    w.encrypt("owner", "")
    assert verify(papers.saved(tmp_path, papers._written(w)), office.trust).verdict == "unsigned"


def test_more_paths_than_time_are_not_followed(office: Office, tmp_path: Path) -> None:
    data = papers.signed(attacks.many_paths(40), office.leader, office.pki, "Leader")
    data = papers.signed(data, office.receiver, office.pki, "Arrival1", new_at=(400, 780, 560, 830))
    verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
    assert of(verdict, "Leader").changes == "unknown"
    assert "changes_unreadable" in of(verdict, "Leader").reasons
    assert verdict.verdict == "indeterminate"


def test_a_second_end_marker_that_points_back_hides_nothing(office: Office, tmp_path: Path) -> None:
    verdict = verify(papers.saved(tmp_path, attacks.point_back(office.completed)), office.trust)
    assert (verdict.verdict, verdict.reasons) == ("invalid", ("unsigned_trailing_bytes",))


@pytest.mark.parametrize("generation", [0, 1, 65535])
def test_a_freed_object_is_a_change(generation: int, office: Office, tmp_path: Path) -> None:
    reader = PdfFileReader(io.BytesIO(office.led))
    page = reader.root["/Pages"]["/Kids"][0]
    data = attacks.free_object(office.led, page.raw_get("/Contents").reference.idnum, generation)
    verdict = verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)
    assert {one.verdict for one in verdict.signatures} <= {"invalid", "indeterminate"}
    assert verdict.verdict != "valid"


HOSTILE = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@HOSTILE
@given(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40))
def test_random_damage_never_crashes_and_never_reads_as_valid(
    at: float, junk: bytes, office: Office, tmp_path: Path
) -> None:
    whole = office.completed
    start = int(at * (len(whole) - len(junk)))
    damaged = whole[:start] + junk + whole[start + len(junk) :]
    _, hole_from, hole_to, _ = attacks.range_of(whole)
    try:
        verdict = verify(papers.saved(tmp_path, damaged), office.trust)
    except (NotAPdf, DamagedPdf, EncryptedPdf):
        return
    if damaged != whole and not hole_from <= start <= hole_to:  # what the last timestamp signs
        assert verdict.verdict != "valid"
        assert not verdict.is_complete


def test_the_room_left_after_the_last_message_must_be_empty(office: Office, tmp_path: Path) -> None:
    *_, hole_to, _ = attacks.range_of(office.completed)
    padded = office.completed[: hole_to - 9] + b"DEADBEEF" + office.completed[hole_to - 1 :]
    verdict = verify(papers.saved(tmp_path, padded), office.trust)
    assert verdict.signatures[-1].reasons[0] == "byte_range_manipulated"
    assert not verdict.is_complete


@HOSTILE
@given(at=st.floats(0, 1, exclude_max=True))
def test_random_cuts_never_crash(at: float, office: Office, tmp_path: Path) -> None:
    cut = int(at * len(office.completed))
    try:
        verdict = verify(papers.saved(tmp_path, office.completed[:cut]), office.trust)
    except (NotAPdf, DamagedPdf):
        return
    assert not verdict.is_complete


def test_the_incremental_writer_of_the_tests_keeps_every_byte(office: Office) -> None:
    assert office.completed.startswith(office.sealed)
    assert office.sealed.startswith(office.led)
    assert IncrementalPdfFileWriter(io.BytesIO(office.completed)).prev.total_revisions == 6
