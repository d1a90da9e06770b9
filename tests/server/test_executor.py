"""Batches: order within a record, independence between records, files judged once and outside the transaction."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from office.actions import Begin, OpenDossier, Opine, Receive
from office.facts import PageFacts
from office.workflow import rows
from server.actions import settle
from server.actions.executor import JUDGED_TRIES
from server.store.database import Database
from sync.protocol import Applied, Blocked, Duplicate, Refused, Retry
from tests.helpers.office_play import act
from tests.helpers.office_world import CLERK, COMMITTEE, OFFICER, example, facts, file, incoming, organisation, uid
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import records_of


def opinion(record, n: int = 0, by: str = OFFICER):
    return fresh(act(record, Opine(id=uid(f"o{n}"), text=f"Ý kiến {n}."), by))


def receive(page: PageFacts | None = None):
    action = fresh(act("incoming", Receive(entity_id=COMMITTEE, channel="axis", files=(file("in"),)), CLERK))
    return action, facts(file("in"), page_facts=page)


def test_later_actions_on_a_record_wait_behind_one_that_did_not_apply(tmp_path) -> None:
    record = incoming("in_progress")
    wrong = fresh(act(record, Begin(), CLERK))
    opened = fresh(act("dossier", OpenDossier(entity_id=COMMITTEE, code="1", title="Một"), OFFICER))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        as_officer = replace(wrong, actor=OFFICER, payload=Opine(id=uid("x"), text=""))
        behind = opinion(record)
        first, blocked, other = await office.run(as_officer, behind, opened)
        assert isinstance(first, Refused)
        assert blocked == Blocked(id=behind.id)
        assert isinstance(other, Applied)
        assert isinstance(await office.one(behind), Applied)

    inside(tmp_path, story)


def test_actions_on_one_record_apply_in_their_order(tmp_path) -> None:
    record = incoming("in_progress")

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        results = await office.verified(lambda: office.run(*(opinion(record, n) for n in range(10))))
        assert [result.record.rev for result in results] == [record.rev + n for n in range(1, 11)]

    inside(tmp_path, story)


def test_file_that_was_not_sent_blocks_and_names_itself_and_is_not_judged(tmp_path) -> None:
    action, seen = receive()

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        office.facts[seen.sha256] = seen
        behind = replace(opinion(incoming()), record_id=action.record_id, actor=CLERK)
        assert await office.run(action, behind) == (
            Blocked(id=action.id, needs=(seen.sha256,)),
            Blocked(id=behind.id),
        )
        assert office.judged == []

    inside(tmp_path, story)


def test_repetition_of_an_action_with_a_file_is_not_judged_again(tmp_path) -> None:
    action, seen = receive()

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        office.facts[seen.sha256] = seen
        await office.send_files(action)
        assert isinstance(await office.one(action), Applied)
        assert isinstance(await office.one(action), Duplicate)
        assert office.judged == [(seen.sha256, "")]

    inside(tmp_path, story)


def test_refused_file_leaves_quarantine_and_a_kept_one_its_place(tmp_path) -> None:
    action, seen = receive()
    damaged, bad = receive(PageFacts(is_damaged=True))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        office.facts[seen.sha256] = bad
        await office.send_files(damaged)
        assert isinstance(await office.one(damaged), Refused)
        assert office.files.find(seen.sha256) is None
        office.facts[seen.sha256] = seen
        await office.send_files(action)
        assert isinstance(await office.one(action), Applied)
        assert office.files.find(seen.sha256) == office.files.kept_path(seen.sha256)
        assert not office.files.quarantine_path(seen.sha256).exists()

    inside(tmp_path, story)


def test_secret_file_that_others_sent_as_well_goes_for_all(tmp_path) -> None:
    action, seen = receive(PageFacts(pages=1, has_text=True, secrecy="Mật"))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        office.facts[seen.sha256] = seen
        await office.send_files(action)
        await office.send_files(replace(action, actor=OFFICER))
        result = await office.one(action)
        assert isinstance(result, Refused)
        assert result.reason == "secret_document"
        assert office.files.find(seen.sha256) is None
        later = await office.one(fresh(replace(action, actor=OFFICER)))
        assert isinstance(later, Blocked)

    inside(tmp_path, story)


def test_file_that_no_judge_can_look_at_is_tried_again_and_then_refused(tmp_path) -> None:
    action, _ = receive()

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        await office.send_files(action)
        answers = [await office.one(action) for _ in range(JUDGED_TRIES)]
        assert all(isinstance(answer, Retry) for answer in answers[:-1])
        assert answers[-1] == Refused(id=action.id, reason="file_not_judged", facts={"name": "in.pdf"})

    inside(tmp_path, story)


@pytest.mark.logs_warning
def test_failure_of_ours_is_retry_for_its_action_alone_and_leaves_nothing(tmp_path, monkeypatch, caplog) -> None:
    record = incoming("in_progress")
    broken, sound = (
        opinion(record),
        fresh(act("dossier", OpenDossier(entity_id=COMMITTEE, code="1", title="T"), OFFICER)),
    )
    real = settle.journal.append

    async def fails(connection, action, result, now) -> None:
        if action.id == broken.id:
            raise RuntimeError("a bug")
        await real(connection, action, result, now)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        monkeypatch.setattr(settle.journal, "append", fails)
        first, second = await office.verified(lambda: office.run(broken, sound))
        assert isinstance(first, Retry)
        assert isinstance(second, Applied)
        monkeypatch.setattr(settle.journal, "append", real)
        assert isinstance(await office.one(broken), Applied)

    inside(tmp_path, story)
    assert "an action failed" in caplog.text


@pytest.mark.logs_warning
def test_batch_whose_commit_fails_is_retried_whole(tmp_path, monkeypatch, caplog) -> None:
    record = incoming("in_progress")
    first, second = opinion(record, 1), opinion(record, 2)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        with monkeypatch.context() as patch:
            patch.setattr(Database, "writing", lambda self: (_ for _ in ()).throw(OSError(28, "No space left")))
            assert [type(result) for result in await office.run(first, second)] == [Retry, Retry]
        assert [type(result) for result in await office.run(first, second)] == [Applied, Applied]

    inside(tmp_path, story)
    assert "the transaction of a batch failed" in caplog.text


def test_same_action_posted_twice_at_once_applies_once(tmp_path) -> None:
    record = incoming("in_progress")
    action = opinion(record)

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        results = await office.verified(lambda: asyncio.gather(*(office.one(action) for _ in range(8))))
        assert sorted(type(result).__name__ for result in results) == ["Applied", *["Duplicate"] * 7]

    inside(tmp_path, story)


@pytest.mark.parametrize("verb", ["sign", "seal"])
def test_two_people_acting_at_once_on_one_document_get_one_conflict(tmp_path, verb: str) -> None:
    world, action = example(next(row for row in rows() if row.action == verb))
    twin = fresh(action)

    async def story(office: Inside) -> None:
        await office.begin_world(world)
        await office.send_files(action)
        results = await asyncio.gather(office.one(fresh(action)), office.one(twin))
        assert sorted(type(result).__name__ for result in results) == ["Applied", "Conflict"]

    inside(tmp_path, story)
