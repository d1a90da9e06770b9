"""What was posted is read strictly: one's own action, nothing in it that nobody would look at."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from office.actions import Action
from office.workflow import rows
from server.actions.read import RESULTS_KEPT, read_action, read_batch, unknown_fields
from server.ids import make_id
from server.problems import ProblemError
from sync.protocol import ACTIONS_MAX, Refused
from tests.helpers.office_world import NOW, example
from tests.helpers.server_inside import fresh

ROW = next(row for row in rows() if row.action == "draft")


def raw_of(action: Action, **changes: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(msgspec.to_builtins(action) | changes))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.kind}-{row.action}-{row.when}")
def test_action_of_every_row_is_read_as_it_was_written(row) -> None:
    action = fresh(example(row)[1])
    assert read_action(raw_of(action), action.actor, NOW) == action


def test_somebody_elses_action_is_refused() -> None:
    action = fresh(example(ROW)[1])
    assert read_action(raw_of(action), "another", NOW) == Refused(id=action.id, reason="forged_actor")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda plain: plain.update(rev=9), "rev"),
        (lambda plain: plain["payload"].update(code_number=12), "code_number"),
        (lambda plain: plain["payload"]["files"][0].update(trusted=True), "trusted"),
        (lambda plain: plain["payload"]["places"]["number"].update(z=1), "z"),
    ],
)
def test_field_that_nobody_knows_is_refused_at_any_depth(change, field: str) -> None:
    action = fresh(example(ROW)[1])
    plain = msgspec.to_builtins(action)
    change(plain)
    result = read_action(msgspec.Raw(msgspec.json.encode(plain)), action.actor, NOW)
    assert result == Refused(id=action.id, reason="unknown_field", facts={"name": field})


@pytest.mark.parametrize(
    "changes", [{"payload": {"type": "fly"}}, {"base_rev": "x"}, {"id": "not-a-uuid"}, {"made_at": "yesterday"}]
)
def test_malformed_action_is_refused_alone(changes: dict[str, object]) -> None:
    action = fresh(example(ROW)[1])
    result = read_action(raw_of(action, **changes), action.actor, NOW)
    assert isinstance(result, Refused)
    assert result.reason == "malformed_action"


def test_id_older_than_the_kept_answers_is_refused() -> None:
    action = fresh(example(ROW)[1])
    late = NOW + RESULTS_KEPT + timedelta(days=365)
    assert read_action(raw_of(action), action.actor, late) == Refused(id=action.id, reason="too_old")


@pytest.mark.parametrize(
    "body", [b"", b"{}", b'{"actions":[{}]}', b'{"actions":[1]}', b'{"actions":{"id":"x"}}', b"[]"]
)
def test_body_without_identified_actions_is_a_problem(body: bytes) -> None:
    with pytest.raises(ProblemError) as caught:
        read_batch(body)
    assert caught.value.code == "malformed"


def test_batch_has_a_limit() -> None:
    action = msgspec.to_builtins(fresh(example(ROW)[1]))
    body = msgspec.json.encode({"actions": [action] * ACTIONS_MAX})
    assert len(read_batch(body)) == ACTIONS_MAX
    with pytest.raises(ProblemError) as caught:
        read_batch(msgspec.json.encode({"actions": [action] * (ACTIONS_MAX + 1)}))
    assert caught.value.code == "too-large"


def test_known_fields_are_never_called_unknown() -> None:
    for row in rows():
        action = example(row)[1]
        assert not list(unknown_fields(msgspec.to_builtins(action), action))
    assert make_id() != make_id()
