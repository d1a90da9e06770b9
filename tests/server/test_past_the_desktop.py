"""Posted past the desktop, by raw HTTP: what the rules forbid is refused and leaves nothing behind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from office.actions import (
    Action,
    Delegate,
    Dispatch,
    Draft,
    Initial,
    Number,
    Opine,
    Receive,
    Renew,
    Seal,
    Sign,
    SubmitDraft,
    files_of,
)
from office.records import Delegation
from server.ids import make_id
from sync.protocol import Applied, Blocked, Refused, Result
from tests.helpers.office_world import CHIEF, COMMITTEE, LEADER, draft_payload
from tests.helpers.real_papers import ref
from tests.helpers.wire_office import WireOffice, fill_of, wire_office

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[WireOffice]:
    with wire_office(tmp_path_factory.mktemp("wire")) as office:
        yield office


def refused(office: WireOffice, who: str, action: Action, content: bytes = b"") -> str:
    """The code with which an action is refused, checked to leave nothing behind (its file is sent first)."""
    before = office.traces()
    if content:
        office.people[who].upload(content)
        assert office.people[who].request("HEAD", f"/files/{ref(content).sha256}").status_code == 200
    return refused_as_it_stands(office, who, action, before)


def refused_as_it_stands(office: WireOffice, who: str, action: Action, before: dict[str, object]) -> str:
    """The same of an action whose files are there already."""
    shown = office.people[who].snapshot()[0]
    result: Result = office.post(who, action)
    assert isinstance(result, Refused), result
    assert office.traces() == before
    assert office.people[who].snapshot()[0] == shown
    for file in files_of(action.payload):
        assert office.people[who].request("HEAD", f"/files/{file.sha256}").status_code == 404
    assert office.answers_to(action.id) == 1  # the one thing that is kept: what was answered
    return result.reason


def test_main_job_of_an_outgoing_document_applies_with_real_signatures(office: WireOffice) -> None:
    record, content = office.sealed()
    assert record.code_number == 1
    sent = office.done("clerk", record, Dispatch())
    assert sent.state == "dispatched"
    reply = office.people["leader"].request("GET", f"/files/{ref(content).sha256}")
    assert reply.content == content


def test_rewritten_prefix_is_refused(office: WireOffice) -> None:
    record, content = office.awaiting()
    other, _ = office.papers.draft(subject="V/v nội dung khác")
    forged = office.papers.led(office.papers.initialled(other))
    assert refused(office, "leader", office.act("leader", record, Sign(file=ref(forged))), forged) == "prefix_rewritten"


def test_changed_byte_before_the_signature_is_refused(office: WireOffice) -> None:
    record, content = office.awaiting()
    led = bytearray(office.papers.led(content))
    led[led.index(b"/Creator") + 12] ^= 1  # inside the text of an entry: the file opens, its signed bytes differ
    forged = bytes(led)
    assert refused(office, "leader", office.act("leader", record, Sign(file=ref(forged))), forged) == "prefix_rewritten"


def test_signature_by_somebody_elses_certificate_is_refused(office: WireOffice) -> None:
    record, content = office.awaiting()
    for key, reason in (
        (office.papers.keys[CHIEF], "certificate_of_another"),
        (office.papers.stranger, "certificate_not_registered"),
    ):
        forged = office.papers.signed(content, "leader", key, field="Leader")
        assert refused(office, "leader", office.act("leader", record, Sign(file=ref(forged))), forged) == reason


def test_forged_actor_is_refused(office: WireOffice) -> None:
    record, content = office.awaiting()
    led = office.papers.led(content)
    forged = office.act("leader", record, Sign(file=ref(led)))
    before = office.traces()
    (result,) = office.people["officer"].post(forged)
    assert result == Refused(id=forged.id, reason="forged_actor")
    assert office.traces() == before
    assert office.answers_to(forged.id) == 0  # nobody's id is taken by somebody else
    unsent = office.post("leader", replace(forged, id=make_id()))
    assert isinstance(unsent, Blocked)
    assert unsent.needs == (ref(led).sha256,)
    assert office.traces() == before


def test_backdated_time_does_not_revive_a_delegation(office: WireOffice) -> None:
    today = datetime.now(UTC).date()
    over = Delegation(
        id=make_id(), from_id=LEADER, to_id=CHIEF, prefix="TL.", entity_id=COMMITTEE, document_types=("QĐ",),
        valid_from_on=today - timedelta(days=30), valid_to_on=today - timedelta(days=2),
    )  # fmt: skip
    given = office.act("leader", "delegation", Delegate(delegation=over), record_id=over.id)
    assert isinstance(office.post("leader", given), Applied)
    content, places = office.papers.draft()
    payload: Draft = draft_payload(
        files=(ref(content),), places=places, answers=(), document_type="QĐ", notation="QĐ-UBND",
        signer_id=CHIEF, authority="TL.", delegation_id=over.id,
    )  # fmt: skip
    office.people["officer"].upload(content)
    draft = office.done("officer", "outgoing", payload)  # it may name the delegation; to be submitted it must hold
    early = datetime.now(UTC) - timedelta(days=10)
    action = office.act("officer", draft, SubmitDraft(), made_at=early)
    assert refused(office, "officer", action) == "signer_not_entitled"


def test_history_bears_the_servers_time_whatever_the_sender_says(office: WireOffice) -> None:
    record, _ = office.drafted()
    early = office.act("officer", record, office_opinion(), made_at=datetime(2020, 1, 1, tzinfo=UTC))
    result = office.post("officer", early)
    assert isinstance(result, Applied)
    assert datetime.now(UTC) - result.record.history[-1].at < timedelta(minutes=5)


def office_opinion() -> Opine:
    return Opine(id=make_id(), text="Đã soát lại.")


def test_number_chosen_by_the_client_is_refused(office: WireOffice) -> None:
    record, _ = office.signed()
    action = msgspec.to_builtins(office.act("clerk", record, Number()))
    action["payload"]["number"] = 77
    before = office.traces()
    (result,) = office.people["clerk"].post_raw(msgspec.json.encode({"actions": [action]}))
    assert result == Refused(id=action["id"], reason="unknown_field", facts={"name": "number"})
    assert office.traces() == before


def test_number_filled_in_that_is_not_the_registers_is_refused(office: WireOffice) -> None:
    record, content = office.numbered()
    forged = office.papers.sealed(content, fill_of(record) | {"number": "99"})
    assert refused(office, "clerk", office.act("clerk", record, Seal(file=ref(forged))), forged) == "filled_differs"


def test_second_filling_is_refused(office: WireOffice) -> None:
    record, content = office.sealed()
    forged = refilled(content)
    assert refused(office, "clerk", office.act("clerk", record, Renew(file=ref(forged))), forged) == "filled_twice"


def refilled(content: bytes, number: str = "99") -> bytes:
    """A revision more in which the number is this one."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        if field["/T"] == "Number":
            field[generic.pdf_name("/V")] = generic.TextStringObject(number)
            writer.update_container(field)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_change_slipped_in_before_the_seal_is_refused(office: WireOffice) -> None:
    record, content = office.numbered()
    wanted = fill_of(record)
    slipped = refilled(content, wanted.pop("number"))
    forged = office.papers.signed(slipped, "seal", office.papers.keys[COMMITTEE], field="Seal", level="t", fill=wanted)
    assert refused(office, "clerk", office.act("clerk", record, Seal(file=ref(forged))), forged) == "filled_before_seal"


def test_secret_file_is_refused_and_wiped(office: WireOffice) -> None:
    secret, _ = office.papers.draft(parent="Tuyệt mật")
    payload = Receive(entity_id=COMMITTEE, channel="axis", files=(ref(secret),))
    assert refused(office, "clerk", office.act("clerk", "incoming", payload), secret) == "secret_document"
    assert not [path for path in office.server.data.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_initial_by_somebody_who_does_not_head_the_unit_is_refused(office: WireOffice) -> None:
    record, content = office.drafted()
    forged = office.papers.signed(content, "initial", office.papers.keys[CHIEF], field="Initial1")
    action = office.act("chief", record, Initial(file=ref(forged)))
    assert refused(office, "chief", action, forged) == "record_unknown"  # it has not reached the chief yet
