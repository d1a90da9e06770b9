"""A filled form means exactly one payload, which the wire accepts."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from office import actions
from office.records import Assignment
from ui.screens.acting.payloads import asks_nothing, payload_of

DAY = date(2026, 11, 30)
FILLED: dict[str, dict[str, object]] = {
    "submit": {"to_id": "duc"},
    "direct": {"text": "Giao KSTT.", "lead": "an", "due_on": DAY, "support": ("an", "ha")},
    "assign": {"person_id": "an", "due_on": DAY, "text": "Làm ngay"},
    "forward": {"person_id": "ha", "reason": "Đi công tác"},
    "opine": {"text": "Đồng ý"},
    "ask_extension": {"until_on": DAY, "reason": "Chờ số liệu"},
    "decide_extension": {"id": "e1", "granted": True},
    "complete": {"answered_by": "d9", "note": ""},
    "file": {"dossier_id": "h1"},
    "confirm_delivery": {"recipient_name": "Sở Nội vụ"},
    "supersede": {"by_id": "d8"},
    "refuse": {"reason": "Gửi nhầm nơi nhận"},
    "return": {"reason": "Sai thể thức"},
    "return_assignment": {"reason": "Không đúng chức năng"},
    "recall": {"reason": "Sai nội dung"},
    "void_number": {"reason": "Không phát hành"},
}


@pytest.mark.parametrize("action", sorted(FILLED))
def test_payload_bears_the_verb_and_survives_the_wire(action: str) -> None:
    payload = payload_of(action, FILLED[action], lambda: "id-1")  # type: ignore[arg-type]
    assert payload.__struct_config__.tag == action
    assert msgspec.json.decode(msgspec.json.encode(payload), type=actions.AnyPayload) == payload


def test_lead_is_never_their_own_support() -> None:
    payload = payload_of("direct", FILLED["direct"], str)  # type: ignore[arg-type]
    assert isinstance(payload, actions.Direct)
    assert payload.assignments == (
        Assignment(role="lead", person_id="an", due_on=DAY),
        Assignment(role="support", person_id="ha", due_on=DAY),
    )


def test_opinion_gets_an_id_of_its_own() -> None:
    assert payload_of("opine", {"text": "Đồng ý"}, lambda: "new") == actions.Opine(id="new", text="Đồng ý")


def test_form_and_button_do_not_share_a_verb() -> None:
    assert not any(asks_nothing(action) for action in FILLED)
