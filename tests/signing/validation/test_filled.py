"""The office's own checks of number and date, beside the attack set: what is nobody's business here, and the edges."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name as name

from signing.validation import Verdict, verify
from tests.signing.validation import papers
from tests.signing.validation.conftest import Office

Judge = Callable[[bytes], Verdict]
OVER_NUMBER = (90, 695, 170, 720)
BESIDE_NUMBER = (155, 700, 260, 730)


@pytest.fixture
def judge(office: Office, tmp_path: Path) -> Judge:
    return lambda data: verify(papers.saved(tmp_path, data), office.trust, fetch=office.pki.fetch)


def foreign_form(data: bytes) -> bytes:
    """A form of somebody else that happens to have a field named Number, and no seal."""

    def change(w: Any) -> None:
        form = w.root["/AcroForm"]
        keep = [ref for ref in form["/Fields"] if ref.get_object()["/T"] != "Seal"]
        form[name("/Fields")] = generic.ArrayObject(keep)
        w.update_container(form)

    return papers.changed(data, change)


def test_a_foreign_form_with_such_a_field_is_not_judged_as_ours(office: Office, judge: Judge) -> None:
    filled = papers.filled(foreign_form(office.prepared), {"Number": "2047"})
    verdict = judge(papers.signed(filled, office.leader, office.pki, "Leader"))
    assert (verdict.verdict, verdict.reasons, verdict.filled) == ("valid", (), {})


def test_a_foreign_form_filled_after_signing_is_a_change(office: Office, judge: Judge) -> None:
    signed = papers.signed(foreign_form(office.prepared), office.leader, office.pki, "Leader")
    verdict = judge(papers.filled(signed, {"Number": "2047"}))
    assert verdict.signatures[0].reasons[0] == "field_changed"


def test_a_seal_alone_may_fill_and_sign_first(office: Office, judge: Judge) -> None:
    sealed = papers.signed(office.prepared, office.seal, office.pki, "Seal", fills=papers.FILL)
    assert (judge(sealed).verdict, judge(sealed).reasons) == ("valid", ())


def test_a_late_signature_over_the_number_covers_it(office: Office, judge: Judge) -> None:
    stamped = papers.signed(office.sealed, office.receiver, office.pki, "Arrival1", new_at=OVER_NUMBER)
    assert judge(stamped).reasons == ("field_covered",)


def test_a_late_signature_beside_the_number_covers_nothing(office: Office, judge: Judge) -> None:
    stamped = papers.signed(office.sealed, office.receiver, office.pki, "Arrival1", new_at=BESIDE_NUMBER)
    assert judge(stamped).verdict == "valid"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/NeedAppearances", generic.BooleanObject(True)),
        ("/DA", generic.TextStringObject("/Helv 0.1 Tf 1 g")),
        ("/Q", generic.NumberObject(2)),
    ],
)
def test_settings_that_redraw_fields_may_not_change(key: str, value: Any, office: Office, judge: Judge) -> None:
    def change(w: Any) -> None:
        w.root["/AcroForm"][name(key)] = value
        w.update_container(w.root["/AcroForm"])

    verdict = judge(papers.changed(office.led, change))
    assert (verdict.verdict, verdict.reasons) == ("invalid", ("field_changed",))


@pytest.mark.parametrize("field", ["Number", "Day", "Month", "Year"])
def test_each_of_the_four_is_watched(field: str, office: Office, judge: Judge) -> None:
    assert judge(papers.filled(office.led, {field: "12"})).reasons == ("filled_before_seal",)
