"""A desk put together from its parts, and taken apart again."""

from __future__ import annotations

import sys

import pytest

from app.compose import open_desk, token_doors, worker_command
from app.errors import NotSignedIn, PassphraseWrong
from app.profiles import Profile, Settings, TokenModule
from office.actions import Opine
from signing.modules import VARIABLE
from sync.errors import ProfileInUse

SECRET = "mật khẩu bảo vệ"


def test_workers_are_this_very_program():
    assert worker_command("token", "lib.so") == [sys.executable, "-m", "butphe", "worker", "token", "lib.so"]


def test_installed_program_starts_itself(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command("render") == [sys.executable, "worker", "render"]


def test_modules_that_the_profile_names_are_the_ones_looked_into(tmp_path):
    profile = Profile(tmp_path)
    profile.save(Settings(token_modules=(TokenModule(library="/a.so"), TokenModule(library="/b.so"))))
    assert [library for library, _door in token_doors(profile)] == ["/a.so", "/b.so"]


def test_module_of_this_machine_is_used_where_the_profile_names_none(tmp_path, monkeypatch):
    library = tmp_path / "libvendor.so"
    library.touch()
    monkeypatch.setenv(VARIABLE, str(library))
    assert [found for found, _door in token_doors(Profile(tmp_path / "profile"))] == [str(library)]


def test_desk_opens_without_network_or_account_and_closes_to_be_opened_again(tmp_path):
    for _turn in range(2):
        desk = open_desk(tmp_path, passphrase=SECRET)
        try:
            assert desk.queries.state().connection == "offline"
            assert desk.queries.page("incoming").rows == ()
            with pytest.raises(NotSignedIn):
                desk.sync()
        finally:
            desk.close()


def test_nobody_acts_on_a_desk_without_an_account(tmp_path):
    desk = open_desk(tmp_path, passphrase=SECRET)
    try:
        with pytest.raises(NotSignedIn):
            desk.parts.action("incoming", "x", Opine(id="y", text="z"))
        with pytest.raises(NotSignedIn):
            desk.open_dossier("entity", "01", "Hồ sơ")
    finally:
        desk.close()


def test_open_profile_is_not_opened_twice(tmp_path):
    desk = open_desk(tmp_path, passphrase=SECRET)
    try:
        with pytest.raises(ProfileInUse):
            open_desk(tmp_path, passphrase=SECRET)
    finally:
        desk.close()


def test_wrong_passphrase_opens_nothing_and_the_right_one_still_does(tmp_path):
    open_desk(tmp_path, passphrase=SECRET).close()
    with pytest.raises(PassphraseWrong):
        open_desk(tmp_path, passphrase="sai")
    open_desk(tmp_path, passphrase=SECRET).close()
