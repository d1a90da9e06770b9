"""`butphe read`: what a page says of itself."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.helpers.app_office import AppOffice
from tests.helpers.plain_pdf import plain_pdf

FIELDS = {"symbol", "date", "issuer", "type", "summary", "signer", "recipients"}


def read(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "butphe", "read", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


def test_every_field_has_value_page_and_rectangle(app_office: AppOffice):
    done = read(app_office.paper, "--json")
    said = json.loads(done.stdout)
    assert said["file"] == str(app_office.paper)
    assert set(said) >= FIELDS
    assert said["symbol"]["value"] == "2147/BKHCN-CĐSQG"
    for name in FIELDS & {key for key, value in said.items() if value and key != "recipients"}:
        assert {"value", "page", "rectangle"} <= set(said[name]), name


def test_lines_for_people_name_each_field_once(app_office: AppOffice):
    lines = dict(line.split("\t", 1) for line in read(app_office.paper).stdout.splitlines())
    assert set(lines) == FIELDS
    assert lines["symbol"] == "2147/BKHCN-CĐSQG"


def test_several_files_are_told_apart_by_their_names(app_office: AppOffice, tmp_path):
    (tmp_path / "a.pdf").write_bytes(plain_pdf("x"))
    said = read(app_office.paper, tmp_path / "a.pdf").stdout.splitlines()
    assert [line for line in said if line.endswith(".pdf:")] == [f"{app_office.paper}:", f"{tmp_path / 'a.pdf'}:"]
    assert len(said) == 2 * (len(FIELDS) + 1)


def test_page_that_says_nothing_has_empty_fields(tmp_path):
    (tmp_path / "a.pdf").write_bytes(plain_pdf("x"))
    done = read(tmp_path / "a.pdf", tmp_path / "a.pdf", "--json")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 2
    assert json.loads(done.stdout.splitlines()[0])["symbol"] is None
