"""Which lists a record stands in for one person, and whether it waits there."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from app.folders import Standing, standings
from office.records import Dossier, HistoryLine, IncomingDocument, OutgoingDocument, Unit
from tests.helpers.office_world import CLERK, COMMITTEE, HEAD, KSTT, LEADER, NOW, OFFICER, organisation

OFFICE = organisation()
DRAFT = OutgoingDocument(
    id="out", entity_id=COMMITTEE, drafter_id=OFFICER, unit_id=KSTT, unit_head_id=HEAD, signer_id=LEADER
)


def at(state: str, person: str, record: OutgoingDocument = DRAFT) -> dict[str, bool]:
    return {one.folder: one.waits for one in standings(replace(record, state=state), person, OFFICE)}


def test_incoming_document_waits_for_whoever_has_it():
    record = IncomingDocument(id="in", entity_id=COMMITTEE, state="submitted", submitted_to=LEADER)
    assert standings(record, LEADER, OFFICE) == (Standing("incoming", True),)
    assert standings(record, CLERK, OFFICE) == (Standing("incoming", False),)


@pytest.mark.parametrize("state", ["draft", "returned_for_edit"])
def test_draft_waits_for_its_drafter(state):
    assert at(state, OFFICER)["drafts"]


def test_draft_under_review_stays_with_its_drafter_and_waits_for_the_reviewer():
    assert at("unit_review", OFFICER) == {"drafts": False}
    assert at("unit_review", HEAD) == {"for_signature": True}
    assert at("awaiting_signature", LEADER) == {"for_signature": True}


def test_what_somebody_signed_stays_in_the_signing_folder_without_waiting():
    signed = HistoryLine(action_id="1", type="sign", by=LEADER, at=NOW)
    record = replace(DRAFT, history=(signed,))
    assert at("signed", LEADER, record) == {"for_signature": False, "outgoing": False}


@pytest.mark.parametrize("state", ["signed", "numbered", "sealed"])
def test_signed_document_waits_for_the_clerk(state):
    assert at(state, CLERK) == {"outgoing": True}


def test_dossiers_have_their_own_folder_and_organisation_none():
    assert standings(Dossier(id="d", entity_id=COMMITTEE, code="1", title="t"), OFFICER, OFFICE)[0].folder == "dossiers"
    assert standings(Unit(id="u", name="n"), OFFICER, OFFICE) == ()
