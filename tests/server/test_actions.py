"""`POST /actions` as bytes on the wire."""

from __future__ import annotations

import msgspec
import pytest

from office.actions import Action, OpenDossier
from server.ids import make_id
from sync.protocol import ACTIONS_BYTES_MAX, Applied, Refused
from tests.helpers.office_world import COMMITTEE, NOW
from tests.helpers.server_process import Client


def opened(client: Client) -> Action:
    return Action(
        id=make_id(), record_kind="dossier", record_id=make_id(), base_rev=0, actor=client.person_id, made_at=NOW,
        payload=OpenDossier(entity_id=COMMITTEE, code="01", title="Hồ sơ"),
    )  # fmt: skip


def test_every_action_gets_its_answer_in_order(client) -> None:
    someone = client("an")
    good, bad = opened(someone), msgspec.to_builtins(opened(someone)) | {"payload": {"type": "fly"}}
    body = msgspec.json.encode({"actions": [msgspec.to_builtins(good), bad, msgspec.to_builtins(opened(someone))]})
    first, second, third = someone.post_raw(body)
    assert isinstance(first, Applied)
    assert first.seq > 0
    assert isinstance(second, Refused)
    assert (second.id, second.reason) == (bad["id"], "malformed_action")
    assert isinstance(third, Applied)
    assert third.seq == first.seq + 1


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"{}", "application/json", 400),
        (b'{"actions":[{}]}', "application/json", 400),
        (b'{"actions":[]}', "text/plain", 415),
        (b" " * (ACTIONS_BYTES_MAX + 1), "application/json", 413),
    ],
)
def test_body_that_is_no_batch_is_a_problem(client, body: bytes, media_type: str, status: int) -> None:
    reply = client("an").request("POST", "/actions", data=body, headers={"Content-Type": media_type})
    assert (reply.status_code, reply.headers["Content-Type"]) == (status, "application/problem+json")
