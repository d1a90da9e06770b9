"""The demo's parts stand again whatever happened meanwhile: taken ports, a profile that was cut off in the making."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.fetching import Fetcher
from app.profiles import Profile, Settings
from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import CLERK, COMMITTEE, OFFICER
from butphe.demo.pki import make_pki
from butphe.demo.stand import Stand
from signing.validation import Trust, verify

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where an office stood once, at which clerk and officer have sat."""
    folder = tmp_path_factory.mktemp("stand")
    with standing(folder) as stand:
        for login in (CLERK, OFFICER):
            stand.desk(login)
    return folder


@contextmanager
def standing(folder: Path, said: list[str] | None = None) -> Iterator[Stand]:
    """The office of a folder, started and ended."""
    stand = Stand(folder, said.append if said is not None else lambda line: None)
    try:
        stand.start()
        yield stand
    finally:
        stand.stop()


@contextmanager
def held(*urls: str) -> Iterator[None]:
    """Another program listens at these addresses."""
    holders = [socket.create_server((str(it.hostname), int(it.port or 0))) for it in map(urlsplit, urls)]
    try:
        yield
    finally:
        for holder in holders:
            holder.close()


def address(folder: Path) -> str:
    return (folder / "address").read_text("utf-8")


def signatures(folder: Path) -> list[str]:
    """What the foreign signatures of the paper at the door are worth, revocation asked of the authority."""
    verdict = verify(folder / "papers" / MAIN_PAPER, Trust.load([folder / "trust"]), fetch=Fetcher())
    return [one.verdict for one in verdict.signatures]


def test_taken_ports_of_authority_and_server_are_left_to_their_holders_and_work_goes_on(folder):
    named, before, said = make_pki(folder / "pki").url, address(folder), []
    with held(named, before), standing(folder, said) as stand:
        assert stand.server.url != before
        assert len([line for line in said if "chương trình khác" in line]) == 2
        assert signatures(folder) == ["valid", "valid"]
        document = stand.desk(CLERK).do("receive", str(stand.papers[MAIN_PAPER]), "--entity", COMMITTEE)["id"]
        stand.desk(CLERK).do("sync")
        assert stand.desk(CLERK).do("outbox") == []
        assert stand.desk(CLERK).do("verify", document)["tone"] == "success"
        assert Profile(stand.profile(OFFICER)).load().account.server == stand.server.url


def test_authority_comes_back_to_the_address_of_its_certificates_when_that_is_free_again(folder):
    named, said = make_pki(folder / "pki").url, []
    with held(named), standing(folder):
        assert (folder / "trust" / "moved.toml").exists()
    with standing(folder, said) as stand:
        assert not list(folder.rglob("moved.toml"))
        assert not any("chương trình khác" in line for line in said)
        assert Profile(stand.profile(CLERK)).load().tsa_url.startswith(named)
        assert signatures(folder) == ["valid", "valid"]


def test_port_taken_while_the_server_was_away_is_no_hindrance_to_going_online(folder):
    with standing(folder) as stand:
        before = stand.server.url
        stand.desk(CLERK).do("sync")
        stand.go_offline(OFFICER)
        with held(before):
            stand.go_online()
            assert stand.server.url != before
            for login in (OFFICER, CLERK):
                assert stand.desk(login).do("sync") == {"outbox": 0}


def test_profile_whose_making_was_cut_off_before_the_first_sign_in_is_made_again(folder):
    with standing(folder) as stand:
        profile = Profile(stand.profile(OFFICER))
        profile.save(Settings(is_training=True))
        assert not stand.has_sat(OFFICER)
        assert stand.desk(OFFICER).do("outbox") == []
        assert profile.load().account is not None
