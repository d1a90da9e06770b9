"""Records are kept as their wire bytes, with the files they open."""

from __future__ import annotations

from sqlalchemy import select

from office.records import kind_of
from office.workflow import rows
from server.store import records
from server.store.records import Stored
from server.store.tables import record_file
from tests.helpers.office_world import DOSSIER, dossier, example, incoming, organisation, outgoing, record_of, uid
from tests.helpers.server_inside import Inside, inside
from tests.helpers.server_process import records_of


def test_record_of_every_kind_comes_back_as_it_was() -> None:
    every = [record_of(row.kind, state) for row in rows() for state in row.from_states if state != "none"]
    assert {kind_of(record) for record in every if record} >= {"incoming", "outgoing", "dossier", "person", "read_mark"}
    for record in every:
        assert record is not None
        assert records.decode(records.encode(record)) == record


def test_later_revision_takes_the_place_and_the_files_of_the_earlier(tmp_path) -> None:
    first, second = outgoing("draft"), outgoing("sealed", rev=9)

    async def story(office: Inside) -> None:
        await office.begin()
        async with office.database.writing() as connection:
            for record in (first, second):
                await records.write(connection, Stored(record, 5))
            assert await records.load(connection, [first.id, "absent"], lock=True) == {first.id: Stored(second, 5)}
            assert await records.load(connection, []) == {}
            files = set((await connection.execute(select(record_file.c.sha256))).scalars())
            assert files == set(records.files_of(second)) == {file.sha256 for file in second.files}

    inside(tmp_path, story)


def test_recalled_document_opens_no_files() -> None:
    assert records.files_of(incoming("in_progress"))
    assert records.files_of(incoming("recalled")) == ()
    assert records.files_of(dossier()) == ()


def by_id(found):
    return {record.id: record for record in found}


def test_organisation_is_loaded_whole(tmp_path) -> None:
    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), incoming())
        async with office.database.reading() as connection:
            loaded = await records.load_organisation(connection)
            people = await records.load_kinds(connection, ["person"])
        assert by_id(records_of(loaded)) == by_id(records_of(organisation()))
        assert {stored.record.id for stored in people} == set(organisation().people)

    inside(tmp_path, story)


def test_links_are_the_records_that_rules_and_sight_look_at() -> None:
    assert records.links_of(incoming("filed", answered_by=("a",), dossier_ids=(DOSSIER,))) == {"a", DOSSIER}
    assert records.links_of(outgoing("draft", answers=("b",), superseded_by="c")) == {"b", "c"}
    assert records.links_of(dossier()) == {uid("somewhere")}
    assert records.links_of(None) == set()
    assert example(rows()[0])
