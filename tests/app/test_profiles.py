"""A profile's folder and its settings."""

from __future__ import annotations

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import ProfileBroken
from app.profiles import Account, Profile, Settings, TokenModule

WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)


@given(WORDS, WORDS, st.lists(st.tuples(WORDS, WORDS), max_size=3))
def test_settings_come_back_as_they_were_saved(tmp_path_factory, server, login, modules):
    profile = Profile(tmp_path_factory.mktemp("profile"))
    settings = Settings(
        account=Account(server=server, login=login, person_id="p", device="d"),
        token_modules=tuple(TokenModule(library=lib, environment={"SOFTHSM2_CONF": conf}) for lib, conf in modules),
        tsa_url="http://tsa.example",
    )
    profile.save(settings)
    assert profile.load() == settings


def test_new_profile_has_default_settings_and_is_the_owners_alone(tmp_path):
    profile = Profile(tmp_path / "new")
    assert profile.load() == Settings()
    assert stat.S_IMODE(profile.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("broken", ["[account", "account = 3", "\x00"])
def test_broken_settings_are_said_and_left_as_they_are(tmp_path, broken):
    profile = Profile(tmp_path)
    (tmp_path / "profile.toml").write_text(broken, "utf-8")
    with pytest.raises(ProfileBroken):
        profile.load()
    assert (tmp_path / "profile.toml").read_text("utf-8") == broken


def test_look_that_is_not_there_is_none(tmp_path):
    profile = Profile(tmp_path)
    assert profile.image("signature") is None
    profile.looks.mkdir()
    (profile.looks / "signature.png").write_bytes(b"png")
    assert profile.image("signature") == b"png"
