"""The main job through real desks, server, authority and tokens; and the same under kill -9 at random instants."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.fetching import Fetcher
from butphe.demo.checks import check_issued
from butphe.demo.papers import MAIN_PAPER
from butphe.demo.people import CHIEF, CLERK, COMMITTEE, LEADER, OFFICER, UNIT_HEAD
from butphe.demo.play import Play
from butphe.demo.stand import Stand
from signing.validation import Trust, verify
from tests.helpers.killed_play import CopiedStand, Killer, books, quiet

pytestmark = pytest.mark.slow
SEEDS = int(os.environ.get("BUTPHE_KILL_SEEDS", "10"))
PATIENCE = 60
PLAYERS = (CLERK, LEADER, OFFICER, UNIT_HEAD, CHIEF)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A stand with an office nobody has worked in yet; its authority answers."""
    stand = Stand(tmp_path_factory.mktemp("prepared"), quiet)
    stand.start()
    stand.server.stop()
    yield stand
    stand.stop()


@pytest.fixture
def stand(prepared, tmp_path):
    copied = CopiedStand(tmp_path / "stand", prepared)
    copied.start()
    yield copied
    copied.is_online = False
    for desk in copied._desks.values():
        desk.kill()
    copied.server.stop()


def assert_ends_well(stand: Stand, issued: Path) -> None:
    assert books(stand) == [(COMMITTEE, "incoming", 1), (COMMITTEE, "outgoing", 1)]
    assert issued.name == "01-UBND-KSTT.pdf"
    assert check_issued(issued, stand.folder / "trust", quiet)


def test_main_job_ends_with_an_issued_document_that_three_judges_find_valid(stand):
    play = Play(stand, quiet)
    issued = play.run()
    assert_ends_well(stand, issued)
    offline = [step for step in play.steps if not step.online]
    assert len(offline) == 6
    assert {step.requests_ok for step in offline} == {0}


def test_foreign_signatures_stay_valid_after_our_arrival_stamp(stand):
    Play(stand, quiet).run()
    arrived = stand.folder / "issued" / "van-ban-den.pdf"
    assert b"/XRef" in stand.papers[MAIN_PAPER].read_bytes()
    assert arrived.read_bytes().startswith(stand.papers[MAIN_PAPER].read_bytes())
    verdict = verify(arrived, Trust.load([stand.folder / "trust"]), fetch=Fetcher())
    assert [(one.role, one.verdict) for one in verdict.signatures] == [
        ("plain", "valid"),
        ("plain", "valid"),
        ("arrival", "valid"),
    ]


@pytest.mark.parametrize("seed", range(SEEDS))
def test_main_job_ends_the_same_when_processes_are_killed_at_random(stand, seed):
    for login in PLAYERS:
        stand.desk(login)  # everybody is signed in before anything is killed
    play = Play(stand, quiet, patience=PATIENCE)
    with Killer(stand, seed) as killer:
        issued = play.run()
    assert killer.kills, "nothing was killed: the seed proves nothing"
    assert_ends_well(stand, issued)
