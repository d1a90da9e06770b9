"""Every row of the workflow table in the server's executor, and what a settled action leaves in every feed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from office.actions import Opine, PutOrganisation, ReturnDraft, Withdraw
from office.records import OutgoingDocument, kind_of, main_file
from office.workflow import Row, rows, state_of
from server.actions.settle import links_of_payload, previous_of
from sync.protocol import Applied, Blocked, Conflict, Refused
from tests.helpers.office_play import act
from tests.helpers.office_world import (
    ADMIN,
    CLERK,
    COLLEAGUE,
    HEAD,
    KSTT,
    LEADER,
    OFFICER,
    PEOPLE,
    example,
    incoming,
    organisation,
    outgoing,
    uid,
)
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import records_of

CASES = [
    pytest.param(row, state, id=f"{row.kind}-{row.action}-{state}-{row.when}")
    for row in rows()
    for state in row.from_states
]


@pytest.mark.parametrize(("row", "state"), CASES)
def test_row_is_applied_by_the_server_and_every_feed_follows(row: Row, state: str, tmp_path) -> None:
    world, action = example(row, state)
    action = fresh(action)

    async def story(office: Inside) -> None:
        await office.begin_world(world)
        await office.send_files(action)
        result = await office.verified(lambda: office.one(action))
        assert isinstance(result, Applied), result
        assert (kind_of(result.record), result.record.id) == (row.kind, action.record_id)
        assert state_of(result.record) == (row.becomes or state)
        assert result.record.rev == action.base_rev + 1

    inside(tmp_path, story)


def test_opinion_on_an_older_revision_applies_all_the_same(tmp_path) -> None:
    record = incoming("in_progress", rev=5)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        opinion = fresh(act(record, Opine(id=uid("o"), text="Đã xem xét."), OFFICER, base_rev=3))
        assert isinstance(await office.one(opinion), Applied)

    inside(tmp_path, story)


def test_exact_action_on_an_older_revision_conflicts_and_shows_the_present_record(tmp_path) -> None:
    row = next(row for row in rows() if row.action == "sign")
    world, action = example(row)
    action = replace(fresh(action), base_rev=7)

    async def story(office: Inside) -> None:
        await office.begin_world(world)
        await office.send_files(action)
        result = await office.one(action)
        assert result == Conflict(
            id=action.id, reason="record_changed", facts={"kind": "outgoing"}, record=world.record
        )

    inside(tmp_path, story)


def test_action_on_a_record_out_of_sight_does_not_tell_that_it_exists(tmp_path) -> None:
    record = outgoing("draft")

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        seen = await office.one(fresh(act(record, Opine(id=uid("o"), text="Ai đó."), COLLEAGUE)))
        absent = replace(record, id=uid("no such"))
        unseen = await office.one(fresh(act(absent, Opine(id=uid("o"), text="Ai đó."), COLLEAGUE)))
        assert isinstance(seen, Refused)
        assert isinstance(unseen, Refused)
        assert (seen.reason, seen.facts) == (unseen.reason, unseen.facts) == ("record_unknown", {"kind": "outgoing"})

    inside(tmp_path, story)


def test_action_whose_file_was_not_sent_by_the_actor_waits(tmp_path) -> None:
    row = next(row for row in rows() if row.action == "sign")
    world, action = example(row)

    async def story(office: Inside) -> None:
        await office.begin_world(world)
        await office.send_files(replace(action, actor=CLERK))
        result = await office.one(fresh(action))
        assert isinstance(result, Blocked)
        assert result.needs == (action.payload.file.sha256,)

    inside(tmp_path, story)


def test_person_who_leaves_loses_sight_and_session_at_once(tmp_path) -> None:
    record = incoming("in_progress")
    gone = replace(next(person for person in PEOPLE if person.id == OFFICER), active=False)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        async with office.database.writing() as connection:
            await office.office.sessions.open(connection, OFFICER, "d", must_change=False, now=office.moment[0])
        assert record.id in await office.snapshot(OFFICER)
        put = fresh(act(replace(gone, rev=0), PutOrganisation(record=gone), ADMIN))
        assert isinstance(await office.verified(lambda: office.one(put)), Applied)
        assert await office.snapshot(OFFICER) == {}
        async with office.database.writing() as connection:
            assert await office.office.sessions.end(connection, OFFICER, office.moment[0]) == 0

    inside(tmp_path, story)


def test_person_who_becomes_head_of_a_unit_sees_what_the_unit_has(tmp_path) -> None:
    record = incoming("in_progress")
    head = next(person for person in PEOPLE if person.id == COLLEAGUE)
    raised = replace(head, posts=(replace(head.posts[0], role="unit_head", unit_id=KSTT),))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        assert record.id not in await office.snapshot(COLLEAGUE)
        put = fresh(act(replace(raised, rev=0), PutOrganisation(record=raised), ADMIN))
        assert isinstance(await office.verified(lambda: office.one(put)), Applied)
        assert record.id in await office.snapshot(COLLEAGUE)

    inside(tmp_path, story)


def test_version_follows_the_present_one_and_a_draft_follows_none() -> None:
    record = outgoing("awaiting_signature")
    _, sign = example(next(row for row in rows() if row.action == "sign"))
    _, draft = example(next(row for row in rows() if row.action == "draft"))
    present = main_file(record)
    assert present is not None
    assert previous_of(sign, record) == present.sha256
    assert previous_of(draft, record) == previous_of(sign, None) == ""


def test_linked_records_of_an_action_are_those_that_its_rule_looks_at() -> None:
    for row in rows():
        world, action = example(row)
        assert links_of_payload(action) <= set(world.neighbours) | {action.record_id, incoming().id}
    assert LEADER


def test_conflict_over_a_record_that_went_out_of_sight_says_the_step_that_took_it_away(tmp_path) -> None:
    """E17: who did what and when, and nothing of what was done later."""
    record = outgoing("unit_review")

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        taken = await office.one(fresh(act(record, Withdraw(), OFFICER)))
        assert isinstance(taken, Applied)
        assert isinstance(taken.record, OutgoingDocument)
        later = await office.one(fresh(act(taken.record, Opine(id=uid("o"), text="Ghi thêm."), OFFICER)))
        assert isinstance(later, Applied)
        answer = await office.one(fresh(act(record, ReturnDraft(reason="Bổ sung căn cứ pháp lý."), HEAD)))
        assert isinstance(answer, Conflict)
        step = taken.record.history[-1]
        told = {"kind": "outgoing", "by": OFFICER, "done": "withdraw", "at": step.at.isoformat()}
        assert (answer.reason, answer.facts, answer.record) == ("record_unknown", told, None)

    inside(tmp_path, story)
