"""Every read, print and export leaves a line: who, what, when, on which desk; for those who keep the document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError

from office.actions import Receive
from office.personal import Trace
from office.records import IncomingDocument
from server import accesses
from server.ids import make_id
from server.store.tables import access_line
from sync.protocol import AccessLine, Applied
from tests.helpers.office_play import act
from tests.helpers.office_world import CLERK, COMMITTEE, LEADER, OFFICER, incoming, organisation, sha
from tests.helpers.plain_pdf import plain_pdf
from tests.helpers.real_papers import ref
from tests.helpers.server_inside import Inside, fresh, inside
from tests.helpers.server_process import Client, records_of
from tests.helpers.wire_office import WireOffice, wire_office

CONTENT = plain_pdf("Cong van den")
NAME = ref(CONTENT).sha256


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[WireOffice]:
    with wire_office(tmp_path_factory.mktemp("accesses")) as office:
        yield office


@pytest.fixture
def document(office: WireOffice) -> IncomingDocument:
    """A document of its own for each test, all of them with the same file."""
    office.people["clerk"].upload(CONTENT)
    payload = Receive(entity_id=COMMITTEE, channel="axis", files=(ref(CONTENT),))
    result = office.post("clerk", office.act("clerk", "incoming", payload))
    assert isinstance(result, Applied), result
    assert isinstance(result.record, IncomingDocument)
    return result.record


def log_of(client: Client, document_id: str) -> list[AccessLine]:
    reply = client.request("GET", f"/documents/{document_id}/accesses")
    assert reply.status_code == 200
    return msgspec.json.decode(reply.content, type=list[AccessLine])


def test_file_that_is_given_out_leaves_a_line_whole_in_part_and_packed(office: WireOffice, document) -> None:
    clerk = office.people["clerk"]
    clerk.request("HEAD", f"/files/{NAME}")
    clerk.request("GET", f"/files/{NAME}", headers={"If-None-Match": f'"{NAME}"'})
    clerk.request("GET", f"/files/{NAME}", headers={"Range": f"bytes={len(CONTENT)}-"})
    assert log_of(clerk, document.id) == []  # no byte has left
    clerk.request("GET", f"/files/{NAME}")
    clerk.request("GET", f"/files/{NAME}", headers={"Range": "bytes=10-19"})
    clerk.request("POST", "/files/pack", json={"sha256": ["0" * 64, NAME]})
    lines = log_of(clerk, document.id)
    assert [(line.person_id, line.what, line.sha256, line.device) for line in lines] == [
        (CLERK, "fetch", NAME, "test")
    ] * 3
    assert all(timedelta() <= datetime.now(UTC) - line.at < timedelta(minutes=5) for line in lines)


def test_file_that_does_not_open_leaves_no_line(office: WireOffice, document) -> None:
    assert office.people["officer"].request("GET", f"/files/{NAME}").status_code == 404
    assert log_of(office.people["clerk"], document.id) == []


def test_desk_reports_what_was_done_offline_with_its_own_time(office: WireOffice, document) -> None:
    clerk = office.people["clerk"]
    early = datetime.now(UTC) - timedelta(days=2)
    counts = "access_count"
    for what in ("read", "print", "export"):
        payload = Trace(document_id=document.id, what=what, sha256=NAME)
        assert isinstance(office.post("clerk", office.act("clerk", counts, payload, made_at=early)), Applied)
    lines = log_of(clerk, document.id)
    assert [line.what for line in lines] == ["read", "print", "export"]
    assert {(line.person_id, line.device, line.sha256) for line in lines} == {(CLERK, "test", NAME)}
    assert all(abs(line.made_at - early) < timedelta(seconds=1) for line in lines)
    assert all(line.at - line.made_at > timedelta(days=1) for line in lines)
    assert log_of(clerk, document.id) == lines
    rest = clerk.request("GET", f"/documents/{document.id}/accesses", params={"after": lines[0].id})
    assert msgspec.json.decode(rest.content, type=list[AccessLine]) == lines[1:]


def test_log_is_shown_to_who_keeps_the_document_and_to_the_administrator(office: WireOffice, document) -> None:
    admin = Client(office.server).sign_in("quantri")
    assert log_of(admin, document.id) == log_of(office.people["clerk"], document.id)
    for who in ("officer", "head", "leader", "chief"):
        reply = office.people[who].request("GET", f"/documents/{document.id}/accesses")
        assert (reply.status_code, reply.json()["code"]) == (404, "not-found")
    assert admin.request("GET", f"/documents/{make_id()}/accesses").status_code == 404
    assert admin.request("GET", f"/documents/{COMMITTEE}/accesses").status_code == 404


def test_report_is_a_line_once_however_often_it_is_sent(tmp_path) -> None:
    record = incoming("in_progress")
    report = fresh(act("access_count", Trace(document_id=record.id, what="print", sha256=sha("incoming")), OFFICER))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        await office.verified(lambda: office.run(report, report))
        await office.one(report)
        async with office.database.reading() as connection:
            (line,) = await accesses.read_log(connection, record.id, "")
        assert (line.person_id, line.what, line.sha256) == (OFFICER, "print", sha("incoming"))
        assert report.record_id in await office.snapshot(OFFICER)
        for other in (CLERK, LEADER):
            assert report.record_id not in await office.snapshot(other)

    inside(tmp_path, story)


@pytest.mark.logs_warning
def test_report_whose_line_cannot_be_written_is_not_taken(tmp_path, monkeypatch) -> None:
    record = incoming("in_progress")
    report = fresh(act("access_count", Trace(document_id=record.id, what="read", sha256=sha("incoming")), OFFICER))

    async def fails(*arguments) -> None:
        raise OperationalError("insert", {}, OSError(28, "No space left"))

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        with monkeypatch.context() as patch:
            patch.setattr(accesses, "note_reported", fails)
            await office.one(report)
        assert report.record_id not in await office.snapshot(OFFICER)
        assert isinstance(await office.one(report), Applied)

    inside(tmp_path, story)


def test_log_is_read_page_by_page(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(accesses, "PAGE_LINES", 3)
    record = incoming("in_progress")

    async def story(office: Inside) -> None:
        await office.begin(*records_of(organisation()), record)
        same = {"record_id": record.id, "person_id": CLERK, "device": "d", "what": "read", "sha256": "", "at": 1}
        async with office.database.writing() as connection:
            await connection.execute(insert(access_line), [{"id": f"{n}", "made_at": n} | same for n in range(7)])
        found: list[str] = []
        async with office.database.reading() as connection:
            while page := await accesses.read_log(connection, record.id, found[-1] if found else ""):
                assert len(page) <= 3
                found += [line.id for line in page]
        assert found == [f"{n}" for n in range(7)]

    inside(tmp_path, story)
