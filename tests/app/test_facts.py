"""What this machine sees in a file, and the files that go no further."""

from __future__ import annotations

import pytest

from app.facts import judge, look
from paper.errors import DamagedPdf, NotAPdf
from sync.files import digest
from tests.helpers.app_office import AppOffice
from tests.helpers.plain_pdf import plain_pdf


def test_page_and_signatures_are_seen_in_one_look(app_office: AppOffice, clerk):
    facts, verdict = judge(clerk.parts, app_office.paper)
    assert (facts.sha256, facts.size) == digest(app_office.paper)
    assert facts.page.is_pdf
    assert facts.signed == verdict.facts()
    assert [one.verdict for one in verdict.signatures] == ["valid", "valid"]


def test_revocation_stays_unknown_where_the_network_may_not_be_asked(app_office: AppOffice, clerk):
    _facts, verdict = judge(clerk.parts, app_office.paper, online=False)
    assert verdict.verdict == "indeterminate"


def test_new_version_is_held_against_the_one_before(app_office: AppOffice, clerk, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(plain_pdf("Van ban khac"))
    facts, _verdict = judge(clerk.parts, app_office.paper, previous=other, online=False)
    assert facts.signed is not None
    assert facts.signed.extends != digest(other)[0]


@pytest.mark.parametrize(("content", "error"), [(b"PK\x03\x04", NotAPdf), (b"%PDF-1.7\n1 0 obj", DamagedPdf)])
def test_file_that_cannot_be_read_goes_no_further(app_office: AppOffice, clerk, tmp_path, content, error):
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    with pytest.raises(error) as refused:
        look(clerk.parts, path)
    assert refused.value.facts["file"] == "x.pdf"
