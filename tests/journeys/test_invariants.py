"""The six invariants of sync, each between real desks and a real server process."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from office.actions import Action, Begin, Direct, OpenDossier, Opine, Register, Submit, WithdrawDirective
from office.deadlines import local_date
from office.records import AnyRecord, Assignment, IncomingDocument
from sync import door
from sync.errors import FileDamaged, FileMissing, ServerAway
from sync.plan import POLL_S, POLL_SPREAD
from sync.remote import RemoteServer
from tests.helpers import office_world as office
from tests.helpers.desk_process import PersonsDesk, new_id
from tests.helpers.server_process import Client, ServerProcess, records_of

LOGINS = {office.CLERK: "hoa", office.LEADER: "khanh", office.OFFICER: "an"}


class House:
    """A server process, and desks in front of it."""

    def __init__(self, folder: Path, server: ServerProcess) -> None:
        self.folder = folder
        self.server = server
        self.desks: list[PersonsDesk] = []
        self._numbers = 0

    def desk(self, person_id: str, *, name: str = "", signs_in: bool = True) -> PersonsDesk:
        desk = PersonsDesk(self.profile(person_id, name), self.server.url, person_id)
        self.desks.append(desk)
        return desk.sign_in(LOGINS[person_id]) if signs_in else desk

    def profile(self, person_id: str, name: str = "") -> Path:
        return self.folder / (name or LOGINS[person_id])

    def view(self, person_id: str) -> dict[str, AnyRecord]:
        """What the server shows this person."""
        return Client(self.server).sign_in(LOGINS[person_id]).snapshot()[0]

    def document(self, clerk: PersonsDesk) -> str:
        """A document that the clerk received, registered and submitted to the leader; all offline."""
        self._numbers += 1
        record_id = clerk.receive(f"Cong van den so {self._numbers}", self.folder).record_id
        entry = Register(
            code=f"{self._numbers}/SNV-VP",
            issued_on=local_date(clerk.mail.clock.now()),
            issuing_agency="Sở Nội vụ tỉnh Bình Sơn",
            document_type="",
            subject=f"V/v báo cáo số {self._numbers}",
        )
        clerk.queue("incoming", record_id, entry)
        clerk.queue("incoming", record_id, Submit(to_id=office.LEADER))
        return record_id

    def directed(self) -> tuple[PersonsDesk, PersonsDesk, str]:
        """Clerk and leader have brought a document to the officer: leader's desk, officer's desk, document."""
        clerk, leader, officer = (self.desk(p) for p in (office.CLERK, office.LEADER, office.OFFICER))
        clerk.engine.sync_once()
        record_id = self.document(clerk)
        clerk.engine.sync_once()
        leader.engine.sync_once()
        direct(leader, record_id)
        leader.engine.sync_once()
        officer.engine.sync_once()
        return leader, officer, record_id


def direct(leader: PersonsDesk, record_id: str) -> None:
    due_on = local_date(leader.mail.clock.now()) + timedelta(days=7)
    work = Assignment(role="lead", person_id=office.OFFICER, due_on=due_on)
    leader.queue("incoming", record_id, Direct(text="Giao tham mưu văn bản trả lời.", assignments=(work,)))


def own(desk: PersonsDesk) -> dict[str, AnyRecord]:
    """What a desk shows."""
    records = desk.mail.cache.records
    return {record_id: found for record_id in records.ids() if (found := records.load(record_id)) is not None}


class Dropping:
    """The server behind a line that loses replies: what was asked has been done, the answer does not come."""

    def __init__(self, server: RemoteServer, times: int) -> None:
        self._server = server
        self._left = times

    def __getattr__(self, name: str) -> object:
        return getattr(self._server, name)

    def act(self, actions: Sequence[Action]) -> tuple[door.Answer, ...]:
        answers = self._server.act(actions)
        if self._left:
            self._left -= 1
            raise ServerAway(why="reply lost")
        return answers


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a server with the small office and its people's passwords; made once, copied."""
    server = ServerProcess(tmp_path_factory.mktemp("founded"))
    server.found(records_of(office.organisation()))
    return server.data


@pytest.fixture
def house(tmp_path: Path, founded: Path) -> Iterator[House]:
    server = ServerProcess(tmp_path, env={"BUTPHE_JUDGE_FETCH": "false", "BUTPHE_JUDGES": "1"})
    shutil.copytree(founded, server.data)
    server.start()
    found = House(tmp_path, server)
    yield found
    for desk in found.desks:
        desk.mail.close()
    server.kill()


@pytest.mark.slow
def test_after_quiet_every_desk_shows_what_the_server_shows(house: House) -> None:
    leader, officer, record_id = house.directed()
    officer.queue("incoming", record_id, Begin())
    officer.queue("incoming", record_id, Opine(id=new_id(), text="Đang phối hợp với Sở Nội vụ."))
    leader.queue("incoming", record_id, Opine(id=new_id(), text="Báo cáo trước thứ sáu."))
    for desk in (officer, leader, *house.desks):
        desk.engine.sync_once()

    for desk in house.desks:
        assert desk.mail.outbox.items() == []
        assert own(desk) == house.view(desk.person_id)
    document = own(officer)[record_id]
    assert isinstance(document, IncomingDocument)
    assert [opinion.by for opinion in document.opinions] == [office.OFFICER, office.LEADER]


