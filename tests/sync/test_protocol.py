"""The wire's messages come back as they were sent; what is newer is ignored."""

from __future__ import annotations

import msgspec
import pytest

from sync import protocol
from tests.helpers import office_world as office

MESSAGES = [
    protocol.Problem(type="t", title="vi", title_en="en", status=409, code="x", facts={"a": "b"}),
    protocol.Tokens(access="a", refresh="r", expires_in=600, person_id="p"),
    protocol.SnapshotPage(at="t", after="", records=(office.incoming("directed"), office.dossier())),
    protocol.PackRequest(sha256=("a" * 64,)),
    protocol.ActionsRequest(actions=()),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: type(message).__name__)
def test_message_comes_back_as_it_was_sent(message: protocol.Message) -> None:
    assert msgspec.json.decode(msgspec.json.encode(message), type=type(message)) == message


def test_field_of_a_newer_version_is_ignored() -> None:
    body = {"access": "a", "refresh": "r", "expires_in": 1, "person_id": "p", "colour": "green"}
    assert msgspec.convert(body, protocol.Tokens).access == "a"
