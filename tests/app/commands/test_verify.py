"""`butphe verify`: a verdict a file, a line a signature, exit 6 unless all is valid."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.helpers.app_office import AppOffice
from tests.helpers.plain_pdf import plain_pdf


def verify(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "butphe", "verify", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_paper_of_a_trusted_authority_is_valid_with_exit_0(app_office: AppOffice):
    done = verify(app_office.paper, "--trust", app_office.trust, "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["verdict"]) == (0, "valid")
    assert [one["verdict"] for one in said["signatures"]] == ["valid", "valid"]


def test_what_cannot_be_asked_offline_is_indeterminate_with_exit_6(app_office: AppOffice):
    done = verify(app_office.paper, "--trust", app_office.trust, "--offline", "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["verdict"]) == (6, "indeterminate")
    assert all(one["reasons"] for one in said["signatures"])


def test_authority_that_nobody_trusts_proves_nothing(app_office: AppOffice):
    done = verify(app_office.paper, "--json")
    assert done.returncode == 6
    assert json.loads(done.stdout)["verdict"] != "valid"


def test_worst_of_several_files_decides_and_each_has_its_line(app_office: AppOffice, tmp_path):
    (tmp_path / "plain.pdf").write_bytes(plain_pdf("x"))
    done = verify(app_office.paper, tmp_path / "plain.pdf", "--trust", app_office.trust, "--json")
    assert done.returncode == 6
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["valid", "unsigned"]


def test_people_are_told_who_signed_when_and_what_is_wrong(app_office: AppOffice, tmp_path):
    forged = tmp_path / "forged.pdf"
    content = bytearray(app_office.paper.read_bytes())
    content[200] ^= 1
    forged.write_bytes(content)
    valid, broken = verify(app_office.paper, "--trust", app_office.trust), verify(forged, "--trust", app_office.trust)
    assert "Bùi Thế Vinh" in valid.stdout
    assert f"{app_office.paper}: hợp lệ" in valid.stdout
    assert broken.returncode == 6
    assert "Nội dung đã bị thay đổi sau khi ký." in broken.stdout


def test_time_of_judging_is_iso_8601_or_wrong_usage(app_office: AppOffice):
    assert verify(app_office.paper, "--at", "yesterday").returncode == 2
    before = verify(app_office.paper, "--trust", app_office.trust, "--offline", "--at", "2001-01-01", "--json")
    assert before.returncode == 6
