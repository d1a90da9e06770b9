"""A draft gets its fields in one revision, before anybody signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.outcomes import FileChanged, SignatureRefused
from signing.pades.fields import prepare
from signing.pades.job import PrepareJob
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.signing_desk import letter, prepared_letter, qpdf_complaints


def _fields(path: Path) -> dict[str, dict[str, object]]:
    with path.open("rb") as stream:
        form = PdfFileReader(stream).root["/AcroForm"]
        held = [form["/Fields"][index] for index in range(len(form["/Fields"]))]
        return {str(one["/T"]): {key: one[key] for key in one} for one in held}


def test_draft_gets_the_fields_of_its_places(folder: Path) -> None:
    fields = _fields(prepared_letter(folder, initials=2))
    assert set(fields) == {"Number", "Day", "Month", "Year", "Initial1", "Initial2", "Leader", "Seal"}
    assert [fields[name]["/Q"] for name in ("Number", "Day")] == [2, 1]
    assert all(fields[name]["/V"] == "" and fields[name]["/F"] == 4 for name in ("Number", "Day", "Month", "Year"))


def test_preparing_adds_one_revision_and_keeps_the_bytes(folder: Path) -> None:
    prepared = prepared_letter(folder)
    data, draft = prepared.read_bytes(), (folder / "draft.pdf").read_bytes()
    assert data.startswith(draft)
    assert data.count(b"%%EOF") == draft.count(b"%%EOF") + 1
    assert qpdf_complaints(prepared) == ""


def test_seal_locks_exactly_number_and_date(folder: Path) -> None:
    fields = _fields(prepared_letter(folder))
    lock = fields["Seal"]["/Lock"]
    assert lock["/Action"] == "/Include"  # type: ignore[index]
    assert list(lock["/Fields"]) == ["Number", "Day", "Month", "Year"]  # type: ignore[index]
    assert "/Lock" not in fields["Leader"]
    assert "/Lock" not in fields["Initial1"]


def test_digits_are_embedded_at_their_true_width(folder: Path) -> None:
    with prepared_letter(folder).open("rb") as stream:
        fonts = PdfFileReader(stream).root["/AcroForm"]["/DR"]["/Font"]
        for name in ("/BPR", "/BPI"):
            widths = fonts[name]["/DescendantFonts"][0]["/W"][1]
            assert [float(width) for width in widths].count(500) >= 10


def test_seal_field_reaches_over_the_middle_of_the_signature(folder: Path) -> None:
    places, fields = letter().places, _fields(prepared_letter(folder))
    left, _, right, _ = (float(edge) for edge in fields["Seal"]["/Rect"])  # type: ignore[attr-defined]
    assert left < places["seal"].x0
    assert right > (places["leader"].x0 + places["leader"].x1) / 2


def test_prepared_draft_is_not_prepared_twice(folder: Path) -> None:
    prepared = prepared_letter(folder)
    with pytest.raises(SignatureRefused) as refused:
        prepare(PrepareJob(source=str(prepared), target=str(folder / "again.pdf"), places=dict(letter().places)))
    assert refused.value.facts["reason"] == "already_prepared"
    assert not (folder / "again.pdf").exists()


def test_other_bytes_than_those_shown_are_not_prepared(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(plain_pdf("khac"))
    job = PrepareJob(source=str(folder / "a.pdf"), target=str(folder / "b.pdf"), places={}, expected_sha256="00" * 32)
    with pytest.raises(FileChanged):
        prepare(job)
    assert [path.name for path in folder.iterdir()] == ["a.pdf"]


def test_place_on_a_page_that_is_not_there_is_refused(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(plain_pdf("mot trang"))
    places = {"number": replace(letter().places["number"], page=3)}
    with pytest.raises(SignatureRefused) as refused:
        prepare(PrepareJob(source=str(folder / "a.pdf"), target=str(folder / "b.pdf"), places=places))
    assert refused.value.facts["reason"] == "page_missing"
