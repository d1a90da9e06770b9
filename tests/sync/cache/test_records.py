"""Records by id: which body wins, where a row stands, and what goes when a record goes."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from office.records import IncomingDocument
from sync.cache import bodies
from sync.desk import Mailroom
from tests.helpers import office_world as office
from tests.sync.conftest import Desks


@pytest.fixture
def desk(desks: Desks) -> Mailroom:
    return desks.open()


def put(desk: Mailroom, record: IncomingDocument, generation: int = 1) -> None:
    with desk.cache.transaction():
        desk.cache.records.put_base(bodies.encode(record), generation=generation)


def document(rev: int = 1, **changes: object) -> IncomingDocument:
    return replace(office.incoming("directed"), rev=rev, **changes)


def test_lower_revision_never_replaces_a_higher_one(desk: Mailroom) -> None:
    put(desk, document(5))
    put(desk, document(4))
    assert desk.cache.records.base_rev(office.INCOMING) == 5


def test_restored_server_may_go_back_in_a_new_generation(desk: Mailroom) -> None:
    put(desk, document(5), generation=1)
    put(desk, document(3), generation=2)
    assert desk.cache.records.base_rev(office.INCOMING) == 3
    assert desk.cache.records.older_than(3) == [office.INCOMING]


def test_body_is_stored_as_it_came_with_fields_nobody_knows(desk: Mailroom) -> None:
    tree = msgspec.json.decode(bodies.encode(document()))
    body = msgspec.json.encode({**tree, "colour": "green"})
    with desk.cache.transaction():
        desk.cache.records.put_base(body, generation=1)
    stored = desk.cache.records.stored(office.INCOMING)
    assert stored is not None
    assert stored.body == body
    assert desk.cache.records.load(office.INCOMING) == document()


def test_record_of_a_newer_server_is_kept_and_listed_as_such(desk: Mailroom) -> None:
    body = msgspec.json.encode({"kind": "hologram", "id": "h1", "rev": 1})
    with desk.cache.transaction():
        desk.cache.records.put_base(body, generation=1)
    assert desk.cache.records.load("h1") is None
    assert desk.cache.pages.count(bodies.NEWER) == 1


def test_shown_form_is_seen_and_the_base_is_kept(desk: Mailroom) -> None:
    put(desk, document())
    with desk.cache.transaction():
        desk.cache.records.show(office.INCOMING, document(state="in_progress"))
    assert desk.cache.records.load(office.INCOMING) == document(state="in_progress")
    assert desk.cache.records.base(office.INCOMING) == document()
    with desk.cache.transaction():
        desk.cache.records.show(office.INCOMING, None)
    assert desk.cache.records.load(office.INCOMING) == document()


def test_record_made_here_goes_when_nothing_shows_it_any_more(desk: Mailroom) -> None:
    with desk.cache.transaction():
        desk.cache.records.show(office.INCOMING, document(0))
        assert desk.cache.records.base_rev(office.INCOMING) == 0
        desk.cache.records.show(office.INCOMING, None)
    assert desk.cache.records.ids() == []


def test_record_made_here_moves_to_where_the_servers_time_has_it(desk: Mailroom) -> None:
    right = document()
    assert right.received_at is not None
    with desk.cache.transaction():
        desk.cache.records.show(office.INCOMING, replace(right, received_at=right.received_at - timedelta(days=3650)))
        put(desk, replace(right, id=office.OUTGOING, received_at=right.received_at - timedelta(days=1)))
        put(desk, right)
        desk.cache.records.show(office.INCOMING, None)
    rows = desk.cache.pages.page("incoming")
    assert [row.id for row in rows] == [office.INCOMING, office.OUTGOING]


def test_erased_record_leaves_no_row_word_or_reference(desk: Mailroom) -> None:
    kept = document(subject="Tối quan trọng")
    put(desk, kept)
    desk.cache.index_some(10)
    with desk.cache.transaction():
        files = desk.cache.records.erase(office.INCOMING)
    assert files == [file.sha256 for file in kept.files]
    assert desk.cache.search.find("quan trọng") == []
    assert desk.cache.pages.counts()["incoming"] == 0
    for table in ("record", "list", "ref", "entry"):
        assert desk.cache.database.row(f"SELECT count(*) FROM {table}") == (0,)


def test_index_is_filled_behind_newest_first(desk: Mailroom) -> None:
    at = document().received_at
    assert at is not None
    for number in range(3):
        received = at + timedelta(minutes=number)
        put(desk, document(id=office.uid(f"n{number}"), received_at=received, subject=f"Báo cáo {number}"))
    assert desk.cache.search.find("báo cáo") == []
    assert desk.cache.index_some(1) == 1
    assert [hit.id for hit in desk.cache.search.find("báo cáo")] == [office.uid("n2")]
    assert desk.cache.index_some(10) == 2
    assert desk.cache.index_some(10) == 0


def test_reshelving_follows_the_desks_folders(desk: Mailroom) -> None:
    put(desk, document())
    with desk.cache.transaction():
        desk.cache.records.reshelve([office.INCOMING])
    assert desk.cache.pages.count("incoming:directed") == 1
