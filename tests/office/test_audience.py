"""Who sees a record: whoever may do something with it, and nobody without a part in it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from office.actions import Opine, Recall
from office.audience import audience, holders, opens_for, reviewers
from office.deadlines import local_date
from office.personal import MarkRead, ReadMark
from office.records import AnyRecord, HistoryLine
from office.roles import may
from office.words import ACTIONS
from office.workflow import TABLE, state_of
from tests.helpers.office_play import done, play, reason, with_entries
from tests.helpers.office_world import (
    ADMIN,
    ARCHIVIST,
    CHIEF,
    CLERK,
    COLLEAGUE,
    DELEGATION,
    DOSSIER,
    HEAD,
    LEADER,
    MARK,
    NOW,
    OFFICER,
    PEOPLE,
    REASON,
    delegation,
    dossier,
    entry,
    incoming,
    organisation,
    outgoing,
    record_of,
    uid,
)

OURS, TODAY = organisation(), local_date(NOW)
STATES = sorted(
    {(rule.kind, state) for rule in TABLE for state in (*rule.states, rule.becomes) if state not in ("none", "")}
)
RECORDS = [record for kind, state in STATES if (record := record_of(kind, state)) is not None]
DOCUMENTS = [record for record in RECORDS if hasattr(record, "dossier_ids")]


def name_of(record: AnyRecord) -> str:
    return f"{record.__struct_config__.tag}-{state_of(record)}"


# ── inverse to `may` ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("record", RECORDS, ids=name_of)
def test_whoever_may_do_something_sees_the_record_and_whoever_has_it_may(record: AnyRecord) -> None:
    seen = audience(record, OURS)
    able = {person.id for person in PEOPLE for verb in ACTIONS if may(person.id, record, verb, OURS, TODAY)}
    assert able <= seen
    assert set(holders(record, OURS)) <= able


@pytest.mark.parametrize("record", DOCUMENTS, ids=name_of)
def test_mark_of_having_read_is_kept_for_exactly_those_who_see_the_document(record: AnyRecord) -> None:
    for person in PEOPLE:
        answer = play("read_mark", MarkRead(document_id=record.id, seen_rev=1), person.id, near=[record])
        assert hasattr(answer, "records") == (person.id in audience(record, OURS))


@pytest.mark.parametrize("record", DOCUMENTS, ids=name_of)
def test_opinion_is_for_exactly_those_who_see_the_document_while_it_is_handled(record: AnyRecord) -> None:
    if not any(rule.action == "opine" and state_of(record) in rule.states for rule in TABLE):
        return
    able = {person.id for person in PEOPLE if may(person.id, record, "opine", OURS, TODAY)}
    assert able == audience(record, OURS)


def test_administrator_sees_no_documents() -> None:
    assert not any(ADMIN in audience(record, OURS) for record in (*DOCUMENTS, dossier(), entry()))


# ── incoming ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("state", "people"),
    [
        ("arrived", {CLERK}),
        ("registered", {CLERK}),
        ("submitted", {CLERK, LEADER, CHIEF}),
        ("directed", {CLERK, LEADER, CHIEF, OFFICER, HEAD}),
        ("completed", {CLERK, LEADER, CHIEF, OFFICER, HEAD}),
        ("filed", {CLERK, LEADER, CHIEF, OFFICER, HEAD, ARCHIVIST}),
        ("recalled", {CLERK}),
    ],
)
def test_incoming_document_is_seen_as_it_is_handed_on(state: str, people: set[str]) -> None:
    assert audience(incoming(state), OURS) == people


def test_deputy_sees_as_long_as_the_delegation_is_not_revoked() -> None:
    people = with_entries(OURS, delegations={DELEGATION: delegation(revoked_at=NOW)})
    assert CHIEF in audience(incoming("submitted"), OURS)
    assert CHIEF not in audience(incoming("submitted"), people)


def test_withdrawn_directive_takes_the_document_from_those_assigned() -> None:
    withdrawn = replace(incoming("submitted"), directive=None)
    assert {OFFICER, HEAD} & audience(withdrawn, OURS) == set()


def test_whoever_acted_keeps_seeing_it() -> None:
    forwarded = incoming("in_progress")
    line = HistoryLine(action_id=uid("f"), type="forward", by=COLLEAGUE, at=NOW)
    assert COLLEAGUE not in audience(forwarded, OURS)
    assert COLLEAGUE in audience(replace(forwarded, history=(*forwarded.history, line)), OURS)


# ── outgoing ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("state", "people"),
    [
        ("draft", {OFFICER}),
        ("unit_review", {OFFICER, HEAD}),
        ("format_review", {OFFICER, HEAD, CHIEF}),
        ("awaiting_signature", {OFFICER, HEAD, CHIEF, LEADER}),
        ("signed", {OFFICER, HEAD, CHIEF, LEADER, CLERK}),
        ("dispatched", {OFFICER, HEAD, CHIEF, LEADER, CLERK}),
        ("filed", {OFFICER, HEAD, CHIEF, LEADER, CLERK, ARCHIVIST}),
        ("returned_for_edit", {OFFICER}),
        ("recalled", {CLERK}),
    ],
)
def test_outgoing_document_is_seen_step_by_step(state: str, people: set[str]) -> None:
    assert audience(outgoing(state), OURS) == people


def test_recipients_here_see_it_once_it_is_dispatched() -> None:
    recipients = (replace(outgoing().recipients[0], person_id=COLLEAGUE),)
    sealed = outgoing("sealed", recipients=recipients)
    assert COLLEAGUE not in audience(sealed, OURS)
    assert COLLEAGUE in audience(outgoing("dispatched", recipients=recipients), OURS)


def test_format_is_reviewed_by_whom_the_draft_names() -> None:
    assert reviewers(outgoing(), OURS) == {CHIEF}
    assert reviewers(outgoing(format_reviewer_id=CLERK), OURS) == {CLERK}


# ── the rest ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_recalled_document_opens_for_nobody_but_the_record_of_the_recall_stays() -> None:
    for document, person in ((incoming("in_progress"), CLERK), (outgoing("dispatched"), CLERK)):
        recalled = done(document, Recall(reason=REASON), person)
        assert audience(recalled, OURS) == {CLERK}
        assert opens_for(recalled, OURS) == frozenset()
        assert opens_for(document, OURS) == audience(document, OURS)
        assert (recalled.return_reason, recalled.history[-1].note) == (REASON, REASON)
        assert reason(recalled, Opine(id=uid("o"), text="Xem lại."), CLERK) == "wrong_state"


def test_who_holds_the_dossier_sees_what_is_in_it() -> None:
    document = incoming("arrived", dossier_ids=(DOSSIER,))
    assert COLLEAGUE not in audience(document, OURS)
    assert COLLEAGUE in audience(document, OURS, {DOSSIER: dossier(holder_id=COLLEAGUE)})


def test_directory_is_seen_by_everybody_and_a_mark_by_its_reader_alone() -> None:
    assert audience(PEOPLE[0], OURS) == {person.id for person in PEOPLE}
    assert audience(ReadMark(id=MARK, person_id=HEAD, document_id=uid("d"), seen_rev=1), OURS) == {HEAD}
    assert audience(entry(), OURS) == {CLERK, LEADER, CHIEF, ARCHIVIST}
    assert audience(dossier(), OURS) == {OFFICER, CLERK, ARCHIVIST}


def test_nobody_who_left_sees_anything() -> None:
    left = replace(OURS.people[OFFICER], active=False)
    people = with_entries(OURS, people={OFFICER: left})
    assert not any(OFFICER in audience(record, people) for record in RECORDS)


@pytest.mark.parametrize(
    ("record", "people"),
    [
        (incoming("arrived"), (CLERK,)),
        (incoming("submitted"), (LEADER,)),
        (incoming("directed"), (OFFICER, HEAD)),
        (incoming("completed"), (OFFICER, HEAD)),
        (incoming("filed"), ()),
        (incoming("recalled"), ()),
        (outgoing("draft"), (OFFICER,)),
        (outgoing("unit_review"), (HEAD,)),
        (outgoing("format_review"), (CHIEF,)),
        (outgoing("awaiting_signature"), (LEADER,)),
        (outgoing("numbered"), (CLERK,)),
        (outgoing("delivered"), (OFFICER,)),
        (outgoing("superseded"), ()),
        (dossier(), (OFFICER,)),
        (dossier("closed"), ()),
        (entry(), ()),
    ],
    ids=lambda value: name_of(value) if hasattr(value, "rev") else "",
)
def test_document_lies_on_somebodys_desk(record: AnyRecord, people: tuple[str, ...]) -> None:
    assert holders(record, OURS) == people
