"""Settled once: a repetition gets the first answer, whatever it was."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from office.actions import Begin, OpenDossier, Opine
from server.actions import claims
from server.actions.read import RESULTS_KEPT
from sync.protocol import Applied, Conflict, Duplicate, Refused
from tests.helpers.office_play import act
from tests.helpers.office_world import CLERK, COLLEAGUE, COMMITTEE, OFFICER, incoming, organisation, uid
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import records_of


def test_repeated_action_is_answered_with_its_first_outcome(tmp_path) -> None:
    record = incoming("in_progress", rev=3)
    cases = (
        (Applied, fresh(act(record, Opine(id=uid("o"), text="Đồng ý."), OFFICER))),
        (Refused, fresh(act(replace(record, rev=4), Begin(), CLERK))),
        (Conflict, fresh(act(record, Begin(), CLERK, base_rev=1))),
    )

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        for kind, action in cases:
            first = await office.one(action)
            assert isinstance(first, kind), first
            assert await office.verified(lambda action=action: office.one(action)) == Duplicate(
                id=action.id, first=first
            )

    inside(tmp_path, story)


def test_same_id_with_another_body_is_refused_and_changes_nothing(tmp_path) -> None:
    opened = fresh(act("dossier", OpenDossier(entity_id=COMMITTEE, code="1", title="Một"), OFFICER))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        first = await office.one(opened)
        other = replace(opened, payload=replace(opened.payload, title="Hai"))
        assert await office.one(other) == Refused(id=opened.id, reason="id_reused")
        assert await office.one(opened) == Duplicate(id=opened.id, first=first)

    inside(tmp_path, story)


def test_same_id_of_two_people_are_two_actions(tmp_path) -> None:
    opened = fresh(act("dossier", OpenDossier(entity_id=COMMITTEE, code="1", title="Một"), OFFICER))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        assert isinstance(await office.one(opened), Applied)
        twin = replace(opened, actor=COLLEAGUE, record_id=uid("twin"))
        assert isinstance(await office.one(twin), Applied)

    inside(tmp_path, story)


def test_answers_are_kept_for_400_days(tmp_path) -> None:
    opened = fresh(act("dossier", OpenDossier(entity_id=COMMITTEE, code="1", title="Một"), OFFICER))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        await office.one(opened)
        for after, is_known in ((RESULTS_KEPT, True), (RESULTS_KEPT + timedelta(seconds=1), False)):
            async with office.database.writing() as connection:
                await claims.forget_old(connection, office.moment[0] + after)
                assert (await claims.find(connection, opened) is not None) is is_known

    inside(tmp_path, story)
