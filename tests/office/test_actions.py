"""The envelope of an action, and the files that it waits for."""

from __future__ import annotations

import msgspec
import pytest

from office.actions import Action, AnyPayload, PassFormat, files_of
from office.base import Payload
from office.words import ACTIONS
from office.workflow import rows
from tests.helpers.office_world import draft_payload, example, file

EXAMPLES = [example(row)[1] for row in rows()]


@pytest.mark.parametrize("action", EXAMPLES, ids=lambda action: action.type)
def test_action_comes_back_from_the_wire_with_its_verb(action: Action) -> None:
    raw = msgspec.json.encode(action)
    assert msgspec.json.decode(raw, type=Action) == action
    assert msgspec.json.decode(raw)["payload"]["type"] == action.type


def test_verbs_of_the_wire_are_the_verbs_of_the_table() -> None:
    assert {cls.__struct_config__.tag for cls in Payload.__subclasses__()} == set(ACTIONS)


@pytest.mark.parametrize(
    ("payload", "names"),
    [
        (draft_payload(files=(file("a"), file("b", role="attachment"))), ["a.pdf", "b.pdf"]),
        (PassFormat(file=file("a")), ["a.pdf"]),
        (PassFormat(), []),
    ],
)
def test_files_that_must_arrive_first_are_named(payload: AnyPayload, names: list[str]) -> None:
    assert [needed.name for needed in files_of(payload)] == names


def test_every_payload_with_a_file_names_it() -> None:
    for action in EXAMPLES:
        brought = getattr(action.payload, "files", None) or getattr(action.payload, "file", None)
        assert bool(files_of(action.payload)) == bool(brought)
