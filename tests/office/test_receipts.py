"""What the sender is told and when; what is late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from office.actions import Receive, RefuseAtDoor, Register
from office.deadlines import local_date
from office.receipts import CODES, STATES, is_overdue, with_receipt
from tests.helpers.office_play import done
from tests.helpers.office_world import CLERK, COMMITTEE, NOW, REASON, facts, file, incoming, outgoing

NEW = Receive(entity_id=COMMITTEE, channel="axis", files=(file("received"),))
ENTRY = Register(
    code="45/SNV-CCHC", issued_on=None, issuing_agency="Sở Nội vụ", document_type="", subject="V/v rà soát thủ tục"
)


def told(document) -> list[str]:
    return [receipt.code for receipt in document.receipts]


@given(
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 2), timezones=st.just(UTC)),  # noqa: DTZ001 bounds are naive
    after_min=st.integers(0, 3000),
)
def test_arrival_and_registration_are_told_on_the_day_they_happen(at: datetime, after_min: int) -> None:
    arrived = done("incoming", NEW, CLERK, files=[facts(file("received"))], now=at)
    later = at + timedelta(minutes=after_min)
    registered = done(replace(arrived, rev=1), ENTRY, CLERK, now=later)
    assert told(registered) == ["01", "03"]
    assert registered.receipts[0].at == arrived.received_at == at
    assert local_date(registered.receipts[1].at) == registered.arrival_on == local_date(later)
    assert is_overdue(arrived, local_date(later)) == (local_date(later) > local_date(at))
    assert not is_overdue(registered, local_date(later) + timedelta(days=30))


def test_return_at_the_door_is_told_instead() -> None:
    arrived = with_receipt(incoming("arrived", receipts=()), NOW)
    assert told(done(arrived, RefuseAtDoor(reason=REASON), CLERK)) == ["01", "02"]


@pytest.mark.parametrize("state", sorted(CODES))
def test_state_is_told_once(state: str) -> None:
    once = with_receipt(incoming(state), NOW)
    assert told(once) == [CODES[state]]
    assert with_receipt(once, NOW + timedelta(hours=1)) == once
    assert STATES[CODES[state]] == state


@pytest.mark.parametrize("state", ["submitted", "filed", "archived"])
def test_what_happens_inside_the_office_is_not_told(state: str) -> None:
    assert with_receipt(incoming(state), NOW).receipts == ()


def test_recipient_who_does_not_confirm_the_same_day_is_late() -> None:
    sent, today = outgoing("dispatched"), local_date(NOW)
    assert not is_overdue(sent, today)
    assert is_overdue(sent, today + timedelta(days=1))
    assert not is_overdue(outgoing("delivered"), today + timedelta(days=1))
    assert not is_overdue(replace(sent, state="recalled"), today + timedelta(days=1))
