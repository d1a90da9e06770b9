"""The door: what passes it, and that errors keep their class on the way."""

from __future__ import annotations

import sys

import pytest

from signing.outcomes import PinWrong, TokenSilent
from signing.tokens.client import TokenDoor
from signing.tokens.messages import Open
from tests.signing.conftest import People

HANGING = [sys.executable, "-c", "import time; time.sleep(600)"]


def test_driver_that_hangs_costs_its_deadline_and_is_ended() -> None:
    door = TokenDoor(HANGING)
    with pytest.raises(TokenSilent):
        door.probe(deadline_s=0.2)
    assert door.pid is None


def test_door_tells_what_the_library_is(people: People) -> None:
    door = people.head.door()
    facts = door.probe()
    door.close()
    assert (facts.manufacturer, facts.tokens) == ("SoftHSM", 1)


def test_error_of_the_token_keeps_its_class_and_facts(people: People) -> None:
    door = people.agency.door()
    with pytest.raises(PinWrong) as wrong:
        door.open(door.tokens()[0].serial, "wrong-pin")
    door.open(door.tokens()[0].serial, people.agency.pin)
    door.close()
    assert set(wrong.value.facts) == {"warning"}


def test_signer_is_the_door_with_its_key_fixed(people: People) -> None:
    door = people.agency.door()
    (token,) = door.tokens()
    door.open(token.serial, people.agency.pin)
    made = door.signer(token.serial, people.agency.identity.fingerprint)(b"x")
    assert made == door.sign(token.serial, people.agency.identity.fingerprint, b"x")
    door.close()


def test_pin_is_not_in_what_is_printed_of_a_request() -> None:
    assert "246810" not in repr(Open(serial="1", pin="246810"))
