"""Every row that `butphe rules` prints, from each of its states, in both executors, over real HTTP.

The desk fetches what its person may see, queues the row's action with its files and shows the outcome at once; it
then sends it, and the server decides again over its own database. Both must end in the state that the row names and
agree on the record. Only the judging of files is told beforehand; what judges see has its tests with real papers.
"""

from __future__ import annotations

import json
import os

import pytest
from msgspec.structs import replace

from app import cli
from office.actions import files_of
from office.records import IncomingDocument, OutgoingDocument
from office.workflow import Row, apply, fold, rows, state_of
from office.world import Decision
from sync.desk import Mailroom
from tests.helpers.memory_server import TestClock
from tests.helpers.office_world import NOW, example
from tests.helpers.served_inside import ServedOffice, content_of
from tests.helpers.server_process import PASSWORD

ROWS = rows()
CASES = [
    pytest.param(row, state, id="-".join(filter(None, (row.kind, row.action, state, row.when))))
    for row in ROWS
    for state in row.from_states
]


@pytest.fixture(scope="module")
def server():
    served = ServedOffice()
    yield served
    served.close()


@pytest.fixture
def mail(tmp_path, server):
    desk = Mailroom(tmp_path / "desk", bytes(32), fold=fold, clock=TestClock(NOW), randomness=os.urandom)
    desk.connect(server.url)
    yield desk
    desk.close()


def sign_in(mail, world, action):
    mail.wire.sign_in(world.organisation.people[action.actor].login, PASSWORD, device="bàn thử")
    mail.engine.sync_once()


def queue(mail, world, action, folder):
    """Queue an action as the desk does: its files kept and looked at first."""
    for file in files_of(action.payload):
        path = folder / file.name
        path.write_bytes(content_of(file))
        assert mail.files.keep(path, owner=action.id) == (file.sha256, file.size)
    with mail.cache.transaction():
        for facts in world.files.values():
            mail.cache.folding.keep_facts(facts)
    mail.outbox.queue(action)


def agreed(record):
    """A record without what the server alone gives: its revision, and a number with the row of its book."""
    match record:
        case IncomingDocument():
            return replace(record, rev=0, arrival_number=None, register_entry_id="")
        case OutgoingDocument():
            return replace(record, rev=0, code_number=None, register_entry_id="")
        case _:
            return replace(record, rev=0)


def numbers_of(record):
    """The numbers of books that a record bears: none while its desk waits for one."""
    borne = (getattr(record, name, None) for name in ("arrival_number", "code_number"))
    return [number for number in borne if number is not None]


@pytest.mark.parametrize(("row", "state"), CASES)
def test_row_ends_the_same_on_the_desk_and_on_the_server(row: Row, state: str, server, mail, tmp_path):
    world, action = example(row, state)
    decision = apply(world, action, NOW)
    assert isinstance(decision, Decision)
    with server.holding(world, tmp_path / "server") as office:
        sign_in(mail, world, action)
        assert state_of(mail.cache.records.load(action.record_id)) == state

        queue(mail, world, action, tmp_path)
        (item,) = mail.outbox.items()
        here = mail.cache.records.load(action.record_id)
        assert item.doubt == ""

        mail.engine.sync_once()
        there = server.record(office, action.record_id)
        assert mail.outbox.items() == []
        assert state_of(here) == state_of(there) == (row.becomes or state_of(decision.records[0]))
        assert agreed(here) == agreed(there)
        assert there.rev == action.base_rev + 1
        assert numbers_of(here) == numbers_of(decision.records[0])
        assert len(numbers_of(there)) == len(numbers_of(here)) + len(decision.wants)
        seen = server.do(lambda: office.snapshot(action.actor))
        assert mail.cache.records.load(action.record_id) == seen.get(action.record_id)
        assert seen.get(action.record_id, there) == there
        for beside in decision.records[1:]:
            assert agreed(server.record(office, beside.id)) == agreed(beside)


def test_cases_are_the_rows_that_the_command_prints(capsys):
    assert cli.main(["rules", "--json"]) == 0
    printed = [
        (row["kind"], row["action"], row["when"], row["from_states"]) for row in json.loads(capsys.readouterr().out)
    ]
    assert printed == [(row.kind, row.action, row.when, list(row.from_states)) for row in ROWS]
