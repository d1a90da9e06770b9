"""What the user sees: pending actions over the server's record."""

from __future__ import annotations

from office.actions import Complete, FileAway
from office.records import IncomingDocument
from sync.cache.folding import named_by
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryServer
from tests.sync.conftest import Desks
from tests.sync.office_day import make_action, opine, put_document


def test_actions_that_wait_are_shown_over_what_the_server_says_next(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    door = server.door(office.OFFICER)
    engine = desk.make_engine(door)
    engine.sync_once()
    opine(desk, desks.new_id(), document.id, "Của tôi.")
    server.put(server.state.records[document.id])
    engine.pull.changes()
    shown = desk.cache.records.load(document.id)
    assert isinstance(shown, IncomingDocument)
    assert shown.opinions[-1].text == "Của tôi."
    base = desk.cache.records.base(document.id)
    assert base == server.state.records[document.id]


def test_action_that_no_longer_applies_is_doubted_and_changes_nothing_shown(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    payload = FileAway(dossier_id="no such dossier")
    action = make_action(desk, desks.new_id(), document.id, payload)
    desk.outbox.queue(action)
    item = desk.outbox.item(action.id)
    assert item is not None
    assert item.doubt
    assert item.state == "waiting"
    assert desk.cache.records.load(document.id) == document


def test_neighbours_are_what_record_and_actions_name() -> None:
    document = office.incoming("in_progress", dossier_ids=("d1",), answered_by=("o1",))
    assert named_by(document, []) == {"d1", "o1"}
    assert named_by(office.dossier(document_ids=("x",)), []) == {"x"}
    assert named_by(None, []) == set()
    assert Complete(answered_by="o2").answered_by == "o2"


def test_world_of_an_action_holds_neighbours_people_and_facts(desks: Desks, server: MemoryServer) -> None:
    document = put_document(server)
    server.put(office.dossier())
    desk = desks.open()
    desk.make_engine(server.door(office.OFFICER)).sync_once()
    payload = FileAway(dossier_id=office.DOSSIER)
    action = make_action(desk, desks.new_id(), document.id, payload)
    world = desk.cache.folding.world(document.id, actions=[action])
    assert world.record == document
    assert set(world.organisation.people) == {person.id for person in office.PEOPLE}
    assert (office.DOSSIER in world.neighbours) == (office.DOSSIER in server.sees(office.OFFICER))
