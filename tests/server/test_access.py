"""Who may read and who may name a file."""

from __future__ import annotations

from msgspec.structs import replace

from office.actions import Recall
from office.records import FileRef
from server.files import access
from sync.protocol import Applied
from tests.helpers.office_play import act
from tests.helpers.office_world import CLERK, COLLEAGUE, LEADER, NOW, OFFICER, REASON, incoming, organisation
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import records_of

SHA = "a" * 64


def test_file_is_read_through_records_that_are_seen_until_they_are_recalled(tmp_path) -> None:
    record = replace(incoming("in_progress"), files=(FileRef(sha256=SHA, name="a.pdf", size=1),))

    async def readers(office: Inside) -> set[str]:
        async with office.database.reading() as connection:
            people = (CLERK, OFFICER, COLLEAGUE, LEADER)
            return {person for person in people if await access.readable(connection, person, [SHA])}

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        assert await readers(office) == {CLERK, OFFICER, LEADER}
        recalled = fresh(act(record, Recall(reason=REASON), CLERK))
        assert isinstance(await office.verified(lambda: office.one(recalled)), Applied)
        assert await readers(office) == set()

    inside(tmp_path, story)


def test_waiting_file_is_named_by_its_senders_until_the_last_forgets_it(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        async with office.database.writing() as connection:
            for person in (CLERK, OFFICER):
                await access.arrived(connection, SHA, 5, person, NOW)
            assert await access.usable(connection, CLERK, [SHA]) == {SHA: 5}
            assert await access.usable(connection, LEADER, [SHA]) == {}
            assert await access.readable(connection, CLERK, [SHA]) == {}
            assert await access.forget(connection, [SHA], CLERK) == []
            assert await access.usable(connection, CLERK, [SHA]) == {}
            assert await access.forget(connection, [SHA], OFFICER) == [SHA]
            assert await access.forget(connection, [SHA]) == []

    inside(tmp_path, story)


def test_kept_file_is_never_forgotten(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()))
        async with office.database.writing() as connection:
            await access.arrived(connection, SHA, 5, CLERK, NOW)
            assert await access.waiting_since(connection, NOW) == []
            await access.keep(connection, [SHA])
            assert await access.is_kept(connection, SHA)
            assert await access.forget(connection, [SHA]) == []
            await access.arrived(connection, SHA, 5, OFFICER, NOW)
            assert await access.is_kept(connection, SHA)

    inside(tmp_path, story)
