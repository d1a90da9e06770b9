"""The state machine: two desks and a server through outages, kills, lost and late replies, restores, loss of sight.

It starts from a populated, synchronised office and is biased towards progress. After each sync that went through, the
desk must show what the server shows; in the end every promised action has taken effect once, or waits for its person's
decision with its payload.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from office.actions import Action, AnyPayload, Opine, Receive, Register
from office.facts import FileFacts, PageFacts
from office.records import FileRef, IncomingDocument
from office.workflow import fold
from sync import door
from sync.desk import Mailroom
from sync.engine import Engine
from sync.errors import ServerAway
from sync.outbox import UNDECIDED
from tests.helpers import office_world as office
from tests.helpers.memory_server import MemoryDoor, MemoryServer, TestClock

KEY = bytes(32)
PEOPLE = (office.OFFICER, office.CLERK)
DOCUMENTS = 3
FOLDER = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
ROUNDS_TO_QUIET = 6


class Killed(BaseException):
    """The process ends here; nothing after it runs."""


class Seat:
    """One person's desk, that may be killed and opened again."""

    def __init__(self, profile: Path, server: MemoryServer, person_id: str, clock: TestClock) -> None:
        self.profile = profile
        self.person_id = person_id
        self.clock = clock
        self.door = server.door(person_id)
        self.late: tuple[door.Changes, str] | None = None
        self.commits_left = -1
        self.open()

    def open(self) -> None:
        self.mail = Mailroom(self.profile, KEY, fold=fold, clock=self.clock, randomness=os.urandom)
        self.engine: Engine = self.mail.make_engine(self.door, chance=lambda: 0.5)
        ended = self.mail.cache.database.ended

        def count_down(is_committed: bool) -> None:
            ended(is_committed)
            self.commits_left -= 1
            if self.commits_left == 0:
                raise Killed

        self.mail.cache.database.ended = count_down

    def kill(self) -> None:
        self.commits_left = -1
        self.late = None
        self.mail.close()
        self.open()

    def bases(self) -> dict[str, object]:
        records = self.mail.cache.records
        found = {record_id: records.base(record_id) for record_id in records.ids()}
        return {record_id: record for record_id, record in found.items() if record is not None}


