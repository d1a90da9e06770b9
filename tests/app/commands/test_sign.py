"""`butphe sign` with a real token: one file, a folder taken up again, a wrong PIN, a file that must not be signed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from butphe.demo.people import LEADER
from butphe.demo.pki import Pki, make_pki
from butphe.demo.tokens import make_token, softhsm_library
from tests.helpers.app_office import AppOffice
from tests.helpers.plain_pdf import plain_pdf

PIN = "13572468"


@pytest.fixture(scope="module")
def pki(tmp_path_factory) -> Pki:
    return make_pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="module")
def token(pki, tmp_path_factory) -> dict[str, str]:
    certificates = (pki.certificate(LEADER), *pki.chain)
    return make_token(
        tmp_path_factory.mktemp("token"), "leader", pin=PIN, key=pki.key(LEADER), certificates=certificates
    )


def sign(source: Path, target: Path, token: dict[str, str], *more: str, pin: str = PIN):
    module = str(softhsm_library())
    command = [sys.executable, "-m", "butphe", "sign", str(source), str(target), "--module", module]
    command += ["--token", "leader", "--pin-env", "PIN", "--json", *more]
    return subprocess.run(command, env={**os.environ, **token, "PIN": pin}, capture_output=True, text=True)


def pdfsig(path: Path) -> str:
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True).stdout


def test_file_is_signed_into_a_new_one_and_the_first_is_untouched(tmp_path, token):
    source, target = tmp_path / "in.pdf", tmp_path / "out.pdf"
    source.write_bytes(plain_pdf("Cong van"))
    done = sign(source, target, token)
    assert (done.returncode, json.loads(done.stdout)["done"]) == (0, True)
    assert target.read_bytes().startswith(source.read_bytes())
    assert "Signature is Valid" in pdfsig(target)


def test_folder_is_signed_with_one_pin_and_taken_up_again_where_it_stopped(tmp_path, token):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name in "abc":
        (source / f"{name}.pdf").write_bytes(plain_pdf(f"Van ban {name}"))
    (source / "note.txt").write_text("not a page")
    assert sign(source, target, token).returncode == 0
    (target / "b.pdf").unlink()
    again = [json.loads(line) for line in sign(source, target, token).stdout.splitlines()]
    assert [line.get("already", False) for line in again] == [True, False, True]
    assert sorted(path.name for path in target.iterdir()) == ["a.pdf", "b.pdf", "c.pdf"]


def test_file_that_must_not_be_signed_is_refused_and_the_others_go_on(tmp_path, token):
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.pdf").write_bytes(b"not a page")
    (source / "b.pdf").write_bytes(plain_pdf("Van ban"))
    done = sign(source, target, token)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 3
    assert "không phải là PDF" in first["error"]
    assert second["done"]
    assert [path.name for path in target.iterdir()] == ["b.pdf"]


def test_wrong_pin_ends_with_4_and_signs_nothing(tmp_path, token):
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    done = sign(tmp_path / "in.pdf", tmp_path / "out.pdf", token, pin="00000000")
    assert done.returncode == 4
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Mã PIN không đúng" in done.stderr
    assert not (tmp_path / "out.pdf").exists()
    assert PIN not in done.stderr + done.stdout


def test_place_that_was_asked_for_bears_the_look(tmp_path, token):
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    done = sign(tmp_path / "in.pdf", tmp_path / "out.pdf", token, "--role", "initial", "--place", "1,20,250,20,8")
    assert done.returncode == 0, done.stderr
    text = subprocess.run(["pdftotext", str(tmp_path / "out.pdf"), "-"], capture_output=True, text=True).stdout
    assert "Đức" in text


@pytest.mark.parametrize("place", ["1,500,10,10,10", "1,10,10,300,10", "1,-20,10,30,10", "1,10,290,30,10"])
def test_place_beyond_the_page_is_refused_before_the_pin_and_never_moved(tmp_path, token, place):
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    done = sign(tmp_path / "in.pdf", tmp_path / "out.pdf", token, f"--place={place}", pin="00000000")
    assert (done.returncode, json.loads(done.stdout)["code"]) == (3, "place_outside")
    assert "rộng 210 mm, cao 297 mm" in done.stderr
    assert not (tmp_path / "out.pdf").exists()


def test_folder_that_is_missing_above_the_target_is_not_made(tmp_path, token):
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    done = sign(tmp_path / "in.pdf", tmp_path / "nowhere" / "out.pdf", token, pin="00000000")
    assert (done.returncode, str(tmp_path / "nowhere") in done.stderr) == (3, True)
    assert "không có tệp hoặc thư mục này" in done.stderr
    assert not (tmp_path / "nowhere").exists()


MALFORMED = (
    "arrival_date=foo",
    "arrival_date=31/02/2026",
    "number=x",
    "day=32",
    "month=0",
    "year=26",
    "arrival_number=",
)


@pytest.mark.parametrize("bad", MALFORMED)
def test_malformed_number_or_day_is_wrong_usage_before_the_pin(tmp_path, token, bad):
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    done = sign(tmp_path / "in.pdf", tmp_path / "out.pdf", token, "--text", bad, pin="00000000")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (2, 1)
    assert bad.partition("=")[0] in done.stderr


def test_day_that_no_calendar_has_is_wrong_usage(tmp_path, token):
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    texts = [word for text in ("day=31", "month=02", "year=2026") for word in ("--text", text)]
    done = sign(tmp_path / "in.pdf", tmp_path / "out.pdf", token, *texts, pin="00000000")
    assert (done.returncode, "31/02/2026" in done.stderr) == (2, True)


@pytest.mark.parametrize("bad", ["colour=red", "number"])
def test_unknown_text_is_wrong_usage(tmp_path, token, bad):
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    assert sign(tmp_path / "in.pdf", tmp_path / "out.pdf", token, "--text", bad).returncode == 2


def test_file_goes_into_the_folder_that_is_named_and_never_onto_itself(tmp_path, token):
    source, folder = tmp_path / "in.pdf", tmp_path / "out"
    source.write_bytes(plain_pdf("Cong van"))
    folder.mkdir()
    assert sign(source, folder, token).returncode == 0
    assert [path.name for path in folder.iterdir()] == ["in.pdf"]
    for itself in (source, tmp_path):
        assert sign(source, itself, token).returncode == 2
    assert source.read_bytes() == plain_pdf("Cong van")


@pytest.mark.parametrize(("level", "stamps"), [("t", 0), ("lt", 0), ("lta", 1)])
def test_level_asked_for_is_the_level_made(app_office: AppOffice, tmp_path, level, stamps):
    """Levels with a time stamp ask the authority; lt and lta bring what a later judge needs."""
    (tmp_path / "in.pdf").write_bytes(plain_pdf("Cong van"))
    environment = {"SOFTHSM2_CONF": str(app_office.stand.folder / "tokens" / LEADER / "softhsm2.conf")}
    options = ("--level", level, "--tsa", app_office.tsa_url, "--trust", str(app_office.trust), "--token", LEADER)
    done = sign(tmp_path / "in.pdf", tmp_path / "out.pdf", environment, *options, pin=app_office.stand.pin(LEADER))
    assert (done.returncode, json.loads(done.stdout)["level"]) == (0, level), done.stdout + done.stderr
    judged = subprocess.run(
        [sys.executable, "-m", "butphe", "verify", tmp_path / "out.pdf", "--trust", app_office.trust, "--json"],
        capture_output=True,
        text=True,
    )
    said = json.loads(judged.stdout)
    assert said["verdict"] == "valid"
    assert sum(one["role"] == "timestamp" for one in said["signatures"]) == stamps
