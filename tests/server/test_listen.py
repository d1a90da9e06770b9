"""The running process: ready in one line, ended by SIGTERM, nothing lost by SIGKILL."""

from __future__ import annotations

import random
import threading
import time

import pytest
import requests

from office.actions import Action, OpenDossier
from server.ids import make_id
from sync.protocol import API_PREFIX, Applied, Duplicate
from tests.helpers.office_world import COMMITTEE, NOW
from tests.helpers.server_process import Client, running


def opened(client: Client) -> Action:
    return Action(
        id=make_id(), record_kind="dossier", record_id=make_id(), base_rev=0, actor=client.person_id, made_at=NOW,
        payload=OpenDossier(entity_id=COMMITTEE, code="01", title="Hồ sơ"),
    )  # fmt: skip


def test_asked_to_end_it_ends_event_streams_and_leaves_with_0(tmp_path) -> None:
    with running(tmp_path) as server:
        client = Client(server).sign_in("an")
        headers = {"Authorization": f"Bearer {client.tokens.access}"}
        with requests.get(server.url + API_PREFIX + "/events", headers=headers, stream=True, timeout=30) as events:
            assert next(events.iter_lines()) == b"retry: 3000"
            assert server.stop() == 0
        server.start()
        assert client.request("GET", "/sessions").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_instant_every_answered_action_is_there_and_a_repeated_one_counts_once(tmp_path, seed) -> None:
    chance = random.Random(seed)
    with running(tmp_path) as server:
        client = Client(server).sign_in("an")
        answered: list[Action] = []
        for _ in range(4):
            killer = threading.Timer(chance.uniform(0.01, 0.3), server.kill)
            killer.start()
            pending = _post_until_cut(client, answered)
            killer.join()
            server.start()
            result = client.post(pending)[0]
            assert isinstance(result, Applied) or (isinstance(result, Duplicate) and isinstance(result.first, Applied))
            answered.append(pending)
        seen, _ = client.snapshot()
        assert {action.record_id for action in answered} <= set(seen)
        assert all(seen[action.record_id].rev == 1 for action in answered)
        for action in answered:
            assert isinstance(client.post(action)[0], Duplicate)


def _post_until_cut(client: Client, answered: list[Action]) -> Action:
    """Post one action after another; the one whose answer did not come."""
    ends_at = time.monotonic() + 20
    while time.monotonic() < ends_at:
        action = opened(client)
        try:
            (result,) = client.post(action)
        except requests.ConnectionError:
            return action
        assert isinstance(result, Applied)
        answered.append(action)
    raise AssertionError("the server was never killed")