class SyncMachine(RuleBasedStateMachine):
    """Random office life. `promised` are the actions that a screen called saved."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(dir=FOLDER))
        self.clock = TestClock()
        self.server = MemoryServer(self.clock, page_rows=7)
        self.promised: dict[str, Action] = {}
        self.given_up: set[str] = set()
        self.backup = self.server.backup()
        self.numbers = 0
        self.seats: list[Seat] = []

    @initialize()
    def populate(self) -> None:
        for number in range(DOCUMENTS):
            content = f"%PDF den {number}".encode()
            file = replace(office.file(f"den{number}"), sha256=self.server.keep_file(content), size=len(content))
            document = office.incoming("in_progress", now=self.clock.now())
            self.server.put(replace(document, id=office.uid(f"den{number}"), files=(file,), subject=f"Số {number}"))
        self.seats = [Seat(self.root / office.sha(p)[:8], self.server, p, self.clock) for p in PEOPLE]
        for seat in self.seats:
            seat.engine.sync_once()
        self.backup = self.server.backup()

    # ── what people do ────────────────────────────────────────────────────────────────────────────────────────────
    @rule(who=st.integers(0, 1), which=st.integers(0, DOCUMENTS - 1))
    def queue_opinion(self, who: int, which: int) -> None:
        payload = Opine(id=self.new_id(), text=f"Ý kiến {self.numbers}")
        self.queue(self.seats[who], office.uid(f"den{which}"), payload)

    @rule()
    def receive_document(self) -> None:
        seat = self.seats[1]
        self.numbers += 1
        path = self.root / "den.pdf"
        path.write_bytes(f"%PDF moi {self.numbers}".encode())
        action_id = self.new_id()
        sha256, size = seat.mail.files.keep(path, owner=action_id)
        with seat.mail.cache.transaction():
            page = PageFacts(pages=1, has_text=True)
            seat.mail.cache.folding.keep_facts(FileFacts(sha256=sha256, size=size, page=page))
        file = FileRef(sha256=sha256, name="den.pdf", size=size)
        payload = Receive(entity_id=office.COMMITTEE, channel="paper", files=(file,))
        self.queue(seat, self.new_id(), payload, action_id)

    @rule(which=st.integers(0, 5))
    def register_document(self, which: int) -> None:
        """The clerk registers what has arrived; twice is refused, which must stay visible."""
        seat = self.seats[1]
        arrived = [p.record_id for p in self.promised.values() if isinstance(p.payload, Receive)]
        if arrived:
            entry = Register(
                code="12/SNV",
                issued_on=None,
                issuing_agency="Sở Nội vụ",
                document_type="",
                subject="Về việc báo cáo",
            )
            self.queue(seat, arrived[which % len(arrived)], entry)

    @rule(who=st.integers(0, 1), again=st.booleans())
    def decide(self, who: int, again: bool) -> None:
        """The person decides on the oldest refused or conflicting action."""
        seat = self.seats[who]
        undecided = [item for item in seat.mail.outbox.items() if item.state in UNDECIDED]
        if not undecided:
            return
        old = undecided[0].action
        if again:
            new = seat.mail.outbox.retry(old.id, new_id=self.new_id())
            assert new is not None
            self.promised[new.id] = new
        else:
            assert seat.mail.outbox.discard(old.id)
        self.given_up.add(old.id)

    @rule(which=st.integers(0, DOCUMENTS - 1), is_given=st.booleans())
    def change_sight(self, which: int, is_given: bool) -> None:
        """The sender recalls the document, which takes it from everybody but the clerks, or gives it back."""
        document = self.server.state.records[office.uid(f"den{which}")]
        assert isinstance(document, IncomingDocument)
        self.server.put(replace(document, state="in_progress" if is_given else "recalled"))

    @rule(which=st.integers(0, DOCUMENTS - 1))
    def sight_is_lost_while_a_reply_is_under_way(self, which: int) -> None:
        """What chance alone seldom brings together: sent, applied, not heard of, and then out of sight."""
        self.queue_opinion(0, which)
        self.interrupted(self.seats[0], "act", ServerAway(why="lost"))
        self.change_sight(which, is_given=False)

    # ── syncs, good and bad ───────────────────────────────────────────────────────────────────────────────────────
    @rule(who=st.integers(0, 1))
    def sync(self, who: int) -> None:
        seat = self.seats[who]
        seat.engine.sync_once()
        self.check_desk(seat)

    @rule(who=st.integers(0, 1), what=st.sampled_from(["act", "act", "changes", "snapshot", "upload", "pack"]))
    def sync_losing_a_reply(self, who: int, what: str) -> None:
        self.interrupted(self.seats[who], what, ServerAway(why="lost"))

    @rule(who=st.integers(0, 1), what=st.sampled_from(["act", "changes", "upload"]))
    def sync_killed_before_the_reply(self, who: int, what: str) -> None:
        self.interrupted(self.seats[who], what, Killed())

    @rule(who=st.integers(0, 1), commits=st.integers(1, 8))
    def sync_killed_after_a_commit(self, who: int, commits: int) -> None:
        seat = self.seats[who]
        seat.commits_left = commits
        try:
            seat.engine.sync_once()
        except Killed:
            seat.kill()
        seat.commits_left = -1

    @rule(who=st.integers(0, 1))
    def ask_for_a_page_that_comes_late(self, who: int) -> None:
        seat = self.seats[who]
        since = seat.engine.pull.feed().token
        page = seat.door.changes(since)
        if isinstance(page, door.Changes):
            seat.late = (page, since)

    @rule(who=st.integers(0, 1))
    def late_page_arrives(self, who: int) -> None:
        seat = self.seats[who]
        if seat.late is not None:
            (page, since), seat.late = seat.late, None
            seat.engine.pull.store(page, since=since)

    @rule(which=st.integers(0, DOCUMENTS - 1))
    def page_is_overtaken(self, which: int) -> None:
        """Two pulls in flight, answered in the other order, with a loss of sight between them."""
        self.change_sight(which, is_given=True)
        self.ask_for_a_page_that_comes_late(0)
        self.change_sight(which, is_given=False)
        self.sync(0)
        self.late_page_arrives(0)
        self.sync(0)

    @rule(who=st.integers(0, 1))
    def server_is_busy(self, who: int) -> None:
        seat = self.seats[who]
        seat.door.retry_next = 1
        seat.engine.sync_once()
        seat.door.retry_next = 0

    @rule(who=st.integers(0, 1))
    def desk_is_killed(self, who: int) -> None:
        self.seats[who].kill()

    @rule()
    def server_is_backed_up(self) -> None:
        self.backup = self.server.backup()

    @rule()
    def server_is_restored(self) -> None:
        self.server.restore(self.backup)

    @rule(seconds=st.sampled_from([1, 3600, 86400]))
    def time_passes(self, seconds: int) -> None:
        self.clock.advance(seconds)

    # ── what must hold ────────────────────────────────────────────────────────────────────────────────────────────
    @invariant()
    def nothing_takes_effect_twice(self) -> None:
        effects = self.server.state.effects
        assert len(effects) == len(set(effects)), "an action took effect twice"

    def check_desk(self, seat: Seat) -> None:
        """What the desk has of the server is what the server shows; bytes of other documents are not here."""
        seen = self.server.sees(seat.person_id)
        assert seat.bases() == seen, "the desk shows something else than the server"
        wanted = {file.sha256 for record in seen.values() for file in getattr(record, "files", ())}
        own = {f.sha256 for i in seat.mail.outbox.items() for f in getattr(i.action.payload, "files", ())}
        stored = {path.name for path in (seat.profile / "files").glob("??/*")}
        assert stored <= wanted | own | self.sent_files(seat), "bytes of a document out of sight are still here"

    def teardown(self) -> None:
        try:
            if self.seats:
                self.come_to_quiet()
        finally:
            for seat in self.seats:
                seat.mail.close()
            shutil.rmtree(self.root)

    def come_to_quiet(self) -> None:
        """Everybody syncs until nothing moves; then no work may be lost."""
        for seat in self.seats:
            seat.kill()
        for _round in range(ROUNDS_TO_QUIET):
            for seat in self.seats:
                seat.engine.sync_once()
        for seat in self.seats:
            self.check_desk(seat)
        effects = set(self.server.state.effects)
        for seat in self.seats:
            kept = {item.action.id: item for item in seat.mail.outbox.items()}
            for action in self.promised.values():
                if action.actor == seat.person_id and action.id not in self.given_up:
                    assert action.id in effects or action.id in kept, f"{action.type} was lost"
            both = [item.action.type for item in kept.values() if item.action.id in effects]
            assert not both, "an action that took effect is shown as if it had not"
            waiting = [item for item in kept.values() if item.state in ("waiting", "sending")]
            assert not waiting, "an action still waits although all is quiet"

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────────────────
    def queue(self, seat: Seat, record_id: str, payload: AnyPayload, action_id: str = "") -> None:
        records, folding = seat.mail.cache.records, seat.mail.cache.folding
        action = Action(
            id=action_id or self.new_id(),
            record_kind="incoming",
            record_id=record_id,
            base_rev=records.base_rev(record_id) + len(folding.pending(record_id)),
            payload=payload,
            actor=seat.person_id,
            made_at=self.clock.now(),
        )
        seat.mail.outbox.queue(action)
        self.promised[action.id] = action

    def interrupted(self, seat: Seat, what: str, ends: BaseException) -> None:
        """A sync during which the first reply of a kind does not arrive."""

        def lose(kind: str) -> None:
            if kind == what:
                seat.door.before_reply = MemoryDoor(self.server, seat.person_id).before_reply
                raise ends

        seat.door.before_reply = lose
        try:
            seat.engine.sync_once()
        except ServerAway:
            return
        except Killed:
            seat.kill()
        finally:
            seat.door.before_reply = lambda _what: None

    def sent_files(self, seat: Seat) -> set[str]:
        rows = seat.mail.cache.database.rows("SELECT sha256 FROM want")
        return {sha256 for (sha256,) in rows}

    def new_id(self) -> str:
        self.numbers += 1
        tail = hashlib.sha256(str(self.numbers).encode()).hexdigest()
        return f"0196{self.numbers:04x}-0000-7{tail[:3]}-8{tail[3:6]}-{tail[6:18]}"