@pytest.mark.slow
def test_action_has_effect_once_when_its_reply_is_lost_and_the_server_is_killed(house: House) -> None:
    clerk = house.desk(office.CLERK)
    clerk.engine.sync_once()
    record_id = house.document(clerk)
    assert clerk.mail.wire is not None
    losing = clerk.mail.make_engine(Dropping(RemoteServer(clerk.mail.wire), times=2))
    for _time in range(2):
        with pytest.raises(ServerAway):
            losing.sync_once()
        house.server.kill()
        house.server.start()
    losing.sync_once()

    document = house.view(office.CLERK)[record_id]
    assert isinstance(document, IncomingDocument)
    assert [line.type for line in document.history] == ["receive", "register", "submit"]
    assert document.arrival_number == 1
    assert clerk.mail.outbox.items() == []


@pytest.mark.slow
@pytest.mark.parametrize("after_lines", [1, 7, 20])
def test_what_the_screen_called_saved_survives_kill_9_of_the_desk(house: House, after_lines: int) -> None:
    _leader, officer, record_id = house.directed()
    officer.mail.drafts.save("answer", "Dự thảo đang viết".encode())
    officer.mail.close()
    house.desks.remove(officer)
    command = [sys.executable, "-m", "tests.helpers.desk_process"]
    arguments = [str(house.profile(office.OFFICER)), house.server.url, office.OFFICER, record_id, "20"]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _line in range(after_lines)]
        process.send_signal(signal.SIGKILL)
        said += [line.strip() for line in process.stdout if line.endswith("\n")]
    promised = [line for line in said if "-" in line]

    officer = house.desk(office.OFFICER, signs_in=False)
    assert officer.mail.drafts.load("answer") == "Dự thảo đang viết".encode()
    officer.engine.sync_once()
    document = house.view(office.OFFICER)[record_id]
    assert isinstance(document, IncomingDocument)
    done = [line.action_id for line in document.history]
    assert set(promised) <= set(done)
    assert len(done) == len(set(done))


@pytest.mark.slow
def test_document_that_went_out_of_sight_leaves_the_desk_with_its_bytes(house: House) -> None:
    leader, officer, record_id = house.directed()
    document = own(officer)[record_id]
    assert isinstance(document, IncomingDocument)
    sha256 = document.files[0].sha256
    assert officer.mail.files.has(sha256)
    leader.queue("incoming", record_id, WithdrawDirective())
    leader.engine.sync_once()
    officer.engine.sync_once()

    assert record_id not in house.view(office.OFFICER)
    assert officer.mail.cache.records.load(record_id) is None
    assert officer.mail.cache.search.find(document.subject) == []
    assert not officer.mail.files.path(sha256).exists()
    assert officer.mail.cache.pages.count("incoming") == 0


@pytest.mark.slow
def test_wrong_byte_on_disk_is_never_given_out_and_is_fetched_again(house: House) -> None:
    _leader, officer, record_id = house.directed()
    document = own(officer)[record_id]
    assert isinstance(document, IncomingDocument)
    sha256 = document.files[0].sha256
    path = officer.mail.files.path(sha256)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(FileDamaged):
        officer.mail.files.load(sha256)
    with pytest.raises(FileMissing):
        officer.mail.files.load(sha256)
    officer.engine.sync_once()
    assert hashlib.sha256(officer.mail.files.load(sha256)).hexdigest() == sha256


@pytest.mark.slow
def test_thousand_actions_go_out_in_few_requests_and_a_new_desk_takes_them_in_little_memory(house: House) -> None:
    officer = house.desk(office.OFFICER)
    officer.engine.sync_once()
    for number in range(1000):
        payload = OpenDossier(entity_id=office.COMMITTEE, code=f"{number:04d}", title=f"Hồ sơ số {number}")
        officer.queue("dossier", new_id(), payload)
    assert officer.mail.wire is not None
    before = officer.mail.wire.requests_ok
    officer.engine.sync_once()
    assert officer.mail.wire.requests_ok - before <= 20
    assert officer.mail.outbox.count() == 0

    again = house.desk(office.OFFICER, name="second")
    peak = peak_of(again.engine.sync_once)
    assert own(again) == house.view(office.OFFICER)
    assert peak < 32 * 1024 * 1024


@pytest.mark.slow
def test_running_desk_is_woken_by_the_servers_push(house: House) -> None:
    clerk, leader = house.desk(office.CLERK), house.desk(office.LEADER)
    clerk.engine.sync_once()
    arrived = threading.Event()
    record_ids: list[str] = []
    leader.mail.cache.listen(lambda changed: arrived.set() if changed.ids & set(record_ids) else None)
    leader.mail.start()
    while leader.engine.status().connection != "online":
        arrived.wait(0.05)
    record_ids.append(house.document(clerk))
    clerk.engine.sync_once()
    assert arrived.wait(POLL_S * (1 - POLL_SPREAD) / 2), "the document came no sooner than polling would bring it"


def peak_of(work: Callable[[], object]) -> int:
    """Bytes that Python held at most while working."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
