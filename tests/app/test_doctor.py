"""What this machine has: every driver, token and server, said as it is."""

from __future__ import annotations

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
