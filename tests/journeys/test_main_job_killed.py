"""The main job ends with the same registers and valid files, whatever is killed at random instants on the way.

A seed gives the instants and the victims: the desk of somebody, its token worker, its document worker, the server.
CI plays SEEDS of them; BUTPHE_KILL_SEEDS names another number, or a range such as 10-19. At the end of the run a line
for each seed says who was killed.
"""

from __future__ import annotations

import os

import pytest

from butphe.demo.people import CHIEF, CLERK, LEADER, OFFICER, UNIT_HEAD
from butphe.demo.play import Play
from butphe.demo.stand import Stand
from tests.helpers.killed_play import EACH, KILLS, CopiedStand, Killer, quiet
from tests.helpers.main_job_end import CODE, assert_each_thing_is_there_once, assert_files_are_valid, printed_code

pytestmark = pytest.mark.slow
SEEDS = 10
PATIENCE = 600
"""A deed is tried again while the server starts, however slow the machine is."""
PLAYERS = (CLERK, LEADER, OFFICER, UNIT_HEAD, CHIEF)


def seeds() -> range:
    """Of this run: the first so many, or those of a range."""
    first, dash, last = os.environ.get("BUTPHE_KILL_SEEDS", str(SEEDS)).partition("-")
    return range(int(first), int(last) + 1) if dash else range(int(first))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A stand at which everybody has signed in and nobody has worked; its authority answers."""
    stand = Stand(tmp_path_factory.mktemp("prepared"), quiet)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BUTPHE_JUDGES", "1")  # a server that is killed so often need not start two each time
        stand.start()
        for login in PLAYERS:
            stand.desk(login)
            stand.close_desk(login)
        stand.server.stop()
        yield stand
        stand.stop()


@pytest.fixture
def stand(prepared, tmp_path):
    copied = CopiedStand(tmp_path / "stand", prepared)
    copied.start()
    yield copied
    copied.stop()


@pytest.mark.parametrize("seed", seeds())
def test_main_job_ends_the_same_when_processes_are_killed_at_random(stand, seed, record_property):
    play = Play(stand, quiet, patience=PATIENCE)
    killer = Killer(stand, seed, lambda: len(play.steps))
    try:
        with killer:
            play.run()
    finally:
        record_property(KILLS, " ".join(killer.kills))
    assert set(EACH) <= set(killer.kills), "somebody was never killed: the seed proves less than it says"
    assert_each_thing_is_there_once(stand)
    assert_files_are_valid(stand)
    assert printed_code(stand) == CODE
