"""What this machine has: every driver, token and server, said as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.doctor import examine
from app.profiles import Account, Profile, Settings, TokenModule
from butphe.demo.people import CLERK
from tests.helpers.app_office import AppOffice


def findings(profile: Profile) -> dict[str, list[tuple[bool, str]]]:
    found: dict[str, list[tuple[bool, str]]] = {}
    for one in examine(profile):
        found.setdefault(one.name, []).append((one.is_well, one.found))
    return found


def test_driver_tokens_and_server_of_a_working_desk_are_well(app_office: AppOffice):
    with app_office.desk(CLERK) as desk:
        profile = desk.parts.profile
    found = findings(profile)
    assert len(found["Thiết bị ký số"]) == 3
    assert all(is_well for is_well, _words in (*found["Thiết bị ký số"], *found["Trình điều khiển"]))
    assert found["Máy chủ"] == [(True, f"{app_office.stand.server.url}, {CLERK}")]
    assert "Vũ Thị Lan" in " ".join(words for _well, words in found["Thiết bị ký số"])


@pytest.fixture
def profile(tmp_path) -> Profile:
    return Profile(tmp_path / "profile")


def test_driver_that_is_missing_and_server_that_is_away_are_not_well(profile):
    account = Account(server="http://127.0.0.1:9", login="mai", person_id="p", device="d")
    profile.save(Settings(account=account, token_modules=(TokenModule(library="/nowhere/lib.so"),)))
    found = findings(profile)
    assert [is_well for is_well, _words in found["Trình điều khiển"]][0] is False
    assert found["Máy chủ"] == [(False, "http://127.0.0.1:9: Không kết nối được máy chủ.")]


def test_places_of_profile_cache_and_logs_are_named_and_nothing_is_made_there(profile):
    found = findings(profile)
    assert found["Hồ sơ người dùng"] == [(True, str(profile.folder))]
    assert found["Nhật ký chương trình"] == [(True, str(profile.logs))]
    assert found["Dữ liệu trên máy (mã hóa)"] == [(True, str(profile.folder / "cache.db"))]
    assert list(profile.folder.iterdir()) == []


def doctor(folder: Path, *more: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "butphe", "doctor", "--profile", str(folder), *more]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


def test_whoever_only_looks_makes_no_profile_and_finds_the_trial_token(tmp_path):
    done = doctor(tmp_path / "none")
    assert f"{tmp_path / 'none'} (chưa có)" in done.stdout
    assert "✓ Trình điều khiển" in done.stdout
    assert "libsofthsm2.so" in done.stdout
    assert (done.returncode, list(tmp_path.iterdir())) == (0, [])


def test_failure_is_crossed_and_ends_with_its_exit_code(tmp_path):
    (tmp_path / "lib.so").write_text("no library")
    broken = doctor(tmp_path / "none", BUTPHE_PKCS11_MODULES=str(tmp_path / "lib.so"), BUTPHE_LANGUAGE="en")
    assert (broken.returncode, "✗ Driver" in broken.stdout) == (4, True), broken.stdout
    account = Account(server="http://127.0.0.1:9", login="mai", person_id="p", device="d")
    Profile(tmp_path / "away").save(Settings(account=account))
    away = json.loads(doctor(tmp_path / "away", "--json").stdout)
    assert [one["exit_code"] for one in away if not one["is_well"]] == [5]


def test_driver_that_is_there_and_does_not_start_is_not_called_missing(tmp_path):
    done = doctor(tmp_path / "none", SOFTHSM2_CONF=str(tmp_path / "nowhere.conf"))
    assert done.returncode == 4
    assert "không khởi động được" in done.stdout
    assert "Chưa cài" not in done.stdout


def test_broken_settings_are_a_finding_among_the_others(tmp_path):
    (tmp_path / "profile.toml").write_text("account = [")
    done = doctor(tmp_path)
    assert (done.returncode, "✗ Thiết đặt" in done.stdout, done.stderr) == (3, True, "")
